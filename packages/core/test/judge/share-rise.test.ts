/** Findings of fractions that have risen, in one file or slowly. */
import { describe, expect, test } from "vitest";
import type { ComparedShares } from "../../src/history/shares/compare-shares.js";
import type { Finding } from "../../src/judge/check.js";
import { reasonOf } from "../../src/judge/parts/channel-check.js";
import { findShareDrift } from "../../src/judge/parts/share-drift.js";
import { findRise } from "../../src/judge/parts/share-rise.js";
import { countChances } from "../../src/numerics/chances.js";

interface Channel {
  passed?: number;
  total?: number;
  mean?: number;
  heldSince?: number;
  risenShare?: number;
  isBack?: number;
  drift?: number;
  driftUncertainty?: number;
  driftSince?: number;
}

/** One channel compared with earlier files; binomial where nothing else is said. */
function comparedOf(channel: Channel): ComparedShares {
  const { passed = 3, total = 300, mean = 3, heldSince = -1 } = channel;
  const { risenShare = Number.NaN, isBack = 0 } = channel;
  const { drift = 0, driftUncertainty = 0.001, driftSince = 0 } = channel;
  const variance = mean * (1 - mean / total);
  const chance = passed > mean ? countChances(total, mean / total, variance).atLeast(passed) : 1;
  return {
    passed: Float64Array.of(passed),
    total: Float64Array.of(total),
    mean: Float64Array.of(mean),
    variance: Float64Array.of(variance),
    chance: Float64Array.of(chance),
    earlierFiles: Float64Array.of(20),
    heldSince: Int32Array.of(heldSince),
    risenShare: Float64Array.of(risenShare),
    risenTotal: Float64Array.of(1200),
    isBack: Uint8Array.of(isBack),
    drift: Float64Array.of(drift),
    driftUncertainty: Float64Array.of(driftUncertainty),
    driftSince: Int32Array.of(driftSince),
  };
}

describe("a rise", () => {
  const limits = { minRise: 0.02, leastRise: 0.005, maxChance: 1e-4 };
  const find = (channel: Channel): Finding | null =>
    findRise(comparedOf(channel), 0, limits, "are so");

  test("is not told of a channel without an earlier value", () => {
    expect(find({ mean: Number.NaN })).toBeNull();
  });

  test.each([
    // scipy.stats.binom.sf(k − 1, 300, 0.01): 10 has 1.03e-3, 12 has 7.1e-5, 13 has 1.7e-5.
    [3, "ok"],
    [11, "ok"],
    [12, "bad"],
    [300, "bad"],
  ])("from 3 to %d of 300 waveforms is %s", (passed, state) => {
    expect(find({ passed })).toMatchObject({ state, value: passed / 300, n: 300 });
  });

  test("that is significant and small is a warning, and none at all below the least", () => {
    const of = (passed: number): Finding | null => find({ total: 100_000, mean: 1000, passed });
    expect(of(1400)).toMatchObject({ state: "ok" });
    expect(of(1500)).toMatchObject({ state: "ok" });
    expect(of(1501)).toMatchObject({ state: "warn", limit: 0.01501 });
    expect(of(3000)).toMatchObject({ state: "warn" });
    expect(of(3001)).toMatchObject({ state: "bad", limit: 0.03001 });
  });

  test("names as its limit the smallest fraction that is told", () => {
    const { limit } = find({ passed: 5 })!;
    expect(limit).toBe(12 / 300);
  });

  describe("that was alarmed", () => {
    const held = (channel: Channel): Finding =>
      find({ heldSince: 7, risenShare: 0.15, ...channel })!;

    test("goes on being told by the level since it began, and that is no new test", () => {
      const alarm = { state: "bad", value: 0.15, limit: 0.03, n: 1200, p: null };
      for (const passed of [0, 3, 10, 45, 300]) expect(held({ passed })).toMatchObject(alarm);
      expect(held({ risenShare: 0.029 })).toMatchObject({ state: "warn", limit: 0.015 });
      expect(held({ risenShare: 0.029, passed: 60 })).toMatchObject({ state: "bad" });
    });

    test("is over once the old level is back, unless the file shows a rise", () => {
      expect(held({ isBack: 1 })).toMatchObject({ state: "ok", value: 0.01, n: 300 });
      expect(held({ isBack: 1, passed: 12 })).toMatchObject({ state: "bad", value: 0.04 });
    });

    test("is over where the level since it began is hardly another", () => {
      expect(held({ risenShare: 0.0126 }).state).toBe("warn");
      expect(held({ risenShare: 0.0124 }).state).toBe("ok");
    });

    test("says so", () => {
      expect(reasonOf(held({ passed: 3 }))).toBe(
        "3 of 300 waveforms are so (1 %), 15 % since it rose, 1 % expected from 20 earlier files at equal light",
      );
    });
  });

  test("says what was found and what was expected", () => {
    expect(reasonOf(find({ passed: 30 })!)).toBe(
      "30 of 300 waveforms are so (10 %), 1 % expected from 20 earlier files at equal light",
    );
  });
});

describe("a slow rise", () => {
  const limits = { minRise: 0.025, minDeviation: 4.5 };
  const named = Array.from({ length: 30 }, (_, i) => ({
    ...{ file: `f_${i}`, run: i === 4 ? null : 100 + i, timeMs: null },
  }));
  const files = { count: 30, named: new Map(named.entries()) };
  const find = (channel: Channel): Finding | null =>
    findShareDrift(comparedOf(channel), 0, limits, "are so", files);

  test("is not told while the first files are too few", () => {
    expect(find({ drift: Number.NaN })).toBeNull();
  });

  test.each([
    [0.025, 0.001, "ok"],
    [0.0251, 0.001, "warn"],
    [0.045, 0.01, "ok"],
    [0.0451, 0.01, "warn"],
    [-0.2, 0.001, "ok"],
  ])("of %d ± %d is %s", (drift, driftUncertainty, state) => {
    expect(find({ drift, driftUncertainty })).toMatchObject({ state, value: drift, p: null });
  });

  test.each([
    [20, "run 120, 10 files ago"],
    [4, "f_4, 26 files ago"],
  ])("names the run where it began", (driftSince, where) => {
    expect(reasonOf(find({ drift: 0.05, driftSince })!)).toBe(
      `5 % more of the waveforms are so than in the first files: a slow rise since ${where}`,
    );
  });

  test("is none where it came at once: that is told as a rise", () => {
    expect(find({ drift: 0.1, driftSince: 20, heldSince: 22 })).toMatchObject({ state: "ok" });
    expect(find({ drift: 0.1, driftSince: 20, heldSince: 23 })).toMatchObject({ state: "warn" });
    expect(find({ drift: 0.1, driftSince: 28 })).toMatchObject({ state: "ok" });
    expect(find({ drift: 0.1, driftSince: 27 })).toMatchObject({ state: "warn" });
  });
});
