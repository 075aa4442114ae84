import { describe, expect, test } from "vitest";
import { changesSection } from "../../src/report/changes.js";
import type { FileSummary } from "../../src/summary.js";
import { judgedAfter } from "../judge/watched.js";
import { makeSummary } from "../store/make-summary.js";

const clean = makeSummary({ name: "f", selfCount: 200 });
const dead = (): FileSummary => {
  const summary = makeSummary({ name: "now", selfCount: 200 });
  summary.maxAmplitude[5 * 64 + 59] = 10;
  return summary;
};
const section = (now: FileSummary, before: FileSummary) =>
  changesSection(judgedAfter([clean, before], now), "V").rows;

describe("the first page", () => {
  test("says what is new and what to do, in the units of the report", () => {
    const rows = section(dead(), makeSummary({ name: "before", selfCount: 200 }));
    expect(rows).toHaveLength(1);
    expect(rows[0]![0]).toBe("New: BAD");
    expect(rows[0]![1]).toMatch(
      /^ADC 5, channel 59: flatline, largest amplitude 0\.0003052 V in 300 waveforms.* What to do: /,
    );
  });

  test("says what is still there without repeating what to do, and what recovered", () => {
    const before = { ...dead(), input: { ...dead().input, name: "before" } };
    const [still] = section(dead(), before);
    expect(still![0]).toBe("Still there: BAD");
    expect(still![1]).not.toContain("What to do");
    const rows = section(makeSummary({ name: "now", selfCount: 200 }), before);
    expect(rows).toEqual([
      ["Nothing", "No bad checks, no warnings. No action needed."],
      ["Recovered", "ADC 5, channel 59: flatline."],
    ]);
  });
});
