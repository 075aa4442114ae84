/** Watches that know earlier files without a fault, from which trials go on. */

import type { DetectorProfile } from "../../detector/profile.js";
import type { SimulatedFault } from "../../flow/simulation/faults.js";
import type { Watch, WatchSettings } from "../../judge/watch.js";
import type { FileSummary } from "../../summary.js";
import { simulateSummary } from "../simulate-summary.js";
import { realisticDrift } from "../simulated-channels.js";
import { startMsOf } from "./scenario-files.js";

/** Starts a watch that remembers nothing yet. */
export type WatchOf = (how: WatchSettings) => Watch;

/** How files are watched with the defaults. @param ncomp how many earlier files a level rests on */
export function defaultWatch(ncomp: number = 20): WatchSettings {
  return { limits: {}, ncomp, excludeBad: true, acceptances: [], runType: "auto" };
}

/** The simulated file of a number, with or without a fault. @param hour of its start, from 0 */
export type FileOf = (index: number, hour: number, faults?: SimulatedFault[]) => FileSummary;

/** The files of one detector that drifts as real ones do. */
export function fileSource(eventCount: number, seed: number, detector: DetectorProfile): FileOf {
  return (index, hour, faults = []) =>
    simulateSummary({
      name: `sim_${index}.hdf5`,
      eventCount,
      seed: seed * 1_000_003 + index,
      drift: realisticDrift,
      startMs: startMsOf(hour),
      faults,
      detector,
    });
}

/** A watch with the earlier files that it knows. */
export interface PreparedWatch {
  earlier: readonly FileSummary[];
  watch: Watch;
}

/** Trials share their earlier files in lots of this many. */
const trialsPerLot = 20;

/** The files of trials are numbered from here on. */
const firstTrial = 1_000_000;

/** A file in which a fault is planted, and the watch to show it to. */
export interface Trial extends PreparedWatch {
  summary: FileSummary;
}

/** The trial of a number, with a fault. */
export type TrialOf = (trial: number, fault: SimulatedFault) => Trial;

/** Makes trials by number; their earlier files are made once, and watched once. */
export function trialSource(fileOf: FileOf, referenceFiles: number, watchOf: WatchOf): TrialOf {
  const made = new Map<number, PreparedWatch>();
  const lotOf = (lot: number): PreparedWatch => {
    const known = made.get(lot);
    if (known) return known;
    const earlier = Array.from({ length: referenceFiles }, (_, i) =>
      fileOf(firstTrial / 2 + lot * 1000 + i, i),
    );
    const watch = watchOf(defaultWatch(referenceFiles));
    for (const summary of earlier) watch.next(summary);
    const prepared = { earlier, watch };
    made.set(lot, prepared);
    return prepared;
  };
  return (trial, fault) => ({
    ...lotOf(Math.floor(trial / trialsPerLot)),
    summary: fileOf(firstTrial + trial, referenceFiles, [fault]),
  });
}
