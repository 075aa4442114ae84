/** The features of many waveforms, an array each. */
import { LightDqmError } from "../errors.js";
import { emptyFeatures, type WaveformFeatures, waveformFeatures } from "./waveform-features.js";

/**
 * The features of many waveforms: of each feature one array, in the order of the waveforms. Of
 * waveforms by [event][adc][channel] they are arrays by [event][adc][channel].
 */
export type FeatureArrays = Record<keyof WaveformFeatures, Float64Array>;

/**
 * The features of many waveforms of one length: see `WaveformFeatures`.
 * @param samplesAdc16 one waveform after another: [waveform][sample], or [event][adc][channel][sample]
 * @param sampleCount samples of a waveform, at least 1
 * @throws LightDqmError `bad-input` where the samples are not whole waveforms
 */
export function featureArrays(samplesAdc16: Int16Array, sampleCount: number): FeatureArrays {
  const waveformCount = samplesAdc16.length / sampleCount;
  if (!Number.isInteger(waveformCount) || !(sampleCount > 0))
    throw new LightDqmError("bad-input", {
      what: "Not a whole number of waveforms",
      where: "featureArrays",
      expected: `a multiple of ${sampleCount} samples`,
      got: `${samplesAdc16.length}`,
    });
  const features = emptyFeatures();
  const names = Object.keys(features) as (keyof WaveformFeatures)[];
  const arrays = Object.fromEntries(
    names.map((name) => [name, new Float64Array(waveformCount)]),
  ) as FeatureArrays;
  for (let i = 0; i < waveformCount; i++) {
    waveformFeatures(samplesAdc16.subarray(i * sampleCount, (i + 1) * sampleCount), features);
    for (const name of names) arrays[name][i] = features[name];
  }
  return arrays;
}
