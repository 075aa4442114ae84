/** Histograms on fixed grids: they add, so pooled quantiles do not depend on order. */
import { interpolate } from "./quantile.js";

/**
 * Grids of bins. `unit`: bin i holds values in [i, i+1). `log2`: those in [2^(i/32), 2^((i+1)/32)),
 * 2.2 % wide; values below 1 are in bin 0. `ratio`: the same bins for values around 1, down to 1/1024;
 * what is below is in the lowest.
 */
export type Binning = "unit" | "log2" | "ratio";

const lowestRatio = 1 / 1024;

const grids: Record<Binning, { binOf(value: number): number; lowEdge(bin: number): number }> = {
  unit: { binOf: Math.floor, lowEdge: (bin) => bin },
  log2: {
    binOf: (value) => (value > 1 ? Math.floor(32 * Math.log2(value)) : 0),
    lowEdge: (bin) => 2 ** (bin / 32),
  },
  ratio: {
    binOf: (value) => Math.floor(32 * Math.log2(Math.max(value, lowestRatio))),
    lowEdge: (bin) => 2 ** (bin / 32),
  },
};

/** Counts of the bins from `firstBin` on. */
export interface Histogram {
  firstBin: number;
  counts: Uint32Array;
}

/** Room for the bins of values, kept: there are thousands of histograms a file. */
let bins = new Int32Array(0);

/**
 * Bins `values[start … start + count − 1]`. Null for no values.
 * @param values finite, in ADC16 counts
 */
export function histogramOf(
  values: Float64Array,
  start: number = 0,
  count: number = values.length - start,
  binning: Binning = "unit",
): Histogram | null {
  if (count === 0) return null;
  const { binOf } = grids[binning];
  if (bins.length < count) bins = new Int32Array(count);
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    const bin = binOf(values[start + i]!);
    bins[i] = bin;
    if (bin < first) first = bin;
    if (bin > last) last = bin;
  }
  const counts = new Uint32Array(last - first + 1);
  for (let i = 0; i < count; i++) counts[bins[i]! - first]!++;
  return { firstBin: first, counts };
}

/**
 * Edges of the bins of a histogram: bin i holds values in [edges[i], edges[i+1]).
 * @param binning the grid that it is on: `log2` for those of amplitudes, else `unit`
 * @returns one more than there are bins; none for null
 */
export function binEdges(histogram: Histogram | null, binning: Binning = "unit"): Float64Array {
  if (!histogram) return new Float64Array(0);
  const { firstBin, counts } = histogram;
  const { lowEdge } = grids[binning];
  return Float64Array.from({ length: counts.length + 1 }, (_, i) => lowEdge(firstBin + i));
}

/** How many values a histogram holds; 0 for null. */
export function countIn(histogram: Histogram | null): number {
  let count = 0;
  for (const each of histogram?.counts ?? []) count += each;
  return count;
}

/** The sum of histograms, the same in any order; null where there is none. Nulls are skipped. */
export function mergeHistograms(histograms: readonly (Histogram | null)[]): Histogram | null {
  let first = Number.POSITIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  for (const histogram of histograms) {
    if (!histogram) continue;
    first = Math.min(first, histogram.firstBin);
    end = Math.max(end, histogram.firstBin + histogram.counts.length);
  }
  if (first > end) return null;
  const counts = new Uint32Array(end - first);
  for (const histogram of histograms) {
    if (!histogram) continue;
    const shift = histogram.firstBin - first;
    for (let i = 0; i < histogram.counts.length; i++)
      counts[shift + i] = counts[shift + i]! + histogram.counts[i]!;
  }
  return { firstBin: first, counts };
}

/**
 * Adds the counts of a histogram to a sum, in place as far as the sum has its bins; else a wider one
 * takes its place. A sum starts with null and may have bins without counts at its ends.
 * @returns the sum
 */
export function addHistogram(sum: Histogram | null, part: Histogram | null): Histogram | null {
  if (!part) return sum;
  const { firstBin, counts } = part;
  const covers =
    sum && sum.firstBin <= firstBin && firstBin + counts.length <= sum.firstBin + sum.counts.length;
  if (!covers) return mergeHistograms([sum, part]);
  const shift = firstBin - sum.firstBin;
  for (let i = 0; i < counts.length; i++) sum.counts[shift + i]! += counts[i]!;
  return sum;
}

/** Takes a histogram that was added out of a sum again, in place. */
export function dropHistogram(sum: Histogram | null, part: Histogram | null): void {
  if (!sum || !part) return;
  const shift = part.firstBin - sum.firstBin;
  for (let i = 0; i < part.counts.length; i++) sum.counts[shift + i]! -= part.counts[i]!;
}

/**
 * A quantile as of the binned values, those of a bin taken as spread evenly over it: c values lie
 * at (j + ½)/c, j = 0..c−1. Within one count of the exact quantile (linear interpolation between
 * order statistics). NaN for null and for a histogram without counts.
 * @param probability 0..1
 */
export function histogramQuantile(
  histogram: Histogram | null,
  probability: number,
  binning: Binning = "unit",
): number {
  if (!histogram) return Number.NaN;
  const n = countIn(histogram);
  if (n === 0) return Number.NaN;
  const position = probability * (n - 1);
  const rank = Math.floor(position);
  const low = orderStatistic(histogram, rank, binning);
  return interpolate(
    low,
    orderStatistic(histogram, Math.min(rank + 1, n - 1), binning),
    position - rank,
  );
}

function orderStatistic({ firstBin, counts }: Histogram, rank: number, binning: Binning): number {
  let below = 0;
  let i = 0;
  while (below + counts[i]! <= rank) below += counts[i++]!;
  const { lowEdge } = grids[binning];
  const low = lowEdge(firstBin + i);
  return low + ((lowEdge(firstBin + i + 1) - low) * (rank - below + 0.5)) / counts[i]!;
}
