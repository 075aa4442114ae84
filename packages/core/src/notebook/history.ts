/** The files of a store over time: what changed, and when. */
import { resolve } from "node:path";
import { absoluteDetector, absolutePaths } from "../config/absolute-paths.js";
import { defaultConfig } from "../config/load-config.js";
import { detectorOf } from "../detector/index.js";
import { LightDqmError, throwIfInterrupted } from "../errors.js";
import { timeText } from "../figures/style/time-text.js";
import { judgeUnmasked } from "../judge/judge.js";
import { checkTable } from "../judge/own/check-table.js";
import { type KnownFault, withKnownFaults } from "../judge/states/known-faults.js";
import { masksOf } from "../judge/states/mask.js";
import { readKnownFaults } from "../judge/states/read-known-faults.js";
import type { State } from "../judge/states/verdict.js";
import { listSummaries, readSummary } from "../store/store.js";
import { unreadableSummary } from "../store/stored-files.js";
import type { FileSummary } from "../summary.js";
import { countText } from "../words/phrases.js";
import { interruptible } from "./kernel/interruptible.js";
import { endWithParent } from "./kernel/kernel-life.js";
import { startProgress } from "./kernel/progress.js";
import { statesOf } from "./rows.js";
import { type RunSettings, startDirectory } from "./run-settings.js";

/** Stored files, oldest first. Their spectra hold the watched frequencies only. */
export interface History {
  /** Directory of the store, absolute. */
  store: string;
  files: FileSummary[];
  /** Faults that are known for a time; absent: none. */
  knownFaults?: readonly KnownFault[];
  /** Files that were excluded, and why. */
  notes: string[];
}

/** Which files of a store, and what is known of their channels. */
export interface HistoryOptions {
  /** Number of files, the newest; default all. */
  last?: number;
  /** Files of this detector only; default that of the newest file. */
  detector?: string | null;
  /** As the setting of the command line. */
  knownFaultsFile?: string | null;
}

/**
 * Reads the files of a store, oldest first; about 1 MB each.
 * @throws LightDqmError `not-found` for a store without a readable file of the detector, and for known
 *   faults that cannot be read; `bad-config` for a bad row of them
 */
export async function openHistory(
  store: string,
  { last, detector = null, knownFaultsFile = null }: HistoryOptions = {},
): Promise<History> {
  endWithParent();
  const directory = resolve(startDirectory(), store);
  const knownFaults = knownFaultsFile
    ? await readKnownFaults(resolve(startDirectory(), knownFaultsFile))
    : [];
  const entries = await listSummaries(directory);
  const notes = entries.flatMap(({ error }) => (error ? [error.message] : []));
  const readable = entries.flatMap(({ path, provenance }) =>
    provenance ? [{ path, detector: provenance.detector.name }] : [],
  );
  const wanted = detector
    ? detectorOf(absoluteDetector(detector, startDirectory())).name
    : readable.at(-1)?.detector;
  const ofDetector = readable.filter((file) => file.detector === wanted);
  const otherCount = readable.length - ofDetector.length;
  if (otherCount > 0)
    notes.push(`${countText(otherCount, "file")} of other detectors than ${wanted}`);
  const chosen = last === undefined ? ofDetector : ofDetector.slice(-last);
  if (chosen.length === 0)
    throw new LightDqmError("not-found", {
      what: detector
        ? `No summaries of detector ${wanted} in the store`
        : "No summaries in the store",
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
  return { store: directory, files, knownFaults, notes };
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
 * limits only. A channel whose state is unknown keeps its last known one. Known faults are masked.
 * @throws LightDqmError `bad-config` for a known fault of a channel that the detector does not have
 */
export function stateChanges(
  { files, knownFaults = [] }: Pick<History, "files" | "knownFaults">,
  {
    limits = {},
    timeZone = defaultConfig().timeZone,
    checks = [],
  }: Pick<RunSettings, "limits" | "timeZone" | "checks"> = {},
): HistoryChangeRow[] {
  const table = checkTable(absolutePaths([checks].flat(), startDirectory()));
  const lastKnown = new Map<string, State>();
  return files.flatMap((summary) => {
    const unmasked = judgeUnmasked(summary, null, limits, table);
    const verdicts = withKnownFaults(unmasked, summary, knownFaults, table);
    const file = { summary, verdicts, checks: table };
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
