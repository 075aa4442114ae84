/** Re-evaluating stored files with other limits: which verdicts change. Needs summaries only. */

import { kindOf } from "../history/kind.js";
import { type SlidingReference, startSlidingReference } from "../history/sliding-reference.js";
import type { BadInBoth } from "../judge/bad-channels.js";
import type { Check } from "../judge/check.js";
import { judgeUnmasked } from "../judge/judge.js";
import { type Judgement, settle } from "../judge/judge-file.js";
import { limitsOf } from "../judge/limits.js";
import { withChanges } from "../judge/states/change.js";
import { withKnownFaults } from "../judge/states/known-faults.js";
import { isAlarm, recordKey, type State, type Verdict } from "../judge/states/verdict.js";
import { isEarlier } from "../store/order.js";
import type { FileSummary } from "../summary.js";
import { badJudge, checksToRun, isSame, noneBad, type Rejudgement } from "./rejudgement.js";

/** A record whose state changes with the other limits. */
export interface Flip {
  /** Name of the input file. */
  file: string;
  /** The record with the other limits; where it has none any more, the one before. */
  verdict: Verdict;
  /** Null where there was or is no such record: a common fault that comes or goes. */
  from: State | null;
  to: State | null;
}

/** A judge that takes files one by one, oldest first, and keeps no more than the last `ncomp`. */
export interface Rejudge {
  /**
   * The verdict changes of this file.
   * @param bad the result of `badJudge` of the same rejudgement, where it is known already
   */
  add(summary: FileSummary, bad?: BadInBoth): Flip[];
}

/** What the next file of a kind is compared with: the records with an alarm. */
interface Latest {
  index: number;
  /** By the limits alone; one array where both are the same. */
  before: Verdict[];
  after: Verdict[];
  /** Settled after, as the report of the next file settles its previous one. */
  settled: Verdict[];
}

/**
 * Starts re-evaluating files. Every file is compared with those added before it, with both
 * judgements, as `judgeFile` does. References slide from file to file; with ncomp −1 they grow with
 * the history. A check runs only where a change may depend on it, and once where its limits and its
 * reference are the same in both judgements.
 */
export function startRejudge(how: Rejudgement): Rejudge {
  const { before, after, ncomp, excludeBad } = how;
  const {
    differing,
    withComparing,
    comparesAlways,
    usesReferences,
    oneReference,
    onlyLimitsDiffer,
  } = checksToRun(how);
  const badOf = badJudge(how);
  let bad: BadInBoth = noneBad;
  const referenceOf = (which: keyof BadInBoth): SlidingReference | null =>
    usesReferences
      ? startSlidingReference(ncomp, {
          forChecks: true,
          leaveOut: excludeBad ? () => bad[which] : undefined,
        })
      : null;
  const referenceBefore = referenceOf("before");
  const referenceAfter = oneReference ? referenceBefore : referenceOf("after");
  const latest = new Map<string, Latest>();
  /** By kind, the last file that enters the references with other channels. */
  const differedAt = new Map<string, number>();
  let index = 0;
  let last: FileSummary | null = null;
  const isNear = (at: number | undefined): boolean =>
    at !== undefined && (ncomp < 0 || index - at <= ncomp);

  return {
    add: (summary, given = badOf(summary)) => {
      bad = given;
      if (last && !isEarlier(last, summary)) {
        latest.clear();
        differedAt.clear();
      }
      last = summary;
      const kind = kindOf(summary);
      const known = latest.get(kind);
      const previous = isNear(known?.index) ? known! : null;
      const referencesDiffer = isNear(differedAt.get(kind));
      if (bad.before !== bad.after) differedAt.set(kind, index);
      // Also for the file before one that may change: that one is compared with what is found here.
      const isCompared = comparesAlways || (usesReferences && isNear(differedAt.get(kind)));
      const table = isCompared ? withComparing : differing;
      const twice = referencesDiffer ? withComparing : differing;

      const was = isCompared ? referenceBefore!.of(summary) : null;
      const is = referencesDiffer ? referenceAfter!.of(summary) : was;
      const judgeBoth = (withReasons: boolean): { found: Verdict[]; again: Verdict[] } => ({
        found: judgeUnmasked(summary, was, limitsOf(table, before.limits), table, withReasons),
        again: judgeUnmasked(summary, is, limitsOf(twice, after.limits), twice, withReasons),
      });
      let { found, again } = judgeBoth(false);
      const isAlike =
        onlyLimitsDiffer &&
        (!previous || previous.before === previous.after) &&
        areAlike(found, twice, again);
      if (!isAlike) ({ found, again } = judgeBoth(true));
      referenceBefore?.add(summary);
      if (!oneReference) referenceAfter?.add(summary);

      const judgedBefore = judgedWith(summary, found, previous?.before ?? null, before);
      const judgedAfter = isAlike
        ? judgedBefore
        : judgedWith(
            summary,
            withChecks(table, found, twice, again),
            previous?.after ?? null,
            after,
          );
      const alarms = judgedBefore.byLimits.filter(isAlarmed);
      latest.set(kind, {
        index: index++,
        before: alarms,
        after: isAlike ? alarms : judgedAfter.byLimits.filter(isAlarmed),
        settled: settle(summary, judgedAfter.byLimits, null, after).filter(isAlarmed),
      });
      if (isAlike) return [];
      const states = { before: judgedBefore.settled, after: judgedAfter.settled };
      return flipsBetween(summary.input.name, states, previous?.settled ?? null);
    },
  };
}

function judgedWith(
  summary: FileSummary,
  found: readonly Verdict[],
  previous: readonly Verdict[] | null,
  judgement: Judgement,
): { byLimits: Verdict[]; settled: Verdict[] } {
  const byLimits = withKnownFaults(found, summary, judgement.knownFaults);
  return {
    byLimits,
    settled: settle(summary, byLimits, previous, judgement),
  };
}

const isAlarmed = ({ state }: Verdict): boolean => isAlarm(state);

/**
 * Whether records of some checks equal those found before in all that the control of false alarms
 * and common faults depend on.
 */
function areAlike(
  found: readonly Verdict[],
  checked: readonly Check[],
  again: readonly Verdict[],
): boolean {
  const names = new Set(checked.map(({ name }) => name));
  let i = 0;
  for (const one of found) {
    if (!names.has(one.check)) continue;
    const other = again[i++];
    if (!other || one.state !== other.state || one.p !== other.p) return false;
    if (isAlarm(one.state) && !isSame(one, other)) return false;
  }
  return i === again.length;
}

/** Records in the order of the table, those of some checks replaced. */
function withChecks(
  table: readonly Check[],
  records: readonly Verdict[],
  replaced: readonly Check[],
  by: readonly Verdict[],
): Verdict[] {
  const names = new Set(replaced.map(({ name }) => name));
  const byCheck = new Map(table.map(({ name }) => [name, [] as Verdict[]]));
  for (const record of records)
    if (!names.has(record.check)) byCheck.get(record.check)!.push(record);
  for (const record of by) byCheck.get(record.check)!.push(record);
  return [...byCheck.values()].flat();
}

/**
 * The verdict changes when files are re-evaluated; pure.
 * @param summaries oldest first
 */
export function rejudge(summaries: readonly FileSummary[], rejudgement: Rejudgement): Flip[] {
  const started = startRejudge(rejudgement);
  return summaries.flatMap((summary) => started.add(summary));
}

function flipsBetween(
  file: string,
  { before, after }: { before: readonly Verdict[]; after: readonly Verdict[] },
  previous: readonly Verdict[] | null,
): Flip[] {
  // Records that both share are one object, nearly always at one place.
  const was = new Map(
    before.filter((one, i) => one !== after[i]).map((one) => [recordKey(one), one]),
  );
  const flips: Flip[] = [];
  for (const verdict of after.filter((one, i) => one !== before[i])) {
    const key = recordKey(verdict);
    const from = was.get(key)?.state ?? null;
    was.delete(key);
    if (from !== verdict.state) flips.push({ file, verdict, from, to: verdict.state });
  }
  for (const verdict of was.values()) flips.push({ file, verdict, from: verdict.state, to: null });
  const changed = withChanges(
    flips.map(({ verdict }) => verdict),
    previous,
  );
  return flips.map((flip, i) => ({ ...flip, verdict: changed[i]! }));
}
