import { describe, expect, it } from "vitest";
import { constantBit, darkBit, shapeBits } from "../../src/compute/shape-bits.js";
import { waveformFeatures } from "../../src/numerics/waveform-features.js";

const bitsOf = (samples: readonly number[], thresholdAdc16 = 500): number =>
  shapeBits(waveformFeatures(Int16Array.from(samples)), samples.length, thresholdAdc16);

/** 100 samples around −28000 that swing by some counts, with something else from sample 60 on. */
const swinging = (counts: number, late: (i: number) => number = () => 0): number[] =>
  Array.from({ length: 100 }, (_, i) => -28_000 + (i % 2 ? counts : -counts) + late(i - 60));

const pulse = (amplitude: number) => (i: number) => (i >= 0 ? amplitude * Math.exp(-i / 8) : 0);

describe("a waveform", () => {
  it("of noise is dark, however wide", () => {
    expect(bitsOf(swinging(20))).toBe(darkBit);
    expect(bitsOf(swinging(5000))).toBe(darkBit);
  });

  it("with a pulse is not, over threshold or below", () => {
    expect(bitsOf(swinging(20, pulse(3000)))).toBe(0);
    expect(bitsOf(swinging(20, pulse(300)))).toBe(0);
    expect(bitsOf(swinging(20, pulse(-3000)))).toBe(0);
  });

  it("with a pulse and an undershoot as large is not, if over threshold", () => {
    const both = (i: number): number => (i === 10 ? 3000 : i === 20 ? -3000 : 0);
    expect(bitsOf(swinging(20, both))).toBe(0);
    expect(bitsOf(swinging(20, both), 3020)).toBe(darkBit);
  });

  it("is dark up to a factor of two between its extremes, that included", () => {
    // Sums to zero; 2 above for 1 below, then 3.
    const of = (high: number): number[] => [
      ...new Array<number>(high * 30).fill(-100),
      ...new Array<number>(30).fill(high * 100),
    ];
    expect(bitsOf(of(2))).toBe(darkBit);
    expect(bitsOf(of(3))).toBe(0);
    expect(bitsOf(of(2).map((w) => -w))).toBe(darkBit);
    expect(bitsOf(of(3).map((w) => -w))).toBe(0);
  });

  it("whose samples are less than 4 counts apart is constant, and not dark", () => {
    expect(bitsOf(new Array<number>(60).fill(7))).toBe(constantBit);
    expect(bitsOf([0, 3, 1, 2])).toBe(constantBit);
    expect(bitsOf([0, 4, 0, 4])).toBe(darkBit);
  });

  it("of a single sample is constant", () => {
    expect(bitsOf([-28_000])).toBe(constantBit);
  });
});
