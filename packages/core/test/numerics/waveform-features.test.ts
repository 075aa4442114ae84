import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flagBits, overThresholdBit, waveformBits } from "../../src/compute/flags/flag-bits.js";
import { type WaveformFeatures, waveformFeatures } from "../../src/numerics/waveform-features.js";
import { lowerRailAdc16, unitsPerAdc16, upperRailAdc16 } from "../../src/units.js";

const featuresOf = (samples: ArrayLike<number>): WaveformFeatures =>
  waveformFeatures(Int16Array.from(samples));

const flagsOf = (samples: ArrayLike<number>, thresholdAdc16: number) => {
  const bits = waveformBits(featuresOf(samples), thresholdAdc16, [lowerRailAdc16, upperRailAdc16]);
  return {
    overThreshold: (bits & overThresholdBit) !== 0,
    clipped: (bits & flagBits.clipped) !== 0,
    negative: (bits & flagBits.negative) !== 0,
    lowerRail: (bits & flagBits.lowerRail) !== 0,
  };
};

/** A flat waveform of 100 samples at −28000 with one sample replaced. */
const withSample = (place: number, value: number): number[] =>
  Array.from({ length: 100 }, (_, i) => (i === place ? value : -28000));

const waveform = (minLength = 1, maxLength = 200) =>
  fc.array(fc.integer({ min: -32768, max: 32767 }), { minLength, maxLength });

describe("the features of one waveform", () => {
  it("takes baseline and noise from samples 0..49 only", () => {
    // 25 samples at 10 and 25 at 14: mean 12, population deviation 2; the rest is far away.
    const samples = Array.from({ length: 80 }, (_, i) => (i < 50 ? 10 + 4 * (i % 2) : 9000));
    expect(featuresOf(samples)).toMatchObject({
      ...{ baseline: 12, noise: 2, max: 9000, min: 10, maxAmplitude: 8988, minAmplitude: -2 },
    });
  });

  it("finds no noise in a constant waveform, however far from zero", () => {
    expect(featuresOf(new Array(1000).fill(-32768))).toEqual({
      baseline: -32768,
      noise: 0,
      max: -32768,
      min: -32768,
      maxAmplitude: 0,
      minAmplitude: 0,
      jump: 0,
      jumpSample: 0,
      baselineSum: -1638400,
      sum: -32768000,
      integral: 0,
    });
  });

  it("measures a step of 60764 counts, which wraps to 4772 in 16 bits", () => {
    const samples = withSample(60, 32764);
    expect(featuresOf(samples)).toMatchObject({ jump: 60764, jumpSample: 59 });
    expect(new Int16Array([60764])[0]).toBe(-4772);
  });

  it("measures a step over the whole range downwards", () => {
    expect(featuresOf([32767, -32768])).toMatchObject({ jump: 65535, jumpSample: 0 });
  });

  it("takes the first of equal steps", () => {
    expect(featuresOf([0, 1, 6, 7, 2])).toMatchObject({ jump: 5, jumpSample: 1 });
  });

  it("has no step in a single sample and its baseline over what there is", () => {
    const one = featuresOf([-7]);
    expect(one).toMatchObject({ baseline: -7, noise: 0, max: -7, min: -7, jump: 0, sum: -7 });
    expect(one.jumpSample).toBe(-1);
    expect(featuresOf([1, 3])).toMatchObject({ baseline: 2, noise: 1 });
  });

  it("looks at its own part of a longer buffer only", () => {
    const buffer = Int16Array.from([30000, 5, 9, 5, -30000]);
    expect(waveformFeatures(buffer.subarray(1, 4))).toMatchObject({
      max: 9,
      min: 5,
      jump: 4,
      jumpSample: 0,
      sum: 19,
    });
  });

  it("agrees with the definitions for any waveform", () => {
    fc.assert(
      fc.property(waveform(2), (samples) => {
        const found = featuresOf(samples);
        const before = samples.slice(0, 50);
        const mean = before.reduce((sum, w) => sum + w, 0) / before.length;
        const variance = before.reduce((sum, w) => sum + (w - mean) ** 2, 0) / before.length;
        const steps = samples.slice(1).map((w, i) => Math.abs(w - samples[i]!));
        expect(found.baseline).toBeCloseTo(mean, 9);
        expect(found.noise).toBeCloseTo(Math.sqrt(variance), 6);
        expect(found.max).toBe(Math.max(...samples));
        expect(found.min).toBe(Math.min(...samples));
        expect(found.jump).toBe(Math.max(...steps));
        expect(found.jumpSample).toBe(steps.indexOf(Math.max(...steps)));
        expect(found.integral).toBeCloseTo(
          samples.reduce((sum, w) => sum + (w - mean), 0),
          5,
        );
      }),
    );
  });
});

describe("the flags of one waveform", () => {
  it("is clipped from 32760 on, and not at 32759", () => {
    expect(flagsOf(withSample(70, 32760), 500).clipped).toBe(true);
    expect(flagsOf(withSample(70, 32759), 500).clipped).toBe(false);
  });

  it("is at the lower rail from −32764 down, and not at −32763", () => {
    expect(flagsOf(withSample(70, -32764), 500).lowerRail).toBe(true);
    expect(flagsOf(withSample(70, -32763), 500).lowerRail).toBe(false);
  });

  it("sees rails inside the baseline samples too", () => {
    expect(flagsOf(withSample(0, 32767), 500)).toMatchObject({ clipped: true });
    expect(flagsOf(withSample(49, -32768), 500)).toMatchObject({ lowerRail: true });
  });

  it("is over threshold or negative only beyond the threshold, not at it", () => {
    expect(flagsOf(withSample(70, -27500), 500).overThreshold).toBe(false);
    expect(flagsOf(withSample(70, -27499), 500).overThreshold).toBe(true);
    expect(flagsOf(withSample(70, -28500), 500).negative).toBe(false);
    expect(flagsOf(withSample(70, -28501), 500).negative).toBe(true);
  });

  it("has none of them on a flat waveform of zeros", () => {
    expect(flagsOf(new Array(100).fill(0), 500)).toEqual({
      overThreshold: false,
      clipped: false,
      negative: false,
      lowerRail: false,
    });
  });

  it.each(["ADC14", "V"] as const)(
    "are what a judge in %s with scaled limits would find",
    (unit) => {
      const scale = unitsPerAdc16[unit];
      fc.assert(
        // Baselines are multiples of 1/50 count: a threshold of …·01 is never hit exactly.
        fc.property(waveform(50), fc.integer({ min: 0, max: 40000 }), (samples, whole) => {
          const threshold = whole + 0.01;
          const scaled = samples.map((w) => w * scale);
          const baseline = scaled.slice(0, 50).reduce((sum, w) => sum + w, 0) / 50;
          expect(flagsOf(samples, threshold)).toEqual({
            overThreshold: scaled.some((w) => w - baseline > threshold * scale),
            clipped: scaled.some((w) => w >= 32760 * scale),
            negative: scaled.some((w) => w - baseline < -threshold * scale),
            lowerRail: scaled.some((w) => w <= -32764 * scale),
          });
        }),
      );
    },
  );
});
