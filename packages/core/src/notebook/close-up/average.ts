/** Waveforms of a channel as one: the mean and the envelope of many. */
import { keptProbabilities, quantilesInPlace } from "../../numerics/quantile.js";

/** By sample; NaN of no waveform. */
export interface Averaged {
  mean: Float64Array;
  /** 16 and 84 % of the waveforms lie below. */
  p16: Float64Array;
  p84: Float64Array;
}

/**
 * Mean, 16 and 84 % quantile (linear interpolation) of each sample over waveforms of one length.
 * @param waveforms [waveform][sample]
 */
export function averaged(waveforms: readonly ArrayLike<number>[], sampleCount: number): Averaged {
  const count = waveforms.length;
  const [mean, p16, p84] = [0, 1, 2].map(() => new Float64Array(sampleCount)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const column = new Float64Array(count);
  for (let sample = 0; sample < sampleCount; sample++) {
    let sum = 0;
    for (let k = 0; k < count; k++) {
      const value = waveforms[k]![sample]!;
      column[k] = value;
      sum += value;
    }
    mean[sample] = sum / count;
    const [low, , high] = quantilesInPlace(column, 0, count, keptProbabilities);
    p16[sample] = low!;
    p84[sample] = high!;
  }
  return { mean, p16, p84 };
}

/** The mean of lines by sample, which all count alike; null of none. */
export function meanLine(lines: readonly ArrayLike<number>[]): Float64Array | null {
  const [first] = lines;
  if (!first) return null;
  return Float64Array.from(
    { length: first.length },
    (_, i) => lines.reduce((sum, line) => sum + line[i]!, 0) / lines.length,
  );
}
