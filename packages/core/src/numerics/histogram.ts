/** Histograms with bins of one ADC16 count: they add, so pooled quantiles do not depend on order. */
import type { Histogram } from "../summary.js";
import { interpolate } from "./quantile.js";

/**
 * Bins `values[start … start + count − 1]`: v falls into bin ⌊v⌋. Null for no values.
 * @param values finite, in ADC16 counts
 */
export function histogramOf(
  values: Float64Array,
  start: number = 0,
  count: number = values.length - start,
): Histogram | null {
  if (count === 0) return null;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let i = start; i < start + count; i++) {
    const bin = Math.floor(values[i]!);
    if (bin < first) first = bin;
    if (bin > last) last = bin;
  }
  const counts = new Uint32Array(last - first + 1);
  for (let i = start; i < start + count; i++) {
    const bin = Math.floor(values[i]!) - first;
    counts[bin] = counts[bin]! + 1;
  }
  return { firstBinAdc16: first, counts };
}

/** The sum of histograms, the same in any order; null where there is none. Nulls are skipped. */
export function mergeHistograms(histograms: readonly (Histogram | null)[]): Histogram | null {
  let first = Number.POSITIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  for (const histogram of histograms) {
    if (!histogram) continue;
    first = Math.min(first, histogram.firstBinAdc16);
    end = Math.max(end, histogram.firstBinAdc16 + histogram.counts.length);
  }
  if (first > end) return null;
  const counts = new Uint32Array(end - first);
  for (const histogram of histograms) {
    if (!histogram) continue;
    const shift = histogram.firstBinAdc16 - first;
    for (let i = 0; i < histogram.counts.length; i++)
      counts[shift + i] = counts[shift + i]! + histogram.counts[i]!;
  }
  return { firstBinAdc16: first, counts };
}

/**
 * Adds the counts of a histogram to a sum, in place as far as the sum has its bins; else a wider one
 * takes its place. A sum starts with null and may have bins without counts at its ends.
 * @returns the sum
 */
export function addHistogram(sum: Histogram | null, part: Histogram | null): Histogram | null {
  if (!part) return sum;
  const { firstBinAdc16, counts } = part;
  const covers =
    sum &&
    sum.firstBinAdc16 <= firstBinAdc16 &&
    firstBinAdc16 + counts.length <= sum.firstBinAdc16 + sum.counts.length;
  if (!covers) return mergeHistograms([sum, part]);
  const shift = firstBinAdc16 - sum.firstBinAdc16;
  for (let i = 0; i < counts.length; i++) sum.counts[shift + i]! += counts[i]!;
  return sum;
}

/** Takes a histogram that was added out of a sum again, in place. */
export function dropHistogram(sum: Histogram | null, part: Histogram | null): void {
  if (!sum || !part) return;
  const shift = part.firstBinAdc16 - sum.firstBinAdc16;
  for (let i = 0; i < part.counts.length; i++) sum.counts[shift + i]! -= part.counts[i]!;
}

/**
 * A quantile as of the binned values, those of a bin taken as spread evenly over it: c values lie
 * at (j + ½)/c, j = 0..c−1. Within one count of the exact quantile (linear interpolation between
 * order statistics). NaN for null and for a histogram without counts.
 * @param probability 0..1
 */
export function histogramQuantile(histogram: Histogram | null, probability: number): number {
  if (!histogram) return Number.NaN;
  let n = 0;
  for (const count of histogram.counts) n += count;
  if (n === 0) return Number.NaN;
  const position = probability * (n - 1);
  const rank = Math.floor(position);
  const low = orderStatistic(histogram, rank);
  return interpolate(low, orderStatistic(histogram, Math.min(rank + 1, n - 1)), position - rank);
}

/** A quantile of the values of several histograms together; see `histogramQuantile`. */
export function pooledQuantile(
  histograms: readonly (Histogram | null)[],
  probability: number,
): number {
  return histogramQuantile(mergeHistograms(histograms), probability);
}

function orderStatistic({ firstBinAdc16, counts }: Histogram, rank: number): number {
  let below = 0;
  let bin = 0;
  while (below + counts[bin]! <= rank) below += counts[bin++]!;
  return firstBinAdc16 + bin + (rank - below + 0.5) / counts[bin]!;
}
