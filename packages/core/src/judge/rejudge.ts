/** Judging stored files again with other limits: what flips. Needs summaries only. */

import { canonicalJson } from "../history/provenance.js";
import { kindOf } from "../history/roll-up.js";
import type { SlidingReference } from "../history/sliding-reference.js";
import { startSlidingReference } from "../history/sliding-reference.js";
import type { FileSummary } from "../summary.js";
import { withChanges } from "./change.js";
import type { Check } from "./check.js";
import { checks } from "./checks.js";
import { isAlarm, recordKey } from "./false-alarms.js";
import { effectiveLimits, judgeUnmasked } from "./judge.js";
import type { Judgement } from "./judge-file.js";
import { badAmong, limitsByThemselves, settle, withKnown } from "./judge-file.js";
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
 * the history. A check whose limits and reference are the same in both judgements runs once.
 */
export function startRejudge({ before, after, ncomp, excludeBad }: Rejudgement): Rejudge {
  /** Channels of the file that was added last that are bad by themselves. */
  const bad: Record<"before" | "after", Uint8Array> = { before: noChannels, after: noChannels };
  const referencesOf = (which: "before" | "after"): SlidingReference =>
    startSlidingReference(ncomp, {
      forChecks: true,
      leaveOut: excludeBad ? () => bad[which] : undefined,
    });
  // Most limits leave the references as they are: then one serves for both.
  const oneReference =
    !excludeBad || isSame(limitsByThemselves(before.limits), limitsByThemselves(after.limits));
  const references = { before: referencesOf("before"), after: referencesOf("after") };
  const [limitsBefore, limitsAfter] = [before, after].map(({ limits }) => effectiveLimits(limits));
  const differing = checks.filter(
    ({ name }) => !oneReference || !isSame(limitsBefore![name], limitsAfter![name]),
  );
  const differingLimits = Object.fromEntries(
    differing.map(({ name }) => [name, { ...limitsAfter![name] }]),
  );
  const latest = new Map<string, { index: number; before: Judged; after: Judged }>();
  let index = 0;
  return {
    add: (summary) => {
      const was = { summary, reference: references.before.of(summary) };
      const is = oneReference ? was : { summary, reference: references.after.of(summary) };
      const known = latest.get(kindOf(summary));
      const previous = known && (ncomp < 0 || index - known.index <= ncomp) ? known : null;

      const foundBefore = judgeUnmasked(summary, was.reference, before.limits);
      const differently = judgeUnmasked(summary, is.reference, differingLimits, differing);
      const foundAfter = withChecks(foundBefore, differing, differently);
      const judged = {
        before: judgedWith(summary, foundBefore, previous?.before ?? null, before),
        after: judgedWith(summary, foundAfter, previous?.after ?? null, after),
      };
      bad.before = badAmong(foundBefore, summary);
      references.before.add(summary);
      if (!oneReference) {
        bad.after = badAmong(foundAfter, summary);
        references.after.add(summary);
      }
      // All that the next file is held against.
      latest.set(kindOf(summary), {
        index: index++,
        before: alarmsOf(judged.before),
        after: alarmsOf(judged.after),
      });
      return flipsBetween(summary.input.name, judged, previous?.after.settled ?? null);
    },
  };
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

/** Records in the order of the table, those of some checks replaced. */
function withChecks(
  records: readonly Verdict[],
  replaced: readonly Check[],
  by: readonly Verdict[],
): Verdict[] {
  const names = new Set(replaced.map(({ name }) => name));
  const byCheck = new Map(checks.map(({ name }) => [name, [] as Verdict[]]));
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
