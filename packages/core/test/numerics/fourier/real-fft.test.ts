import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { smallRadices } from "../../../src/numerics/fourier/mixed-radix.js";
import { realFft } from "../../../src/numerics/fourier/real-fft.js";
import { naiveDft } from "./naive-dft.js";

function transformOf(w: ArrayLike<number>): { re: Float64Array; im: Float64Array } {
  const fft = realFft(w.length);
  const re = new Float64Array(fft.binCount);
  const im = new Float64Array(fft.binCount);
  fft.transform(Float64Array.from(w), re, im);
  return { re, im };
}

/** Largest distance of two complex spectra. */
function distance(
  a: { re: ArrayLike<number>; im: ArrayLike<number> },
  b: { re: ArrayLike<number>; im: ArrayLike<number> },
): number {
  expect(a.re.length).toBe(b.re.length);
  let most = 0;
  for (let k = 0; k < a.re.length; k++)
    most = Math.max(most, Math.hypot(a.re[k]! - b.re[k]!, a.im[k]! - b.im[k]!));
  return most;
}

/** Reproducible samples in −1…1 with no structure of their own. */
const scattered = (size: number): number[] =>
  Array.from({ length: size }, (_, n) => Math.sin(n * n * 1.7 + n));

describe("the exact N-point transform of real samples", () => {
  const lengths = [
    ...Array.from({ length: 40 }, (_, i) => i + 1),
    ...[45, 60, 81, 97, 101, 125, 243, 250, 256, 499, 500, 509, 600, 625, 750, 994, 997, 1000],
  ];
  it.each(lengths)("agrees with the definition for N = %i", (size) => {
    const w = scattered(size);
    expect(distance(transformOf(w), naiveDft(w))).toBeLessThan(1e-12 * (size + 10));
  });

  it("has ⌊N/2⌋+1 bins", () => {
    expect([1, 2, 3, 600, 999, 1000].map((size) => realFft(size).binCount)).toEqual([
      1, 2, 2, 301, 500, 501,
    ]);
  });

  it("takes 1000 and 600 by mixed radix and primes above 5 otherwise", () => {
    expect(smallRadices(500)).toEqual([4, 5, 5, 5]);
    expect(smallRadices(300)).toEqual([4, 3, 5, 5]);
    expect(smallRadices(1)).toEqual([]);
    expect(smallRadices(7)).toBeNull();
  });

  it.each([997, 999, 1000])("turns a delta into a phase of constant size (N = %i)", (size) => {
    const place = 3;
    const w = Array.from({ length: size }, (_, n) => (n === place ? 1 : 0));
    const { re, im } = transformOf(w);
    for (let k = 0; k < re.length; k++) {
      const angle = (-2 * Math.PI * k * place) / size;
      expect(re[k]).toBeCloseTo(Math.cos(angle), 12);
      expect(im[k]).toBeCloseTo(Math.sin(angle), 12);
    }
  });

  it.each([994, 999, 1000])(
    "puts a cosine of whole periods into its bin alone (N = %i)",
    (size) => {
      const bin = 37;
      const phase = 0.4;
      const w = Array.from({ length: size }, (_, n) =>
        Math.cos((2 * Math.PI * bin * n) / size + phase),
      );
      const { re, im } = transformOf(w);
      re.forEach((value, k) => {
        expect(value).toBeCloseTo(k === bin ? (size / 2) * Math.cos(phase) : 0, 9);
        expect(im[k]).toBeCloseTo(k === bin ? (size / 2) * Math.sin(phase) : 0, 9);
      });
    },
  );

  it("puts a constant into the DC bin and an alternation into the Nyquist bin", () => {
    const constant = transformOf(new Array(1000).fill(-28000));
    expect(constant.re[0]).toBe(-28000 * 1000);
    expect(Math.max(...constant.re.slice(1).map(Math.abs))).toBeLessThan(1e-6);
    const alternation = transformOf(Array.from({ length: 1000 }, (_, n) => (n % 2 ? -3 : 3)));
    expect(alternation.re[500]).toBeCloseTo(3000, 9);
    expect(Math.max(...alternation.re.slice(0, 500).map(Math.abs))).toBeLessThan(1e-9);
  });

  const samples = (size: number) =>
    fc.array(fc.integer({ min: -32768, max: 32767 }), { minLength: size, maxLength: size });

  it.each([7, 30, 33, 1000])("is linear (N = %i)", (size) => {
    fc.assert(
      fc.property(samples(size), samples(size), (a, b) => {
        const [ta, tb] = [transformOf(a), transformOf(b)];
        const sum = transformOf(a.map((value, n) => 2 * value - 3 * b[n]!));
        const combined = {
          re: ta.re.map((value, k) => 2 * value - 3 * tb.re[k]!),
          im: ta.im.map((value, k) => 2 * value - 3 * tb.im[k]!),
        };
        expect(distance(sum, combined)).toBeLessThan(1e-9 * size * 32768);
      }),
      { numRuns: 30 },
    );
  });

  it.each([7, 30, 33, 600, 1000])("keeps the energy (Parseval, N = %i)", (size) => {
    fc.assert(
      fc.property(samples(size), (w) => {
        const { re, im } = transformOf(w);
        let spectral = 0;
        re.forEach((value, k) => {
          const twice = k > 0 && 2 * k < size ? 2 : 1;
          spectral += (twice * (value ** 2 + im[k]! ** 2)) / size;
        });
        const energy = w.reduce((sum, value) => sum + value ** 2, 0);
        expect(Math.abs(spectral - energy)).toBeLessThanOrEqual(1e-10 * energy);
      }),
      { numRuns: 30 },
    );
  });

  it("leaves its input as it is and repeats itself", () => {
    const fft = realFft(60);
    const input = Float64Array.from(scattered(60));
    const re = new Float64Array(31);
    const im = new Float64Array(31);
    fft.transform(input, re, im);
    expect(input).toEqual(Float64Array.from(scattered(60)));
    const again = new Float64Array(31);
    fft.transform(input, again, im);
    expect(again).toEqual(re);
  });

  it.each([0, -4, 2.5, Number.NaN])("refuses %d samples", (size) => {
    expect(() => realFft(size)).toThrow(RangeError);
  });
});
