/** Waveforms that simulated summaries stand for. */
import { baselineSampleCount } from "../numerics/waveform-features.js";

/** Samples of a waveform. */
export const sampleCount = 1000;
/** Samples that give baseline and noise. */
export const baselineSamples = baselineSampleCount;
/** Threshold of every ADC. */
export const thresholdAdc16 = 500;
