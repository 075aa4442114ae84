/** How much fractions vary from file to file beyond what counts do by chance. */
import type { ShareMemory } from "./share-memory.js";

/** Variance of ln odds between files that is assumed at first: 10 %; and its weight. */
const firstVariance = 0.01;
const firstWeight = 100;
const remember = 1 - 1 / 50;
/** A deviation of more standard deviations says that something else is wrong. */
const mostDeviations = 3;

/**
 * Variance of a channel's ln odds between files, beside that of counts, as the *other* channels show it:
 * a channel does not vouch for itself. τ² = Σ w (r² − v) / Σ w b² over channels and files, where r is
 * the deviation of a count, v its variance without τ², b = n p (1−p), and w = b² / (v + b² τ²)².
 * @returns by channel index
 */
export function shareScatter({ scatterSum, scatterWeight }: ShareMemory): Float64Array {
  let sum = firstVariance * firstWeight;
  let weight = firstWeight;
  for (let i = 0; i < scatterSum.length; i++) {
    sum += scatterSum[i]!;
    weight += scatterWeight[i]!;
  }
  return scatterSum.map((own, i) => Math.max(0, (sum - own) / (weight - scatterWeight[i]!)));
}

/** What a file says of the scatter of a channel. */
export interface Deviation {
  /** Flagged waveforms less expected ones. */
  count: number;
  /** Variance of it, the scatter between files included. */
  variance: number;
  /** Part of the variance that is scatter between files. */
  scatterVariance: number;
  /** n p (1−p). */
  binomial: number;
}

/** Remembers the deviation of a channel, in place; older ones fade. */
export function rememberScatter(memory: ShareMemory, channelIndex: number, of: Deviation): void {
  const { count, variance, scatterVariance, binomial } = of;
  const square = Math.min(count ** 2, mostDeviations ** 2 * variance);
  const weight = (binomial / variance) ** 2;
  const { scatterSum: sum, scatterWeight: sumOfWeights } = memory;
  sum[channelIndex] =
    remember * sum[channelIndex]! + weight * (square - (variance - scatterVariance));
  sumOfWeights[channelIndex] = remember * sumOfWeights[channelIndex]! + weight * binomial ** 2;
}
