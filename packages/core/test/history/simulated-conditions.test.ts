import { expect, test } from "vitest";
import { simulateSummary } from "../../src/calibration/simulate-summary.js";
import type { SimulatedConditions } from "../../src/flow/simulation/conditions.js";
import { type RunType, runTypeOf } from "../../src/history/conditions.js";

const typeOf = (conditions: SimulatedConditions, eventCount: number, seed: number): RunType =>
  runTypeOf(simulateSummary({ name: "f", eventCount, seed, conditions }), "auto");

test.each<[SimulatedConditions, RunType]>([
  [{ runType: "beam" }, "beam"],
  [{ runType: "beam", litShare: 0.9 }, "beam"],
  [{ runType: "beam", litShare: 0.9, intensity: 3 }, "beam"],
  [{ runType: "beam", litShare: 0.9, intensity: 1 / 3 }, "beam"],
  [{ runType: "self" }, "self"],
  [{ runType: "mixed" }, "mixed"],
  [{ runType: "led" }, "led"],
  [{ runType: "pedestal" }, "pedestal"],
])("a simulated file of %j is told to be of type %s", (conditions, expected) => {
  for (const seed of [1, 2, 3]) {
    expect(typeOf(conditions, 60, seed)).toBe(expected);
    expect(typeOf(conditions, 300, seed)).toBe(expected);
  }
});
