/** The files of a store over time: what changed, and when. */
import { resolve } from "node:path";
import { absolutePaths } from "../config/absolute-paths.js";
import { defaultConfig } from "../config/load-config.js";
import { LightDqmError, throwIfInterrupted } from "../errors.js";
import { timeText } from "../figures/style/time-text.js";
import { judge } from "../judge/judge.js";
import { checkTable } from "../judge/own/check-table.js";
import { masksOf } from "../judge/states/mask.js";
import type { State } from "../judge/states/verdict.js";
import { listSummaries, readSummary } from "../store/store.js";
import { unreadableSummary } from "../store/stored-files.js";
import type { FileSummary } from "../summary.js";
import { interruptible } from "./kernel/interruptible.js";
import { endWithParent } from "./kernel/kernel-life.js";
import { startProgress } from "./kernel/progress.js";
import { type RunSettings, startDirectory } from "./open-run.js";
import { statesOf } from "./rows.js";

/** Stored files, oldest first. Their spectra hold the watched frequencies only. */
export interface History {
  /** Directory of the store, absolute. */
  store: string;
  files: FileSummary[];
  /** Files that were excluded, and why. */
  notes: string[];
}

/**
 * Reads the files of a store, oldest first; about 1 MB each.
 * @param options.last number of files, the newest; default all
 * @throws LightDqmError `not-found` for a store without a readable file
 */
export async function openHistory(
  store: string,
  { last }: { last?: number } = {},
): Promise<History> {
  endWithParent();
  const directory = resolve(startDirectory(), store);
  const entries = await listSummaries(directory);
  const readable = entries.filter(({ provenance }) => provenance !== null);
  const notes = entries.flatMap(({ error }) => (error ? [error.message] : []));
  const chosen = last === undefined ? readable : readable.slice(-last);
  if (chosen.length === 0)
    throw new LightDqmError("not-found", {
      what: "No summaries in the store",
      where: directory,
      expected: "a directory that light-dqm report wrote",
    });
  const progress = await startProgress("reading the store");
  const files: FileSummary[] = [];
  await interruptible(async (signal) => {
    for (const [i, { path }] of chosen.entries()) {
      throwIfInterrupted(signal);
      try {
        files.push(await readSummary(path, { spectra: false }));
      } catch (error) {
        notes.push(unreadableSummary(error, path).message);
      }
      await progress.update((i + 1) / chosen.length);
    }
  });
  if (files.length === 0)
    throw new LightDqmError("bad-input", {
      what: "No summary of the store can be read",
      where: directory,
      got: notes[0]!,
    });
  await progress.done(`${files.length} files from ${directory}`);
  return { store: directory, files, notes };
}

/** `101` or `101.3`; the file's name where it has no run number. */
function runLabel({ input: { run, subRun, name } }: Pick<FileSummary, "input">): string {
  if (run === null) return name;
  return subRun === null ? `${run}` : `${run}.${subRun}`;
}

/** A channel whose state differs from the previous file. */
export type HistoryChangeRow = {
  run: string;
  time: string;
  adc: number;
  channel: number;
  mask: string;
  before: State;
  now: State;
};

/**
 * Channels whose state in a mask differs from the previous file, each file checked against absolute
 * limits only. A channel whose state is unknown keeps its last known one.
 */
export function stateChanges(
  { files }: Pick<History, "files">,
  {
    limits = {},
    timeZone = defaultConfig().timeZone,
    checks = [],
  }: Pick<RunSettings, "limits" | "timeZone" | "checks"> = {},
): HistoryChangeRow[] {
  const table = checkTable(absolutePaths([checks].flat(), startDirectory()));
  const lastKnown = new Map<string, State>();
  return files.flatMap((summary) => {
    const file = { summary, verdicts: judge(summary, null, limits, table), checks: table };
    const time = summary.time ? timeText(summary.time.firstMs, timeZone) : "unknown";
    const { channelCount } = summary.detector;
    return masksOf(table).flatMap(({ name, title }) =>
      [...statesOf(file, name)].flatMap(([channelIndex, now]) => {
        if (now === "unknown") return [];
        const key = `${name} ${channelIndex}`;
        const before = lastKnown.get(key);
        lastKnown.set(key, now);
        if (before === undefined || before === now) return [];
        const place = {
          adc: Math.floor(channelIndex / channelCount),
          channel: channelIndex % channelCount,
        };
        return [{ run: runLabel(summary), time, ...place, mask: title, before, now }];
      }),
    );
  });
}

/** One file of a history. */
export type HistoryRow = { run: string; file: string; time: string; events: number };

/** The files of a history as rows. */
export function historyRows(
  { files }: Pick<History, "files">,
  timeZone: string = defaultConfig().timeZone,
): HistoryRow[] {
  return files.map((summary) => ({
    run: runLabel(summary),
    file: summary.input.name,
    time: summary.time ? timeText(summary.time.firstMs, timeZone) : "unknown",
    events: summary.selectedEvents.length,
  }));
}

/** The files of a history, and those excluded with the reason, in Markdown. */
export function historySummary(history: History, timeZone?: string): string {
  const rows = historyRows(history, timeZone);
  const [first, last] = [rows[0]!, rows[rows.length - 1]!];
  const named = ({ run, time }: HistoryRow): string => `run ${run} (${time})`;
  const count = rows.length === 1 ? "1 file" : `${rows.length} files`;
  const span = rows.length === 1 ? named(first) : `${named(first)} to ${named(last)}`;
  const excluded = history.notes.map((note) => `- Excluded: ${note}`);
  return [`**${count}**, ${span}, from ${history.store}`, ...excluded].join("\n\n");
}
