import { describe, expect, test } from "vitest";
import { chanceOfMedianAbove, lnMedianError } from "../../src/numerics/median-of-powers.js";

describe("the chance of a large median of exponential values", () => {
  test.each([
    // At least (n+1)/2 of n values are above, each with 2^−ratio: a sum of binomial terms.
    [1, 3, 0.125],
    [11, 0.3, 0.9915174382398533],
    [11, 4, 2.092445561174827e-5],
    [41, 3, 2.316328596791176e-9],
    [41, 6, 2.3425912408846993e-27],
    [101, 8, 2.494698694270218e-94],
  ])("of %d values, above %d times the typical one, is binomial", (n, ratio, expected) => {
    expect(chanceOfMedianAbove(ratio, n) / expected).toBeCloseTo(1, 8);
  });

  test.each([
    // Of the mean of two order statistics, integrated numerically.
    [10, 3, 1.1e-3],
    [20, 4, 1.17e-8],
    [40, 3, 2.36e-9],
  ])("of %d values is not below that of the mean of the middle two", (n, ratio, exact) => {
    const bound = chanceOfMedianAbove(ratio, n) / exact;
    expect(bound).toBeGreaterThan(1);
    expect(bound).toBeLessThan(2 ** (ratio / 2));
  });

  test("is 1 above nothing, and vanishes without a limit", () => {
    expect(chanceOfMedianAbove(0, 40)).toBe(1);
    expect(chanceOfMedianAbove(5000, 40)).toBe(0);
    expect(chanceOfMedianAbove(Number.POSITIVE_INFINITY, 40)).toBe(0);
  });
});

test("the error of ln of a median is that of quantiles: √(1/4n) over the density ln 2 / 2", () => {
  expect(lnMedianError(100)).toBeCloseTo(Math.sqrt(1 / 400) / (Math.LN2 / 2), 12);
});
