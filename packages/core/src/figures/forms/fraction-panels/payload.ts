/** The fraction of waveforms with a flag, as data. */
import { detectorGroups } from "../../../detector/groups.js";
import type { Reference } from "../../../history/reference.js";
import { clopperPearson, intervalLevel } from "../../../numerics/interval.js";
import {
  type Counts,
  type Denominator,
  denominators,
} from "../../../quantities/indexed-by/denominator.js";
import { type TriggerClass, triggerClasses } from "../../../quantities/indexed-by/trigger-class.js";
import { type Flag, flags, quantityOf } from "../../../quantities/table.js";
import type { FileSummary } from "../../../summary.js";
import { capital, countText, percentText } from "../../../words/phrases.js";
import { noBandField, whyNoBand } from "../../earlier-band.js";
import type { PayloadOf } from "../../payload-schema.js";
import {
  activeCount,
  detector,
  payloadSchema,
  payloadVersion,
  statusColumn,
} from "../../payload-schema.js";
import type { ObjectOf } from "../../schema.js";
import {
  arrayOf,
  countColumn,
  nullOr,
  number,
  object,
  oneOf,
  optional,
  text,
} from "../../schema.js";
import { type PayloadOptions, sourceOf, titled } from "../../source-of.js";
import { denominatorWords, triggerWords } from "../../style/quantity-words.js";
import { pick, rounded } from "../../style/rounding.js";
import { type UnavailablePayload, unavailablePayload } from "../unavailable.js";

/** Counts and their intervals by channel. */
const columns = (count: number) => ({
  passed: countColumn(count),
  total: countColumn(count),
  /** Ends of the interval, 0…1; [0, 1] where nothing was counted. */
  low: countColumn(count),
  high: countColumn(count),
});
export type FractionColumns = ObjectOf<ReturnType<typeof columns>>;

export const schema = payloadSchema("fraction-panels", (payload, where) => {
  const count = activeCount(payload, where);
  const fractions = {
    denominator: oneOf(denominators),
    now: object(columns(count)),
    /** Pooled counts of earlier files; null without any. */
    earlier: nullOr(object({ fileCount: number, ...columns(count) })),
  };
  return {
    detector,
    flag: oneOf(flags),
    triggerClass: oneOf(triggerClasses),
    ...fractions,
    /** Level of the intervals. */
    level: number,
    ...noBandField,
    status: statusColumn(count),
    /** The same question with other denominators, for views that can switch. */
    alternatives: optional(arrayOf(object({ title: text, answer: text, ...fractions }))),
  };
});
/** The fraction of waveforms with a flag, one panel per ADC. */
export type FractionPanelsPayload = PayloadOf<typeof schema>;
/** What differs for another denominator. */
export type FractionAlternative = NonNullable<FractionPanelsPayload["alternatives"]>[number];

export interface FractionOptions extends PayloadOptions {
  flag: Flag;
  triggerClass: TriggerClass;
  denominator: Denominator;
  /** Earlier files, drawn as a band; null or absent: none. */
  reference?: Reference | null | undefined;
  /** Adds the other denominators, for views that can switch; four times the size. */
  alternatives?: boolean | undefined;
}

/**
 * The fraction of waveforms with a flag, by channel, with Clopper-Pearson intervals and the pooled
 * counts of earlier files. A trigger class without events gives a payload that says so.
 */
export function fractionPayload(
  summary: FileSummary,
  options: FractionOptions,
): FractionPanelsPayload | UnavailablePayload {
  const { flag, triggerClass, denominator, reference, timeZone } = options;
  const source = sourceOf(summary, timeZone);
  const triggers = triggerWords[triggerClass];
  const question = `${quantityOf(flag).words.question}? ${capital(triggers)}, ${denominatorWords[denominator].title}`;
  const title = titled(question, source);
  const counts = summary[flag][triggerClass]?.[denominator];
  if (!counts) {
    const reason = summary.triggersTyped
      ? `no counts of ${triggers} in this file`
      : "the file does not record the trigger type (no trig_type)";
    return unavailablePayload(title, reason, source);
  }
  if (!(summary.eventCount[triggerClass]! > 0))
    return unavailablePayload(title, `no ${triggers} in the analysed events`, source);

  const { active } = detectorGroups(summary.detector);
  const now = columnsOf(counts, active);
  const pooled = reference?.[flag][triggerClass]?.[denominator];
  const fileCount = reference?.files.length ?? 0;
  const earlier = pooled && fileCount > 0 ? { fileCount, ...columnsOf(pooled, active) } : null;
  return {
    kind: "fraction-panels",
    version: payloadVersion,
    title,
    answer: answerOf(now, summary.detector),
    source,
    detector: summary.detector,
    flag,
    triggerClass,
    denominator,
    level: intervalLevel,
    now,
    earlier,
    ...whyNoBand(reference, earlier?.total.some((total) => total > 0) ?? false),
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
    clopperPearson(passed[channelIndex]!, total[channelIndex]!),
  );
  return {
    passed: pick(passed, active),
    total: pick(total, active),
    low: intervals.map(({ low }) => rounded(low, 4)!),
    high: intervals.map(({ high }) => rounded(high, 4)!),
  };
}

function answerOf({ passed, total }: FractionColumns, profile: FileSummary["detector"]): string {
  const { active, placeOf } = detectorGroups(profile);
  const withData = active.map((_, i) => i).filter((i) => total[i]! > 0);
  const without = active.length - withData.length;
  const missing = without > 0 ? `; ${countText(without, "channel")} without data` : "";
  if (withData.length === 0) return "Unknown: no waveform to normalise to in any channel.";
  const some = withData.filter((i) => passed[i]! > 0);
  if (some.length === 0)
    return `None in ${countText(withData.length, "channel")} with data${missing}.`;
  const fraction = (i: number): number => passed[i]! / total[i]!;
  const top = some.reduce((best, i) => (fraction(i) > fraction(best) ? i : best));
  const { adc, channel } = placeOf(active[top]!);
  return (
    `Seen in ${some.length} of ${countText(withData.length, "channel")} with data; highest in ADC ${adc}, ` +
    `channel ${channel}: ${percentText(fraction(top))} (${passed[top]} of ${total[top]})${missing}.`
  );
}
