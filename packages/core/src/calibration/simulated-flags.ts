/** Counts of the flags of simulated summaries. */
import { flagBits, overThresholdBit, usedBits, validBit } from "../compute/flags/flag-bits.js";
import { flags, type KeptQuantities } from "../quantities/table.js";

/** Gathers the bits of waveforms. */
export interface FlagTally {
  /** @param bits of the event's waveforms; see `waveformBits` [channelIndex] */
  add(isBeam: boolean, channels: readonly number[], bits: Uint8Array): void;
  /** Writes the counts. Denominators `total` and `channel` only: no check uses the others. */
  put(active: readonly number[], kept: KeptQuantities): void;
}

/** A tally of every channel, at zero. */
export function flagTally(indexCount: number): FlagTally {
  // [class][channelIndex][bits], self and beam. All valid ones are counted elsewhere.
  const counts = new Uint32Array(2 * indexCount * usedBits);
  return {
    add(isBeam, channels, bits) {
      const first = isBeam ? indexCount : 0;
      for (const channelIndex of channels)
        counts[(first + channelIndex) * usedBits + bits[channelIndex]!]!++;
    },
    put(active, kept) {
      for (const [place, ofClass] of (["self", "beam"] as const).entries())
        for (const channelIndex of active)
          for (let bits = validBit + 1; bits < usedBits; bits++) {
            const count = counts[(place * indexCount + channelIndex) * usedBits + bits]!;
            if (count === 0) continue;
            const isOver = (bits & overThresholdBit) !== 0;
            for (const flag of flags)
              for (const triggerClass of [ofClass, "all"] as const) {
                const { total, channel } = kept[flag][triggerClass]!;
                const passed = (bits & flagBits[flag]) !== 0 ? count : 0;
                total.passed[channelIndex]! += passed;
                if (!isOver) continue;
                channel.total[channelIndex]! += count;
                channel.passed[channelIndex]! += passed;
              }
          }
    },
  };
}
