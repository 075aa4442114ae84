/** What is remembered of the fractions of earlier files. */
import { disjointEvents } from "../../quantities/indexed-by/disjoint-events.js";

/** Flagged waveforms and all that were looked at, at `events * indexCount + channelIndex`. */
export interface ShareSums {
  passed: Float64Array;
  total: Float64Array;
}

/** One fraction in earlier files. Plain data; arrays are by channel index where nothing else is said. */
export interface ShareMemory {
  /** Sums over the latest good files; older ones fade. */
  recent: ShareSums;
  /** Good files that `recent` is worth. */
  recentFiles: Float64Array;
  /** Sums over the first good files of the epoch: what slow change is measured against. */
  long: ShareSums;
  longFiles: Float64Array;
  /** Smoothed difference of the fraction from that of the first files, and its variance. */
  smoothed: Float64Array;
  smoothedVariance: Float64Array;
  /** Index of the latest file in which `smoothed` was within one standard deviation of 0; −1: none. */
  nearFile: Int32Array;
  /** Index of the file in which the present alarm of a step began; −1 where there is none. */
  heldSince: Int32Array;
  /** What tells the scatter between files: see `shareScatter`. */
  scatterSum: Float64Array;
  scatterWeight: Float64Array;
}

/** Nothing remembered. @param indexCount channels of the detector, inactive ones included */
export function startShares(indexCount: number): ShareMemory {
  const zeros = (): Float64Array => new Float64Array(indexCount);
  const none = (): Int32Array => new Int32Array(indexCount).fill(-1);
  const sums = (): ShareSums => ({
    passed: new Float64Array(disjointEvents.length * indexCount),
    total: new Float64Array(disjointEvents.length * indexCount),
  });
  return {
    ...{ recent: sums(), recentFiles: zeros(), long: sums(), longFiles: zeros() },
    ...{ smoothed: zeros(), smoothedVariance: zeros(), nearFile: none(), heldSince: none() },
    ...{ scatterSum: zeros(), scatterWeight: zeros() },
  };
}

/** Forgets the levels of some channels, in place: their epoch begins with the next file. */
export function restartShares(memory: ShareMemory, channelIndices: readonly number[]): void {
  const indexCount = memory.recentFiles.length;
  for (const i of channelIndices) {
    for (const { passed, total } of [memory.recent, memory.long])
      for (let at = i; at < passed.length; at += indexCount) passed[at] = total[at] = 0;
    memory.recentFiles[i] = memory.longFiles[i] = 0;
    memory.smoothed[i] = memory.smoothedVariance[i] = 0;
    memory.nearFile[i] = memory.heldSince[i] = -1;
  }
}
