/** A histogram of each channel, summed over files. */
import {
  addHistogram,
  type Binning,
  dropHistogram,
  type Histogram,
  histogramQuantile,
} from "../../numerics/histogram.js";
import type { LeftOut } from "../quantity.js";

/** Sums of histograms by channel. */
export interface PooledHistograms {
  add(ofFile: readonly (Histogram | null)[], leftOut: LeftOut): void;
  /** Takes out again what was added. */
  drop(ofFile: readonly (Histogram | null)[], leftOut: LeftOut): void;
  /** A quantile of each sum; NaN where nothing was counted. [channelIndex] */
  quantiles(probability: number, binning: Binning): Float64Array;
  memory(): HistogramsMemory;
}

/** The sums one after another, each from its first bin with a count to its last. */
export interface HistogramsMemory {
  /** 0 where there are no counts. [channelIndex] */
  firstBin: Int32Array;
  /** [channelIndex] */
  binCount: Uint32Array;
  counts: Uint32Array;
}

/** Starts with empty sums, or goes on from some. */
export function pooledHistograms(indexCount: number, memory?: HistogramsMemory): PooledHistograms {
  const sums = memory ? sumsOf(memory) : new Array<Histogram | null>(indexCount).fill(null);
  return {
    add: (ofFile, leftOut) => {
      for (let i = 0; i < indexCount; i++)
        if (!leftOut?.[i]) sums[i] = addHistogram(sums[i]!, ofFile[i] ?? null);
    },
    drop: (ofFile, leftOut) => {
      for (let i = 0; i < indexCount; i++)
        if (!leftOut?.[i]) dropHistogram(sums[i]!, ofFile[i] ?? null);
    },
    quantiles: (probability, binning) =>
      Float64Array.from(sums, (sum) => histogramQuantile(sum, probability, binning)),
    memory: () => memoryOf(sums),
  };
}

function sumsOf({ firstBin, binCount, counts }: HistogramsMemory): (Histogram | null)[] {
  let start = 0;
  return Array.from(binCount, (length, i) => {
    const own = counts.subarray(start, start + length);
    start += length;
    return length > 0 ? { firstBin: firstBin[i]!, counts: own } : null;
  });
}

function memoryOf(sums: readonly (Histogram | null)[]): HistogramsMemory {
  const firstBin = new Int32Array(sums.length);
  const binCount = new Uint32Array(sums.length);
  const trimmed = sums.map((sum, i) => {
    const own = sum ? withoutEmptyEnds(sum) : null;
    firstBin[i] = own?.firstBin ?? 0;
    binCount[i] = own?.counts.length ?? 0;
    return own;
  });
  const counts = new Uint32Array(binCount.reduce((sum, length) => sum + length, 0));
  let start = 0;
  for (const own of trimmed) {
    if (!own) continue;
    counts.set(own.counts, start);
    start += own.counts.length;
  }
  return { firstBin, binCount, counts };
}

/** Null where nothing is counted any more. */
function withoutEmptyEnds({ firstBin, counts }: Histogram): Histogram | null {
  let [start, end] = [0, counts.length];
  while (start < end && counts[start] === 0) start++;
  while (end > start && counts[end - 1] === 0) end--;
  return start < end ? { firstBin: firstBin + start, counts: counts.subarray(start, end) } : null;
}
