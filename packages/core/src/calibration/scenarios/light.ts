import type { SimulatedConditions } from "../../flow/simulation/conditions.js";
import type { Course } from "../planted/course.js";
import { runTypesTold } from "../wanted/named.js";
import { falseBad, falseWarn, fewFalseAlarms } from "../wanted/per-file.js";
import { conditionsToldOnce } from "../wanted/told.js";
import type { Scenario } from "./scenario.js";

/** Runs of files under the same conditions, one after another. */
function blocks(runs: readonly (readonly [fileCount: number, conditions: SimulatedConditions])[]) {
  return runs.flatMap(([length, conditions]) => Array.from({ length }, () => ({ conditions })));
}

/** Light alone makes no channel bad. */
const noFalseBad = [falseBad(0), falseWarn(0.3)];

const mixed: SimulatedConditions = { runType: "mixed" };

/** Light fills nearly all spectra, and its amount changes. */
export const beamIntensity: Scenario = {
  name: "beam-intensity",
  what: "beam files, 90 % lit, intensity in steps of three times",
  eventCount: 60,
  course: (): Course => ({
    files: blocks(
      // The brightest clips a twentieth of the waveforms, which is as much as is healthy.
      [1 / 3, 1, 1 / 3, 1 / 9, 1 / 3, 1].map((intensity) => [
        10,
        { runType: "beam", litShare: 0.9, intensity },
      ]),
    ),
    faults: [],
    oldConditions: [10, 20, 30, 40, 50],
  }),
  wanted: [...noFalseBad, runTypesTold],
};

/** Every channel sees the same light in every event. */
export const ledPulses: Scenario = {
  name: "led",
  what: "LED pulses in all channels, ten files twice between mixed ones",
  eventCount: 60,
  course: () => ({
    files: blocks([
      [20, mixed],
      [10, { runType: "led" }],
      [10, mixed],
      [10, { runType: "led" }],
    ]),
    faults: [],
    newConditions: [20, 40],
    oldConditions: [30],
  }),
  wanted: [...noFalseBad, runTypesTold, conditionsToldOnce],
};

/** No channel sees any light, which is no fault. */
export const withoutLight: Scenario = {
  name: "no-light",
  what: "ten files without any light between mixed ones",
  eventCount: 60,
  course: () => ({
    files: blocks([
      [20, mixed],
      [10, { runType: "pedestal" }],
      [10, mixed],
    ]),
    faults: [],
    newConditions: [20],
    oldConditions: [30],
  }),
  wanted: [...noFalseBad, runTypesTold, conditionsToldOnce],
};

/** The beam stops and returns. */
export const beamOff: Scenario = {
  name: "beam-off",
  what: "beam off for five files, twice",
  eventCount: 60,
  course: () => ({
    files: blocks([
      [20, mixed],
      [5, { runType: "self" }],
      [15, mixed],
      [5, { runType: "self" }],
      [10, mixed],
    ]),
    faults: [],
    newConditions: [20, 40],
    oldConditions: [25, 45],
  }),
  wanted: [...fewFalseAlarms, conditionsToldOnce],
};
