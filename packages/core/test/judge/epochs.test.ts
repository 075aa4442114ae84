import { describe, expect, test } from "vitest";
import type { Acceptance } from "../../src/history/acceptances.js";
import type { FileSummary } from "../../src/summary.js";
import {
  accepted,
  adc,
  channel,
  channelIndex,
  fileOf,
  ofChannel,
  shifted,
  startOf,
} from "./history-of-small.js";
import { watchOf } from "./watched.js";

/** Six good files, then the shift for good from file 6 on. */
const history = (count: number): FileSummary[] =>
  Array.from({ length: count }, (_, n) => fileOf(n, n < 6 ? () => {} : shifted(300)));

/** State and change of the channel's baseline in each file. */
function told(files: readonly FileSummary[], acceptances: Acceptance[], check?: string): string[] {
  const watch = watchOf([], { acceptances });
  return files.map((summary) => {
    const { state, change } = ofChannel(watch.next(summary).verdicts, check);
    return `${state} ${change}`;
  });
}

describe("an accepted change", () => {
  test("starts a level anew with its first file, which has none before it", () => {
    const states = told(history(10), [accepted({ from: startOf(6) })]);
    expect(states.slice(5)).toEqual([
      "ok unchanged",
      "unknown unchanged",
      ...new Array(3).fill("ok unchanged"),
    ]);
  });

  test("that was alarmed before is recovered in the second file of its epoch", () => {
    const states = told(history(11), [accepted({ from: startOf(8) })]);
    expect(states.slice(6)).toEqual([
      "bad new",
      "bad unchanged",
      "unknown unchanged",
      "ok recovered",
      "ok unchanged",
    ]);
  });

  test("makes the old level an alarm", () => {
    const files = [...history(10), fileOf(10)];
    expect(told(files, [accepted({ from: startOf(6) })]).at(-1)).toBe("bad new");
  });

  test("that lapses gives way to the level before it", () => {
    const lapsing = accepted({ from: startOf(6), until: startOf(9) });
    expect(told([...history(10), fileOf(10)], [lapsing]).slice(8)).toEqual([
      "ok unchanged",
      "bad new",
      "ok recovered",
    ]);
  });

  test("is of its channel and of the level that its check guards, no other", () => {
    const other = accepted({ from: startOf(6), channels: [[adc, channel - 1]] });
    expect(told(history(8), [other]).at(-1)).toBe("bad unchanged");
    const ofNoise = accepted({ from: startOf(6), rows: ["noise-high"] });
    expect(told(history(8), [ofNoise]).at(-1)).toBe("bad unchanged");
    expect(told(history(8), [ofNoise], "noise-high").slice(5)).toEqual([
      "ok unchanged",
      "unknown unchanged",
      "ok unchanged",
    ]);
  });

  test("is followed by the next one, which has a level of its own", () => {
    const acceptances = [
      accepted({ id: "1", from: startOf(6), until: startOf(9) }),
      accepted({ id: "2", from: startOf(9) }),
    ];
    const states = told(history(12), acceptances);
    expect(states.slice(8)).toEqual([
      "ok unchanged",
      "unknown unchanged",
      "ok unchanged",
      "ok unchanged",
    ]);
  });

  test("of which there are several in force is the last", () => {
    const acceptances = [
      accepted({ id: "1", from: startOf(6) }),
      accepted({ id: "2", from: startOf(8) }),
    ];
    expect(told(history(10), acceptances).slice(7)).toEqual([
      "ok unchanged",
      "unknown unchanged",
      "ok unchanged",
    ]);
  });

  test("has its levels back as they were, number for number, once it is over", () => {
    const acceptances = [accepted({ from: startOf(6), until: startOf(8) })];
    const watch = watchOf(history(6), { acceptances });
    const levels = () => {
      const [own] = Object.values(watch.memory().detectors);
      const [, { values }] = Object.entries(own!.levels).find(([key]) =>
        key.startsWith("baseline"),
      )!;
      const { age, ...others } = values;
      return Object.entries(others).map(([name, of]) => [name, of[channelIndex]]);
    };
    const before = levels();
    watch.pass(fileOf(6, shifted(300)));
    watch.pass(fileOf(7, shifted(300)));
    expect(levels()).not.toEqual(before);
    watch.peek(fileOf(8, shifted(300)));
    expect(levels()).not.toEqual(before);
    watch.pass(fileOf(8, shifted(300)));
    const isNot = ([name]: (string | number | undefined)[]) => name !== "held";
    expect(levels().filter(isNot)).toEqual(before.filter(isNot));
  });
});
