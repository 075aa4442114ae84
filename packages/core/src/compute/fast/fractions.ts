/** Counting of flagged waveforms, all events of a file at once. */
import type { DetectorGroups } from "../../detector/groups.js";
import { flagBits } from "../../numerics/waveform-features.js";
import { denominators, flags, type TriggerClass } from "../../summary.js";
import { type Fractions, zeroFractions } from "../fractions.js";

const epcbOver = 32;
const tpcOver = 64;
const codes = 128;

/**
 * The same counts as `countEvent` of every event: waveforms are first counted by all that is known
 * of them (flags, and whether their EPCB and TPC have a waveform over threshold), then summed up.
 * @param bits `flagBits` of the waveforms, [position][channelIndex]; 0 where invalid
 * @param narrowClass by position, the narrowest trigger class of the event
 * @param classes those that the file can tell; every event is in `all`
 */
export function countFractions(
  bits: Uint8Array,
  narrowClass: readonly TriggerClass[],
  classes: readonly TriggerClass[],
  groups: DetectorGroups,
): Fractions {
  const { indexCount, active } = groups;
  const counts = new Map<TriggerClass, Uint32Array>();
  const epcbs = groups.epcbMembers.length;
  const epcbOfIndex = new Int32Array(indexCount);
  groups.epcbMembers.forEach((members, epcb) => {
    for (const channelIndex of members) epcbOfIndex[channelIndex] = epcb;
  });
  const isEpcbOver = new Uint8Array(epcbs);
  const isTpcOver = new Uint8Array(groups.tpcCount);
  const activeIndices = Int32Array.from(active);

  narrowClass.forEach((name, position) => {
    let ofClass = counts.get(name);
    if (!ofClass) counts.set(name, (ofClass = new Uint32Array(indexCount * codes)));
    const first = position * indexCount;
    isEpcbOver.fill(0);
    isTpcOver.fill(0);
    for (const channelIndex of activeIndices) {
      if ((bits[first + channelIndex]! & flagBits.overThreshold) === 0) continue;
      isEpcbOver[epcbOfIndex[channelIndex]!] = epcbOver;
      isTpcOver[groups.tpcOf[channelIndex]!] = tpcOver;
    }
    for (const channelIndex of activeIndices) {
      const waveform = bits[first + channelIndex]!;
      if (waveform === 0) continue;
      const code =
        waveform |
        isEpcbOver[epcbOfIndex[channelIndex]!]! |
        isTpcOver[groups.tpcOf[channelIndex]!]!;
      ofClass[channelIndex * codes + code]!++;
    }
  });

  const fractions = zeroFractions(classes, indexCount);
  for (const [name, ofClass] of counts)
    for (const triggerClass of name === "all" ? (["all"] as const) : ([name, "all"] as const))
      addCounts(fractions, triggerClass, ofClass, active);
  return fractions;
}

/** The bit that makes a waveform count in a denominator. */
const denominatorBits = {
  channel: flagBits.overThreshold,
  epcb: epcbOver,
  tpc: tpcOver,
  total: flagBits.valid,
} as const;

function addCounts(
  fractions: Fractions,
  triggerClass: TriggerClass,
  counts: Uint32Array,
  active: readonly number[],
): void {
  for (const channelIndex of active)
    for (let code = 0; code < codes; code++) {
      const count = counts[channelIndex * codes + code]!;
      if (count === 0) continue;
      for (const denominator of denominators) {
        if ((code & denominatorBits[denominator]) === 0) continue;
        for (const flag of flags) {
          const { passed, total } = fractions[flag][triggerClass]![denominator];
          total[channelIndex]! += count;
          if ((code & flagBits[flag]) !== 0) passed[channelIndex]! += count;
        }
      }
    }
}
