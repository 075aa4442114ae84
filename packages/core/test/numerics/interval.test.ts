import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clopperPearson, intervalLevel } from "../../src/numerics/interval.js";

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
    expect(clopperPearson(0, 0)).toEqual({ fraction: Number.NaN, low: 0, high: 1 });
  });

  it.each([1, 2, 8, 500, 10_000_000])("is closed at both ends (n = %i)", (n) => {
    const edge = 0.16 ** (1 / n);
    const none = clopperPearson(0, n);
    expect(none).toMatchObject({ fraction: 0, low: 0 });
    expect(none.high).toBeCloseTo(1 - edge, 12);
    const all = clopperPearson(n, n);
    expect(all).toMatchObject({ fraction: 1, high: 1 });
    expect(all.low).toBeCloseTo(edge, 12);
  });

  it("solves its defining equations for 1 of 2: 1−(1−low)² = 0.16 and 1−high² = 0.16", () => {
    const { fraction, low, high } = clopperPearson(1, 2);
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
      const { low, high } = clopperPearson(passed, total);
      const atLeast = binomial(total, low).slice(passed);
      const atMost = binomial(total, high).slice(0, passed + 1);
      expect(atLeast.reduce((a, b) => a + b, 0)).toBeCloseTo(0.16, 6);
      expect(atMost.reduce((a, b) => a + b, 0)).toBeCloseTo(0.16, 6);
    }
  });

  it("contains the fraction and stays within [0, 1]", () => {
    fc.assert(
      fc.property(counts, ([passed, total]) => {
        const { fraction, low, high } = clopperPearson(passed, total);
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
        const one = clopperPearson(passed, total);
        const other = clopperPearson(total - passed, total);
        expect(1 - other.high).toBeCloseTo(one.low, 7);
        expect(1 - other.low).toBeCloseTo(one.high, 7);
      }),
    );
  });

  it("shrinks as the same fraction rests on more waveforms", () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 2, max: 20 }), ([passed, total], times) => {
        const narrow = clopperPearson(passed * times, total * times);
        const wide = clopperPearson(passed, total);
        expect(narrow.high - narrow.low).toBeLessThan(wide.high - wide.low);
      }),
    );
  });

  it.each([1, 2, 5, 12, 50, 200, 500])("covers every true fraction at its level (n = %i)", (n) => {
    const intervals = Array.from({ length: n + 1 }, (_, k) => clopperPearson(k, n));
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
    const got = `expected whole numbers, 0 ≤ passed ≤ total, got ${passed} of ${total}`;
    expect(() => clopperPearson(passed, total)).toThrow(got);
  });

  // scipy.stats.binomtest(k, n).proportion_ci(level, "exact"), SciPy 1.17.1
  it.each([
    [3, 10, 0.68, 0.14221327623902547, 0.5074024357954248],
    [3, 10, 0.95, 0.06673951117773447, 0.652452850060008],
    [1, 500, 0.9, 0.00010258132647740422, 0.009452282208054455],
    [0, 10, 0.95, 0, 0.30849710781876294],
    [499, 500, 0.6827, 0.9934160179005999, 0.999654564607537],
  ])("is SciPy's for %d of %d at level %d", (passed, total, level, low, high) => {
    const found = clopperPearson(passed, total, level);
    expect(found.low).toBeCloseTo(low, 8);
    expect(found.high).toBeCloseTo(high, 8);
  });

  it.each([0, 1, -0.5, Number.NaN])("refuses a level of %d", (level) => {
    expect(() => clopperPearson(1, 2, level)).toThrow("a number between 0 and 1");
  });
});
