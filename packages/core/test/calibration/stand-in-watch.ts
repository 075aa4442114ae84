/** A watch that says what a test wants it to say. */
import type { RunType } from "../../src/history/conditions.js";
import type { Change, Scope, State, Verdict } from "../../src/judge/states/verdict.js";
import type { Watch, WatchedFile } from "../../src/judge/watch.js";
import type { FileSummary } from "../../src/summary.js";

/** What is particular of a record. */
export interface RecordParts {
  check?: string;
  scope?: Scope;
  adc?: number | null;
  channel?: number | null;
  state: State;
  change?: Change;
  since?: string;
  label?: string;
  members?: readonly (readonly [number, number])[];
}

/** A record of a check. */
export function record(parts: RecordParts): Verdict {
  const { check = "baseline-shift", scope = "channel", adc = null, channel = null } = parts;
  const { state, change = "unchanged", since, label = null, members = [] } = parts;
  return {
    ...{ check, scope, adc, channel, state, change, label, members: [...members] },
    since: since === undefined ? null : { file: since, run: null, timeMs: null },
    ...{ value: 1, limit: 0, unit: "", n: 60, reason: "so it is", p: null, group: null },
  };
}

/** A watch that answers with the records of a file. @param index of the file, from 0 */
export function standInWatch(
  recordsOf: (index: number, summary: FileSummary) => readonly Verdict[],
  runType: RunType = "mixed",
): Watch {
  let next = 0;
  const watched = (index: number, summary: FileSummary): WatchedFile => ({
    verdicts: [...recordsOf(index, summary)],
    conditions: { runType, lightAdc16: Number.NaN, litShare: Number.NaN },
    fileCount: index,
  });
  return {
    next: (summary) => watched(next++, summary),
    peek: (summary) => watched(next, summary),
    pass() {
      next++;
    },
    memory: () => ({ version: 1, detectors: {} }),
  };
}
