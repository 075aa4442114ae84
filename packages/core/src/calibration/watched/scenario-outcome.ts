/** What the verdicts on the files of a scenario say, held against what was planted. */
import type { RunType } from "../../history/conditions.js";
import type { State } from "../../judge/states/verdict.js";
import type { PlantedFault } from "../planted/course.js";

/** A file. */
export interface FileOutcome {
  /**
   * Alarms, each fault once, less than half of whose channels have a fault, or had one up to three
   * files ago.
   */
  falseBad: number;
  falseWarn: number;
  /** Checks of these alarms, in their order. */
  falseChecks: readonly string[];
  /** Whether a change of conditions is told as new. */
  tellsConditions: boolean;
  /** As the verdicts have it, and as it was simulated. */
  runType: RunType;
  simulatedRunType: RunType;
}

/** A fault in one file. */
export interface FaultInFile {
  /** The worst state where the fault is planted; `ok` where nothing is alarmed there. */
  state: Extract<State, "ok" | "warn" | "bad">;
  /**
   * Whether an alarm of half of its channels at least is new, and whether such a one has recovered and
   * none is left.
   */
  isNew: boolean;
  isRecovered: boolean;
  /** Names of the files since which the alarms there are told. */
  since: readonly string[];
  /** Names of the alarmed checks there. */
  checks: readonly string[];
  /** Alarms there, each fault once. */
  alarmCount: number;
}

/** A fault over the files of a scenario. */
export interface FaultOutcome {
  fault: PlantedFault;
  /** By file, from the first of the scenario. */
  files: readonly FaultInFile[];
}

/** A scenario. */
export interface ScenarioOutcome {
  files: readonly FileOutcome[];
  faults: readonly FaultOutcome[];
  /** Files whose conditions were made to differ, and those in which they returned. */
  newConditions: readonly number[];
  oldConditions: readonly number[];
}

/** The files in which a fault is there. */
export function filesWith({ fault, files }: FaultOutcome): readonly FaultInFile[] {
  return files.slice(fault.firstFile, fault.endFile ?? files.length);
}

/**
 * In which file of a fault it is first at least this bad: 1 is the first one that has it, Infinity
 * says that none shows it.
 */
export function filesUntil(outcome: FaultOutcome, state: "warn" | "bad"): number {
  const at = filesWith(outcome).findIndex((file) => isAtLeast(file, state));
  return at < 0 ? Number.POSITIVE_INFINITY : at + 1;
}

/** Whether a fault is at least this bad in a file. */
export function isAtLeast(file: Pick<FaultInFile, "state">, state: "warn" | "bad"): boolean {
  return file.state === "bad" || file.state === state;
}
