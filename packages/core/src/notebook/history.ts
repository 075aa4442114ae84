/** The files of a store over time. */
import { resolve } from "node:path";
import { absoluteDetector } from "../config/absolute-paths.js";
import { defaultConfig } from "../config/load-config.js";
import { detectorGroups } from "../detector/groups.js";
import { detectorOf } from "../detector/index.js";
import type { DetectorProfile } from "../detector/profile.js";
import { LightDqmError, throwIfInterrupted } from "../errors.js";
import { timeText } from "../figures/style/time-text.js";
import { activeIndex } from "../flow/waveforms/light-event.js";
import { groupOfScope, requireScope } from "../history/trend-lines.js";
import type { KnownFault } from "../judge/states/known/known-faults.js";
import { readKnownFaults } from "../judge/states/known/read-known-faults.js";
import { listSummaries, readSummary } from "../store/store.js";
import { unreadableSummary } from "../store/stored-files.js";
import type { FileSummary } from "../summary.js";
import type { Units } from "../units.js";
import { countText } from "../words/phrases.js";
import { givenText, requireHistory } from "./given.js";
import { interruptible } from "./kernel/interruptible.js";
import { endWithParent } from "./kernel/kernel-life.js";
import { startProgress } from "./kernel/progress.js";
import { type ChannelNumber, channelNumbers } from "./rows.js";
import { startDirectory } from "./run-settings.js";

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
  if (typeof store !== "string")
    throw new LightDqmError("bad-input", {
      what: "No store given",
      where: "openHistory(store)",
      expected: "the directory of a store, such as storeOf(run)",
      got: givenText(store),
    });
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
export function runLabel({ input: { run, subRun, name } }: Pick<FileSummary, "input">): string {
  if (run === null) return name;
  return subRun === null ? `${run}` : `${run}.${subRun}`;
}

/** One file of a history. */
export type HistoryRow = { run: string; file: string; time: string; events: number };

/** One channel in one file of a history, with its numbers as in `channelRows`. */
export type HistoryChannelRow = HistoryRow & {
  adc: number;
  channel: number;
} & Record<ChannelNumber, number>;

/** How rows of a history are written, and of which channels. */
export interface HistoryRowOptions {
  timeZone?: string | undefined;
  /** Of the numbers of channels; default ADC16 counts. */
  units?: Units | undefined;
  /** Adds the numbers of the channels of an ADC. */
  adc?: number | undefined;
  /** Of these only the channel of that number. */
  channel?: number | undefined;
}

/**
 * The files of a history as rows, oldest first; with `{ adc, channel }` with the numbers of that channel
 * in each of them, with `{ adc }` a row for each of its channels in each file.
 * @throws LightDqmError `not-found` for an ADC or channel that the detector does not have or not use;
 *   `bad-config` for a channel without its ADC
 */
export function historyRows(
  history: Pick<History, "files">,
  of: HistoryRowOptions & { adc: number },
): HistoryChannelRow[];
export function historyRows(history: Pick<History, "files">, of?: HistoryRowOptions): HistoryRow[];
export function historyRows(
  history: Pick<History, "files">,
  { adc, channel, units = "ADC16", timeZone = defaultConfig().timeZone }: HistoryRowOptions = {},
): HistoryRow[] {
  requireHistory(history, "historyRows(history)");
  return history.files.flatMap((summary): HistoryRow[] => {
    const row = {
      run: runLabel(summary),
      file: summary.input.name,
      time: summary.time ? timeText(summary.time.firstMs, timeZone) : "unknown",
      events: summary.selectedEvents.length,
    };
    if (adc === undefined && channel === undefined) return [row];
    const { placeOf } = detectorGroups(summary.detector);
    return channelsOf(summary.detector, adc, channel).map((channelIndex) => ({
      ...row,
      ...placeOf(channelIndex),
      ...channelNumbers(summary, channelIndex, units),
    }));
  });
}

function channelsOf(
  detector: DetectorProfile,
  adc: number | undefined,
  channel: number | undefined,
): readonly number[] {
  requireScope({ adc, channel });
  return channel === undefined
    ? groupOfScope({ adc }, detector).members
    : [activeIndex(detector, adc!, channel)];
}

/** The files of a history, and those excluded with the reason, in Markdown. */
export function historySummary(history: History, timeZone?: string): string {
  requireHistory(history, "historySummary(history)");
  const rows = historyRows(history, { timeZone });
  const [first, last] = [rows[0]!, rows[rows.length - 1]!];
  const named = ({ run, time }: HistoryRow): string => `run ${run} (${time})`;
  const count = rows.length === 1 ? "1 file" : `${rows.length} files`;
  const span = rows.length === 1 ? named(first) : `${named(first)} to ${named(last)}`;
  const excluded = history.notes.map((note) => `- Excluded: ${note}`);
  return [`**${count}**, ${span}, from ${history.store}`, ...excluded].join("\n\n");
}
