import { describe, expect, test } from "vitest";
import {
  addLightClass,
  lightClassOf,
  noLightClasses,
} from "../../../src/history/light/light-classes.js";

/** The classes of files with this light, one after another. */
function classesOf(lights: readonly number[]): number[] {
  const known = noLightClasses();
  return lights.map((light) => {
    const own = lightClassOf(known, light);
    addLightClass(known, light);
    return own;
  });
}

describe("files are of one light class", () => {
  test("while their light is within a factor of 2 of that of the first", () => {
    expect(classesOf([5000, 9999, 2501, 5000])).toEqual([0, 0, 0, 0]);
    expect(classesOf([5000, 10_001])).toEqual([0, 1]);
    expect(classesOf([5000, 2499])).toEqual([0, 1]);
  });

  test("wherever that is: no light is a border", () => {
    for (const first of [1, 3 ** 7.5, 12_345])
      expect(classesOf([first, first * 1.5, first / 1.5, first])).toEqual([0, 0, 0, 0]);
  });

  test("again when the light returns", () => {
    expect(classesOf([4000, 12_000, 36_000, 12_500, 3900])).toEqual([0, 1, 2, 1, 0]);
  });

  test("of the one before where two are alike, and of the nearest alike where that is none", () => {
    expect(classesOf([1000, 2100, 1500, 1900, 1000, 1500])).toEqual([0, 1, 1, 1, 0, 0]);
    expect(classesOf([1000, 2100, 9000, 1600])).toEqual([0, 1, 2, 1]);
  });
});

test("a file without light is of none, and changes none", () => {
  expect(classesOf([Number.NaN, 5000, 0, 5100])).toEqual([-1, 0, -1, 0]);
});
