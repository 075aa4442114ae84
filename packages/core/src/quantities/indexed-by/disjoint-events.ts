/** Trigger classes as sets of events that add up. */
import type { Counts, FractionCounts } from "./denominator.js";
import type { ByTriggerClass, TriggerClass } from "./trigger-class.js";

/** Sets of events that have none in common and together hold all: beam, self and the others. */
export const disjointEvents = ["beam", "self", "others"] as const;

/**
 * Valid waveforms of a channel, or those with a flag, in one of `disjointEvents`.
 * @param counts of a flag, of a file or of earlier files
 */
export function countAmong(
  counts: ByTriggerClass<Pick<FractionCounts, "total">>,
  events: (typeof disjointEvents)[number],
  which: keyof Counts,
  channelIndex: number,
): number {
  const of = (name: TriggerClass): number => counts[name]?.total[which][channelIndex] ?? 0;
  // The old script counted no class of all.
  return events === "others" ? Math.max(0, of("all") - of("beam") - of("self")) : of(events);
}
