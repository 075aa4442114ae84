import { expect, test } from "vitest";
import { alarmedChannels } from "../../src/judge/exemplars/alarmed-channels.js";
import type { Verdict } from "../../src/judge/states/verdict.js";

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
  expect(alarmedChannels(verdicts)).toEqual([
    { adc: 0, channel: 4, check: "flatline" },
    { adc: 3, channel: 8, check: "baseline-range" },
    { adc: 2, channel: 7, check: "noise-high" },
    { adc: 0, channel: 5, check: "flatline" },
    { adc: 0, channel: 6, check: "flatline" },
  ]);
});

test("without an alarm of a channel there are none", () => {
  expect(alarmedChannels([record("flatline", { state: "masked" })])).toEqual([]);
});
