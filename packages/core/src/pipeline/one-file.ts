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
import { eventCut, type Where } from "../flow/waveforms/where.js";
import type { State } from "../judge/states/verdict.js";
import { countStates, type LightDqmDocument } from "../report/document.js";
import { digestsOf, finishedReport } from "../report/finished.js";
import { headline } from "../report/headline.js";
import { renderReport } from "../report/report.js";
import { reportStem } from "../report/report-stem.js";
import { entryOfFile, pathOfFile } from "../store/address.js";
import { readSummary, writeSummaryWith } from "../store/store.js";
import { type FileSummary, type NumbersSettings, summarySchemaVersion } from "../summary.js";
import { softwareVersion } from "../version.js";
import { withExemplars } from "./exemplars.js";
import { filesBefore } from "./files-before.js";
import { judgeInHistory } from "./judge-summary.js";
import { newcomer } from "./newcomer.js";
import { readUnchanged } from "./read-unchanged.js";
import { storeDirectory } from "./store-upkeep.js";
import { watchSettingsOf } from "./watch-settings.js";

export interface SummarizeOptions {
  /**
   * The events that the numbers are made of, where not of all. It is recorded as `settings.cut`;
   * times and the number of events in the file stay those of the whole file.
   */
  where?: Where | undefined;
  signal?: AbortSignal | undefined;
  /** Called with the fraction of the work that is done, 0…1. */
  onProgress?: (share: number) => void;
}

/**
 * Reads a FLOW file and computes its summary; nothing is written. A file that changes meanwhile is
 * read once more.
 * @param channelStatus codes by channel index, or null
 * @throws LightDqmError `bad-input` (also for a file that keeps changing), `not-found`, `interrupted` or `compute`; `bad-config` for
 *   thresholds that do not fit the detector, and for a `where` that makes no sense; `bad-input` where
 *   no event fulfils it
 */
export async function summarizeFile(
  path: string,
  config: Config,
  channelStatus: Int8Array | null,
  { where = {}, ...hooks }: SummarizeOptions = {},
): Promise<FileSummary> {
  const detector = detectorOf(config.detector);
  const cut = eventCut(where, { detector, timeZone: config.timeZone });
  const settings = {
    ...numbersSettings(config, detector),
    ...(Object.keys(cut).length > 0 && { cut }),
  };
  return readUnchanged(path, () =>
    summarizeOnce(path, { settings, threads: config.threads }, channelStatus, detector, hooks),
  );
}

async function summarizeOnce(
  path: string,
  { settings, threads }: { settings: NumbersSettings; threads: number },
  channelStatus: Int8Array | null,
  detector: DetectorProfile,
  hooks: EngineHooks,
): Promise<FileSummary> {
  const file = await openFlowFile(path, detector);
  try {
    const compute = fastEngine({ threads: threads || undefined });
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
  signal: AbortSignal | undefined;
  progress: (phase: string, share: number) => void;
  note: (note: string) => void;
  /** Called where reports of other files may be out of date now. */
  onOutdated: () => void;
}

/** Fraction of one file's time, for the progress bar only. */
const numbersShare = 0.85;
const judgedShare = 0.9;

/**
 * Makes the report of one file, unless it exists already.
 * @throws LightDqmError where it cannot be made
 */
export async function reportFile(
  path: string,
  config: Config,
  { channelStatus, signal, progress, note, onOutdated }: FileContext,
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
  const { judged, stamp, readCount, remember } = await judgeInHistory(summary, config, {
    note,
    onProgress: judgingProgress(progress),
  });
  throwIfInterrupted(signal);
  progress("drawing the report", judgedShare);
  const inputPath = resolve(path);
  const { stem, note: stemNote } = await reportStem(outputDir, summary, inputPath);
  if (stemNote) note(stemNote);
  const place = { outputDir, inputPath, stem, settingFiles: digests, referenceStamp: stamp };
  const shown = await withExemplars(path, judged);
  const files = await renderReport(shown, config, place, note);
  progress("writing the files", 0.98);
  const before = await entryOfFile(store, summary);
  await writeSummaryWith(store, shown.summary, files, signal);
  await remember();
  const { notes, changesOthers } = await newcomer(store, summary, before, config);
  for (const text of notes) note(text);
  if (changesOthers || readCount > 0) onOutdated();
  progress("done", 1);
  return {
    state: "done",
    files: files.map((file) => file.path),
    counts: countStates(judged.verdicts),
    headline: headline(judged, config),
  };
}

/** Tells how far the comparison with earlier files is. */
export function judgingProgress(progress: FileContext["progress"]): (share: number) => void {
  const tell = (share: number): void =>
    progress("comparing with earlier files", numbersShare + share * (judgedShare - numbersShare));
  tell(0);
  return tell;
}

/**
 * Whether the store holds a readable summary of a report's file, made with the same channel status,
 * and what the judgement rested on.
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
    const how = await watchSettingsOf(config);
    return reference.stamp === (await filesBefore(store, summary, config, how)).stamp;
  } catch {
    return false;
  }
}
