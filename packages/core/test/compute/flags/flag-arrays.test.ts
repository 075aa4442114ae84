import { describe, expect, it } from "vitest";
import { flagArrays } from "../../../src/compute/flags/flag-arrays.js";
import { featureArrays } from "../../../src/numerics/feature-arrays.js";

/** Flat waveforms of 60 samples at −28000, the sample 55 replaced. */
const waveforms = (...values: number[]): Int16Array =>
  Int16Array.from(
    values.flatMap((value) => Array.from({ length: 60 }, (_, i) => (i === 55 ? value : -28000))),
  );

describe("the flags of many waveforms", () => {
  const features = featureArrays(waveforms(-27500, -27499, -28501, 32760, -32764), 60);

  it("are set beyond a threshold and at a rail", () => {
    expect(flagArrays(features, { thresholdAdc16: 500 })).toEqual({
      overThreshold: Uint8Array.of(0, 1, 0, 1, 0),
      clipped: Uint8Array.of(0, 0, 0, 1, 0),
      negative: Uint8Array.of(0, 0, 1, 0, 1),
      lowerRail: Uint8Array.of(0, 0, 0, 0, 1),
    });
  });

  it("follow a threshold for each channel, event by event", () => {
    const four = featureArrays(waveforms(-27500, -27500, -27500, -27500), 60);
    const { overThreshold } = flagArrays(four, { thresholdAdc16: [499, 500] });
    expect(overThreshold).toEqual(Uint8Array.of(1, 0, 1, 0));
  });

  it("follow the rails of the detector", () => {
    const { clipped } = flagArrays(features, { thresholdAdc16: 500, railsAdc16: [-40000, -27499] });
    expect(clipped).toEqual(Uint8Array.of(0, 1, 0, 1, 0));
  });

  it.each([
    [Number.NaN, "NaN"],
    [[500, 500], "got 2"],
    [[], "got 0"],
  ])("refuse thresholds of %j, which would look good", (thresholdAdc16, got) => {
    expect(() => flagArrays(features, { thresholdAdc16 })).toThrow(got);
  });
});
