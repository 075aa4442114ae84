/** Under which conditions a file was taken. */
import { detectorGroups } from "../detector/groups.js";
import { medianOfKnown } from "../numerics/median.js";
import type { QuantityName } from "../quantities/table.js";
import type { FileSummary } from "../summary.js";

export const runTypes = ["beam", "self", "mixed", "led", "pedestal", "unknown"] as const;
export type RunType = (typeof runTypes)[number];

/** As in the configuration; `auto`: told from the data. */
export const runTypeSettings = ["auto", "beam", "self", "mixed", "led", "pedestal"] as const;
export type RunTypeSetting = (typeof runTypeSettings)[number];

/** Conditions of a file. */
export interface Conditions extends Intensity {
  runType: RunType;
}

/** How much light there is in a file. */
export interface Intensity {
  /** Typical light: median over channels of `light`, ADC16 counts; NaN where no TPC is lit. */
  lightAdc16: number;
  /** Fraction of the events in which the typical TPC is lit; NaN where unknown. */
  litShare: number;
}

/** The conditions of a file. @param setting the run type, or `auto` to tell it from the data */
export function conditionsOf(summary: FileSummary, setting: RunTypeSetting): Conditions {
  return { runType: runTypeOf(summary, setting), ...intensityOf(summary) };
}

/** What of a summary its conditions follow from. */
export const conditionQuantities = [
  ...["darkCount", "litCount", "light", "gain", "clipped", "validCount"],
] as readonly QuantityName[];

/** Fewer events say nothing of light; the triggers alone decide then. */
const leastEvents = 20;
/** Stray light does not make a run without light one with it. */
const mostPedestalShare = 0.05;
/** A pulser lights this fraction of the channels, in this fraction of the events, at least. */
const leastLedShare = 0.9;
/** A pulser's light scatters less between channels: half the 68 % range, over the median. */
const mostLedScatter = 0.25;
/** The rarer class of beam and self triggers has this fraction at most, unless they are mixed. */
const mostOtherTriggers = 0.05;

/**
 * The type of the run that a file is of.
 *
 * `pedestal`: hardly ever a TPC lit; `led`: nearly all channels over threshold in nearly all events,
 * at a brightness that hardly scatters from channel to channel. Both need 20 events, and numbers
 * that summaries of earlier versions lack. All other files are of the type of their triggers, `mixed`
 * where these are not typed. `unknown` without an event, or with none of beam or self.
 * @param setting the answer, unless it is `auto`
 */
export function runTypeOf(summary: FileSummary, setting: RunTypeSetting): RunType {
  if (setting !== "auto") return setting;
  if (eventCountOf(summary) >= leastEvents) {
    const litShares = litShareByTpc(summary);
    if (litShares.length > 0 && litShares.every((share) => share <= mostPedestalShare))
      return "pedestal";
    if (isPulsed(summary)) return "led";
  }
  return typeByTriggers(summary);
}

/** How much light there is in a file; NaN where its summary does not say. */
export function intensityOf(summary: FileSummary): Intensity {
  return {
    lightAdc16: medianOfKnown(summary.light),
    litShare: medianOfKnown(litShareByTpc(summary)),
  };
}

/**
 * Fractions of the valid waveforms that are of events in which their TPC is lit, for each TPC that
 * has any; none for summaries that do not know.
 */
function litShareByTpc({ detector, darkCount, litCount, validCount }: FileSummary): number[] {
  // Of whatever file that has a valid waveform, some are dark or in lit events.
  const isKnown = [darkCount, litCount].some((counts) => counts.some((count) => count > 0));
  if (!isKnown) return [];
  return detectorGroups(detector).tpcMembers.flatMap((members) => {
    const sum = (counts: ArrayLike<number>): number =>
      members.reduce((total, channelIndex) => total + counts[channelIndex]!, 0);
    const valid = sum(validCount.all ?? []);
    return valid > 0 ? [sum(litCount) / valid] : [];
  });
}

/**
 * Whether nearly all channels are over threshold in nearly all events, with little scatter. Told
 * channel by channel: a summary does not say which channels were lit together.
 */
function isPulsed({ detector, clipped, validCount, gain }: FileSummary): boolean {
  const valid = validCount.all;
  const over = clipped.all?.channel.total;
  if (!valid || !over) return false;
  const known = detectorGroups(detector).active.filter((i) => valid[i]! > 0);
  const lit = known.filter((i) => over[i]! >= leastLedShare * valid[i]!);
  const scatter = medianOfKnown(known.map((i) => (gain.p84[i]! - gain.p16[i]!) / 2 / gain.p50[i]!));
  return lit.length > 0 && lit.length >= leastLedShare * known.length && scatter < mostLedScatter;
}

function typeByTriggers(summary: FileSummary): RunType {
  const { triggersTyped, eventCount } = summary;
  if (eventCountOf(summary) === 0) return "unknown";
  if (!triggersTyped) return "mixed";
  const { beam = 0, self = 0 } = eventCount;
  if (beam + self === 0) return "unknown";
  const beamShare = beam / (beam + self);
  if (beamShare >= 1 - mostOtherTriggers) return "beam";
  return beamShare <= mostOtherTriggers ? "self" : "mixed";
}

const eventCountOf = ({ eventCount, selectedEvents }: FileSummary): number =>
  eventCount.all ?? selectedEvents.length;

/** A run type in words. */
export const runTypeText = (runType: RunType): string =>
  runType === "unknown" ? "run of unknown type" : `${runType === "led" ? "LED" : runType} run`;
