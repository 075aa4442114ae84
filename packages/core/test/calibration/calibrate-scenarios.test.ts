import { beforeAll, describe, expect, test } from "vitest";
import {
  calibrateScenarios,
  runScenarios,
  type ScenarioResult,
} from "../../src/calibration/months/calibrate-scenarios.js";
import { monthsMarkdown, scenariosMarkdown } from "../../src/calibration/months/scenarios-text.js";
import type { Scenario } from "../../src/calibration/scenarios/scenario.js";
import { falseBad, falseWarn } from "../../src/calibration/wanted/per-file.js";
import { shownWithin } from "../../src/calibration/wanted/seen.js";
import { smallDetector } from "../store/make-summary.js";
import { record, standInWatch } from "./stand-in-watch.js";

const example: Scenario = {
  name: "example",
  what: "a channel is bad from its second file on",
  eventCount: 2,
  course: () => ({
    files: Array.from({ length: 10 }, () => ({})),
    faults: [{ name: "fault", channels: [[1, 2]], firstFile: 4, endFile: null }],
  }),
  wanted: [falseBad(0), falseWarn(0.05), shownWithin(2, "bad")],
};
/** Bad at the fault from file 5 on, and one warning elsewhere in file 3. */
const watchOf = () =>
  standInWatch((index) => [
    record({ adc: 1, channel: 2, state: index >= 5 ? "bad" : "ok" }),
    record({ adc: 0, channel: 6, state: index === 3 ? "warn" : "ok", check: "noise-high" }),
  ]);
const spec = { trials: 2, referenceFiles: 2, events: 4, seed: 1 };

let results: ScenarioResult[];
const told: string[] = [];
beforeAll(async () => {
  const onProgress = (share: number, what: string) => void told.push(`${share} ${what}`);
  results = await runScenarios([example], watchOf, 1, onProgress, smallDetector);
});

describe("what came out of a scenario", () => {
  test("has its false alarms with their checks, and every demand with what came of it", () => {
    expect(results[0]).toMatchObject({
      ...{ name: "example", files: 10, falseBad: 0, falseWarn: 1, isMet: false },
      falseByCheck: { "noise-high": 1 },
    });
    expect(results[0]!.judged.map(({ isMet }) => isMet)).toEqual([true, false, true]);
  });

  test("is a row that names what is not met", () => {
    const row = scenariosMarkdown(results)
      .split("\n")
      .find((line) => line.startsWith("| `example`"))!
      .split(" | ");
    expect(row.slice(2, 6)).toEqual([
      "10",
      "0",
      "0.1",
      "1 of 1 bad within 2 files, most in file 2",
    ]);
    expect(row.at(-1)).toBe("no: at most 0.05 false warn a file |");
  });

  test("is told on the way, file by file", () => {
    expect(told).toEqual(Array(10).fill("0 example"));
  });
});

describe("the power beside the optimum", () => {
  test("is at the rate of false alarms of the first scenario, and printed without gaps", async () => {
    const short = { ...spec, events: 30 };
    const all = await calibrateScenarios(short, watchOf, undefined, smallDetector, [example]);
    // One false alarm in ten files is taken for three: so many may be meant.
    expect(all.falseAlarmsPerFile).toBeCloseTo(0.3, 10);
    const page = monthsMarkdown(all);
    expect(page).toContain("| baseline shift of an EPCB |");
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });
});
