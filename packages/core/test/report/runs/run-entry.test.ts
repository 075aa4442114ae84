import { expect, it } from "vitest";
import type { State, Verdict } from "../../../src/judge/states/verdict.js";
import type { LightDqmDocument } from "../../../src/report/document.js";
import { channelRanges } from "../../../src/report/runs/channel-ranges.js";
import { entryOfDocument, entryOfStored } from "../../../src/report/runs/run-entry.js";

const verdict = (check: string, state: State, parts: Partial<Verdict> = {}): Verdict => ({
  ...{ check, scope: "channel", adc: 0, channel: 4, state, value: null, limit: null, unit: "" },
  ...{ n: 0, reason: "", p: null, change: null, since: null, group: null, label: null },
  members: [],
  ...parts,
});

const documentOf = (
  parts: Partial<Omit<LightDqmDocument, "answer">> & { answer?: object },
): LightDqmDocument =>
  ({
    input: { name: "run_7_p2.FLOW.hdf5", run: 7, subRun: 2 },
    time: { firstMs: 10, lastMs: 20 },
    headline: "Baseline: all good.",
    ...{ verdicts: [], alarms: [], files: [] },
    ...parts,
  }) as unknown as LightDqmDocument;

it("says word, sentence and calls of a document that has an answer", () => {
  const answer = {
    word: "CALL",
    sentence: "CALL: 1 new fault",
    calls: [{ callers: "LRS expert", about: [{ fault: "Noise high", places: ["ADC 1"] }] }],
    callSentences: ["Call the LRS expert now about ADC 1 (noise high)."],
  };
  expect(entryOfDocument(documentOf({ answer }), "run_7_p2")).toMatchObject({
    ...{ stem: "run_7_p2", file: "run_7_p2.FLOW.hdf5", run: 7, subRun: 2, time: [10, 20] },
    ...{ word: "CALL", says: "CALL: 1 new fault" },
    calls: ["Call the LRS expert now about ADC 1 (noise high)."],
  });
});

it("tells recoveries as the document lists them", () => {
  const recovery = { ...{ title: "Noise high", place: "EPCB 1 of ADC 0", verdict: 0 }, also: [] };
  const recoveries = [
    { ...recovery, ...{ action: "", callers: "", change: "recovered" as const } },
  ];
  const verdicts = [verdict("noise-high", "ok", { change: "recovered" })];
  expect(entryOfDocument(documentOf({ recoveries, verdicts }), "s").recovered).toEqual({
    count: 1,
    first: [["Noise high", "EPCB 1 of ADC 0", "ok"]],
  });
});

it("says of a document of an earlier version its headline, and of its state that it is unknown", () => {
  const entry = entryOfDocument(documentOf({}), "run_7_p2");
  expect(entry).toMatchObject({ word: null, says: "Baseline: all good.", counts: [0, 0, 0, 0, 0] });
});

it("says of a stored file without a report that nothing is known of it", () => {
  const input = { name: "run_8.hdf5", run: 8, subRun: null };
  const entry = entryOfStored({ address: "run=000008/run_8", input, time: null }, "run_8");
  expect(entry).toMatchObject({ word: null, says: "", counts: null, time: null });
});

it("tells alarms by check, with the channels of common faults and whole ADCs, and what is new", () => {
  const verdicts = [
    verdict("noise-high", "warn", { channel: 5 }),
    verdict("noise-high", "bad", {
      ...{ scope: "epcb", adc: 1, channel: null, label: "EPCB 0 of ADC 1" },
      members: [
        [1, 4],
        [1, 5],
        [1, 6],
      ],
    }),
    verdict("missing-adc", "bad", { scope: "adc", adc: 3, channel: null }),
    verdict("few-events", "warn", { scope: "file", adc: null, channel: null }),
    verdict("flatline", "ok", { change: "recovered" }),
  ];
  const alarm = { ...{ title: "Noise high", action: "", callers: "", also: [] } };
  const alarms = [
    { ...alarm, place: "EPCB 0 of ADC 1", verdict: 1, change: "new" as const },
    { ...alarm, place: "ADC 0, channel 5", verdict: 0, change: "unchanged" as const },
  ];
  const entry = entryOfDocument(documentOf({ verdicts, alarms }), "s");
  expect(entry.alarms).toEqual([
    ["noise-high", "bad", "0:5 1:4-6", ["EPCB 0 of ADC 1"]],
    ["missing-adc", "bad", "3:*", ["ADC 3"]],
    ["few-events", "warn", "", ["file"]],
  ]);
  expect(entry.fresh).toEqual({ count: 1, first: [["Noise high", "EPCB 0 of ADC 1", "bad"]] });
  expect(entry.recovered).toEqual({ count: 1, first: [["Flatline", "ADC 0, channel 4", "ok"]] });
  expect(entry.still).toBe(1);
});

it("tells together what could not be judged for the same channels and reason", () => {
  const reason = "no earlier file";
  const verdicts = [
    verdict("noise-high", "unknown", { reason }),
    verdict("noise-low", "unknown", { reason }),
    verdict("flatline", "unknown", { reason: "no event" }),
    verdict("flatline", "ok", { channel: 5 }),
    verdict("conditions", "unknown", { scope: "file", adc: null, channel: null, reason }),
  ];
  expect(entryOfDocument(documentOf({ verdicts }), "s").unjudged).toEqual([
    [["noise-high", "noise-low"], "*", reason],
    [["flatline"], "0:4", "no event"],
    [["conditions"], "", reason],
  ]);
});

it("names the files of the report that were written", () => {
  const files = ["s_light_dqm_main.pdf", "s.light-dqm.json"];
  expect(entryOfDocument(documentOf({ files }), "s").files).toEqual({
    pdf: "s_light_dqm_main.pdf",
    document: "s.light-dqm.json",
  });
});

it("writes sets of channels as ranges, each channel once, and an ADC as a whole", () => {
  expect(channelRanges([])).toBe("");
  expect(
    channelRanges([
      [2, 7],
      [0, 5],
      [0, 4],
      [0, 9],
      [0, 5],
      [11, 3],
      [2, null],
    ]),
  ).toBe("0:4-5,9 2:* 11:3");
});
