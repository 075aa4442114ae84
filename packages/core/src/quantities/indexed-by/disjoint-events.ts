/** Trigger classes as sets of events that add up. */
import type { Counts, FractionCounts } from "./denominator.js";
import type { ByTriggerClass } from "./trigger-class.js";

/** Sets of events that have none in common and together hold all: beam, self and the others. */
export const disjointEvents = ["beam", "self", "others"] as const;

/**
 * Valid waveforms of the channels, or those with a flag, in each of `disjointEvents`.
 * @param counts of a flag
 * @returns at `events * indexCount + channelIndex`
 */
export function disjointCounts(
  counts: ByTriggerClass<Pick<FractionCounts, "total">>,
  which: keyof Counts,
  indexCount: number,
): Uint32Array {
  const among = new Uint32Array(disjointEvents.length * indexCount);
  const [beam, self, all] = (["beam", "self", "all"] as const).map(
    (name) => counts[name]?.total[which],
  );
  for (let i = 0; i < indexCount; i++) {
    const [ofBeam, ofSelf] = [beam?.[i] ?? 0, self?.[i] ?? 0];
    among[i] = ofBeam;
    among[indexCount + i] = ofSelf;
    // The old script counted no class of all.
    among[2 * indexCount + i] = Math.max(0, (all?.[i] ?? 0) - ofBeam - ofSelf);
  }
  return among;
}
