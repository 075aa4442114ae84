import { describe, expect, test } from "vitest";
import { medianOf, upperMedianOf } from "../../src/numerics/median.js";

describe("the median", () => {
  test("is the middle value, or the mean of the two middle ones", () => {
    expect(medianOf([3, 1, 2])).toBe(2);
    expect(medianOf(Float64Array.of(4, 1, 3, 2))).toBe(2.5);
  });

  test("of nothing is NaN", () => {
    expect(medianOf([])).toBeNaN();
  });

  test("leaves the values in their order", () => {
    const values = [3, 1, 2];
    medianOf(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe("the upper median", () => {
  test("is a value that is there", () => {
    expect(upperMedianOf([4, 1, 3, 2])).toBe(3);
    expect(upperMedianOf([10, 9, 8])).toBe(9);
  });

  test("of nothing is null", () => {
    expect(upperMedianOf([])).toBeNull();
  });
});
