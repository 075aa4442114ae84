/** Medians over files and their robust spread, channel by channel. */
import { addHistogram, dropHistogram, histogramQuantile } from "../numerics/histogram.js";
import type { Histogram } from "../summary.js";
import type { EarlierLines, EarlierMedians } from "./reference.js";
import type { SortedValues } from "./sorted-values.js";
import { sortedValues } from "./sorted-values.js";

/** Makes the median absolute deviation of a normal distribution its standard deviation. */
const sigmaPerMad = 1.4826;

/** Marks channels of one file that are left out: 1 by channel index. */
export type LeftOut = Uint8Array | null;

/** Medians in the making; NaN values are skipped. What was added can be dropped again. */
export interface MediansInTheMaking {
  add(p50: Float64Array, histograms: readonly (Histogram | null)[], leftOut: LeftOut): void;
  drop(p50: Float64Array, histograms: readonly (Histogram | null)[], leftOut: LeftOut): void;
  medians(): EarlierMedians;
}

/** @param withBands also pools the histograms, for `p16` and `p84`; else these are NaN */
export function startMedians(indexCount: number, withBands: boolean): MediansInTheMaking {
  const values = sortedValues(indexCount);
  const pooled = new Array<Histogram | null>(indexCount).fill(null);
  return {
    add: (p50, histograms, leftOut) => {
      addKnown(values, p50, leftOut);
      if (!withBands) return;
      for (let channelIndex = 0; channelIndex < indexCount; channelIndex++)
        if (!leftOut?.[channelIndex])
          pooled[channelIndex] = addHistogram(
            pooled[channelIndex]!,
            histograms[channelIndex] ?? null,
          );
    },
    drop: (p50, histograms, leftOut) => {
      dropKnown(values, p50, leftOut);
      if (!withBands) return;
      for (let channelIndex = 0; channelIndex < indexCount; channelIndex++)
        if (!leftOut?.[channelIndex])
          dropHistogram(pooled[channelIndex]!, histograms[channelIndex] ?? null);
    },
    medians: () => ({
      ...mediansOf(values, indexCount),
      p16: Float64Array.from(pooled, (histogram) => histogramQuantile(histogram, 0.16)),
      p84: Float64Array.from(pooled, (histogram) => histogramQuantile(histogram, 0.84)),
    }),
  };
}

function addKnown(values: SortedValues, added: Float64Array, leftOut: LeftOut): void {
  for (let i = 0; i < added.length; i++)
    if (!leftOut?.[i] && !Number.isNaN(added[i])) values.add(i, added[i]!);
}

function dropKnown(values: SortedValues, dropped: Float64Array, leftOut: LeftOut): void {
  for (let i = 0; i < dropped.length; i++)
    if (!leftOut?.[i] && !Number.isNaN(dropped[i])) values.drop(i, dropped[i]!);
}

/** Line powers in the making, of the latest `mostFiles` files. */
export interface LinesInTheMaking {
  add(relative: Float64Array, leftOut: LeftOut): void;
  /** Drops the lines of a file unless later ones have taken their place already. */
  drop(relative: Float64Array): void;
  lines(): EarlierLines;
}

/** Enough for a median; keeps memory from growing with the history. */
const mostFiles = 100;

/** @param valueCount channels × lines */
export function startLines(valueCount: number, lineCount: number): LinesInTheMaking {
  const values = sortedValues(valueCount);
  const latest: { relative: Float64Array; known: Float64Array }[] = [];
  const dropOldest = (): void => dropKnown(values, latest.shift()!.known, null);
  return {
    add: (relative, leftOut) => {
      const known = relative.map((value, i) =>
        leftOut?.[Math.floor(i / lineCount)] ? Number.NaN : value,
      );
      addKnown(values, known, null);
      latest.push({ relative, known });
      if (latest.length > mostFiles) dropOldest();
    },
    drop: (relative) => {
      if (latest[0]?.relative === relative) dropOldest();
    },
    lines: () => mediansOf(values, valueCount),
  };
}

function mediansOf(values: SortedValues, setCount: number): EarlierLines {
  const median = new Float64Array(setCount).fill(Number.NaN);
  const spread = new Float64Array(setCount).fill(Number.NaN);
  const fileCount = new Uint32Array(setCount);
  for (let i = 0; i < setCount; i++) {
    fileCount[i] = values.count(i);
    if (fileCount[i] === 0) continue;
    median[i] = values.median(i);
    spread[i] = sigmaPerMad * values.medianDistance(i, median[i]!);
  }
  const known = spread.filter((value) => !Number.isNaN(value));
  return { median, spread, typicalSpread: middleOfSorted(known.sort()), fileCount };
}

/** The middle value, or the mean of the two middle ones; NaN of none. */
export function medianOf(values: readonly number[] | Float64Array): number {
  return middleOfSorted(Float64Array.from(values).sort());
}

function middleOfSorted(sorted: Float64Array): number {
  if (sorted.length === 0) return Number.NaN;
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
