import { describe, expect, it } from "vitest";
import { featureArrays } from "../../src/numerics/feature-arrays.js";
import { waveformFeatures } from "../../src/numerics/waveform-features.js";

/** Flat waveforms of 60 samples at −28000, the sample 55 replaced. */
const waveforms = (...values: number[]): Int16Array =>
  Int16Array.from(
    values.flatMap((value) => Array.from({ length: 60 }, (_, i) => (i === 55 ? value : -28000))),
  );

describe("the features of many waveforms", () => {
  it("are those of each, one array a feature", () => {
    const samples = waveforms(-27000, -30000);
    const arrays = featureArrays(samples, 60);
    const second = waveformFeatures(samples.subarray(60));
    expect(Object.keys(arrays)).toEqual(Object.keys(second));
    expect(arrays.maxAmplitude).toEqual(Float64Array.of(1000, 0));
    expect(arrays.minAmplitude).toEqual(Float64Array.of(0, -2000));
    expect(arrays.baseline).toEqual(Float64Array.of(-28000, -28000));
    expect(arrays.jump).toEqual(Float64Array.of(1000, 2000));
  });

  it("are empty for no waveform", () => {
    expect(featureArrays(new Int16Array(0), 60).noise).toEqual(new Float64Array(0));
  });

  it.each([59, 0, -60, Number.NaN])("refuses 60 samples as waveforms of %d", (sampleCount) => {
    expect(() => featureArrays(waveforms(0), sampleCount)).toThrow("whole number of waveforms");
  });
});
