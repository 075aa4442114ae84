import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomSource } from "../../src/flow/simulation/random.js";
import {
  chanceAbove,
  chanceBeyond,
  countChances,
  discoveryThreshold,
  scatterOf,
} from "../../src/numerics/chances.js";

describe("the chance of a count", () => {
  test.each([
    // scipy.stats.binom.sf(k − 1, n, p)
    [300, 0.004, 9, 4.436212474094777e-6],
    [20, 0.5, 15, 0.020694732666015625],
    [1, 0.25, 1, 0.25],
    [300, 0.05, 40, 2.1449733600412887e-8],
  ])("is binomial without more variance: %d, %d, at least %d", (n, p, k, expected) => {
    const { atLeast } = countChances(n, p, n * p * (1 - p));
    expect(atLeast(k) / expected).toBeCloseTo(1, 4);
  });

  test("is beta-binomial with more: half of 2, correlation 1/2", () => {
    // α = β = 1/2: P(0), P(1), P(2) = 3/8, 2/8, 3/8.
    const { atLeast } = countChances(2, 0.5, 2 * 0.25 * (1 + 0.5));
    expect([0, 1, 2, 3].map(atLeast)).toEqual([
      1,
      expect.closeTo(5 / 8, 6),
      expect.closeTo(3 / 8, 6),
      0,
    ]);
  });

  test("falls with the count, and `clearFrom` is the first below", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 600 }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        fc.double({ min: 1, max: 30, noNaN: true }),
        fc.double({ min: 1e-9, max: 0.5, noNaN: true }),
        (n, p, more, chance) => {
          const { atLeast, clearFrom } = countChances(n, p, more * n * p * (1 - p));
          expect(atLeast(0)).toBeCloseTo(1, 12);
          const k = clearFrom(chance);
          if (k <= n) expect(atLeast(k)).toBeLessThanOrEqual(chance);
          expect(atLeast(k - 1)).toBeGreaterThan(chance);
        },
      ),
    );
  });
});

describe("the scatter over files", () => {
  const scatter = { spread: 4, typicalSpread: 4, fileCount: 20, floor: 1, standardError: 1 };

  test("is the largest of spread, floor and standard error", () => {
    expect(scatterOf(scatter).uncertainty).toBe(4);
    expect(scatterOf({ ...scatter, floor: 10 }).uncertainty).toBe(10);
    expect(scatterOf({ ...scatter, standardError: 12 }).uncertainty).toBe(12);
  });

  test("does not trust a spread that is small by chance", () => {
    // (0.37 · 19 · 0 + 8 · 16) / (7.03 + 8) = 8.516
    expect(scatterOf({ ...scatter, spread: 0 }).uncertainty).toBeCloseTo(Math.sqrt(8.5163), 3);
  });

  test("of a single file is that of the detector", () => {
    const one = scatterOf({ ...scatter, spread: 0, fileCount: 1 });
    expect(one).toEqual({ uncertainty: 4, degreesOfFreedom: 8 });
  });

  test("gives Student's chances", () => {
    // scipy.stats.t.sf(3, 8)
    const student = { uncertainty: 2, degreesOfFreedom: 8 };
    expect(chanceAbove(6, student)).toBeCloseTo(0.00853584, 6);
    expect(chanceBeyond(-6, student)).toBeCloseTo(2 * 0.00853584, 6);
    expect(chanceAbove(-1e300, student)).toBeCloseTo(1, 9);
    expect(chanceAbove(1e300, student)).toBeCloseTo(0, 9);
  });
});

describe("the threshold of discoveries", () => {
  test("is that of the example of Benjamini and Hochberg", () => {
    // Their section 3.2: 15 hypotheses at 0.05, the first four are rejected.
    const chances = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719,
      0.6528, 0.759, 1,
    ];
    expect(discoveryThreshold(chances, 0.05)).toBe(0.0095);
  });

  test("is that of the definition, with ties, zeros and ones", () => {
    const chance = fc.oneof(
      fc.constantFrom(0, 1e-300, 1e-6, 0.001, 0.05, 1),
      fc.double({ min: 0, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.array(chance, { minLength: 1, maxLength: 60 }),
        fc.double({ min: 0.001, max: 0.5, noNaN: true }),
        (chances, rate) => {
          // p is discovered if at most a fraction `rate` of those up to it is expected by chance.
          const upTo = (p: number): number => chances.filter((other) => other <= p).length;
          const holds = chances.filter((p) => p <= (upTo(p) / chances.length) * rate);
          expect(discoveryThreshold(chances, rate)).toBe(Math.max(0, ...holds) + 0);
        },
      ),
    );
  });

  test("holds its rate in files without faults, at ten times the tests of a file", () => {
    const random = randomSource(4);
    let discovered = 0;
    for (let file = 0; file < 200; file++) {
      const chances = Array.from({ length: 30_000 }, () => random.uniform());
      if (discoveryThreshold(chances, 0.2) >= Math.min(...chances)) discovered++;
    }
    // 40 expected, with a standard deviation of 5.7.
    expect(discovered).toBeGreaterThan(20);
    expect(discovered).toBeLessThan(60);
  });

  test("finds a hundred certain ones among 30,000, and of the others few", () => {
    const random = randomSource(5);
    const others = Array.from({ length: 29_900 }, () => random.uniform());
    for (const certain of [0, 1e-12]) {
      const threshold = discoveryThreshold([...new Array(100).fill(certain), ...others], 0.2);
      expect(threshold).toBeGreaterThanOrEqual(certain);
      expect(others.filter((p) => p <= threshold).length).toBeLessThan(50);
    }
  });

  test("is 0 where nothing is discovered, or nothing was tested", () => {
    expect(discoveryThreshold([0.3, 0.9], 0.05)).toBe(0);
    expect(discoveryThreshold([], 0.05)).toBe(0);
  });
});
