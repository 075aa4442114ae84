import { detectorGroups } from "../../detector/groups.js";
import type { Reference } from "../../history/reference.js";
import { fractionInterval, intervalLevel } from "../../numerics/interval.js";
import type { Counts, Denominator } from "../../quantities/denominator.js";
import { denominators } from "../../quantities/denominator.js";
import type { Flag } from "../../quantities/table.js";
import type { TriggerClass } from "../../quantities/trigger-class.js";
import type { FileSummary } from "../../summary.js";
import type {
  FractionAlternative,
  FractionColumns,
  FractionPanelsPayload,
  UnavailablePayload,
} from "../payload.js";
import { payloadVersion } from "../payload.js";
import type { PayloadOptions } from "../source-of.js";
import { sourceOf, unavailablePayload } from "../source-of.js";
import { countText, percentText, pick, rounded } from "../style/rounding.js";

export interface FractionOptions extends PayloadOptions {
  flag: Flag;
  triggerClass: TriggerClass;
  denominator: Denominator;
  /** Earlier files, drawn as a band; null or absent: none. */
  reference?: Reference | null | undefined;
  /** Adds the other denominators, for views that can switch; four times the size. */
  alternatives?: boolean | undefined;
}

const questions: Readonly<Record<Flag, string>> = {
  clipped: "How often are waveforms clipped",
  negative: "How often do waveforms swing negative",
  lowerRail: "How often do waveforms reach the lower rail",
};

/** A trigger class in words. */
export const triggerText: Readonly<Record<TriggerClass, string>> = {
  beam: "beam triggers",
  self: "self triggers",
  all: "all triggers",
};

/** What a fraction is a share of, in words. */
export const denominatorText: Readonly<Record<Denominator, string>> = {
  channel: "of events with the channel over threshold",
  epcb: "of events with any channel of the EPCB over threshold",
  tpc: "of events with any channel of the TPC over threshold",
  total: "of all valid waveforms",
};

/**
 * The share of waveforms with a flag, by channel, with Clopper-Pearson intervals and the pooled
 * counts of earlier files. A trigger class without events gives a payload that says so.
 */
export function fractionPayload(
  summary: FileSummary,
  options: FractionOptions,
): FractionPanelsPayload | UnavailablePayload {
  const { flag, triggerClass, denominator, reference, timeZone } = options;
  const source = sourceOf(summary, timeZone);
  const title = `${questions[flag]}? ${capital(triggerText[triggerClass])}, ${
    denominator === "total" ? "all valid waveforms" : `normalised per ${groupName(denominator)}`
  }`;
  const counts = summary[flag][triggerClass]?.[denominator];
  if (!counts) {
    const reason = summary.triggersTyped
      ? `no counts of ${triggerText[triggerClass]} in this file`
      : "this file does not say which trigger took an event (no trig_type)";
    return unavailablePayload(title, reason, source);
  }
  if (!(summary.eventCount[triggerClass]! > 0))
    return unavailablePayload(title, `no ${triggerText[triggerClass]} among the events`, source);

  const { active } = detectorGroups(summary.detector);
  const now = columnsOf(counts, active);
  const pooled = reference?.[flag][triggerClass]?.[denominator];
  const fileCount = reference?.files.length ?? 0;
  return {
    kind: "fraction-panels",
    version: payloadVersion,
    title,
    answer: answerOf(now, active, summary.detector.channelCount),
    source,
    detector: summary.detector,
    flag,
    triggerClass,
    denominator,
    level: intervalLevel,
    now,
    earlier: pooled && fileCount > 0 ? { fileCount, ...columnsOf(pooled, active) } : null,
    status: summary.channelStatus && pick(summary.channelStatus, active),
    ...(options.alternatives ? { alternatives: alternativesOf(summary, options) } : {}),
  };
}

function alternativesOf(summary: FileSummary, options: FractionOptions): FractionAlternative[] {
  return denominators.flatMap((denominator) => {
    if (denominator === options.denominator) return [];
    const payload = fractionPayload(summary, { ...options, denominator, alternatives: false });
    if (payload.kind !== "fraction-panels") return [];
    const { title, answer, now, earlier } = payload;
    return [{ denominator, title, answer, now, earlier }];
  });
}

function columnsOf({ passed, total }: Counts, active: readonly number[]): FractionColumns {
  const intervals = active.map((channelIndex) =>
    fractionInterval(passed[channelIndex]!, total[channelIndex]!),
  );
  return {
    passed: pick(passed, active),
    total: pick(total, active),
    low: intervals.map(({ low }) => rounded(low, 4)!),
    high: intervals.map(({ high }) => rounded(high, 4)!),
  };
}

function answerOf(
  { passed, total }: FractionColumns,
  active: readonly number[],
  channelCount: number,
): string {
  const withData = active.map((_, i) => i).filter((i) => total[i]! > 0);
  const without = active.length - withData.length;
  const missing = without > 0 ? `; ${countText(without, "channel")} without data` : "";
  if (withData.length === 0) return "Unknown: no channel has a waveform to normalise to.";
  const some = withData.filter((i) => passed[i]! > 0);
  if (some.length === 0)
    return `None in ${countText(withData.length, "channel")} with data${missing}.`;
  const share = (i: number): number => passed[i]! / total[i]!;
  const top = some.reduce((best, i) => (share(i) > share(best) ? i : best));
  const adc = Math.floor(active[top]! / channelCount);
  const channel = active[top]! % channelCount;
  return (
    `In ${some.length} of ${countText(withData.length, "channel")} with data; most in ADC ${adc}, ` +
    `channel ${channel}: ${percentText(share(top))} (${passed[top]} of ${total[top]})${missing}.`
  );
}

function groupName(denominator: Exclude<Denominator, "total">): string {
  return denominator === "channel" ? "channel" : denominator.toUpperCase();
}

function capital(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}
