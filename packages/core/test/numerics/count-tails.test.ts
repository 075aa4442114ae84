import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  countDistribution,
  firstBelow,
  lnProbabilityOf,
  upperTail,
} from "../../src/numerics/count-tails.js";

const script = fileURLToPath(new URL("../independent/count_tails.py", import.meta.url));

/** n, mean fraction, variance in units of the binomial one, and the count. */
const cases: readonly (readonly [n: number, share: number, more: number, k: number])[] = [
  [300, 0.004, 1, 9],
  [300, 0.5, 1, 20],
  [4001, 0.1, 1, 440],
  [5000, 0.002, 1, 27],
  [20_000, 0.01, 1.5, 275],
  [100_000, 1e-5, 1, 9],
  [100_000, 0.3, 40, 33_000],
  [1_000_000, 0.3, 1, 302_500],
  [1_000_000, 0.001, 3, 1400],
  [10_000_000, 0.02, 1, 202_500],
  [10_000_000, 1e-6, 1.0001, 30],
  [40, 0.002, 1.1, 4],
  [500, 0.02, 100, 250],
  [500, 0.02, 450, 490],
  [300, 1e-6, 1.00001, 3],
];

describe("the chance of one count", () => {
  test("is that of a binomial, in closed form, and of a flat distribution the same for all", () => {
    const binomial = countDistribution(4, 0.1, 0);
    for (const [k, ways] of [1, 4, 6, 4, 1].entries())
      expect(lnProbabilityOf(binomial, k)).toBeCloseTo(
        Math.log(ways * 0.1 ** k * 0.9 ** (4 - k)),
        12,
      );
    const flat = countDistribution(100, 0.5, (100 * 102) / 12);
    for (const k of [0, 37, 100]) expect(lnProbabilityOf(flat, k)).toBeCloseTo(-Math.log(101), 9);
  });

  test("is the step of the upper tail, and far below the smallest number still known", () => {
    const of = countDistribution(300, 0.05, 40);
    for (const k of [0, 5, 15, 60]) {
      const step = upperTail(of, k) - upperTail(of, k + 1);
      expect(Math.exp(lnProbabilityOf(of, k)) / step).toBeCloseTo(1, 6);
    }
    const rare = countDistribution(1000, 1e-6, 0);
    expect(lnProbabilityOf(rare, 1000)).toBeCloseTo(1000 * Math.log(1e-6), 6);
  });
});

describe("the upper tail of a count", () => {
  test("agrees with sums of 40 digits, for n from 40 to ten million", () => {
    const tasks = cases.map(([n, share, more, k]) => [n, share, more * n * share * (1 - share), k]);
    const { status, stdout, stderr } = spawnSync("python3", ["-B", script], {
      ...{ input: JSON.stringify(tasks), encoding: "utf8" },
    });
    expect(status, stderr).toBe(0);
    const expected: number[] = JSON.parse(stdout);
    tasks.forEach(([n, share, variance, k], i) => {
      const found = upperTail(countDistribution(n!, share!, variance!), k!);
      expect(Math.abs(found / expected[i]! - 1), `${cases[i]}: ${found}`).toBeLessThan(1e-6);
    });
  });

  test("is the power of the share for all of n, and one minus that of its rest for any", () => {
    for (const n of [1, 7, 4000, 20_000]) {
      const binomial = countDistribution(n, 0.999, 0);
      expect(upperTail(binomial, n)).toBeCloseTo(0.999 ** n, 10);
      expect(upperTail(countDistribution(n, 0.001, 0), 1)).toBeCloseTo(1 - 0.999 ** n, 10);
    }
  });

  test("is even for a flat distribution: α = β = 1", () => {
    // Var of a discrete uniform value of 0…n: n (n + 2) / 12.
    for (const n of [3, 100, 50_000]) {
      const flat = countDistribution(n, 0.5, (n * (n + 2)) / 12);
      for (const k of [1, Math.floor(n / 3), n])
        expect(upperTail(flat, k)).toBeCloseTo((n + 1 - k) / (n + 1), 9);
    }
  });

  const anyCount = {
    n: fc.integer({ min: 1, max: 20_000 }),
    share: fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }),
    more: fc.double({ min: 1, max: 50, noNaN: true }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  };

  test("falls with the count from 1 to 0", () => {
    fc.assert(
      fc.property(fc.record(anyCount), ({ n, share, more, part }) => {
        const of = countDistribution(n, share, more * n * share * (1 - share));
        const k = Math.round(part * n);
        expect(upperTail(of, 0)).toBe(1);
        expect(upperTail(of, n + 1)).toBe(0);
        expect(upperTail(of, k + 1)).toBeLessThanOrEqual(upperTail(of, k) * (1 + 1e-9));
      }),
    );
  });

  test("and that of n − X share the sum of 1", () => {
    fc.assert(
      fc.property(fc.record(anyCount), ({ n, share, more, part }) => {
        const variance = more * n * share * (1 - share);
        const k = Math.round(part * n);
        const above = upperTail(countDistribution(n, share, variance), k);
        const below = upperTail(countDistribution(n, 1 - share, variance), n - k + 1);
        expect(above + below).toBeCloseTo(1, 7);
      }),
    );
  });
});

describe("the first count below a chance", () => {
  test("is the first", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9000 }),
        fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }),
        fc.double({ min: 1, max: 30, noNaN: true }),
        fc.double({ min: 1e-12, max: 0.99, noNaN: true }),
        (n, share, more, chance) => {
          const of = countDistribution(n, share, more * n * share * (1 - share));
          const k = firstBelow(of, chance);
          if (k <= n) expect(upperTail(of, k)).toBeLessThanOrEqual(chance);
          expect(upperTail(of, k - 1)).toBeGreaterThan(chance);
        },
      ),
    );
  });
});

describe("a count of which too little is known", () => {
  test("has an unknown chance, soon", () => {
    for (const of of [
      countDistribution(50, Number.NaN, 1),
      countDistribution(50, 1.2, Number.NaN),
      countDistribution(50, 0.2, Number.NaN),
    ])
      expect(Number.isNaN(upperTail(of, 20)) || upperTail(of, 20) <= 1).toBe(true);
  });
});
