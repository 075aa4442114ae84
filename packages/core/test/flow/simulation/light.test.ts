import { describe, expect, test } from "vitest";
import type { SimulatedConditions } from "../../../src/flow/simulation/conditions.js";
import { simulatedLight } from "../../../src/flow/simulation/light.js";
import { randomSource } from "../../../src/flow/simulation/random.js";

const groups = { tpcCount: 8, indexCount: 512 };
const eventCount = 2000;
const lightOf = (conditions: SimulatedConditions, seed = 3, detectorSeed = 5) =>
  simulatedLight(groups, randomSource(seed), conditions, detectorSeed);
const events = (conditions: SimulatedConditions, isBeam: boolean) => {
  const light = lightOf(conditions);
  return Array.from({ length: eventCount }, () => new Map(light.nextEvent(isBeam)));
};
const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const deviation = (values: number[]): number =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

describe("the light of simulated events", () => {
  test.each([
    ["self", false, 3000, 0.9],
    ["beam", true, 12000, 0.7],
  ] as const)("of %s triggers is spread about its median", (runType, isBeam, median, spread) => {
    const ln = events({ runType }, isBeam).flatMap((lit) => [...lit.values()].map(Math.log));
    const error = spread / Math.sqrt(ln.length);
    expect(Math.abs(mean(ln) - Math.log(median))).toBeLessThan(4 * error);
    expect(Math.abs(deviation(ln) - spread)).toBeLessThan((4 * error) / Math.SQRT2);
  });

  test("fills one TPC, or two of 30 % of the beam events", () => {
    const counts = (isBeam: boolean): number[] =>
      events({ runType: "mixed" }, isBeam).map(({ size }) => size);
    expect(new Set(counts(false))).toEqual(new Set([1]));
    // Both may be the same one, where a round through the TPCs ends.
    const doubles = mean(counts(true)) - 1;
    const error = Math.sqrt((0.3 * 0.7) / eventCount);
    expect(doubles).toBeLessThan(0.3 + 4 * error);
    expect(doubles).toBeGreaterThan(0.3 * (1 - 1 / 8) - 4 * error);
  });

  test.each([0, 0.05, 0.5, 0.9, 1])("fills a share of %d of the TPCs", (litShare) => {
    const share = events({ runType: "beam", litShare }, true).map(({ size }) => size / 8);
    // Of each event's number only the last TPC is left to chance.
    const chance = (litShare * 8) % 1;
    const error = Math.sqrt((chance * (1 - chance)) / eventCount) / 8;
    expect(Math.abs(mean(share) - litShare)).toBeLessThanOrEqual(4 * error + 1e-12);
    for (const each of share) expect(Math.abs(each - litShare)).toBeLessThan(1 / 8);
  });

  test("grows with the intensity, and is the same otherwise", () => {
    for (const runType of ["mixed", "led"] as const) {
      const [dim, bright] = [events({ runType }, true), events({ runType, intensity: 3 }, true)];
      for (const [i, lit] of dim.entries())
        for (const [tpc, median] of lit) expect(bright[i]!.get(tpc)! / median).toBeCloseTo(3, 12);
    }
  });

  test.each([
    [undefined, 0.8],
    [0.3, 0.3],
  ])("is scattered between channels as it says: %s", (scatterLn, expected) => {
    const light = lightOf({ runType: "mixed", scatterLn });
    const ln = Array.from({ length: eventCount }, () =>
      Math.log(light.amplitudeOf(4, 1000) / 1000),
    );
    expect(Math.abs(mean(ln))).toBeLessThan((4 * expected) / Math.sqrt(eventCount));
    expect(Math.abs(deviation(ln) / expected - 1)).toBeLessThan(4 / Math.sqrt(2 * eventCount));
  });

  test("of an LED is in every TPC, with factors of the channels that only the detector's seed changes", () => {
    const factor = (seed: number, detectorSeed: number, channelIndex: number): number => {
      const light = lightOf({ runType: "led" }, seed, detectorSeed);
      expect([...light.nextEvent(false).entries()]).toEqual(
        Array.from({ length: 8 }, (_, tpc) => [tpc, 4000]),
      );
      const ln = Array.from({ length: 400 }, () =>
        Math.log(light.amplitudeOf(channelIndex, 4000) / 4000),
      );
      expect(Math.abs(deviation(ln) / 0.03 - 1)).toBeLessThan(4 / Math.sqrt(2 * 400));
      return mean(ln);
    };
    const error = (0.03 * Math.SQRT2) / Math.sqrt(400);
    for (const channelIndex of [4, 100, 300]) {
      const own = factor(3, 5, channelIndex);
      expect(Math.abs(factor(4, 5, channelIndex) - own)).toBeLessThan(4 * error);
      expect(Math.abs(factor(3, 6, channelIndex) - own)).toBeGreaterThan(4 * error);
    }
  });

  test("of a pedestal run is none", () => {
    expect(events({ runType: "pedestal" }, false).every(({ size }) => size === 0)).toBe(true);
  });
});
