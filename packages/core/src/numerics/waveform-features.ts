/** One waveform → baseline, noise, extremes, amplitudes, largest step, integral. */

/** Baseline and noise are taken from the samples before the pulse: 0..49. */
export const baselineSampleCount = 50;

/** The numbers of one waveform. Sizes in ADC16 counts. */
export interface WaveformFeatures {
  /** Mean of samples 0..49. */
  baseline: number;
  /** Population standard deviation of samples 0..49. */
  noise: number;
  /** Largest and smallest raw sample. */
  max: number;
  min: number;
  /** How far these lie above the baseline: max − baseline, and min − baseline, which is negative. */
  maxAmplitude: number;
  minAmplitude: number;
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
    maxAmplitude: nan,
    minAmplitude: nan,
    jump: 0,
    jumpSample: -1,
    baselineSum: 0,
    sum: 0,
    integral: nan,
  };
}

/**
 * The features of one waveform. All sums are of integers below 2⁵³ and therefore exact; baseline, noise
 * and integral are each rounded once. A waveform shorter than 50 samples has its baseline over all
 * of them. For many waveforms at once see `featureArrays`.
 * @param samplesAdc16 of the waveform, raw, at least one; of a buffer that holds several, its `subarray`
 * @param into what to write them into; a new object by default
 */
export function waveformFeatures(
  samplesAdc16: Int16Array,
  into: WaveformFeatures = emptyFeatures(),
): WaveformFeatures {
  const count = samplesAdc16.length;
  const n = Math.min(baselineSampleCount, count);
  let baselineSum = 0;
  let baselineSquares = 0;
  for (let i = 0; i < n; i++) {
    const w = samplesAdc16[i]!;
    baselineSum += w;
    baselineSquares += w * w;
  }

  let previous = samplesAdc16[0]!;
  let sum = previous;
  let max = previous;
  let min = previous;
  let jump = 0;
  let jumpSample = count > 1 ? 0 : -1;
  for (let i = 1; i < count; i++) {
    const w = samplesAdc16[i]!;
    sum += w;
    if (w > max) max = w;
    if (w < min) min = w;
    const step = w > previous ? w - previous : previous - w;
    if (step > jump) {
      jump = step;
      jumpSample = i - 1;
    }
    previous = w;
  }

  into.baseline = baselineSum / n;
  into.noise = Math.sqrt(n * baselineSquares - baselineSum * baselineSum) / n;
  into.max = max;
  into.min = min;
  into.maxAmplitude = max - into.baseline;
  into.minAmplitude = min - into.baseline;
  into.jump = jump;
  into.jumpSample = jumpSample;
  into.baselineSum = baselineSum;
  into.sum = sum;
  into.integral = (n * sum - count * baselineSum) / n;
  return into;
}
