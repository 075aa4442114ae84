import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fractionInterval, intervalLevel } from "../../src/numerics/interval.js";

/** P(X = k) for k = 0..n, X binomial: the exact sum's terms, by recurrence of logarithms. */
function binomial(n: number, p: number): number[] {
  const logarithms = [n * Math.log1p(-p)];
  for (let k = 1; k <= n; k++)
    logarithms.push(logarithms[k - 1]! + Math.log((n - k + 1) / k) + Math.log(p / (1 - p)));
  return logarithms.map(Math.exp);
}

const counts = fc
  .integer({ min: 1, max: 5000 })
  .chain((total) => fc.tuple(fc.integer({ min: 0, max: total }), fc.constant(total)));

describe("the interval of a fraction", () => {
  it("knows nothing of no waveforms: the fraction is unknown, the interval everything", () => {
    expect(fractionInterval(0, 0)).toEqual({ fraction: Number.NaN, low: 0, high: 1 });
  });

  it.each([1, 2, 8, 500, 10_000_000])("is closed at both ends (n = %i)", (n) => {
    const edge = 0.16 ** (1 / n);
    const none = fractionInterval(0, n);
    expect(none).toMatchObject({ fraction: 0, low: 0 });
    expect(none.high).toBeCloseTo(1 - edge, 12);
    const all = fractionInterval(n, n);
    expect(all).toMatchObject({ fraction: 1, high: 1 });
    expect(all.low).toBeCloseTo(edge, 12);
  });

  it("solves its defining equations for 1 of 2: 1−(1−low)² = 0.16 and 1−high² = 0.16", () => {
    const { fraction, low, high } = fractionInterval(1, 2);
    expect(fraction).toBe(0.5);
    expect(low).toBeCloseTo(1 - Math.sqrt(0.84), 7);
    expect(high).toBeCloseTo(Math.sqrt(0.84), 7);
  });

  it("solves its defining equations: each tail beyond the counts holds 16 %", () => {
    for (const [passed, total] of [
      [3, 10],
      [1, 50],
      [49, 50],
      [250, 500],
    ] as const) {
      const { low, high } = fractionInterval(passed, total);
      const atLeast = binomial(total, low).slice(passed);
      const atMost = binomial(total, high).slice(0, passed + 1);
      expect(atLeast.reduce((a, b) => a + b, 0)).toBeCloseTo(0.16, 6);
      expect(atMost.reduce((a, b) => a + b, 0)).toBeCloseTo(0.16, 6);
    }
  });

  it("contains the fraction and stays within [0, 1]", () => {
    fc.assert(
      fc.property(counts, ([passed, total]) => {
        const { fraction, low, high } = fractionInterval(passed, total);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(fraction);
        expect(fraction).toBeLessThanOrEqual(high);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("is mirrored when passed and failed change places", () => {
    fc.assert(
      fc.property(counts, ([passed, total]) => {
        const one = fractionInterval(passed, total);
        const other = fractionInterval(total - passed, total);
        expect(1 - other.high).toBeCloseTo(one.low, 7);
        expect(1 - other.low).toBeCloseTo(one.high, 7);
      }),
    );
  });

  it("shrinks as the same fraction rests on more waveforms", () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 2, max: 20 }), ([passed, total], times) => {
        const narrow = fractionInterval(passed * times, total * times);
        const wide = fractionInterval(passed, total);
        expect(narrow.high - narrow.low).toBeLessThan(wide.high - wide.low);
      }),
    );
  });

  it.each([1, 2, 5, 12, 50, 200, 500])("covers every true fraction at its level (n = %i)", (n) => {
    const intervals = Array.from({ length: n + 1 }, (_, k) => fractionInterval(k, n));
    for (const p of [0.001, 0.01, 0.05, 0.1, 0.25, 0.333, 0.5, 0.7, 0.9, 0.99, 0.999]) {
      const coverage = binomial(n, p).reduce((sum, probability, k) => {
        const { low, high } = intervals[k]!;
        return low <= p && p <= high ? sum + probability : sum;
      }, 0);
      expect(coverage).toBeGreaterThanOrEqual(intervalLevel - 1e-9);
    }
  });

  it.each([
    [-1, 5],
    [6, 5],
    [1.5, 5],
    [0, Number.NaN],
  ])("refuses %d of %d", (passed, total) => {
    expect(() => fractionInterval(passed, total)).toThrow(RangeError);
  });
});
