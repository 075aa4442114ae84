import { expect, test } from "vitest";
import { titleOf } from "../../src/judge/checks/index.js";
import { alarmedChannels } from "../../src/judge/exemplars/alarmed-channels.js";
import { shownExemplars } from "../../src/judge/exemplars/shown-exemplars.js";
import type { Verdict } from "../../src/judge/states/verdict.js";
import type { Exemplar } from "../../src/summary.js";
import { makeSummary } from "../store/make-summary.js";

const record = (check: string, parts: Partial<Verdict>): Verdict => ({
  ...{
    check,
    scope: "channel",
    adc: 0,
    channel: 0,
    state: "bad",
    value: null,
    limit: null,
    unit: "",
  },
  ...{
    n: 5,
    reason: "",
    p: null,
    change: "new",
    since: null,
    group: null,
    label: null,
    members: [],
  },
  ...parts,
});

test("channels to show are one of each alarm first, then the others, bad before warn", () => {
  const members = [4, 5, 6].map((channel): [number, number] => [0, channel]);
  const verdicts = [
    ...members.map(([adc, channel]) => record("flatline", { adc, channel })),
    record("flatline", { scope: "epcb", adc: 0, channel: null, members, label: "EPCB 0 of ADC 0" }),
    record("noise-high", { adc: 2, channel: 7, state: "warn" }),
    record("baseline-range", { adc: 3, channel: 8 }),
    record("noise-high", { adc: 3, channel: 8, state: "warn" }),
    record("baseline-range", { adc: 3, channel: 9, state: "ok" }),
    record("few-events", { scope: "file", adc: null, channel: null, state: "warn" }),
  ];
  expect(alarmedChannels({ verdicts })).toEqual([
    { adc: 0, channel: 4, check: "flatline" },
    { adc: 3, channel: 8, check: "baseline-range" },
    { adc: 2, channel: 7, check: "noise-high" },
    { adc: 0, channel: 5, check: "flatline" },
    { adc: 0, channel: 6, check: "flatline" },
  ]);
});

test("without an alarm of a channel there are none", () => {
  expect(alarmedChannels({ verdicts: [record("flatline", { state: "masked" })] })).toEqual([]);
});

const line = new Float64Array(4);
const exemplar = (channel: number, title: string): Exemplar => ({
  ...{
    adc: 1,
    channel,
    title,
    event: 3,
    triggerClass: "self",
    aboveAdc16: line,
    othersAdc16: null,
  },
});
const kept = [exemplar(2, titleOf("clipped-fraction")), exemplar(3, titleOf("flatline"))];
const summary = { ...makeSummary(), exemplars: kept };
const alarm = (check: string, channel: number) => record(check, { state: "bad", adc: 1, channel });

test("kept waveforms are shown whose alarm there is, and the other alarmed channels counted", () => {
  const verdicts = [alarm("clipped-fraction", 2), alarm("flatline", 3), alarm("noise-high", 6)];
  expect(shownExemplars({ summary, verdicts })).toEqual({ shown: kept, leftCount: 1 });
});

test("one whose alarm is over, or that shows another one, is not taken for what there is now", () => {
  const verdicts = [alarm("flatline", 2), record("flatline", { state: "ok", adc: 1, channel: 3 })];
  expect(shownExemplars({ summary, verdicts })).toBeNull();
  expect(shownExemplars({ summary, verdicts: [...verdicts, alarm("flatline", 3)] })).toEqual({
    ...{ shown: kept.slice(1), leftCount: 1 },
  });
});

test("there is none without alarms, and none of a summary that keeps none", () => {
  expect(shownExemplars({ summary, verdicts: [] })).toBeNull();
  const verdicts = [alarm("flatline", 3)];
  expect(shownExemplars({ summary: makeSummary(), verdicts })).toBeNull();
});
