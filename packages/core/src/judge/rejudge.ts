/** Judging stored files again with other limits: what flips. Needs summaries only. */

import { canonicalJson } from "../history/provenance.js";
import { type RollUp, startRollUp } from "../history/roll-up.js";
import type { FileSummary } from "../summary.js";
import type { Limits } from "./check.js";
import { recordKey } from "./false-alarms.js";
import type { FileInHistory, Judgement } from "./judge-file.js";
import { badByThemselves, judgeFile, limitsByThemselves } from "./judge-file.js";
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

/**
 * Starts judging files again. Every file is held against those added before it, with both
 * judgements. With ncomp −1 the references of the files grow with the history.
 */
export function startRejudge({ before, after, ncomp, excludeBad }: Rejudgement): Rejudge {
  const earlier: FileSummary[] = [];
  const badWith = (limits: Limits): ((summary: FileSummary) => Uint8Array) => {
    const known = new WeakMap<FileSummary, Uint8Array>();
    return (summary) => {
      const bad = known.get(summary) ?? badByThemselves(summary, limits);
      known.set(summary, bad);
      return bad;
    };
  };
  const leaveOut = excludeBad
    ? { before: badWith(before.limits), after: badWith(after.limits) }
    : null;
  type Which = "before" | "after";
  const referenceOf = (summary: FileSummary, which: Which): FileInHistory["reference"] => {
    const rolling: RollUp = startRollUp(summary, { leaveOut: leaveOut?.[which], bands: false });
    const files = ncomp < 0 ? earlier : earlier.slice(earlier.length - ncomp);
    for (const file of files) rolling.add(file);
    const rolled = rolling.reference();
    return rolled.files.length + rolled.refused.length > 0 ? rolled : null;
  };
  // Most limits leave the references as they are: then one serves for both.
  const oneReference =
    !excludeBad ||
    canonicalJson(limitsByThemselves(before.limits)) ===
      canonicalJson(limitsByThemselves(after.limits));
  return {
    add: (summary) => {
      const was = referenceOf(summary, "before");
      const is = oneReference ? was : referenceOf(summary, "after");
      const flips = flipsBetween(
        summary.input.name,
        judgeFile({ summary, reference: was }, null, before),
        judgeFile({ summary, reference: is }, null, after),
      );
      earlier.push(summary);
      if (ncomp >= 0 && earlier.length > ncomp) earlier.shift();
      return flips;
    },
  };
}

/**
 * What flips when files are judged again: pure, of summaries in order of time.
 * @param summaries oldest first
 */
export function rejudge(summaries: readonly FileSummary[], rejudgement: Rejudgement): Flip[] {
  const started = startRejudge(rejudgement);
  return summaries.flatMap((summary) => started.add(summary));
}

function flipsBetween(file: string, before: readonly Verdict[], after: readonly Verdict[]): Flip[] {
  const was = new Map(before.map((verdict) => [recordKey(verdict), verdict]));
  const flips: Flip[] = [];
  for (const verdict of after) {
    const key = recordKey(verdict);
    const from = was.get(key)?.state ?? null;
    was.delete(key);
    if (from !== verdict.state) flips.push({ file, verdict, from, to: verdict.state });
  }
  for (const verdict of was.values()) flips.push({ file, verdict, from: verdict.state, to: null });
  return flips;
}
