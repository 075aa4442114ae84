import { describe, expect, test } from "vitest";
import type { ComparedLevels } from "../../src/history/levels/compare-levels.js";
import { levelStep, stepState } from "../../src/judge/parts/level-step.js";

/** One channel whose level is known to 10, by normal errors; its group stands still. */
function compared(parts: Partial<Record<keyof ComparedLevels, number>>): ComparedLevels {
  const numbers = {
    ...{ value: 0, level: 0, fileCount: 20, deviation: 0, uncertainty: 10, freedom: 1e6 },
    ...{ groupShift: 0, groupChance: 1, recent: Number.NaN, recentUncertainty: 6, held: 0 },
    ...{ recentFreedom: 1e6, driftFreedom: 1e6 },
    ...{ drift: 0, driftUncertainty: 1, driftSince: 0, ...parts },
  };
  const arrays = Object.entries(numbers).map(([name, each]) => [name, Float64Array.of(each)]);
  return { ...Object.fromEntries(arrays), perChannel: 1 };
}

const limits = { maxChance: 1e-4, least: 20 };
const step = (parts: Parameters<typeof compared>[0], overThree = false) =>
  levelStep(compared(parts), 0, { ...limits, overThree });

describe("a value that leaves its level", () => {
  // P(|z| > 3.89) is 1e-4.
  test.each([
    [38.8, false],
    [39, true],
    [-39, true],
  ])("by %d is seen: %s", (deviation, isSeen) => {
    expect(step({ deviation })).toMatchObject({ isSeen, deviation, size: Math.abs(deviation) });
  });

  test("is not seen below the least step, however significant", () => {
    expect(step({ deviation: 19, uncertainty: 1 }).isSeen).toBe(false);
    expect(step({ deviation: 20, uncertainty: 1 }).isSeen).toBe(true);
  });

  test("is bad beyond the limit that matters, else a warning", () => {
    const stateOf = (deviation: number) => stepState(step({ deviation }), 100);
    expect([stateOf(10), stateOf(60), stateOf(-60), stateOf(101)]).toEqual([
      ...["ok", "warn", "warn", "bad"],
    ]);
  });

  test("is nothing where it is unknown", () => {
    expect(step({ deviation: Number.NaN })).toMatchObject({ isSeen: false, p: 1 });
  });
});

describe("a channel that moves with its group", () => {
  test("is judged by the shift of the group, in significance and in size", () => {
    const found = step({ deviation: 32, groupShift: 25, groupChance: 1e-9 });
    expect(found).toMatchObject({ isSeen: true, p: 1e-9, size: 25, deviation: 32 });
  });

  test("is judged by itself where it moves otherwise", () => {
    const still = step({ deviation: -20, groupShift: 25, groupChance: 1e-9 });
    expect(still).toMatchObject({ isSeen: false, size: 20 });
    const far = step({ deviation: 200, groupShift: 25, groupChance: 1e-9 });
    expect(far).toMatchObject({ isSeen: true, size: 200 });
  });
});

describe("a channel that was alarmed when last known", () => {
  const held = 1;
  test("stays so until it is back, which is no new test", () => {
    expect(step({ deviation: 30, held })).toMatchObject({ isSeen: true, p: null });
    // P(|z| > 2.58) is 0.01.
    expect(step({ deviation: 25.5, held }).isSeen).toBe(false);
    expect(step({ deviation: 10, uncertainty: 1, held }).isSeen).toBe(false);
  });

  test("is back where it lies on the other side: that is no part of the old alarm", () => {
    expect(step({ deviation: -30, held })).toMatchObject({ isSeen: false });
    expect(step({ deviation: -30, held: -1 })).toMatchObject({ isSeen: true, p: null });
    expect(step({ deviation: -39, held }).p).toBeLessThan(1e-4);
  });
});

describe("three files together", () => {
  // P(|z| > 4.5) is 7e-6.
  const three = { deviation: 28, recent: 27 };
  test("tell what one does not", () => {
    expect(step(three).isSeen).toBe(false);
    const found = step(three, true);
    expect(found).toMatchObject({ isSeen: true, deviation: 27, size: 27 });
    expect(found.p).toBeLessThan(1e-5);
  });

  test.each([
    ["the latest goes the other way", { deviation: -8, recent: 27 }],
    ["they are below the least step", { deviation: 28, recent: 19, recentUncertainty: 1 }],
    ["there are not yet three", { deviation: 28 }],
    ["they are not significant", { deviation: 28, recent: 23 }],
  ])("do not where %s", (_, parts) => {
    expect(step(parts, true).isSeen).toBe(false);
  });
});
