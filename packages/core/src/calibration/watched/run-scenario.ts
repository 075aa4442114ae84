/** A scenario watched file by file. */
import { defaultDetector, detectorOf } from "../../detector/index.js";
import type { DetectorProfile } from "../../detector/profile.js";
import { randomSource } from "../../flow/simulation/random.js";
import type { Scenario } from "../scenarios/scenario.js";
import { defaultWatch, type WatchOf } from "./prepared-watches.js";
import { outcomeOfFile } from "./scenario-file.js";
import { summaryOf } from "./scenario-files.js";
import type { FaultInFile, FileOutcome, ScenarioOutcome } from "./scenario-outcome.js";

/**
 * Simulates the files of a scenario and watches them, oldest first. The same seed gives the same files.
 * @param onFile called after each file
 */
export async function runScenario(
  scenario: Scenario,
  watchOf: WatchOf,
  seed: number,
  detector: DetectorProfile = defaultDetector(),
  onFile: () => Promise<void> | void = () => {},
): Promise<ScenarioOutcome> {
  const profile = scenario.detector === undefined ? detector : detectorOf(scenario.detector);
  const seedOfFiles = seed * 1_000_003 + hashOf(scenario.name);
  const course = scenario.course(profile, randomSource(seedOfFiles ^ 0x5ce7a210));
  const { acceptances = [] } = course;
  const watch = watchOf({ ...defaultWatch(), acceptances, ...scenario.watch });
  const files: FileOutcome[] = [];
  const byFault: FaultInFile[][] = course.faults.map(() => []);
  for (const [index, parts] of course.files.entries()) {
    const watched = watch.next(summaryOf(scenario, parts, index, seedOfFiles, profile));
    const outcome = outcomeOfFile(watched, course, index, profile);
    files.push(outcome.file);
    for (const [i, fault] of outcome.faults.entries()) byFault[i]!.push(fault);
    await onFile();
  }
  return {
    files,
    faults: course.faults.map((fault, i) => ({ fault, files: byFault[i]! })),
    newConditions: course.newConditions ?? [],
    oldConditions: course.oldConditions ?? [],
  };
}

/** So that scenarios of one seed have different files, whichever others there are (FNV-1a). */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193);
  return hash >>> 8;
}
