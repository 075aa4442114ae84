import { describe, expect, test } from "vitest";
import {
  medianOfNoise,
  medianWithSine,
  normalOfMedian,
} from "../../src/calibration/simulated-medians.js";
import { randomSource } from "../../src/flow/simulation/random.js";

/** Distribution function of the standard normal distribution, by Simpson's rule. */
function normal(z: number): number {
  const steps = 200;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp(-0.5 * ((i / steps) * z) ** 2);
  }
  return 0.5 + (sum * z) / (3 * steps * Math.sqrt(2 * Math.PI));
}

/** P(the middle one of n uniform values ≤ p), in closed form. */
const middleOfUniform: Record<number, (p: number) => number> = {
  1: (p) => p,
  3: (p) => p ** 2 * (3 - 2 * p),
  5: (p) => p ** 3 * (10 - 15 * p + 6 * p ** 2),
  7: (p) => p ** 4 * (35 - 84 * p + 70 * p ** 2 - 20 * p ** 3),
};

describe("the median of exponential powers", () => {
  test.each([1, 3, 5, 7])("of %i is distributed as the middle one is", (count) => {
    for (let z = -4; z <= 4; z += 0.5) {
      const below = 1 - Math.exp(-medianOfNoise(count, z));
      expect(Math.abs(middleOfUniform[count]!(below) - normal(z))).toBeLessThan(0.002);
    }
  });

  test.each([4, 6, 20])("of %i is as far spread as the mean of the two middle ones", (count) => {
    // P(X ≤ median) is the mean of the two middle ones of uniform values, nearly.
    let [weights, variance] = [0, 0];
    for (let z = -6; z <= 6; z += 0.01) {
      const weight = Math.exp(-z * z * 0.5);
      weights += weight;
      variance += weight * (0.5 - Math.exp(-medianOfNoise(count, z))) ** 2;
    }
    const expected = count / (4 * (count + 1) * (count + 2));
    expect(Math.abs(variance / weights / expected - 1)).toBeLessThan(0.02);
  });

  test("is ln 2 in the middle, with a standard error of 1 / (ln 2 √n) of it", () => {
    expect(medianOfNoise(300, 0)).toBeCloseTo(Math.LN2, 12);
    const step = (medianOfNoise(300, 0.01) - medianOfNoise(300, -0.01)) / 0.02;
    expect(step / Math.LN2).toBeCloseTo(1 / Math.LN2 / Math.sqrt(300), 3);
  });

  test("is found back from its value", () => {
    for (const count of [3, 60, 300])
      for (const z of [0.5, 2, 4, 5])
        expect(normalOfMedian(count, medianOfNoise(count, z))).toBeCloseTo(z, 8);
  });
});

test("a sine far above the noise has its own power as its median, without noise exactly", () => {
  const random = randomSource(1);
  expect(medianWithSine(random, 0, 7, 5)).toBeCloseTo(7, 12);
  // |s + n|² = s² + 2 s · n: a standard deviation of √(2/1000), and 1.25 times that over √400.
  const ratio = medianWithSine(random, 1, 1000, 400) / 1000;
  expect(Math.abs(ratio - 1)).toBeLessThan(4 * 1.25 * Math.sqrt(2 / 1000 / 400));
});
