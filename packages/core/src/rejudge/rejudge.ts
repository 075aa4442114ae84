/** Re-evaluating stored files with other limits: which verdicts change. Needs summaries only. */

import { recordKey, type State, type Verdict } from "../judge/states/verdict.js";
import type { Watch } from "../judge/watch.js";
import type { FileSummary } from "../summary.js";
import { startSide } from "./judged-side.js";
import { differingChecks, type Rejudgement, watchSettings } from "./rejudgement.js";
import { isGone, isOfChannel, type ToldFile, toldFile } from "./told-file.js";

/** A record whose state changes with the other limits. */
export interface Flip {
  /** Name of the input file. */
  file: string;
  /** The record with the other limits; where it has none any more, the one before. */
  verdict: Verdict;
  /** Null where there was or is no such record: a common fault or a check that comes or goes. */
  from: State | null;
  to: State | null;
}

/**
 * The verdict changes when files are re-evaluated, each compared with those before it; pure.
 * @param summaries oldest first
 */
export function rejudge(summaries: readonly FileSummary[], how: Rejudgement): Flip[] {
  const before = startSide(watchSettings(how, "before"));
  const after = startSide(watchSettings(how, "after"));
  const differing = differingChecks(how);
  return summaries.flatMap((summary) =>
    flipsOf(summary, toldBy(before(summary), summary, differing), after(summary), differing),
  );
}

/** What a watch says of a file, in short; it is passed. @param likely as for `flipsOf` */
export function toldBy(watch: Watch, summary: FileSummary, likely: ReadonlySet<string>): ToldFile {
  const told = toldFile(watch.peek(summary, likely).verdicts);
  watch.pass(summary);
  return told;
}

/**
 * The verdict changes of one file; it is passed.
 * @param likely checks whose records are likely to change: they alone have their reasons at first
 */
export function flipsOf(
  summary: FileSummary,
  before: ToldFile,
  after: Watch,
  likely: ReadonlySet<string>,
): Flip[] {
  const { name } = summary.input;
  let flips = flipsBetween(name, before, after.peek(summary, likely).verdicts);
  if (flips.some(({ verdict }) => !likely.has(verdict.check)))
    flips = flipsBetween(name, before, after.peek(summary).verdicts);
  after.pass(summary);
  return flips;
}

/** The verdict changes of one file. */
function flipsBetween(file: string, before: ToldFile, after: readonly Verdict[]): Flip[] {
  const flips: Flip[] = [];
  const others = new Map(before.others.map((one) => [recordKey(one), one]));
  const take = (verdict: Verdict): State | null => {
    if (isOfChannel(verdict)) {
      const ofCheck = before.channels.get(verdict.check);
      return ofCheck ? (ofCheck.get(recordKey(verdict)) ?? "ok") : null;
    }
    const key = recordKey(verdict);
    const was = others.get(key)?.state ?? null;
    others.delete(key);
    return was;
  };
  for (const verdict of after) {
    if (isGone(verdict)) continue;
    const from = take(verdict);
    // That a check which there was not finds nothing is no change.
    if (from !== verdict.state && (from !== null || verdict.state !== "ok"))
      flips.push({ file, verdict, from, to: verdict.state });
  }
  for (const verdict of others.values())
    flips.push({ file, verdict, from: verdict.state, to: null });
  return flips;
}
