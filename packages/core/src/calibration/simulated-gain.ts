/** Amplitudes of simulated summaries relative to those of the TPC, in events that light it. */
import { overThresholdBit } from "../compute/flags/flag-bits.js";
import type { DetectorGroups } from "../detector/groups.js";
import { keptProbabilities, quantilesInPlace } from "../numerics/quantile.js";
import { putDistribution, unknownDistribution } from "../quantities/kept/distribution.js";
import type { KeptQuantities } from "../quantities/table.js";
import { thresholdAdc16 } from "./simulated-layout.js";

/** Gathers the amplitudes of events. */
export interface RelativeAmplitudes {
  /**
   * @param bits of the event's waveforms, 0 where invalid [channelIndex]
   * @param amplitudeAdc16 largest excursions above the baseline [channelIndex]
   */
  add(bits: Uint8Array, amplitudeAdc16: Float64Array): void;
  /** What is kept of them; call it once, at the end. */
  kept(): Pick<KeptQuantities, "gain" | "litCount" | "faintCount" | "light">;
}

const faintRatio = 0.1;

/** @param eventCount events at most */
export function relativeAmplitudes(
  { indexCount, tpcMembers }: DetectorGroups,
  eventCount: number,
): RelativeAmplitudes {
  const ratios = new Float64Array(indexCount * eventCount);
  const litCount = new Uint32Array(indexCount);
  const faintCount = new Uint32Array(indexCount);
  const lightOfTpc = tpcMembers.map(() => new Float64Array(eventCount));
  const litOfTpc = tpcMembers.map(() => 0);
  const ordered = new Float64Array(Math.max(0, ...tpcMembers.map(({ length }) => length)));
  return {
    add(bits, amplitudeAdc16) {
      tpcMembers.forEach((members, tpc) => {
        let [valid, over] = [0, 0];
        for (const channelIndex of members) {
          if (bits[channelIndex] === 0) continue;
          ordered[valid++] = amplitudeAdc16[channelIndex]!;
          if ((bits[channelIndex]! & overThresholdBit) !== 0) over++;
        }
        // Spares most medians: a TPC is lit only if half of its channels are.
        if (valid === 0 || 2 * over < valid) return;
        const median = quantilesInPlace(ordered, 0, valid, [0.5])[0]!;
        if (!(median > thresholdAdc16)) return;
        lightOfTpc[tpc]![litOfTpc[tpc]!++] = median;
        for (const channelIndex of members) {
          if (bits[channelIndex] === 0) continue;
          const ratio = amplitudeAdc16[channelIndex]! / median;
          ratios[channelIndex * eventCount + litCount[channelIndex]!++] = ratio;
          if (ratio < faintRatio) faintCount[channelIndex]!++;
        }
      });
    },
    kept() {
      const gain = unknownDistribution(indexCount);
      const light = new Float64Array(indexCount).fill(Number.NaN);
      tpcMembers.forEach((members, tpc) => {
        const median = quantilesInPlace(lightOfTpc[tpc]!, 0, litOfTpc[tpc]!, [0.5])[0]!;
        for (const i of members) {
          if (litCount[i] === 0) continue;
          light[i] = median;
          const first = i * eventCount;
          const [p16, p50, p84] = quantilesInPlace(ratios, first, litCount[i]!, keptProbabilities);
          putDistribution(gain, i, { p16: p16!, p50: p50!, p84: p84!, histogram: null });
        }
      });
      return { gain, litCount, faintCount, light };
    },
  };
}
