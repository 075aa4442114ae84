/** What is told from the shape of a waveform: whether it is constant, whether it is dark. */
import type { WaveformFeatures } from "../numerics/waveform-features.js";

/** Largest and smallest sample are less than a count of the ADC apart. */
export const constantBit = 64;
/** The waveform shows no light, and is not constant. */
export const darkBit = 128;

/** One count of a 14-bit ADC. */
const constantBelowAdc16 = 4;

/** So many times the standard deviation of its first samples is what noise reaches. */
const noiseReach = 8;

/**
 * The bits of a valid waveform. Dark: its extremes lie about as far above as below its mean, within a
 * factor of 2, and its amplitude is at most the threshold or what its noise reaches. Decided on
 * whole numbers: the same in all engines.
 */
export function shapeBits(
  { max, min, maxAmplitude, sum, noise }: WaveformFeatures,
  sampleCount: number,
  thresholdAdc16: number,
): number {
  if (max - min < constantBelowAdc16) return constantBit;
  const above = sampleCount * max - sum;
  const below = sum - sampleCount * min;
  if (above > 2 * below || below > 2 * above) return 0;
  return maxAmplitude <= thresholdAdc16 || maxAmplitude <= noiseReach * noise ? darkBit : 0;
}
