/** Counting of flagged waveforms, all events of a file at once. */
import type { DetectorGroups } from "../detector/groups.js";
import { denominators } from "../quantities/indexed-by/denominator.js";
import type { TriggerClass } from "../quantities/indexed-by/trigger-class.js";
import { type Flag, flags, type KeptQuantities } from "../quantities/table.js";
import { type EventSelection, isOfClass } from "./event-selection.js";
import { flagBits, overThresholdBit, usedBits, validBit } from "./flag-bits.js";

const epcbOver = usedBits;
const tpcOver = usedBits << 1;
const codes = usedBits << 2;

/** The bit that makes a waveform count in a denominator. */
const denominatorBits = {
  channel: overThresholdBit,
  epcb: epcbOver,
  tpc: tpcOver,
  total: validBit,
} as const;

/**
 * Counts waveforms by flag, trigger class and denominator. A valid waveform counts in a
 * denominator's total where
 * - channel: it is over threshold;
 * - epcb: any valid waveform of its EPCB is; tpc: any valid waveform of its TPC is;
 * - total: always;
 * and in `passed` where it also carries the flag. An invalid waveform neither counts nor makes
 * its group count. Waveforms are first counted by all that is known of them, then summed up.
 * @param bits `waveformBits`, [position][channelIndex]; 0 where invalid
 * @param kept its counts are added to
 */
export function countFractions(
  bits: Uint8Array,
  selection: Pick<EventSelection, "events" | "classes" | "classOf">,
  groups: DetectorGroups,
  kept: Pick<KeptQuantities, Flag>,
): void {
  const { indexCount } = groups;
  const active = Int32Array.from(groups.active);
  const epcbOfIndex = new Int32Array(indexCount);
  groups.epcbMembers.forEach((members, epcb) => {
    for (const channelIndex of members) epcbOfIndex[channelIndex] = epcb;
  });
  const isEpcbOver = new Uint8Array(groups.epcbMembers.length);
  const isTpcOver = new Uint8Array(groups.tpcCount);
  const countsOf = new Map(
    [...new Set(selection.classOf)].map((name) => [name, new Uint32Array(indexCount * codes)]),
  );
  selection.classOf.forEach((name, position) => {
    const counts = countsOf.get(name)!;
    const first = position * indexCount;
    isEpcbOver.fill(0);
    isTpcOver.fill(0);
    for (const channelIndex of active) {
      if ((bits[first + channelIndex]! & overThresholdBit) === 0) continue;
      isEpcbOver[epcbOfIndex[channelIndex]!] = epcbOver;
      isTpcOver[groups.tpcOf[channelIndex]!] = tpcOver;
    }
    for (const channelIndex of active) {
      const waveform = bits[first + channelIndex]! & (usedBits - 1);
      if (waveform === 0) continue;
      const over =
        isEpcbOver[epcbOfIndex[channelIndex]!]! | isTpcOver[groups.tpcOf[channelIndex]!]!;
      counts[channelIndex * codes + (waveform | over)]!++;
    }
  });

  for (const [name, counts] of countsOf)
    for (const triggerClass of selection.classes)
      if (isOfClass({ classOf: [name] }, 0, triggerClass))
        addCounts(kept, triggerClass, counts, active);
}

function addCounts(
  kept: Pick<KeptQuantities, Flag>,
  triggerClass: TriggerClass,
  counts: Uint32Array,
  active: Int32Array,
): void {
  for (const channelIndex of active)
    for (let code = 0; code < codes; code++) {
      const count = counts[channelIndex * codes + code]!;
      if (count === 0) continue;
      for (const denominator of denominators) {
        if ((code & denominatorBits[denominator]) === 0) continue;
        for (const flag of flags) {
          const { passed, total } = kept[flag][triggerClass]![denominator];
          total[channelIndex]! += count;
          if ((code & flagBits[flag]) !== 0) passed[channelIndex]! += count;
        }
      }
    }
}
