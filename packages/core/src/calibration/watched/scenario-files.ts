/** The files of a scenario. */
import type { DetectorProfile } from "../../detector/profile.js";
import type { FileSummary } from "../../summary.js";
import type { FileParts } from "../planted/course.js";
import { simulateSummary } from "../simulate-summary.js";

const firstMs = 1_762_300_000_000;
const hourMs = 3_600_000;

/** Start of a file of a scenario, milliseconds UTC: one begins every hour. @param index from 0 */
export function startMsOf(index: number): number {
  return firstMs + index * hourMs;
}

/** Name of a file of a scenario. @param index from 0 */
export function nameOf(index: number): string {
  return `sim_${String(index).padStart(4, "0")}.hdf5`;
}

/** The summary of a file of a scenario. @param seed of the scenario */
export function summaryOf(
  { eventCount }: { eventCount: number },
  parts: FileParts,
  index: number,
  seed: number,
  detector: DetectorProfile,
): FileSummary {
  return simulateSummary({
    eventCount,
    detector,
    ...parts,
    name: nameOf(index),
    seed: seed + index,
    startMs: startMsOf(index),
  });
}
