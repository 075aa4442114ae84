/** The judgement of a file among its history: checks, false alarms, common faults, changes. */

import type { Reference } from "../history/reference.js";
import type { FileSummary } from "../summary.js";
import type { Check, Limits } from "./check.js";
import { checks } from "./checks/index.js";
import { judgeUnmasked } from "./judge.js";
import { recoveredCommonFaults, withChanges } from "./states/change.js";
import { commonFaults } from "./states/common-faults.js";
import type { FalseAlarmControl } from "./states/false-alarms.js";
import {
  controlByPersistence,
  controlDiscoveryRate,
  defaultFalseDiscoveryRate,
} from "./states/false-alarms.js";
import { type KnownFault, withKnownFaults } from "./states/known-faults.js";
import type { Verdict } from "./states/verdict.js";

/** A file with the earlier files it is compared with. */
export interface FileInHistory {
  summary: FileSummary;
  /** Null where there are no earlier files. */
  reference: Reference | null;
}

/** How a file is judged. */
export interface Judgement {
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
 * All records of a file: those of every check in the order of the table, then the common faults of
 * EPCBs, TPCs and ADCs. Every record says what changed since the previous file.
 * @param previous the file before, with the files before that; null where there is none
 * @throws LightDqmError `bad-config` for a limit that no check has or that is not a number
 */
export function judgeFile(
  now: FileInHistory,
  previous: FileInHistory | null,
  judgement: Judgement,
  table: readonly Check[] = checks,
): Verdict[] {
  const byLimits = (file: FileInHistory): Verdict[] => judgeByLimits(file, judgement, table);
  const rawBefore = previous && byLimits(previous);
  const before = previous && rawBefore && settle(previous.summary, rawBefore, null, judgement);
  const settled = settle(now.summary, byLimits(now), rawBefore, judgement);
  const compared = withChanges(settled, before);
  return [...compared, ...recoveredCommonFaults(compared, before)];
}

/** Every check by its own limits: the first step of `judgeFile`. */
function judgeByLimits(
  { summary, reference }: FileInHistory,
  judgement: Judgement,
  table: readonly Check[],
): Verdict[] {
  const found = judgeUnmasked(summary, reference, judgement.limits, table);
  return withKnownFaults(found, summary, judgement.knownFaults, table);
}

/**
 * False alarms suppressed, common faults added: the second step of `judgeFile`.
 * @param before records of the previous file by their own limits; null where there is none
 */
export function settle(
  summary: FileSummary,
  verdicts: readonly Verdict[],
  before: readonly Verdict[] | null,
  { falseAlarms = "discovery-rate", falseDiscoveryRate = defaultFalseDiscoveryRate }: Judgement,
): Verdict[] {
  const controlled =
    falseAlarms === "discovery-rate"
      ? controlDiscoveryRate(verdicts, falseDiscoveryRate)
      : falseAlarms === "persistence"
        ? controlByPersistence(verdicts, before)
        : verdicts;
  return [...controlled, ...commonFaults(summary, controlled)];
}
