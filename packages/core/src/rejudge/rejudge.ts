/** Re-evaluating stored files with other limits: which verdicts change. Needs summaries only. */

import { startWatch } from "../judge/start-watch.js";
import { recordKey, type State, type Verdict } from "../judge/states/verdict.js";
import type { FileSummary } from "../summary.js";
import type { Rejudgement } from "./rejudgement.js";

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
  /** The verdict changes of this file. */
  add(summary: FileSummary): Flip[];
}

/** Starts re-evaluating files, each compared with those added before it. */
export function startRejudge({ before, after, ncomp, excludeBad }: Rejudgement): Rejudge {
  const common = { ncomp, excludeBad, acceptances: [], runType: "auto" } as const;
  const watches = [before, after].map((how) => startWatch({ ...how, ...common }));
  return {
    add: (summary) => {
      const [was, is] = watches.map((watch) => watch.next(summary).verdicts);
      return flipsBetween(summary.input.name, was!, is!);
    },
  };
}

/**
 * The verdict changes when files are re-evaluated; pure.
 * @param summaries oldest first
 */
export function rejudge(summaries: readonly FileSummary[], rejudgement: Rejudgement): Flip[] {
  const started = startRejudge(rejudgement);
  return summaries.flatMap((summary) => started.add(summary));
}

function flipsBetween(file: string, before: readonly Verdict[], after: readonly Verdict[]): Flip[] {
  const was = new Map(before.map((one) => [recordKey(one), one]));
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
