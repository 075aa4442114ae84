/** One waveform → baseline, noise, extremes, largest step, integral. */

/** Baseline and noise are taken from the samples before the pulse: 0..49. */
export const baselineSampleCount = 50;

/** What is kept of one waveform. Sizes in ADC16 counts. */
export interface WaveformFeatures {
  /** Mean of samples 0..49. */
  baseline: number;
  /** Population standard deviation of samples 0..49. */
  noise: number;
  /** Largest and smallest raw sample. */
  max: number;
  min: number;
  /** Largest |w[i+1] − w[i]|, exact beyond 16 bits; 0 for a single sample. */
  jump: number;
  /** The first largest step goes from this sample to the next; −1 where there is no step. */
  jumpSample: number;
  /** Sums of the raw samples: of those that give the baseline, and of all. */
  baselineSum: number;
  sum: number;
  /** Sum of (w − baseline). */
  integral: number;
}

/** Quantities of the same value are recognised by its function: it is kept once. */
export const baselineOf = ({ baseline }: WaveformFeatures): number => baseline;
export const noiseOf = ({ noise }: WaveformFeatures): number => noise;

/** An object for `waveformFeatures` to fill; reuse it, so that a file needs one. */
export function emptyFeatures(): WaveformFeatures {
  const nan = Number.NaN;
  return {
    baseline: nan,
    noise: nan,
    max: nan,
    min: nan,
    jump: 0,
    jumpSample: -1,
    baselineSum: 0,
    sum: 0,
    integral: nan,
  };
}

/**
 * The features of the waveform at `samples[start … start + count − 1]`, written into `into`.
 * All sums are of integers below 2⁵³ and therefore exact; baseline, noise and integral are each
 * rounded once. A waveform shorter than 50 samples has its baseline over all of them.
 * @param count samples of the waveform, at least 1
 */
export function waveformFeatures(
  samples: Int16Array,
  start: number,
  count: number,
  into: WaveformFeatures,
): WaveformFeatures {
  const n = Math.min(baselineSampleCount, count);
  let baselineSum = 0;
  let baselineSquares = 0;
  for (let i = start; i < start + n; i++) {
    const w = samples[i]!;
    baselineSum += w;
    baselineSquares += w * w;
  }

  let previous = samples[start]!;
  let sum = previous;
  let max = previous;
  let min = previous;
  let jump = 0;
  let jumpSample = count > 1 ? 0 : -1;
  const end = start + count;
  for (let i = start + 1; i < end; i++) {
    const w = samples[i]!;
    sum += w;
    if (w > max) max = w;
    if (w < min) min = w;
    const step = w > previous ? w - previous : previous - w;
    if (step > jump) {
      jump = step;
      jumpSample = i - 1 - start;
    }
    previous = w;
  }

  into.baseline = baselineSum / n;
  into.noise = Math.sqrt(n * baselineSquares - baselineSum * baselineSum) / n;
  into.max = max;
  into.min = min;
  into.jump = jump;
  into.jumpSample = jumpSample;
  into.baselineSum = baselineSum;
  into.sum = sum;
  into.integral = (n * sum - count * baselineSum) / n;
  return into;
}
