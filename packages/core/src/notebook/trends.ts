/** Figures over the files of a store: one panel per ADC or EPCB, one point per file. */
import { type DetectorGroups, detectorGroups } from "../detector/groups.js";
import type { DetectorProfile } from "../detector/profile.js";
import { LightDqmError } from "../errors.js";
import {
  type TrendGrid,
  type TrendGridLine,
  trendGridPayload,
} from "../figures/forms/trend/grid-payload.js";
import type { Payload } from "../figures/payload.js";
import { denominatorWords } from "../figures/style/quantity-words.js";
import { groupOfScope, trendLines } from "../history/trend-lines.js";
import type { TrendScope } from "../history/trend-series.js";
import { medianOfKnown } from "../numerics/median.js";
import type { Denominator } from "../quantities/indexed-by/denominator.js";
import type { TriggerClass } from "../quantities/indexed-by/trigger-class.js";
import { lineFrequenciesMHz } from "../quantities/indexed-by/watched-lines.js";
import { linePower } from "../quantities/kept/spectra.js";
import { distributionIn, type Flag, quantityOf, type SampledName } from "../quantities/table.js";
import type { FileSummary } from "../summary.js";
import { fromAdc16, type Units, unitLabels } from "../units.js";
import { requireHistory } from "./given.js";
import type { History } from "./history.js";

/**
 * Of which channels: all, one (`{ adc: 4, channel: 13 }`), or those of a group by its numbers, e.g.
 * `{ module: 2 }`, `{ adc: 4, tpc: 5 }`. Of an ADC, half of one or smaller groups there is one panel per EPCB with one line per channel; else
 * one panel per ADC with one line per EPCB.
 */
type Where = TrendScope;

interface Choice extends Where {
  units?: Units;
}

/** Median baseline of every EPCB, or of every channel of a small group, file by file. */
export function baselineTrend(history: History, choice: Choice = {}): Payload {
  requireHistory(history, "baselineTrend(history)");
  return quantityTrend(history, "baseline", choice);
}

/** Median noise of every EPCB, or of every channel of a small group, file by file. */
export function noiseTrend(history: History, choice: Choice = {}): Payload {
  requireHistory(history, "noiseTrend(history)");
  return quantityTrend(history, "noise", choice);
}

/**
 * Mean power at a watched frequency, of every EPCB or channel, file by file.
 * @param lineMHz one of `lineFrequenciesMHz`
 * @throws LightDqmError `not-found` for another frequency: the store keeps only these
 */
export function lineTrend(history: History, lineMHz: number, where: Where = {}): Payload {
  requireHistory(history, "lineTrend(history, …)");
  if (!lineFrequenciesMHz.includes(lineMHz))
    throw new LightDqmError("not-found", {
      what: "Not a watched frequency",
      where: "lineTrend(history, lineMHz)",
      expected: `one of ${lineFrequenciesMHz.join(", ")}`,
      got: String(lineMHz),
    });
  return trendGridPayload({
    title: `Does the ${lineMHz} MHz line change?`,
    quantity: `${lineMHz} MHz line power`,
    unit: "V²",
    scale: "log",
    ...detectorAndFiles(history),
    panels: panelsOf(history, where, (summary, members) => {
      const power = linePower(summary, lineMHz);
      return mean(members.map((channelIndex) => power[channelIndex]!).filter(Number.isFinite));
    }),
  });
}

/**
 * Fraction of self-trigger waveforms with a flag, of every EPCB or channel, file by file.
 * @param choice.per what they are counted among; default all valid waveforms
 */
export function fractionTrend(
  history: History,
  flag: Flag,
  { per = "total", ...where }: Where & { per?: Denominator } = {},
): Payload {
  requireHistory(history, "fractionTrend(history, …)");
  return trendGridPayload({
    title: `What fraction of waveforms is ${quantityOf(flag).words.are}, file by file?`,
    quantity: `Fraction ${denominatorWords[per].of}`,
    unit: "%",
    scale: "linear",
    ...detectorAndFiles(history),
    panels: panelsOf(history, where, (summary, members) => {
      const counts = (summary[flag].self ?? summary[flag].all)?.[per];
      if (!counts) return Number.NaN;
      const sum = (of: Uint32Array): number =>
        members.reduce((all, channelIndex) => all + of[channelIndex]!, 0);
      return (100 * sum(counts.passed)) / sum(counts.total);
    }),
  });
}

/**
 * The median of a quantity, of every EPCB or of every channel of a small group, file by file.
 * @param choice.triggerClass of quantities that are kept by class; default all
 */
export function quantityTrend(
  history: History,
  quantity: SampledName,
  {
    units = "ADC16",
    triggerClass = "all",
    ...where
  }: Choice & { triggerClass?: TriggerClass } = {},
): Payload {
  requireHistory(history, "quantityTrend(history, …)");
  const { title } = quantityOf(quantity);
  const value = (summary: FileSummary, channelIndex: number): number => {
    const kept = distributionIn(summary, quantity, triggerClass);
    return fromAdc16(kept?.p50[channelIndex] ?? Number.NaN, units);
  };
  return trendGridPayload({
    title: `Does the ${title.toLowerCase()} of ${askedOf(history, where).whose} change?`,
    quantity: title,
    unit: unitLabels[units],
    scale: "linear",
    ...detectorAndFiles(history),
    panels: panelsOf(history, where, (summary, members) =>
      medianOfKnown(members.map((channelIndex) => value(summary, channelIndex))),
    ),
  });
}

/** Whose trends are asked for, and whether each channel has a line of its own. */
interface Asked {
  /** In a title, e.g. "any channel of ADC 4". */
  whose: string;
  members: readonly number[];
  ofChannels: boolean;
}

function askedOf({ files }: History, where: Where): Asked {
  const { detector, active } = groupsOf(files);
  if (Object.values(where).every((number) => number === undefined))
    return { whose: "any EPCB", members: active, ofChannels: false };
  if (where.channel !== undefined) {
    const { label, lines } = trendLines(where, detector);
    const [adc, channel] = lines[0]!.members[0]!;
    return { whose: label, members: [adc * detector.channelCount + channel], ofChannels: true };
  }
  const { kind, label, members } = groupOfScope(where, detector);
  const ofChannels = kind !== "module" && kind !== "tpc";
  return { whose: `any ${ofChannels ? "channel" : "EPCB"} of ${label}`, members, ofChannels };
}

function panelsOf(
  history: History,
  where: Where,
  value: (summary: FileSummary, members: readonly number[]) => number,
): TrendGrid["panels"] {
  const { files } = history;
  const { epcbOf, placeOf, groupOf } = groupsOf(files);
  const { ofChannels, members: asked } = askedOf(history, where);
  const members = new Set(asked);
  const panels = new Map<string, Map<string, TrendGridLine>>();
  for (const channelIndex of members) {
    const { adc, channel } = placeOf(channelIndex);
    const epcb = epcbOf[channelIndex]!;
    const ofEpcb = groupOf("epcb", channelIndex)!.members;
    const panel = ofChannels ? `ADC ${adc}, EPCB ${epcb}` : `ADC ${adc}`;
    const label = ofChannels ? `channel ${channel}` : `EPCB ${epcb}`;
    const drawn = ofChannels ? [channelIndex] : ofEpcb.filter((member) => members.has(member));
    const lines = panels.get(panel) ?? new Map<string, TrendGridLine>();
    panels.set(panel, lines);
    if (lines.has(label)) continue;
    lines.set(label, {
      label,
      values: files.map((summary) => value(summary, drawn)),
    });
  }
  return [...panels].map(([label, lines]) => ({ label, lines: [...lines.values()] }));
}

const detectorAndFiles = ({ files }: History): Pick<TrendGrid, "detector" | "files"> => ({
  detector: groupsOf(files).detector,
  files,
});

/** All files of a figure must be of one detector. */
function groupsOf(files: readonly FileSummary[]): DetectorGroups & { detector: DetectorProfile } {
  const { detector } = files[0]!;
  const other = files.find((summary) => summary.detector.name !== detector.name);
  if (other)
    throw new LightDqmError("incompatible", {
      what: "Files of different detectors cannot share a figure",
      where: other.input.name,
      expected: detector.name,
      got: other.detector.name,
    });
  return { detector, ...detectorGroups(detector) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
