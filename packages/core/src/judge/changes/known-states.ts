/** What is known of the alarms of a detector after some files, and what changed since. */
import { addFile, copyOf } from "../../history/files-passed.js";
import type { Since } from "../../history/since.js";
import type { Check } from "../check.js";
import {
  alarmedPlaces,
  commonFaultsKnown,
  type KnownStates,
  recoveredCommonFaults,
  tellChanges,
} from "../states/change.js";
import { isAlarm, recordKey, type Verdict } from "../states/verdict.js";
import type { KnownAlarm } from "../watch-memory.js";

/** The alarms of earlier files and of one more: what is unknown or masked in it stays as it was. */
export function alarmsAfter(
  verdicts: readonly Verdict[],
  { known: before, common: commonBefore }: Pick<KnownStates, "known" | "common">,
  fileIndex: number,
  toldOnce: ReadonlySet<string>,
): { known: Map<string, KnownAlarm>; common: Verdict[] } {
  const known = new Map(before);
  const mayBeKnown = alarmedPlaces(before);
  for (const verdict of verdicts) {
    const { check, state } = verdict;
    if ((state === "ok" && !mayBeKnown(verdict)) || toldOnce.has(check)) continue;
    const key = recordKey(verdict);
    if (state === "ok") known.delete(key);
    else if (isAlarm(state)) known.set(key, { state, since: known.get(key)?.since ?? fileIndex });
  }
  const common = commonFaultsKnown(verdicts, { common: commonBefore });
  const left = new Set(common.map(recordKey));
  for (const key of commonBefore.map(recordKey)) if (!left.has(key)) known.delete(key);
  return { known, common };
}

/** What is known once a file with these records has come after those that gave `before`. */
export function statesAfter(
  verdicts: readonly Verdict[],
  before: KnownStates,
  file: Since,
  toldOnce: ReadonlySet<string>,
): KnownStates {
  return {
    ...alarmsAfter(verdicts, before, before.files.count, toldOnce),
    files: addFile(copyOf(before.files), file),
  };
}

/**
 * The records of a file with what changed since some states were known, whatever they said of changes
 * before: new, recovered or unchanged, with the common faults that are gone.
 * @returns copies
 */
export function recordsSince(
  verdicts: readonly Verdict[],
  known: KnownStates,
  toldOnce: ReadonlySet<string>,
): Verdict[] {
  const own = verdicts.filter(({ change, members }) => change !== "recovered" || !members.length);
  const told = own.map((verdict) => ({ ...verdict }));
  tellChanges(told, known, toldOnce);
  return [...told, ...recoveredCommonFaults(told, known)];
}

/** Names of the checks whose alarms are always new. */
export function toldOnceOf(table: readonly Check[]): ReadonlySet<string> {
  return new Set(table.flatMap((check) => (check.toldOnce ? [check.name] : [])));
}
