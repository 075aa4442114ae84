import { describe, expect, test } from "vitest";
import { answerOf } from "../../src/judge/answer/answer-of.js";
import type { Fault } from "../../src/judge/states/faults.js";
import { changesSections } from "../../src/report/changes.js";
import type { FileSummary } from "../../src/summary.js";
import { judgedAfter } from "../judge/watched.js";
import { makeSummary } from "../store/make-summary.js";

const clean = makeSummary({ name: "f", selfCount: 200 });
const dead = (): FileSummary => {
  const summary = makeSummary({ name: "now", selfCount: 200 });
  summary.maxAmplitude[5 * 64 + 59] = 10;
  return summary;
};
const sections = (now: FileSummary, before: FileSummary | null) => {
  const earlier = [...Array(12).fill(clean), ...(before ? [before] : [])];
  const verdicts = judgedAfter(earlier, now);
  const [calls, faults] = changesSections(answerOf(verdicts, "V"), verdicts);
  return { calls: calls!.rows, faults: faults!.rows.filter(([name]) => name !== "") };
};

describe("the first page", () => {
  test("says what is new, what to do and whom to call, in the units of the report", () => {
    const { calls, faults } = sections(dead(), makeSummary({ name: "before", selfCount: 200 }));
    expect(calls).toEqual([["Now", "Call the LRS expert now about ADC 5, channel 59 (flatline)."]]);
    expect(faults.map(([name]) => name)).toEqual(["New: BAD", "What to do"]);
    expect(faults[0]![1]).toMatch(
      /^ADC 5, channel 59: flatline, largest amplitude 0\.0003052 V in 300 waveforms/,
    );
    expect(faults[1]![1]).toMatch(/bias voltage .* Call the LRS expert now\.$/);
  });

  test("names a channel that is listed as dead but works", () => {
    const listed = makeSummary({ name: "now", selfCount: 200 });
    listed.channelStatus = new Int8Array(512).map((_, i) => (i === 5 * 64 + 59 ? 1 : 0));
    const { calls, faults } = sections(listed, null);
    expect(calls).toEqual([["Now", "No call is needed now."]]);
    expect(faults).toEqual([
      ["Nothing", "No bad checks, no warnings."],
      ["Known", "ADC 5 ch 59."],
      [
        "Listed, but fine",
        "ADC 5 ch 59 passes every check that its listing masks; take it off the list.",
      ],
    ]);
  });

  test("says of what is still there what to do too, but to call only if it is not reported", () => {
    const before = { ...dead(), input: { ...dead().input, name: "before" } };
    const { calls, faults } = sections(dead(), before);
    expect(calls[0]).toEqual(["Now", "No call is needed now."]);
    expect(calls[1]![1]).toMatch(/^Faults still there .* only if they have not been reported\.$/);
    expect(faults.map(([name]) => name)).toEqual(["Still there: BAD", "What to do"]);
    expect(faults[1]![1]).toMatch(/ Call the LRS expert only if it has not been reported\.$/);
  });

  test("says what recovered", () => {
    const before = { ...dead(), input: { ...dead().input, name: "before" } };
    expect(sections(makeSummary({ name: "now", selfCount: 200 }), before).faults).toEqual([
      ["Nothing", "No bad checks, no warnings."],
      ["Recovered", "ADC 5, channel 59: flatline."],
    ]);
  });

  test("lists 200 faults, and says how many more there are", () => {
    const fault: Fault = {
      ...{ change: "new", state: "bad", scope: "channel", place: "ADC 0, channel 4" },
      ...{ fault: "Flatline", reason: "no pulse", action: "Look.", callers: "LRS expert" },
      ...{ call: "Call the LRS expert now.", also: [] },
    };
    const rowsOf = (count: number) => {
      const faults = Array.from({ length: count }, (_, i) => ({ ...fault, reason: `${i} pulses` }));
      const answer = { ...answerOf([], "V"), faults };
      return changesSections(answer, [])[1]!.rows;
    };
    const count = (rows: string[][]) => rows.filter(([name]) => name === "New: BAD").length;
    expect(count(rowsOf(200))).toBe(200);
    expect(rowsOf(200).map(([name]) => name)).not.toContain("More");
    expect(rowsOf(200)[0]).toEqual([
      "What to do",
      "For each of these 200: Look. Call the LRS expert now.",
    ]);
    expect(count(rowsOf(207))).toBe(200);
    expect(rowsOf(207)).toContainEqual(["More", "and 7 more: see the JSON document."]);
  });
});
