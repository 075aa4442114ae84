import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  interpolate,
  medianInPlace,
  quantiles,
  quantilesInPlace,
} from "../../src/numerics/quantile.js";

/** By the definition: sort, then interpolate at p·(n−1). */
function bySorting(values: readonly number[], probability: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = probability * (sorted.length - 1);
  const rank = Math.floor(position);
  const low = sorted[rank]!;
  const high = sorted[Math.min(rank + 1, sorted.length - 1)]!;
  return low + (high - low) * (position - rank);
}

describe("quantiles by selection", () => {
  it("are unknown for no values", () => {
    expect(quantiles([], [0.16, 0.5, 0.84])).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  it("are the value itself for one value", () => {
    expect(quantiles([-3.5], [0, 0.16, 0.5, 0.84, 1])).toEqual([-3.5, -3.5, -3.5, -3.5, -3.5]);
  });

  it("lie between two values in proportion", () => {
    expect(quantiles([20, 10], [0, 0.25, 0.5, 1])).toEqual([10, 12.5, 15, 20]);
  });

  it("are numpy's for a worked case: [1..5] at 16, 50, 84 % is 1.64, 3, 4.36", () => {
    const [low, median, high] = quantiles([3, 5, 1, 4, 2], [0.16, 0.5, 0.84]);
    expect(low).toBeCloseTo(1.64, 14);
    expect(median).toBe(3);
    expect(high).toBeCloseTo(4.36, 14);
  });

  it("are the common value where all are tied", () => {
    expect(quantiles(new Array(500).fill(7), [0.16, 0.5, 0.84])).toEqual([7, 7, 7]);
  });

  it("equal those of a sort, for any values and ties", () => {
    const few = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 300 });
    const many = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), {
      minLength: 1,
      maxLength: 600,
    });
    const probability = fc.double({ noNaN: true, min: 0, max: 1 });
    fc.assert(
      fc.property(
        fc.oneof(few, many),
        fc.array(probability, { minLength: 1, maxLength: 6 }),
        (values, unordered) => {
          const found = quantiles(values, unordered);
          found.forEach((value, i) => {
            const expected = bySorting(values, unordered[i]!);
            expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-9);
          });
        },
      ),
    );
  });

  it.each([
    ["ascending", (i: number) => i],
    ["descending", (i: number) => -i],
    ["an organ pipe", (i: number) => Math.min(i, 499 - i)],
    ["a saw", (i: number) => i % 7],
  ])("hold for 500 values that are %s", (_, value) => {
    const values = Array.from({ length: 500 }, (_, i) => value(i));
    const found = quantiles(values, [0.16, 0.5, 0.84]);
    expect(found).toEqual([0.16, 0.5, 0.84].map((p) => expect.closeTo(bySorting(values, p), 10)));
  });

  // numpy.nanquantile([3, 1, nan, 4, 1, 5, 9, 2, 6], [0.84, 0.16, 0.5, 0, 1]), NumPy 2.4.6
  it("pass over what is unknown and answer in the order asked, as numpy.nanquantile", () => {
    const values = [3, 1, Number.NaN, 4, 1, 5, 9, 2, 6];
    const found = quantiles(values, [0.84, 0.16, 0.5, 0, 1]);
    expect(found).toEqual([5.88, 1.12, 3.5, 1, 9].map((value) => expect.closeTo(value, 12)));
    expect(quantiles([Number.NaN], [0.5])).toEqual([Number.NaN]);
  });

  it("leave the values as they are", () => {
    const values = Float64Array.of(3, 1, 2);
    expect(quantiles(values, [0.5])).toEqual([2]);
    expect(values).toEqual(Float64Array.of(3, 1, 2));
  });

  it.each([-0.1, 16, Number.NaN])("refuse a probability of %d", (probability) => {
    expect(() => quantiles([1, 2], [0.5, probability])).toThrow("expected 0 to 1");
  });

  it("leave the rest of the buffer alone", () => {
    const buffer = Float64Array.of(99, 3, 1, 2, -99);
    expect(quantilesInPlace(buffer, 1, 3, [0.5])).toEqual([2]);
    expect([buffer[0], buffer[4]]).toEqual([99, -99]);
  });

  it("interpolate from low to high and meet both ends exactly", () => {
    expect([interpolate(0.1, 0.7, 0), interpolate(0.1, 0.7, 1)]).toEqual([0.1, 0.7]);
    expect(interpolate(5, 5, 0.3)).toBe(5);
  });
});

describe("the median in place", () => {
  it("is the middle value, or the mean of the two middle ones, of its part of a buffer", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 120 }),
        (values) => {
          const buffer = Float64Array.of(1e9, ...values, -1e9);
          expect(medianInPlace(buffer, 1, values.length)).toBe(bySorting(values, 0.5));
          expect([buffer[0], buffer.at(-1)]).toEqual([1e9, -1e9]);
        },
      ),
    );
  });

  it("is unknown of none", () => {
    expect(medianInPlace(new Float64Array(3), 1, 0)).toBeNaN();
  });
});
