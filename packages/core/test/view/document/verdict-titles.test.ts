import { expect, it } from "vitest";
import { parseDocument } from "../../../view/document/document.js";

const parsed = (checks: unknown) =>
  parseDocument({
    ...{ schemaVersion: 1, kind: "light-dqm-document", input: { name: "f.hdf5" }, headline: "" },
    ...{ counts: {}, notes: [], alarms: [], figures: [], checks },
    verdicts: ["noise-high", "own"].map((check) => ({
      ...{ check, state: "bad", adc: 0, channel: 4, reason: "why", change: "new" },
    })),
  }).verdicts.map(({ check, title }) => [check, title]);

it("names the check of a verdict as people know it, else as it is called", () => {
  expect(parsed([{ name: "noise-high", title: "Noise high" }])).toEqual([
    ["noise-high", "Noise high"],
    ["own", "own"],
  ]);
  expect(parsed(undefined)).toEqual([
    ["noise-high", "noise-high"],
    ["own", "own"],
  ]);
});
