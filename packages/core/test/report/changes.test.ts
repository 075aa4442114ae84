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
const section = (now: FileSummary, before: FileSummary | null) => {
  const earlier = [...Array(12).fill(clean), ...(before ? [before] : [])];
  return changesSection(judgedAfter(earlier, now), "V").rows;
};

describe("the first page", () => {
  test("says what is new, what to do and whom to call, in the units of the report", () => {
    const rows = section(dead(), makeSummary({ name: "before", selfCount: 200 }));
    expect(rows).toHaveLength(1);
    expect(rows[0]![0]).toBe("New: BAD");
    expect(rows[0]![1]).toMatch(
      /^ADC 5, channel 59: flatline, largest amplitude 0\.0003052 V in 300 waveforms.* What to do: .* Call: LRS expert\.$/,
    );
  });

  test("names a channel that is listed as dead but works", () => {
    const listed = makeSummary({ name: "now", selfCount: 200 });
    listed.channelStatus = new Int8Array(512).map((_, i) => (i === 5 * 64 + 59 ? 1 : 0));
    expect(section(listed, null)).toEqual([
      ["Nothing", "No bad checks, no warnings. No action needed."],
      [
        "Listed, but fine",
        "ADC 5 ch 59 passes every check that its listing masks; take it off the list.",
      ],
    ]);
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
