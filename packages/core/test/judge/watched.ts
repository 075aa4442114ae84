/** Files judged one after another, as tests need it. */

import type { Since } from "../../src/history/since.js";
import { startWatch } from "../../src/judge/start-watch.js";
import type { KnownStates } from "../../src/judge/states/change.js";
import { isAlarm, recordKey, type Verdict } from "../../src/judge/states/verdict.js";
import type { Watch, WatchSettings } from "../../src/judge/watch.js";
import type { FileSummary } from "../../src/summary.js";

/** All earlier files count, nothing is accepted, every limit has its default. */
export const watchSettings: WatchSettings = {
  ...{ limits: {}, ncomp: -1, excludeBad: true, acceptances: [], runType: "auto" },
};

/** A watch that has seen some files, oldest first. */
export function watchOf(earlier: readonly FileSummary[], how: Partial<WatchSettings> = {}): Watch {
  const watch = startWatch({ ...watchSettings, ...how });
  for (const summary of earlier) watch.pass(summary);
  return watch;
}

/** The records of a file after others, oldest first. */
export function judgedAfter(
  earlier: readonly FileSummary[],
  now: FileSummary,
  how: Partial<WatchSettings> = {},
): Verdict[] {
  return watchOf(earlier, how).peek(now).verdicts;
}

/** What is known once a file with these records has been the first. */
export function knownAfter(verdicts: readonly Verdict[], file: Since = firstFile): KnownStates {
  const alarmed = verdicts.filter(({ state }) => isAlarm(state));
  return {
    known: new Map(alarmed.map((one) => [recordKey(one), { state: one.state, since: 0 }])),
    common: alarmed.filter(({ members }) => members.length > 0),
    files: { count: 1, named: new Map([[0, file]]) },
  };
}

const firstFile: Since = { file: "first", run: 1, timeMs: 0 };
