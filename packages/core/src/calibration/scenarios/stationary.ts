import { falseBad, fewFalseAlarms } from "../wanted/per-file.js";
import type { Scenario } from "./scenario.js";

const unchanged = (fileCount: number): Pick<Scenario, "course"> => ({
  course: () => ({ files: Array.from({ length: fileCount }, () => ({})), faults: [] }),
});

/** A detector that drifts about where it was, and nothing else. */
export const stationary: Scenario = {
  name: "stationary",
  what: "300 files of a stationary detector",
  eventCount: 60,
  ...unchanged(300),
  wanted: fewFalseAlarms,
};

/** As many events as a tail of a distribution has to hold for. */
export const manyEvents: Scenario = {
  name: "many-events",
  what: "5,000 events a file, stationary",
  eventCount: 5000,
  ...unchanged(24),
  wanted: fewFalseAlarms,
};

/** Another detector, with baselines near 0. */
export const otherDetector: Scenario = {
  name: "fsd",
  what: "the FSD detector, stationary",
  eventCount: 60,
  detector: "fsd",
  ...unchanged(60),
  wanted: fewFalseAlarms,
};

/** Nothing is known of a channel's own scatter from one file. */
export const oneEarlierFile: Scenario = {
  name: "one-earlier-file",
  what: "stationary, each file compared with the one before alone",
  eventCount: 60,
  watch: { ncomp: 1 },
  ...unchanged(60),
  wanted: fewFalseAlarms,
};

/** The error of a median of so few values is hardly known. */
export const fewEvents: readonly Scenario[] = [25, 100].map((wanderAdc16) => ({
  name: `few-events-${wanderAdc16}`,
  what: `4 to 12 events a file, baselines wander by ${wanderAdc16} counts from event to event`,
  eventCount: 8,
  course: (_, random) => ({
    files: Array.from({ length: 80 }, () => ({
      eventCount: 4 + (random.uint32() % 9),
      state: { wanderAdc16 },
    })),
    faults: [],
  }),
  wanted: [falseBad(0.1)],
}));
