import { describe, expect, test } from "vitest";
import { halfPoint } from "../../../src/calibration/power/half-point.js";

const ladder = { first: 2, ratio: 1.2, stepCount: 12 };
const sizeOf = (step: number): number => 2 * 1.2 ** step;

describe("the size found in half of the files", () => {
  test.each([2.5, 4, 7.3, 12])("is that of the curve: %d", async (half) => {
    // Linear in ln size about ½.
    const fractionAt = (step: number) => 0.5 + 0.4 * Math.log(sizeOf(step) / half);
    expect(await halfPoint(ladder, async (step) => fractionAt(step))).toBeCloseTo(half, 10);
  });

  test("lies between two steps where the fraction jumps between them", async () => {
    const found = await halfPoint(ladder, async (step) => (step < 5 ? 0 : 1));
    expect(found).toBeCloseTo(Math.sqrt(sizeOf(4) * sizeOf(5)), 10);
  });

  test("is the first size where that is found already, and unknown where the last is not", async () => {
    expect(await halfPoint(ladder, async () => 0.9)).toBe(2);
    expect(await halfPoint(ladder, async () => 0.4)).toBeNaN();
  });

  test("takes no more tries than a bisection", async () => {
    const tried = new Set<number>();
    await halfPoint(ladder, async (step) => {
      tried.add(step);
      return step < 7 ? 0.1 : 0.8;
    });
    expect(tried.size).toBeLessThanOrEqual(4);
  });
});
