/** What changed over the files of a store, and when. */
import { throwIfInterrupted } from "../../errors.js";
import { timeText } from "../../figures/style/time-text.js";
import { sinceOf } from "../../history/since.js";
import { stateChangesOf } from "../../judge/changes/changes-between.js";
import { recordsSince, statesAfter, toldOnceOf } from "../../judge/changes/known-states.js";
import { reloadChecks } from "../../judge/own/check-files.js";
import { checkTable } from "../../judge/own/check-table.js";
import { statesKnown } from "../../judge/start-watch.js";
import type { KnownStates } from "../../judge/states/change.js";
import { alsoText } from "../../judge/states/faults.js";
import type { Watch } from "../../judge/watch.js";
import { filesBefore } from "../../pipeline/files-before.js";
import { watchAfter } from "../../pipeline/watch-after.js";
import { watchSettingsOf } from "../../pipeline/watch-settings.js";
import { type Line, lineOf } from "../../store/order.js";
import { requireHistory } from "../given.js";
import { type History, runLabel } from "../history.js";
import { interruptible } from "../kernel/interruptible.js";
import { startProgress } from "../kernel/progress.js";
import { configWith, type RunSettings } from "../run-settings.js";
import type { ChangeRow } from "./changed-channels.js";

/** A fault that came or went with a file. */
export type HistoryChangeRow = { run: string; time: string } & Omit<ChangeRow, "reason"> & {
    /** Other checks that find it; empty where none does. */
    also: string;
  };

/** How the files of a history are judged. */
export type HistoryJudgement = Pick<
  RunSettings,
  | "limits"
  | "checks"
  | "ncomp"
  | "excludeBad"
  | "runType"
  | "falseAlarms"
  | "falseDiscoveryRate"
  | "timeZone"
  | "units"
>;

/**
 * What is new and what has recovered in each file, by any check, against the last known state. The files
 * are judged as reports judge them, each after all those before it in the store. The very first file
 * of a store changes nothing: its faults are known from then on. Known faults are masked.
 * @throws LightDqmError `bad-config` for a known fault of a channel that the detector does not have, and
 *   for settings that are not allowed
 */
export async function stateChanges(
  history: Pick<History, "store" | "files" | "knownFaults">,
  settings: HistoryJudgement = {},
): Promise<HistoryChangeRow[]> {
  requireHistory(history, "stateChanges(history)");
  const { store, files, knownFaults = [] } = history;
  const config = configWith({ ...settings, store });
  await reloadChecks(config.checks);
  const how = { ...(await watchSettingsOf(config)), knownFaults };
  const table = checkTable(config.checks);
  const toldOnce = toldOnceOf(table);
  const progress = await startProgress("judging the files");
  const rows = await interruptible(async (signal) => {
    const found: HistoryChangeRow[] = [];
    let line: Line | null = null;
    let [watch, known]: [Watch | null, KnownStates | null] = [null, null];
    for (const [i, summary] of files.entries()) {
      throwIfInterrupted(signal);
      if (!watch || !known || lineOf(summary) !== line) {
        line = lineOf(summary);
        const before = await filesBefore(store, summary, config, how);
        const onFile = (): void => throwIfInterrupted(signal);
        const seeing = { saves: "last", onFile } as const;
        ({ watch } = await watchAfter(store, before, how, summary.detector, seeing));
        known = statesKnown(watch.memory(), summary);
      }
      const records = recordsSince(watch.next(summary).verdicts, known, toldOnce);
      if (known.files.count > 0) {
        const time = summary.time ? timeText(summary.time.firstMs, config.timeZone) : "unknown";
        for (const one of stateChangesOf(records, summary, config.units, table)) {
          const { change, state, place, channels, fault } = one;
          if (change === "still there") continue;
          const row = { change, state, place, channels, fault, also: alsoText(one) };
          found.push({ run: runLabel(summary), time, ...row });
        }
      }
      known = statesAfter(records, known, sinceOf(summary), toldOnce);
      await progress.update((i + 1) / files.length);
    }
    return found;
  });
  await progress.done(`${files.length} files judged`);
  return rows;
}
