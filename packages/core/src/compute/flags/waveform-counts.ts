/** Waveforms counted once by all that is known of them, from which any fraction is summed up. */
import type { DetectorGroups } from "../../detector/groups.js";
import type { Counts, Denominator } from "../../quantities/indexed-by/denominator.js";
import { overThresholdBit, usedBits, validBit } from "./flag-bits.js";

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

/** Waveforms by all that is known of them: [channelIndex][code]. */
export type WaveformCounts = Uint32Array;

/**
 * Counts the waveforms of each active channel by their bits and by whether any valid waveform of their
 * EPCB, and of their TPC, is over threshold in the same event. An invalid waveform neither counts nor
 * makes its group count.
 * @param bits `waveformBits`, [position][channelIndex]; 0 where invalid
 */
export function waveformCounts(
  bits: Uint8Array,
  positions: Iterable<number>,
  { indexCount, active, epcbMembers, tpcCount, tpcOf }: DetectorGroups,
): WaveformCounts {
  const channels = Int32Array.from(active);
  const epcbOfIndex = new Int32Array(indexCount);
  epcbMembers.forEach((members, epcb) => {
    for (const channelIndex of members) epcbOfIndex[channelIndex] = epcb;
  });
  const isEpcbOver = new Uint8Array(epcbMembers.length);
  const isTpcOver = new Uint8Array(tpcCount);
  const counts = new Uint32Array(indexCount * codes);
  for (const position of positions) {
    const first = position * indexCount;
    isEpcbOver.fill(0);
    isTpcOver.fill(0);
    for (const channelIndex of channels) {
      if ((bits[first + channelIndex]! & overThresholdBit) === 0) continue;
      isEpcbOver[epcbOfIndex[channelIndex]!] = epcbOver;
      isTpcOver[tpcOf[channelIndex]!] = tpcOver;
    }
    for (const channelIndex of channels) {
      const waveform = bits[first + channelIndex]! & (usedBits - 1);
      if (waveform === 0) continue;
      const over = isEpcbOver[epcbOfIndex[channelIndex]!]! | isTpcOver[tpcOf[channelIndex]!]!;
      counts[channelIndex * codes + (waveform | over)]!++;
    }
  }
  return counts;
}

/** Counts of one flag in one denominator, to be added to. */
interface FlagSum {
  flagBit: number;
  denominator: Denominator;
  counts: Counts;
}

/**
 * Adds up what was counted. A valid waveform counts in a denominator's total where
 * - channel: it is over threshold;
 * - epcb: any valid waveform of its EPCB is; tpc: any valid waveform of its TPC is;
 * - total: always;
 * and in `passed` where it also carries the flag.
 */
export function addCounts(waveforms: WaveformCounts, sums: readonly FlagSum[]): void {
  for (let at = 0; at < waveforms.length; at++) {
    const count = waveforms[at]!;
    if (count === 0) continue;
    const code = at % codes;
    const channelIndex = (at - code) / codes;
    for (const { flagBit, denominator, counts } of sums) {
      if ((code & denominatorBits[denominator]) === 0) continue;
      counts.total[channelIndex]! += count;
      if ((code & flagBit) !== 0) counts.passed[channelIndex]! += count;
    }
  }
}
