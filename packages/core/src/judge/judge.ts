/** Runs the table of checks over a summary. */

import { detectorGroups } from "../detector/groups.js";
import type { Past } from "../history/past.js";
import type { FileSummary } from "../summary.js";
import type { Check, CheckLimits, Limits } from "./check.js";
import { checks } from "./checks/index.js";
import { effectiveLimits } from "./limits.js";
import { unknown } from "./parts/findings.js";
import { wideRecord } from "./parts/wide-check.js";
import { withStatus } from "./states/status-mask.js";
import type { Verdict } from "./states/verdict.js";

/**
 * Judges a file: the records of every check, in the order of the table. A check that fails or
 * has no record of an active channel gives unknown records with the reason.
 * @param past null where there is nothing to compare with
 * @param limits in place of the defaults, as far as they are set
 * @throws LightDqmError `bad-config` for a limit that no check has or that is not a number
 */
export function judge(
  summary: FileSummary,
  past: Past | null,
  limits: Limits,
  table: readonly Check[] = checks,
): Verdict[] {
  return withStatus(judgeUnmasked(summary, past, limits, table), summary, table);
}

/**
 * As `judge`, whatever the status file says: no record is masked.
 * @param reasonsOf checks whose channels get their reasons; those of others are empty
 */
export function judgeUnmasked(
  summary: FileSummary,
  past: Past | null,
  given: Limits,
  table: readonly Check[] = checks,
  reasonsOf: ReadonlySet<string> = namesOf(table),
): Verdict[] {
  const effective = effectiveLimits(given, summary.detector, table);
  const verdicts: Verdict[] = [];
  for (const check of table) {
    const limits = effective[check.name]!;
    verdicts.push(...runCheck(check, summary, past, limits, reasonsOf.has(check.name)));
  }
  return verdicts;
}

/** The names of some checks. */
const namesOf = (table: readonly Check[]): ReadonlySet<string> =>
  new Set(table.map(({ name }) => name));

/** For states and numbers alone. */
export const noReasons: ReadonlySet<string> = new Set();

function runCheck(
  check: Check,
  summary: FileSummary,
  past: Past | null,
  limits: CheckLimits,
  withReasons: boolean,
): Verdict[] {
  try {
    const earlier = check.comparesWithEarlier ? past : null;
    const given = check.judge(summary, earlier, limits, withReasons);
    const verdicts = given.every(hasValueOrIsNotOk) ? given : given.map(unknownWithoutValue);
    return check.scope === "channel" ? everyChannel(check, summary, verdicts) : verdicts;
  } catch (error) {
    const reason = `the check failed: ${error instanceof Error ? error.message : String(error)}`;
    if (check.scope === "channel") return everyChannel(check, summary, [], reason);
    return [unknownRecord(check, reason)];
  }
}

const hasValueOrIsNotOk = ({ state, value }: Verdict): boolean =>
  state !== "ok" || (value !== null && Number.isFinite(value));

/** Good without a measured value is not good. */
function unknownWithoutValue(verdict: Verdict): Verdict {
  if (hasValueOrIsNotOk(verdict)) return verdict;
  return { ...verdict, state: "unknown", value: null, reason: "the check returned no number" };
}

/** The records of every active channel in channel order: those given, and unknown for the others. */
function everyChannel(
  check: Check,
  summary: FileSummary,
  verdicts: Verdict[],
  reason: string = "the check returned no record",
): Verdict[] {
  const { active, indexOf, placeOf } = detectorGroups(summary.detector);
  const indexOfRecord = ({ adc, channel }: Verdict): number => indexOf(adc!, channel!);
  const isComplete =
    verdicts.length === active.length &&
    verdicts.every((verdict, i) => indexOfRecord(verdict) === active[i]);
  if (isComplete) return verdicts;
  const given = new Map(verdicts.map((verdict) => [indexOfRecord(verdict), verdict]));
  return active.map(
    (channelIndex) =>
      given.get(channelIndex) ?? { ...unknownRecord(check, reason), ...placeOf(channelIndex) },
  );
}

function unknownRecord({ name, scope }: Check, reason: string): Verdict {
  return wideRecord(name, scope, null, unknown(reason));
}
