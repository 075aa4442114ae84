/** Medians over files and their robust spread, channel by channel. */
import { histogramQuantile, mergeHistograms } from "../compute/histogram.js";
import type { Histogram } from "../summary.js";
import type { EarlierLines, EarlierMedians } from "./reference.js";

/** Makes the median absolute deviation of a normal distribution its standard deviation. */
const sigmaPerMad = 1.4826;

/** Marks channels of one file that are left out: 1 by flat index. */
export type LeftOut = Uint8Array | null;

/** Medians in the making; NaN values are skipped. */
export interface MediansInTheMaking {
  add(p50: Float64Array, histograms: readonly (Histogram | null)[], leftOut: LeftOut): void;
  medians(): EarlierMedians;
}

/** @param withBands also pools the histograms, for `p16` and `p84`; else these are NaN */
export function startMedians(flatCount: number, withBands: boolean): MediansInTheMaking {
  const values = Array.from({ length: flatCount }, (): number[] => []);
  const pooled = new Array<Histogram | null>(flatCount).fill(null);
  return {
    add: (p50, histograms, leftOut) => {
      for (let flat = 0; flat < flatCount; flat++) {
        if (leftOut?.[flat]) continue;
        if (!Number.isNaN(p50[flat])) values[flat]!.push(p50[flat]!);
        if (withBands) pooled[flat] = mergeHistograms([pooled[flat]!, histograms[flat] ?? null]);
      }
    },
    medians: () => ({
      ...mediansOf(values),
      p16: Float64Array.from(pooled, (histogram) => histogramQuantile(histogram, 0.16)),
      p84: Float64Array.from(pooled, (histogram) => histogramQuantile(histogram, 0.84)),
    }),
  };
}

/** Line powers in the making, of the latest `mostFiles` files. */
export interface LinesInTheMaking {
  add(relative: Float64Array, leftOut: LeftOut): void;
  lines(): EarlierLines;
}

/** Enough for a median; keeps memory from growing with the history. */
const mostFiles = 100;

/** @param valueCount channels × lines */
export function startLines(valueCount: number, lineCount: number): LinesInTheMaking {
  const latest: Float32Array[] = [];
  return {
    add: (relative, leftOut) => {
      const kept = Float32Array.from(relative, (value, i) =>
        leftOut?.[Math.floor(i / lineCount)] ? Number.NaN : value,
      );
      latest.push(kept);
      if (latest.length > mostFiles) latest.shift();
    },
    lines: () =>
      mediansOf(
        Array.from({ length: valueCount }, (_, i) =>
          latest.map((file) => file[i]!).filter((value) => !Number.isNaN(value)),
        ),
      ),
  };
}

function mediansOf(values: readonly (readonly number[])[]): EarlierLines {
  const median = new Float64Array(values.length).fill(Number.NaN);
  const spread = new Float64Array(values.length).fill(Number.NaN);
  const most = values.reduce((length, ofChannel) => Math.max(length, ofChannel.length), 0);
  const scratch = new Float64Array(most);
  values.forEach((ofChannel, i) => {
    if (ofChannel.length === 0) return;
    scratch.set(ofChannel);
    const part = scratch.subarray(0, ofChannel.length);
    const middle = middleOfSorted(part.sort());
    for (let k = 0; k < part.length; k++) part[k] = Math.abs(part[k]! - middle);
    median[i] = middle;
    spread[i] = sigmaPerMad * middleOfSorted(part.sort());
  });
  return {
    median,
    spread,
    typicalSpread: medianOf([...spread].filter((value) => !Number.isNaN(value))),
    fileCount: Uint32Array.from(values, (ofChannel) => ofChannel.length),
  };
}

/** The middle value, or the mean of the two middle ones; NaN of none. */
export function medianOf(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  return middleOfSorted(Float64Array.from(values).sort());
}

function middleOfSorted(sorted: Float64Array): number {
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
