/** Medians over files and their robust spread, channel by channel. */
import type { Binning, Histogram } from "../../numerics/histogram.js";
import { middleOfSorted, sigmaPerMad } from "../../numerics/median.js";
import type { LeftOut, Pool, PoolMemory } from "../quantity.js";
import { type HistogramsMemory, pooledHistograms } from "./histograms.js";
import { type SortedMemory, type SortedValues, sortedValues } from "./sorted-values.js";

/** Median and robust spread of a quantity over earlier files, by channel; NaN where unknown. */
export interface EarlierMedians {
  /** Median over files of the file medians. */
  median: Float64Array;
  /** 1.4826 · median absolute deviation over files (0 for a single file). */
  spread: Float64Array;
  /** Median of `spread` over the channels that have one; NaN without any. */
  typicalSpread: number;
  /** 16 and 84 % quantiles of all earlier values, pooled from the files' histograms. */
  p16: Float64Array;
  p84: Float64Array;
  /** Files that had a value, by channel. */
  fileCount: Uint32Array;
}

interface Pooled {
  p50: Float64Array;
  histogram: readonly (Histogram | null)[];
}

interface MediansMemory {
  values: SortedMemory;
  histograms: HistogramsMemory;
}

/** Starts medians over files, or goes on from those of some; NaN values are skipped. */
export function startMedians(
  indexCount: number,
  binning: Binning,
  memory?: PoolMemory,
): Pool<Pooled, EarlierMedians> {
  const before = memory as MediansMemory | undefined;
  const values = sortedValues(indexCount, before?.values);
  const histograms = pooledHistograms(indexCount, before?.histograms);
  return {
    add: ({ p50, histogram }, leftOut) => {
      addKnown(values, p50, leftOut);
      histograms.add(histogram, leftOut);
    },
    drop: ({ p50, histogram }, leftOut) => {
      dropKnown(values, p50, leftOut);
      histograms.drop(histogram, leftOut);
    },
    earlier: () => ({
      ...mediansOf(values, indexCount),
      p16: histograms.quantiles(0.16, binning),
      p84: histograms.quantiles(0.84, binning),
    }),
    memory: (): MediansMemory => ({ values: values.memory(), histograms: histograms.memory() }),
  };
}

/** Adds what is known and not excluded. */
export function addKnown(values: SortedValues, added: Float64Array, leftOut: LeftOut): void {
  for (let i = 0; i < added.length; i++)
    if (!leftOut?.[i] && !Number.isNaN(added[i])) values.add(i, added[i]!);
}

/** Removes again what `addKnown` added. */
export function dropKnown(values: SortedValues, dropped: Float64Array, leftOut: LeftOut): void {
  for (let i = 0; i < dropped.length; i++)
    if (!leftOut?.[i] && !Number.isNaN(dropped[i])) values.drop(i, dropped[i]!);
}

/** The medians of each set, and their spread. */
export function mediansOf(
  values: SortedValues,
  setCount: number,
): Omit<EarlierMedians, "p16" | "p84"> {
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
