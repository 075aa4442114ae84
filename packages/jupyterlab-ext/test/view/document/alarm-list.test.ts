// @vitest-environment happy-dom
import { expect, it } from "vitest";
import type { ChannelRef } from "../../../src/selection.js";
import { alarmList } from "../../../src/view/document/alarm-list.js";
import { parseDocument } from "../../../src/view/document/document.js";

const half = [
  [0, 36],
  [0, 37],
  [0, 38],
];
const document = parseDocument({
  schemaVersion: 1,
  kind: "light-dqm-document",
  input: { name: "f.hdf5" },
  headline: "",
  counts: {},
  notes: [],
  verdicts: [
    { check: "noise-high", state: "bad", adc: 0, channel: null, reason: "3 of 3", members: half },
  ],
  alarms: [
    {
      ...{
        verdict: 0,
        place: "ADC 0 in TPC 1",
        title: "Noise high",
        action: "Look.",
        callers: "LRS expert",
        change: "new",
      },
      also: ["Noise low (2 channels)"],
    },
  ],
  figures: [],
});

it("tells a common fault once, with what other checks find in it, and marks its members", () => {
  const marked: (readonly [string, readonly ChannelRef[]])[] = [];
  const list = alarmList(document.alarms!, (...chosen) => marked.push(chosen));
  expect(list.querySelectorAll("tr")).toHaveLength(1);
  expect(list.textContent).toContain("Also: Noise low (2 channels)");
  expect(list.textContent).toContain("What to do: Look.Call: LRS expert");
  list.querySelector("button")!.click();
  expect(marked).toEqual([["ADC 0 in TPC 1", half.map(([adc, channel]) => ({ adc, channel }))]]);
});
