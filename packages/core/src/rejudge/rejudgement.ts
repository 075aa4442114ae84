/** What a re-evaluation is. */

import { canonicalJson } from "../files/canonical-json.js";
import type { Judgement } from "../judge/judge-file.js";
import type { WatchSettings } from "../judge/watch.js";

/** How stored files are re-evaluated. */
export interface Rejudgement extends Pick<WatchSettings, "ncomp" | "excludeBad"> {
  before: Judgement;
  after: Judgement;
  /** Default none. */
  acceptances?: WatchSettings["acceptances"] | undefined;
  /** Default `auto`. */
  runType?: WatchSettings["runType"] | undefined;
}

/** How one of the two judgements watches the files. */
export function watchSettings(
  { before, after, acceptances = [], runType = "auto", ncomp, excludeBad }: Rejudgement,
  which: "before" | "after",
): WatchSettings {
  const judgement = which === "before" ? before : after;
  return { ...judgement, acceptances, runType, ncomp, excludeBad };
}

/** Names of the checks that differ from one judgement to the other: in limits, or as only one has them. */
export function differingChecks({ before, after }: Rejudgement): ReadonlySet<string> {
  const own = [before, after].map(({ checks = [] }) => new Set(checks.map(({ name }) => name)));
  const names = new Set([...Object.keys(before.limits), ...Object.keys(after.limits)]);
  for (const each of own) for (const name of each) names.add(name);
  const isDiffering = (name: string): boolean =>
    own[0]!.has(name) !== own[1]!.has(name) ||
    canonicalJson(before.limits[name] ?? {}) !== canonicalJson(after.limits[name] ?? {});
  return new Set([...names].filter(isDiffering));
}
