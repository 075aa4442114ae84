/**
 * The rule of the script that Light DQM replaces, for comparison: absolute limits of baselines and
 * amplitudes; against earlier files |now − mean(earlier)| > 3·√(σ_earlier² + σ_now²) with σ_earlier²
 * = Σσᵢ², σ half the distance of the 16 and 84 % quantiles; fractions whose 68 % interval does
 * not overlap the band of earlier ones, mean ± √Σeᵢ².
 */

import { detectorGroups } from "../../detector/groups.js";
import { clopperPearson } from "../../numerics/interval.js";
import type { Quantiles } from "../../quantities/kept/distribution.js";
import type { Flag } from "../../quantities/table.js";
import type { FileSummary } from "../../summary.js";

/** Indices of the channels that the old rule flags in a file. */
export function oldRule(now: FileSummary, earlier: readonly FileSummary[]): Set<number> {
  const flagged = new Set<number>();
  for (const channelIndex of detectorGroups(now.detector).active) {
    if (
      outOfRange(now, channelIndex) ||
      quantilesMoved(
        now.baseline,
        earlier.map((file) => file.baseline),
        channelIndex,
      ) ||
      quantilesMoved(
        now.noise,
        earlier.map((file) => file.noise),
        channelIndex,
      ) ||
      fractionMoved(now, earlier, "clipped", channelIndex) ||
      fractionMoved(now, earlier, "negative", channelIndex)
    )
      flagged.add(channelIndex);
  }
  return flagged;
}

/** Invalid waveforms are zeros to the old script: amplitude 0, below the limit. */
function outOfRange(now: FileSummary, channelIndex: number): boolean {
  const { p16, p50, p84 } = now.baseline;
  const spread = Math.max(
    p84[channelIndex]! - p50[channelIndex]!,
    p50[channelIndex]! - p16[channelIndex]!,
  );
  const amplitude = now.maxAmplitude[channelIndex]!;
  return (
    p50[channelIndex]! < -30_000 ||
    p50[channelIndex]! > -26_000 ||
    spread > 900 ||
    !(amplitude >= 300)
  );
}

function quantilesMoved(
  now: Quantiles,
  earlier: readonly Quantiles[],
  channelIndex: number,
): boolean {
  const half = ({ p16, p84 }: Quantiles): number => (p84[channelIndex]! - p16[channelIndex]!) / 2;
  const mean = earlier.reduce((sum, { p50 }) => sum + p50[channelIndex]!, 0) / earlier.length;
  const variance = earlier.reduce((sum, one) => sum + half(one) ** 2, half(now) ** 2);
  return Math.abs(now.p50[channelIndex]! - mean) > 3 * Math.sqrt(variance);
}

function fractionMoved(
  now: FileSummary,
  earlier: readonly FileSummary[],
  flag: Flag,
  channelIndex: number,
): boolean {
  const interval = (file: FileSummary) => {
    const counts = file[flag].all?.total;
    return clopperPearson(counts?.passed[channelIndex] ?? 0, counts?.total[channelIndex] ?? 0);
  };
  const before = earlier.map(interval).filter(({ fraction }) => Number.isFinite(fraction));
  const mean = before.reduce((sum, { fraction }) => sum + fraction, 0) / before.length;
  const error = Math.sqrt(before.reduce((sum, { low, high }) => sum + ((high - low) / 2) ** 2, 0));
  const { low, high } = interval(now);
  return low > mean + error || high < mean - error;
}
