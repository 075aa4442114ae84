/** Counting of flagged waveforms by trigger class and denominator. */
import type { DetectorGroups } from "../detector/groups.js";
import { flagBits } from "../numerics/waveform-features.js";
import {
  type Counts,
  type Denominator,
  denominators,
  type FileNumbers,
  type FractionCounts,
  flags,
  type TriggerClass,
} from "../summary.js";

/** `fractions` of a file's numbers: counts by flag, trigger class and denominator. */
export type Fractions = FileNumbers["fractions"];

/** All counts zero, for the trigger classes that a file can tell. */
export function zeroFractions(classes: readonly TriggerClass[], indexCount: number): Fractions {
  const zeroCounts = (): Counts => ({
    passed: new Uint32Array(indexCount),
    total: new Uint32Array(indexCount),
  });
  const zeroClass = (): FractionCounts => record(denominators, zeroCounts);
  return record(flags, () => record(classes, zeroClass));
}

/**
 * Adds one event to the counts of each of its trigger classes. A valid waveform counts in a
 * denominator's total where
 * - channel: it is over threshold;
 * - epcb: any valid waveform of its EPCB is; tpc: any valid waveform of its TPC is;
 * - total: always;
 * and in `passed` where it also carries the flag. An invalid waveform neither counts nor makes
 * its group count.
 * @param bits `flagBits` of each waveform of the event, 0 where invalid. [channelIndex]
 */
export function countEvent(
  fractions: Fractions,
  classes: readonly TriggerClass[],
  groups: DetectorGroups,
  bits: Uint8Array,
): void {
  const epcbCounts = membersOfGroupsOver(groups.epcbMembers, bits);
  const tpcCounts = membersOfGroupsOver(groups.tpcMembers, bits);
  for (const channelIndex of groups.active) {
    const waveform = bits[channelIndex]!;
    if (waveform === 0) continue;
    const counts: Record<Denominator, boolean> = {
      channel: (waveform & flagBits.overThreshold) !== 0,
      epcb: epcbCounts[channelIndex] === 1,
      tpc: tpcCounts[channelIndex] === 1,
      total: true,
    };
    for (const flag of flags) {
      const passes = (waveform & flagBits[flag]) !== 0;
      for (const triggerClass of classes) {
        const ofClass = fractions[flag][triggerClass]!;
        for (const denominator of denominators) {
          if (!counts[denominator]) continue;
          const { passed, total } = ofClass[denominator];
          total[channelIndex] = total[channelIndex]! + 1;
          if (passes) passed[channelIndex] = passed[channelIndex]! + 1;
        }
      }
    }
  }
}

/** 1 for every member of a group in which any waveform is over threshold. [channelIndex] */
function membersOfGroupsOver(
  groupMembers: readonly (readonly number[])[],
  bits: Uint8Array,
): Uint8Array {
  const counts = new Uint8Array(bits.length);
  for (const members of groupMembers) {
    if (!members.some((channelIndex) => (bits[channelIndex]! & flagBits.overThreshold) !== 0))
      continue;
    for (const channelIndex of members) counts[channelIndex] = 1;
  }
  return counts;
}

function record<Key extends string, Value>(
  keys: readonly Key[],
  value: () => Value,
): Record<Key, Value> {
  return Object.fromEntries(keys.map((key) => [key, value()])) as Record<Key, Value>;
}
