/** The judgement of a file among its history: checks, false alarms, common faults, changes. */

import type { FileSummary } from "../summary.js";
import type { Check, Limits } from "./check.js";
import { commonFaults } from "./states/common-faults.js";
import type { FalseAlarmControl } from "./states/false-alarms.js";
import {
  controlByPersistence,
  controlDiscoveryRate,
  defaultFalseDiscoveryRate,
} from "./states/false-alarms.js";
import type { KnownFault } from "./states/known/known-faults.js";
import type { Verdict } from "./states/verdict.js";

/** How a file is judged. */
export interface Judgement {
  /** The table of checks, see `checkTable`; default the built-in ones. */
  checks?: readonly Check[] | undefined;
  /** In place of the defaults, as far as they are set. */
  limits: Limits;
  /** Default `discovery-rate`. */
  falseAlarms?: FalseAlarmControl;
  /** Allowed false discovery rate. */
  falseDiscoveryRate?: number;
  /** Faults that are known for a time, beside the status file. */
  knownFaults?: readonly KnownFault[];
}

/**
 * False alarms suppressed, common faults added.
 * @param before keys of the records that were alarmed by their own limits in the file before
 */
export function settle(
  summary: FileSummary,
  verdicts: readonly Verdict[],
  before: ReadonlySet<string>,
  {
    falseAlarms = "discovery-rate",
    falseDiscoveryRate = defaultFalseDiscoveryRate,
    checks,
  }: Judgement,
): Verdict[] {
  const controlled =
    falseAlarms === "discovery-rate"
      ? controlDiscoveryRate(verdicts, falseDiscoveryRate)
      : falseAlarms === "persistence"
        ? controlByPersistence(verdicts, before)
        : verdicts;
  return [...controlled, ...commonFaults(summary, controlled, checks)];
}
