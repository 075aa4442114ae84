/** Judging stored files again with other limits: what flips. Needs summaries only. */

import { canonicalJson } from "../history/provenance.js";
import { kindOf } from "../history/roll-up.js";
import type { SlidingReference } from "../history/sliding-reference.js";
import { startSlidingReference } from "../history/sliding-reference.js";
import type { FileSummary } from "../summary.js";
import { withChanges } from "./change.js";
import type { Check, Limits } from "./check.js";
import { checks } from "./checks.js";
import { isAlarm, recordKey } from "./false-alarms.js";
import { effectiveLimits, judgeUnmasked } from "./judge.js";
import type { Judgement } from "./judge-file.js";
import {
  badAmong,
  checksByThemselves,
  limitsByThemselves,
  settle,
  withKnown,
} from "./judge-file.js";
import type { State, Verdict } from "./verdict.js";

/** A record whose state is another one with the other limits. */
export interface Flip {
  /** Name of the input file. */
  file: string;
  /** The record with the other limits; where it has no record any more, the one before. */
  verdict: Verdict;
  /** Null where there was or is no such record: a common fault that comes or goes. */
  from: State | null;
  to: State | null;
}

/** How stored files are judged again. */
export interface Rejudgement {
  before: Judgement;
  after: Judgement;
  /** Earlier files to compare with: −1 all, 0 none, N the previous N. */
  ncomp: number;
  excludeBad: boolean;
}

/** A judge that takes files one by one, oldest first, and keeps no more than the last `ncomp`. */
export interface Rejudge {
  /** What flips in this file. */
  add(summary: FileSummary): Flip[];
}

/** Records of a file: by the limits alone, and settled. */
interface Judged {
  byLimits: Verdict[];
  settled: Verdict[];
}

/**
 * Starts judging files again. Every file is held against those added before it, with both
 * judgements, as `judgeFile` does. References slide from file to file; with ncomp −1 they grow with
 * the history. A check runs only where a flip may depend on it, and once where its limits and
 * reference are the same in both judgements.
 */
export function startRejudge({ before, after, ncomp, excludeBad }: Rejudgement): Rejudge {
  /** Channels of the file that was added last that are bad by themselves. */
  const bad: Record<"before" | "after", Uint8Array> = { before: noChannels, after: noChannels };
  const referencesOf = (which: "before" | "after"): SlidingReference =>
    startSlidingReference(ncomp, {
      forChecks: true,
      leaveOut: excludeBad ? () => bad[which] : undefined,
    });
  const { table, differing, isCompared, oneReference } = checksToRun(before, after, excludeBad);
  const references = { before: referencesOf("before"), after: referencesOf("after") };
  const [limitsBefore, limitsOfDiffering] = [
    limitsOf(table, before.limits),
    limitsOf(differing, after.limits),
  ];
  const latest = new Map<string, { index: number; before: Judged; after: Judged }>();
  let index = 0;
  return {
    add: (summary) => {
      const was = isCompared ? references.before.of(summary) : null;
      const is = oneReference ? was : references.after.of(summary);
      const known = latest.get(kindOf(summary));
      const previous = known && (ncomp < 0 || index - known.index <= ncomp) ? known : null;

      const foundBefore = judgeUnmasked(summary, was, limitsBefore, table);
      const differently = judgeUnmasked(summary, is, limitsOfDiffering, differing);
      const judgedBefore = judgedWith(summary, foundBefore, previous?.before ?? null, before);
      const isAsBefore =
        (!previous || previous.before === previous.after) &&
        areAlike(foundBefore, differing, differently);
      const foundAfter = isAsBefore
        ? foundBefore
        : withChecks(table, foundBefore, differing, differently);
      const judged = {
        before: judgedBefore,
        after: isAsBefore
          ? judgedBefore
          : judgedWith(summary, foundAfter, previous?.after ?? null, after),
      };
      if (isCompared) {
        bad.before = badAmong(foundBefore, summary);
        references.before.add(summary);
      }
      if (!oneReference) {
        bad.after = badAmong(foundAfter, summary);
        references.after.add(summary);
      }
      // All that the next file is held against.
      const alarms = alarmsOf(judged.before);
      latest.set(kindOf(summary), {
        index: index++,
        before: alarms,
        after: isAsBefore ? alarms : alarmsOf(judged.after),
      });
      return isAsBefore
        ? []
        : flipsBetween(summary.input.name, judged, previous?.after.settled ?? null);
    },
  };
}

interface ChecksToRun {
  /** All that flips may depend on. */
  table: Check[];
  /** Of them, those whose records may differ from one judgement to the other by themselves. */
  differing: Check[];
  /** Whether any of them looks at earlier files. */
  isCompared: boolean;
  /** Whether earlier files make the same reference in both judgements, as with most limits. */
  oneReference: boolean;
}

/**
 * Records of a check depend on its limits and, if it compares with earlier files, on its reference;
 * and through the control of false alarms on all other checks that compare.
 */
function checksToRun(before: Judgement, after: Judgement, excludeBad: boolean): ChecksToRun {
  const onlyLimitsDiffer = isSame({ ...before, limits: null }, { ...after, limits: null });
  const [limitsBefore, limitsAfter] = [before, after].map(({ limits }) => effectiveLimits(limits));
  const oneReference =
    !excludeBad || isSame(limitsByThemselves(before.limits), limitsByThemselves(after.limits));
  const differing = checks.filter(
    ({ name, comparesWithEarlier }) =>
      !onlyLimitsDiffer ||
      !isSame(limitsBefore![name], limitsAfter![name]) ||
      (comparesWithEarlier && !oneReference),
  );
  const isCompared = differing.some(({ comparesWithEarlier }) => comparesWithEarlier);
  const table = checks.filter(
    (check) =>
      differing.includes(check) ||
      (isCompared &&
        (check.comparesWithEarlier || (excludeBad && checksByThemselves.includes(check)))),
  );
  return { table, differing, isCompared, oneReference };
}

/** Of the limits, those of some checks. */
function limitsOf(table: readonly Check[], limits: Limits): Limits {
  const names = new Set(table.map(({ name }) => name));
  return Object.fromEntries(Object.entries(limits).filter(([name]) => names.has(name)));
}

const isSame = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);

const noChannels = new Uint8Array(0);

function judgedWith(
  summary: FileSummary,
  found: readonly Verdict[],
  previous: Judged | null,
  judgement: Judgement,
): Judged {
  const byLimits = withKnown(found, summary, judgement);
  return {
    byLimits,
    settled: settle(summary, byLimits, previous?.byLimits ?? null, judgement),
  };
}

function alarmsOf({ byLimits, settled }: Judged): Judged {
  const isAlarmed = ({ state }: Verdict): boolean => isAlarm(state);
  return { byLimits: byLimits.filter(isAlarmed), settled: settled.filter(isAlarmed) };
}

/**
 * Whether records of some checks differ from those found before in nothing that the control of false
 * alarms or common faults look at.
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
 * What flips when files are judged again: pure, of summaries in order of time.
 * @param summaries oldest first
 */
export function rejudge(summaries: readonly FileSummary[], rejudgement: Rejudgement): Flip[] {
  const started = startRejudge(rejudgement);
  return summaries.flatMap((summary) => started.add(summary));
}

function flipsBetween(
  file: string,
  judged: { before: Judged; after: Judged },
  previous: readonly Verdict[] | null,
): Flip[] {
  const [before, after] = [judged.before.settled, judged.after.settled];
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
