// @vitest-environment happy-dom
import { expect, it } from "vitest";
import { parseDocument } from "../../../view/document/document.js";
import { faultTable } from "../../../view/document/fault-table.js";
import type { ChannelRef } from "../../../view/selection.js";

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
        call: "Call the LRS expert now.",
        change: "new",
      },
      also: ["Noise low (2 channels)"],
    },
  ],
  figures: [],
});

it("tells a common fault once, with what other checks find in it, and marks its members", () => {
  const marked: (readonly [string, readonly ChannelRef[]])[] = [];
  const table = faultTable(document.alarms!, [], (...chosen) => marked.push(chosen));
  expect(table.querySelectorAll("tbody tr")).toHaveLength(1);
  expect(table.textContent).toContain("Also: Noise low (2 channels)");
  expect(table.textContent).toContain("Look.Call the LRS expert now.");
  table.querySelector<HTMLButtonElement>("tbody button")!.click();
  expect(marked).toEqual([["ADC 0 in TPC 1", half.map(([adc, channel]) => ({ adc, channel }))]]);
});
