/** The way of one file, end to end: FLOW file → numbers → summary → store → judgement → report. */
import { resolve } from "node:path";
import type { EngineHooks } from "../compute/engine.js";
import { fastEngine } from "../compute/fast/fast-engine.js";
import { countTriggerCodes } from "../compute/trigger-codes.js";
import type { Config } from "../config/config.js";
import { numbersSettings } from "../config/numbers-settings.js";
import { detectorOf } from "../detector/index.js";
import type { DetectorProfile } from "../detector/profile.js";
import { throwIfInterrupted } from "../errors.js";
import { openFlowFile } from "../flow/flow-file.js";
import { timesOf } from "../flow/time-order.js";
import { earlierReference, referenceStamp } from "../history/earlier-reference.js";
import { badByThemselves } from "../judge/bad-channels.js";
import type { JudgedFile } from "../judge/judged-file.js";
import { startWatch } from "../judge/start-watch.js";
import { readKnownFaults } from "../judge/states/read-known-faults.js";
import type { State } from "../judge/states/verdict.js";
import { countStates, type LightDqmDocument } from "../report/document.js";
import { digestsOf, finishedReport } from "../report/finished.js";
import { headline } from "../report/headline.js";
import { renderReport } from "../report/report.js";
import { reportStem } from "../report/report-stem.js";
import { pathOfFile } from "../store/address.js";
import { earlierFiles, readSummary, writeSummaryWith } from "../store/store.js";
import { type FileSummary, summarySchemaVersion } from "../summary.js";
import { softwareVersion } from "../version.js";
import { notesOfNewcomer } from "./newcomer.js";
import { readUnchanged } from "./read-unchanged.js";
import { storeDirectory } from "./store-upkeep.js";

export interface SummarizeOptions {
  signal?: AbortSignal | undefined;
  /** Called with the fraction of the work that is done, 0…1. */
  onProgress?: (share: number) => void;
}

/**
 * Reads a FLOW file and computes its summary; nothing is written. A file that changes meanwhile is
 * read once more.
 * @param channelStatus codes by channel index, or null
 * @throws LightDqmError `bad-input` (also for a file that keeps changing), `not-found`, `interrupted` or `compute`; `bad-config` for
 *   thresholds that do not fit the detector
 */
export async function summarizeFile(
  path: string,
  config: Config,
  channelStatus: Int8Array | null,
  hooks: SummarizeOptions = {},
): Promise<FileSummary> {
  const detector = detectorOf(config.detector);
  return readUnchanged(path, () => summarizeOnce(path, config, channelStatus, detector, hooks));
}

async function summarizeOnce(
  path: string,
  config: Config,
  channelStatus: Int8Array | null,
  detector: DetectorProfile,
  hooks: EngineHooks,
): Promise<FileSummary> {
  const settings = numbersSettings(config, detector);
  const file = await openFlowFile(path, detector);
  try {
    const compute = fastEngine({ threads: config.threads || undefined });
    const numbers = await compute(file, settings, hooks);
    return {
      ...numbers,
      schemaVersion: summarySchemaVersion,
      input: file.input,
      detector: file.detector,
      sampleCount: file.sampleCount,
      fileEventCount: file.events.count,
      triggersTyped: file.events.trigType !== null,
      triggerCodes: countTriggerCodes(file.events, numbers.selectedEvents),
      ...timesOf(file.events),
      channelStatus,
      settings,
      softwareVersion,
      processedMs: Date.now(),
    };
  } finally {
    file.close();
  }
}

/**
 * Compares a summary with earlier files of the store and judges it.
 * @param note gets each stored summary that cannot be read and is excluded
 * @throws LightDqmError `bad-config` or `not-found` for the file of known faults
 */
export async function judgeSummary(
  summary: FileSummary,
  config: Config,
  note: (text: string) => void = () => {},
): Promise<JudgedFile> {
  const { limits, excludeBad } = config;
  const leaveOut = excludeBad
    ? (earlier: FileSummary) => badByThemselves(earlier, limits)
    : undefined;
  const { reference } = await earlierReference(
    storeDirectory(config),
    summary,
    config,
    { leaveOut },
    (_path, error) => note(`an earlier summary is excluded: ${error.message}`),
  );
  const knownFaults = config.knownFaultsFile ? await readKnownFaults(config.knownFaultsFile) : [];
  const watch = startWatch({ ...config, knownFaults, acceptances: [], runType: "auto" });
  for await (const earlier of earlierFiles(storeDirectory(config), summary, -1))
    watch.pass(earlier);
  const { verdicts } = watch.peek(summary);
  return { summary, reference, verdicts };
}

/** What became of the report of one file. */
export interface FileReport {
  /** `skipped`: everything existed already and `force` was not set. */
  state: "done" | "skipped";
  /** Written files, absolute. */
  files: string[];
  /** Verdicts by state. */
  counts: Record<State, number>;
  /** The result in one sentence. */
  headline: string;
}

/** What every file of a batch has in common, and the hooks of this one. */
export interface FileContext {
  /** Codes by channel index, or null. */
  channelStatus: Int8Array | null;
  /** Paths of the files that the batch does after this one. */
  toCome: readonly string[];
  signal: AbortSignal | undefined;
  progress: (phase: string, share: number) => void;
  note: (note: string) => void;
}

/** Fraction of one file's time, for the progress bar only. */
const numbersShare = 0.85;

/**
 * Makes the report of one file, unless it exists already.
 * @throws LightDqmError where it cannot be made
 */
export async function reportFile(
  path: string,
  config: Config,
  { channelStatus, toCome, signal, progress, note }: FileContext,
): Promise<FileReport> {
  throwIfInterrupted(signal);
  const outputDir = resolve(config.outputDir);
  // Before anything is read: what changes meanwhile makes the report be reprocessed next time.
  const digests = await digestsOf(config);
  const store = storeDirectory(config);
  if (!config.force) {
    const finished = await finishedReport(path, outputDir, config, digests);
    if (finished && (await isStoredWith(channelStatus, finished.document, config))) {
      const { files, counts, headline } = finished;
      return { state: "skipped", files, counts, headline };
    }
  }
  progress("reading and computing", 0);
  const summary = await summarizeFile(path, config, channelStatus, {
    signal,
    onProgress: (share) => progress("reading and computing", share * numbersShare),
  });
  progress("comparing with earlier files", numbersShare);
  const inputPath = resolve(path);
  // Before the reference: a file that is stored meanwhile makes the report be reprocessed next time.
  const stamp = await referenceStamp(store, summary, config);
  const judged = await judgeSummary(summary, config, note);
  throwIfInterrupted(signal);
  progress("drawing the report", 0.9);
  const { stem, note: stemNote } = await reportStem(outputDir, summary, inputPath);
  if (stemNote) note(stemNote);
  const place = { outputDir, inputPath, stem, settingFiles: digests, referenceStamp: stamp };
  const files = await renderReport(judged, config, place, note);
  progress("writing the files", 0.98);
  const isNew = (await pathOfFile(store, summary)) === null;
  const stored = await writeSummaryWith(store, summary, files, signal);
  if (isNew) for (const text of await notesOfNewcomer(stored, summary, config, toCome)) note(text);
  progress("done", 1);
  return {
    state: "done",
    files: files.map((file) => file.path),
    counts: countStates(judged.verdicts),
    headline: headline(judged),
  };
}

/**
 * Whether the store holds a readable summary of a report's file, made with the same channel status,
 * and the earlier files that the report was judged with.
 */
async function isStoredWith(
  channelStatus: Int8Array | null,
  { input, time, reference }: LightDqmDocument,
  config: Config,
): Promise<boolean> {
  const store = storeDirectory(config);
  const stored = await pathOfFile(store, { input, time });
  if (stored === null) return false;
  try {
    const summary = await readSummary(stored, { spectra: false });
    if (String(summary.channelStatus) !== String(channelStatus)) return false;
    const { stamp } = reference;
    return stamp === undefined || stamp === (await referenceStamp(store, summary, config));
  } catch {
    return false;
  }
}
