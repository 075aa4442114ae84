/**
 * The rule of the script that Light DQM replaces, for comparison: absolute limits of baselines and
 * amplitudes; against earlier files |now − mean(earlier)| > 3·√(σ_earlier² + σ_now²) with σ_earlier²
 * = Σσᵢ², σ half the distance of the 16 and 84 % quantiles; fractions whose 68 % interval does
 * not meet the band of earlier ones, mean ± √Σeᵢ².
 */
import { fractionInterval } from "../numerics/interval.js";
import { detectorGroups } from "../detector/groups.js";
import type { FileSummary, Flag, Quantiles } from "../summary.js";

/** Flat indices of the channels that the old rule flags in a file. */
export function oldRule(now: FileSummary, earlier: readonly FileSummary[]): Set<number> {
  const flagged = new Set<number>();
  for (const flat of detectorGroups(now.detector).active) {
    if (
      outOfRange(now, flat) ||
      quantilesMoved(
        now.baselineAdc16,
        earlier.map((file) => file.baselineAdc16),
        flat,
      ) ||
      quantilesMoved(
        now.noiseAdc16,
        earlier.map((file) => file.noiseAdc16),
        flat,
      ) ||
      fractionMoved(now, earlier, "clipped", flat) ||
      fractionMoved(now, earlier, "negative", flat)
    )
      flagged.add(flat);
  }
  return flagged;
}

/** Invalid waveforms are zeros to the old script: amplitude 0, below the limit. */
function outOfRange(now: FileSummary, flat: number): boolean {
  const { p16, p50, p84 } = now.baselineAdc16;
  const spread = Math.max(p84[flat]! - p50[flat]!, p50[flat]! - p16[flat]!);
  const amplitude = now.maxAmplitudeAdc16[flat]!;
  return p50[flat]! < -30_000 || p50[flat]! > -26_000 || spread > 900 || !(amplitude >= 300);
}

function quantilesMoved(now: Quantiles, earlier: readonly Quantiles[], flat: number): boolean {
  const half = ({ p16, p84 }: Quantiles): number => (p84[flat]! - p16[flat]!) / 2;
  const mean = earlier.reduce((sum, { p50 }) => sum + p50[flat]!, 0) / earlier.length;
  const variance = earlier.reduce((sum, one) => sum + half(one) ** 2, half(now) ** 2);
  return Math.abs(now.p50[flat]! - mean) > 3 * Math.sqrt(variance);
}

function fractionMoved(
  now: FileSummary,
  earlier: readonly FileSummary[],
  flag: Flag,
  flat: number,
): boolean {
  const interval = (file: FileSummary) => {
    const counts = file.fractions[flag].all?.total;
    return fractionInterval(counts?.passed[flat] ?? 0, counts?.total[flat] ?? 0);
  };
  const before = earlier.map(interval).filter(({ fraction }) => Number.isFinite(fraction));
  const mean = before.reduce((sum, { fraction }) => sum + fraction, 0) / before.length;
  const error = Math.sqrt(before.reduce((sum, { low, high }) => sum + ((high - low) / 2) ** 2, 0));
  const { low, high } = interval(now);
  return low > mean + error || high < mean - error;
}
