import { describe, expect, test } from "vitest";
import { startWatch } from "../../src/judge/start-watch.js";
import { changesSection } from "../../src/report/changes.js";
import type { FileSummary } from "../../src/summary.js";
import { makeSummary } from "../store/make-summary.js";

const file = (hour: number): FileSummary =>
  makeSummary({ name: `f_${hour}`, selfCount: 200, firstMs: Date.UTC(2025, 10, 4, hour) });
const dead = (hour: number): FileSummary => {
  const summary = file(hour);
  summary.maxAmplitude[5 * 64 + 59] = 10;
  return summary;
};
const settings = { ncomp: -1, excludeBad: true, acceptances: [], runType: "auto" } as const;
/** The section of a file after some good ones and the one before it. */
const section = (now: FileSummary, before: FileSummary) => {
  const watch = startWatch({ ...settings, limits: {} });
  for (let hour = 0; hour < 5; hour++) watch.pass(file(hour));
  watch.pass(before);
  return changesSection(watch.next(now).verdicts, "V").rows;
};

describe("the first page", () => {
  test("says what is new, what to do and whom to call, in the units of the report", () => {
    const rows = section(dead(11), file(10));
    expect(rows).toHaveLength(1);
    expect(rows[0]![0]).toBe("New: BAD");
    expect(rows[0]![1]).toMatch(
      /^ADC 5, channel 59: flatline, largest amplitude 0\.0003052 V in 300 waveforms.* What to do: .* Call: LRS expert\.$/,
    );
  });

  test("names a channel that is listed as dead but works", () => {
    const listed = file(11);
    listed.channelStatus = new Int8Array(512).map((_, i) => (i === 5 * 64 + 59 ? 1 : 0));
    expect(section(listed, file(10))).toEqual([
      ["Nothing", "No bad checks, no warnings. No action needed."],
      [
        "Listed, but fine",
        "ADC 5 ch 59 passes every check that its listing masks; take it off the list.",
      ],
    ]);
  });

  test("says what is still there without repeating what to do, and what recovered", () => {
    const [still] = section(dead(11), dead(10));
    expect(still![0]).toBe("Still there: BAD");
    expect(still![1]).not.toContain("What to do");
    const rows = section(file(11), dead(10));
    expect(rows).toEqual([
      ["Nothing", "No bad checks, no warnings. No action needed."],
      ["Recovered", "ADC 5, channel 59: flatline."],
    ]);
  });
});
