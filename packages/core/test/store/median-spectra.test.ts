import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Spectra } from "../../src/quantities/kept/spectra.js";
import { decodeMedians, encodeMedians } from "../../src/store/parquet/median-spectra.js";

const binCount = 501;

/** Quantiles of exponential noise of n events about a smooth spectrum, with a line at one bin. */
function noise(channelCount: number, n: number): Spectra {
  let state = 1;
  const uniform = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const length = channelCount * binCount;
  const [p16, p50, p84] = [0, 1, 2].map(() => new Float32Array(length)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  for (let i = 0; i < length; i++) {
    const bin = i % binCount;
    const mean = 1e-9 * (1 + 3 * Math.exp(-bin / 80)) * (bin === 160 ? 40 : 1);
    // Standard errors of quantiles of the exponential distribution: √(q / (1 − q) / n), in its mean.
    const quantile = (q: number): number =>
      mean * Math.max(0.01, -Math.log(1 - q) + normal() * Math.sqrt(q / (1 - q) / n));
    p50[i] = quantile(0.5);
    p16[i] = Math.min(p50[i]!, quantile(0.16));
    p84[i] = Math.max(p50[i]!, quantile(0.84));
  }
  return {
    ...{ scale: "power", p16, p50, p84 },
    frequencyMHz: Float64Array.from({ length: binCount }, (_, k) => k * 0.0625),
    validCount: new Uint32Array(channelCount).fill(n),
  };
}

const readBack = (spectra: Spectra): Spectra =>
  decodeMedians(encodeMedians(spectra), spectra.scale, "here");

/** |kept − median| in units of the statistical error that the documentation of the format names. */
function worstShare(spectra: Spectra): number {
  const kept = readBack(spectra);
  const bins = spectra.frequencyMHz.length;
  return Array.from(spectra.p50).reduce((worst, power, i) => {
    if (Number.isNaN(power)) return worst;
    const n = spectra.validCount[Math.floor(i / bins)]!;
    const error = (1.2533 * (spectra.p84[i]! - spectra.p16[i]!)) / 2 / Math.sqrt(n);
    // Single precision, in which spectra are stored anyway.
    const excess = Math.abs(kept.p50[i]! - power) - 1e-7 * power;
    return Math.max(worst, excess <= 0 ? 0 : excess / error);
  }, 0);
}

describe("the medians that a store keeps of old spectra", () => {
  test("are within a tenth of their own statistical error, whatever the number of events", () => {
    for (const n of [5, 20, 500, 10_000]) expect(worstShare(noise(4, n))).toBeLessThan(0.1001);
  });

  test("take less than 5.5 bits each: 0.13 MB for 384 channels", () => {
    const channelCount = 384;
    const { length } = encodeMedians(noise(channelCount, 500));
    expect((8 * length) / (channelCount * binCount)).toBeLessThan(5.5);
    expect(length).toBeLessThan(130_000);
  });

  test("say that they are rounded, and know nothing of 16 and 84 %", () => {
    const spectra = noise(2, 500);
    spectra.p50.fill(Number.NaN, binCount);
    spectra.validCount[1] = 0;
    const kept = readBack(spectra);
    expect(kept).toMatchObject({ isRounded: true, scale: "power" });
    expect(kept.frequencyMHz).toEqual(spectra.frequencyMHz);
    expect(kept.validCount).toEqual(spectra.validCount);
    expect(kept.p16.every(Number.isNaN) && kept.p84.every(Number.isNaN)).toBe(true);
    expect(kept.p50.subarray(0, binCount).every((power) => power > 0)).toBe(true);
    expect(kept.p50.subarray(binCount).every(Number.isNaN)).toBe(true);
  });

  test("are exact where they are zero or have no error: constant waveforms", () => {
    const power = Math.fround(1.2345e-7);
    const same = Float32Array.of(0, power, 0, power);
    const spectra: Spectra = {
      ...{ scale: "density", p16: same, p50: same, p84: same },
      frequencyMHz: Float64Array.of(0, 1),
      validCount: Uint32Array.of(500, 500),
    };
    expect(readBack(spectra).p50).toEqual(same);
  });

  test("of few events, whose quantiles tell no error, are within a tenth of that of noise", () => {
    const p50 = Float32Array.of(1e-9, 3e-9, 5e-12, 7e-3);
    const spectra: Spectra = {
      ...{ scale: "power", p16: p50, p50, p84: p50 },
      frequencyMHz: Float64Array.of(0, 1, 2, 3),
      validCount: Uint32Array.of(1),
    };
    const kept = readBack(spectra).p50;
    for (const [i, power] of p50.entries())
      expect(Math.abs(kept[i]! / power - 1)).toBeLessThan(0.1 / Math.LN2);
  });

  test("of any numbers are known where those are, and within a tenth of an error", () => {
    const powers = fc.float({ min: 0, max: 1e6, noNaN: true });
    const triple = fc.tuple(powers, powers, powers).map((each) => each.sort((a, b) => a - b));
    fc.assert(
      fc.property(
        fc.array(fc.option(triple), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 5, max: 5000 }),
        (values, n) => {
          const column = (k: number): Float32Array =>
            Float32Array.from(values, (value) => value?.[k] ?? Number.NaN);
          const spectra: Spectra = {
            ...{ scale: "power", p16: column(0), p50: column(1), p84: column(2) },
            frequencyMHz: Float64Array.from(values, (_, k) => k),
            validCount: Uint32Array.of(n),
          };
          const kept = readBack(spectra);
          expect(Array.from(kept.p50, Number.isNaN)).toEqual(values.map((value) => value === null));
          expect(worstShare(spectra)).toBeLessThan(0.1001);
        },
      ),
    );
  });

  test("are refused where their bytes are none", () => {
    expect(() => decodeMedians(Uint8Array.of(9, 0, 0, 0, 1), "power", "here")).toThrow(
      "Cannot read stored spectra (here)",
    );
  });
});
