import { describe, expect, test } from "vitest";
import { randomSource } from "../../../src/flow/simulation/random.js";
import { levelChance } from "../../../src/history/levels/compare-levels.js";
import { medianOfKnown as median } from "../../../src/numerics/median.js";
import { byChannel, groups, startFollowing, walkingValues } from "./followed.js";

const { active } = groups;
const one = active[100]!;

/** The gain of the Kalman filter of a walk in noise, by iteration of its variance. */
function kalmanGain(walkVariance: number, noiseVariance: number): number {
  let variance = 1;
  let gain = 0;
  for (let step = 0; step < 1000; step++) {
    gain = variance / (variance + noiseVariance);
    variance = variance * (1 - gain) + walkVariance;
  }
  return gain;
}

/** Values that go up and down about a constant, by another size in each channel. */
function alternatingValues(seed: number): () => Float64Array {
  const random = randomSource(seed);
  const size = byChannel(() => 4 * random.gaussian());
  let sign = 1;
  return () => {
    sign = -sign;
    return byChannel((i) => 100 * i + sign * size[i]!);
  };
}

describe("the level of values about a constant", () => {
  test("is their mean, over all files", () => {
    const [follow, next] = [startFollowing(), alternatingValues(5)];
    const files = Array.from({ length: 31 }, next);
    const last = files.map((values) => follow(values)).at(-1)!;
    for (const i of active) {
      const mean = files.reduce((sum, values) => sum + values[i]!, 0) / files.length;
      expect(last.memory.values.level[i]).toBeCloseTo(mean, 8);
    }
  });

  test("follows a new value by a tenth where nine files are asked for", () => {
    const [follow, next] = [startFollowing(9), alternatingValues(6)];
    for (let n = 0; n < 30; n++) follow(next());
    const before = follow(next()).memory.values.level.slice();
    const values = next();
    const { level } = follow(values).memory.values;
    for (const i of active)
      expect(level[i]! - before[i]!).toBeCloseTo((values[i]! - before[i]!) / 10, 8);
  });

  test("is unknown before the first file, then where that was", () => {
    const follow = startFollowing();
    const values = byChannel((i) => i);
    const first = follow(values);
    expect(first.comparison.compared.level[one]).toBeNaN();
    expect(levelChance(first.comparison.compared, one, Number.NaN)).toBe(1);
    expect(follow(values).comparison.compared.level[one]).toBe(one);
  });
});

describe("the level of a random walk", () => {
  test.each([
    [2, 4],
    [4, 4],
    [8, 2],
  ])(
    "of %d a file in a scatter of %d follows by the gain of the Kalman filter",
    (walk, scatter) => {
      const follow = startFollowing();
      const next = walkingValues(
        7,
        () => walk,
        () => scatter,
      );
      for (let n = 0; n < 80; n++) follow(next());
      const before = follow(next()).memory.values.level.slice();
      const values = next();
      const { level } = follow(values).memory.values;
      const gain = median(active.map((i) => (level[i]! - before[i]!) / (values[i]! - before[i]!)));
      expect(gain / kalmanGain(walk ** 2, scatter ** 2)).toBeGreaterThan(0.93);
      expect(gain / kalmanGain(walk ** 2, scatter ** 2)).toBeLessThan(1.07);
    },
  );

  test.each([
    [0, 4],
    [4, 4],
    [6, 2],
  ])("of %d and its scatter of %d are told apart without bias", (walk, scatter) => {
    const estimates = [1, 2, 3, 4, 5, 6].map((seed) => {
      const follow = startFollowing();
      const next = walkingValues(
        seed,
        () => walk,
        () => scatter,
      );
      for (let n = 0; n < 60; n++) follow(next());
      return follow(next()).comparison.scatter;
    });
    const mean = (of: (each: (typeof estimates)[number]) => number) =>
      estimates.reduce((sum, each) => sum + of(each), 0) / estimates.length;
    // The mean square of 50 steps of 384 channels is known to 2 %, its product to as much.
    const error = 0.03 * (walk ** 2 + 2 * scatter ** 2);
    expect(Math.abs(mean(({ fileVariance }) => fileVariance) - scatter ** 2)).toBeLessThan(error);
    expect(Math.abs(mean(({ walkVariance }) => walkVariance) - walk ** 2)).toBeLessThan(2 * error);
  });

  test("is hardly told where there is none, however few files tell: it would follow faults", () => {
    let told = 0;
    for (let seed = 0; seed < 10; seed++) {
      const follow = startFollowing();
      const next = walkingValues(
        200 + seed,
        () => 0,
        () => 4,
      );
      for (let n = 0; n < 30; n++) if (follow(next()).comparison.scatter.walkVariance > 0) told++;
    }
    expect(told).toBeLessThanOrEqual(3);
  });

  test("is known to the uncertainty that is given: deviations in its units have a spread of 1", () => {
    const follow = startFollowing();
    const next = walkingValues(
      11,
      () => 3,
      () => 4,
    );
    for (let n = 0; n < 40; n++) follow(next());
    const times: number[] = [];
    for (let n = 0; n < 20; n++) {
      const { deviation, uncertainty } = follow(next()).comparison.compared;
      for (const i of active) times.push((deviation[i]! / uncertainty[i]!) ** 2);
    }
    // χ² of one degree of freedom has a median of 0.455.
    expect(Math.abs(median(times) / 0.455 - 1)).toBeLessThan(0.08);
  });
});

describe("a step of a channel that is alarmed", () => {
  test("does not move its level, however long it lasts", () => {
    const [follow, next] = [
      startFollowing(),
      walkingValues(
        8,
        () => 0,
        () => 4,
      ),
    ];
    let before = follow(next()).memory.values.level[one]!;
    for (let n = 0; n < 10; n++) before = follow(next()).memory.values.level[one]!;
    const leftOut = new Uint8Array(groups.indexCount);
    leftOut[one] = 1;
    for (let n = 0; n < 20; n++) {
      const values = next();
      values[one]! += 500;
      const { memory } = follow(values, { leftOut });
      expect(memory.values.level[one]).toBe(before);
      expect([memory.values.fileCount[one], memory.values.age[one]]).toEqual([11, n + 1]);
    }
    const { comparison, memory } = follow(next());
    expect(Math.abs(comparison.compared.deviation[one]!)).toBeLessThan(30);
    expect([memory.values.fileCount[one], memory.values.age[one]]).toEqual([12, 0]);
  });

  test("lets the level of a walk become less certain by what it walks meanwhile", () => {
    const [follow, next] = [
      startFollowing(),
      walkingValues(
        9,
        () => 4,
        () => 4,
      ),
    ];
    for (let n = 0; n < 40; n++) follow(next());
    const leftOut = new Uint8Array(groups.indexCount);
    leftOut[one] = 1;
    for (let n = 0; n < 30; n++) follow(next(), { leftOut });
    const { uncertainty } = follow(next()).comparison.compared;
    // 30 more steps of 4 counts, to those of scatter and level.
    const ofOthers = median(active.map((i) => uncertainty[i]!));
    expect(uncertainty[one]! / Math.hypot(ofOthers, 4 * Math.sqrt(30))).toBeGreaterThan(0.7);
    expect(uncertainty[one]! / Math.hypot(ofOthers, 4 * Math.sqrt(30))).toBeLessThan(1.4);
  });
});

describe("p-values of values without a fault", () => {
  test.each<[string, number, (ofChannel: number) => number]>([
    ["equal", 1, () => 4],
    ["unequal", 2, (ofChannel) => 4 * Math.exp(0.3 * ofChannel)],
  ])("of %s scatter are below 0.001 in a thousandth of the tests", (_, least, sigmaOf) => {
    const random = randomSource(12);
    const sigma = byChannel(() => sigmaOf(random.gaussian()));
    const follow = startFollowing();
    const next = walkingValues(
      13,
      () => 0,
      (i) => sigma[i]!,
    );
    for (let n = 0; n < 8; n++) follow(next());
    let [seen, tests] = [0, 0];
    for (let n = 0; n < 120; n++) {
      const { compared } = follow(next()).comparison;
      for (const i of active) if (levelChance(compared, i, compared.deviation[i]!) < 1e-3) seen++;
      tests += active.length;
    }
    const expected = 1e-3 * tests;
    expect(seen).toBeLessThan(expected + 4 * Math.sqrt(expected));
    // Of channels that differ it is not known by how much, so that the tail of t is wider.
    expect(seen).toBeGreaterThan(expected / least - 4 * Math.sqrt(expected / least));
  });

  test("of few waveforms are not smaller than those of many", () => {
    const random = randomSource(14);
    const counts = [4, 12].map((count) => {
      const [follow, level] = [startFollowing(), byChannel(() => 0)];
      let seen = 0;
      for (let n = 0; n < 60; n++) {
        const values = level.slice();
        for (const i of active) {
          const drawn = Array.from({ length: count }, () => 50 * random.gaussian());
          values[i] = median(drawn);
        }
        const { compared } = follow(values, { count, spread: 50 }).comparison;
        if (n < 5) continue;
        for (const i of active) if (levelChance(compared, i, compared.deviation[i]!) < 1e-4) seen++;
      }
      return seen;
    });
    // Of 21,120 tests.
    for (const seen of counts) expect(seen).toBeLessThan(12);
  });
});

describe("three files together", () => {
  test("are the mean of the last three, less the level before them, with its own uncertainty", () => {
    const [follow, next] = [
      startFollowing(),
      walkingValues(
        15,
        () => 0,
        () => 4,
      ),
    ];
    const files: Float64Array[] = [];
    for (let n = 0; n < 30; n++) {
      files.push(next());
      follow(files.at(-1)!);
    }
    const times: number[] = [];
    const levels: number[] = [];
    for (let n = 0; n < 30; n++) {
      files.push(next());
      const { recent, recentUncertainty, level } = follow(files.at(-1)!).comparison.compared;
      levels.push(level[one]!);
      const ofThree = files.slice(-3).reduce((sum, values) => sum + values[one]!, 0) / 3;
      if (n >= 2) expect(recent[one]).toBeCloseTo(ofThree - levels.at(-3)!, 8);
      for (const i of active) times.push((recent[i]! / recentUncertainty[i]!) ** 2);
    }
    expect(Math.abs(median(times) / 0.455 - 1)).toBeLessThan(0.12);
  });
});

describe("slow change", () => {
  test("is the smoothed value less the mean of the first twenty files, and when it left that", () => {
    const [follow, next] = [
      startFollowing(),
      walkingValues(
        16,
        () => 0,
        () => 2,
      ),
    ];
    let [sum, smoothed] = [0, Number.NaN];
    let last = follow(next());
    for (let n = 1; n < 60; n++) {
      const values = next();
      values[one]! += n < 30 ? 0 : 5 * (n - 30);
      if (n === 1) [sum, smoothed] = [0, last.comparison.compared.value[one]!];
      if (n <= 20) sum += last.comparison.compared.value[one]!;
      smoothed += 0.2 * (values[one]! - smoothed);
      last = follow(values);
      if (n > 20) expect(last.comparison.compared.drift[one]).toBeCloseTo(smoothed - sum / 20, 8);
    }
    const { driftSince, driftUncertainty } = last.comparison.compared;
    expect(driftSince[one]).toBeGreaterThan(18);
    expect(driftSince[one]).toBeLessThan(34);
    // 0.2 / 1.8 of the variance of a file, and a twentieth.
    expect(driftUncertainty[one]! / (2 * Math.sqrt(0.2 / 1.8 + 1 / 20))).toBeGreaterThan(0.5);
    expect(median(active.map((i) => driftUncertainty[i]!))).toBeCloseTo(
      2 * Math.sqrt(0.2 / 1.8 + 1 / 20),
      1,
    );
  });

  test("is not told from fewer than five files", () => {
    const [follow, next] = [
      startFollowing(),
      walkingValues(
        17,
        () => 0,
        () => 2,
      ),
    ];
    for (let n = 0; n < 7; n++) {
      const { driftUncertainty } = follow(next()).comparison.compared;
      expect(Number.isNaN(driftUncertainty[one]!)).toBe(n < 5);
    }
  });
});
