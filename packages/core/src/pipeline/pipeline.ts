/**
 * The way of the data, end to end: FLOW file → numbers → summary → store → judgement → report.
 * The command line and the notebooks are thin layers over these functions.
 */
import { join, resolve } from "node:path";
import { fastEngine } from "../compute/fast/fast-engine.js";
import type { Config } from "../config/config.js";
import { dune2x2 } from "../detector/dune-2x2.js";
import { isLightDqmError, LightDqmError } from "../errors.js";
import { ensureWritableDirectory, writeOutputFiles } from "../files/output-files.js";
import { readChannelStatus } from "../flow/channel-status.js";
import { resolveInputs } from "../flow/discover.js";
import { fileStem } from "../flow/file-name.js";
import { openFlowFile } from "../flow/flow-file.js";
import { timeOrder } from "../flow/time-order.js";
import { earlierReference } from "../history/earlier-reference.js";
import { badByThemselves } from "../judge/bad-channels.js";
import { judgeFile } from "../judge/judge-file.js";
import type { JudgedFile } from "../judge/judged-file.js";
import { readKnownFaults } from "../judge/states/read-known-faults.js";
import type { State } from "../judge/states/verdict.js";
import { countStates } from "../report/document.js";
import { finishedReport } from "../report/finished.js";
import { headline } from "../report/headline.js";
import { renderReport } from "../report/report.js";
import type { Compaction } from "../store/parts/compact.js";
import { compactIfCrowded } from "../store/parts/compact.js";
import { findSummary, readSummary, writeSummary } from "../store/store.js";
import type { FileSummary, NumbersSettings } from "../summary.js";
import { summarySchemaVersion } from "../summary.js";
import { softwareVersion } from "../version.js";
import { type PhaseSeconds, phaseTimes } from "./phase-times.js";

/** What became of one input file. */
export interface ReportOutcome {
  input: string;
  /** `skipped`: everything was there already and `force` was not set. */
  state: "done" | "skipped" | "failed";
  /** Written files, absolute. */
  files: string[];
  error?: LightDqmError;
  seconds: number;
  /** Where the seconds went, by phase. */
  phaseSeconds: PhaseSeconds;
  /** Verdicts by state; absent where the file failed. */
  counts?: Record<State, number>;
  /** The result in one sentence. */
  headline?: string;
  /** What could not be shown or told, and why. */
  notes: string[];
}

/** What a running pipeline tells its caller. */
export interface Progress {
  input: string;
  /** Position of this file in the batch, from 0, and the size of the batch. */
  index: number;
  count: number;
  /** What is being done, in words. */
  phase: string;
  /** Share of this file's work done, 0…1. */
  share: number;
}

export interface PipelineHooks {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: Progress) => void) | undefined;
  /** Called once for each thing that a report could not show, and why. */
  onNote?: ((input: string, note: string) => void) | undefined;
  /** Called with each file's outcome as soon as it is known. */
  onOutcome?: ((outcome: ReportOutcome) => void) | undefined;
  /** Called when the store has been compacted, with what became of it and the time it took. */
  onCompaction?: ((done: Compaction, seconds: number) => void) | undefined;
}

/** The settings that change numbers, out of all. */
export function numbersSettings(config: Config): NumbersSettings {
  const [first = 500] = config.ptps16bit;
  const thresholdAdc16 =
    config.ptps16bit.length === 1
      ? new Array<number>(dune2x2.adcCount).fill(first)
      : config.ptps16bit;
  return {
    maxEvts: config.maxEvts,
    powspecNevts: config.powspecNevts,
    thresholdAdc16,
    spectrumScale: config.spectrumScale,
  };
}

/** Directory of the persisted summaries: the named one, else `store` in the output directory. */
export function storeDirectory(config: Pick<Config, "store" | "outputDir">): string {
  return resolve(config.store ?? join(config.outputDir, "store"));
}

/**
 * Reads a FLOW file and computes its summary; nothing is written.
 * @param channelStatus codes by channel index, or null
 * @throws LightDqmError `bad-input`, `not-found`, `interrupted` or `compute`
 */
export async function summarizeFile(
  path: string,
  config: Config,
  channelStatus: Int8Array | null,
  hooks: { signal?: AbortSignal | undefined; onProgress?: (share: number) => void } = {},
): Promise<FileSummary> {
  const settings = numbersSettings(config);
  const file = await openFlowFile(path, dune2x2);
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
      time: timeRange(file.events.timeMs),
      timeOrder: timeOrder(file.events.timeMs),
      channelStatus,
      settings,
      softwareVersion,
      processedMs: Date.now(),
    };
  } finally {
    file.close();
  }
}

/** First and last known time of a file; the extremes, so that disorder cannot shorten it. */
function timeRange(timeMs: Float64Array): FileSummary["time"] {
  const known = timeMs.filter((time) => Number.isFinite(time));
  if (known.length === 0) return null;
  return {
    firstMs: known.reduce((a, b) => Math.min(a, b)),
    lastMs: known.reduce((a, b) => Math.max(a, b)),
  };
}

/**
 * Compares a summary with earlier files of the store and judges it.
 * @param note told of each stored summary that cannot be read and is left out
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
  const { reference, previous } = await earlierReference(
    storeDirectory(config),
    summary,
    config,
    { leaveOut },
    (_path, error) => note(`an earlier summary is left out: ${error.message}`),
  );
  const knownFaults = config.knownFaultsFile ? await readKnownFaults(config.knownFaultsFile) : [];
  const verdicts = judgeFile({ summary, reference }, previous, { ...config, knownFaults });
  return { summary, reference, verdicts };
}

/**
 * Makes the report of every input, one after another in natural order. A file that fails does not
 * keep the others from being done.
 * @param inputs files and directories; none: the configured input directory
 * @throws LightDqmError for what concerns all files: no input, an output directory that cannot be
 *   written, a bad status file
 */
export async function reportFiles(
  inputs: string[],
  config: Config,
  hooks: PipelineHooks = {},
): Promise<ReportOutcome[]> {
  const paths = await resolveInputs(inputs.length > 0 ? inputs : [config.inputPath], config);
  const channelStatus = config.channelStatusFile
    ? await readChannelStatus(config.channelStatusFile, dune2x2)
    : null;
  // Before hours of work; read again for each file, as people add rows meanwhile.
  if (config.knownFaultsFile) await readKnownFaults(config.knownFaultsFile);
  await ensureWritableDirectory(resolve(config.outputDir));
  await ensureWritableDirectory(storeDirectory(config));

  const outcomes: ReportOutcome[] = [];
  const conclude = (outcome: ReportOutcome): void => {
    outcomes.push(outcome);
    hooks.onOutcome?.(outcome);
  };
  const stems = new Map<string, string>();
  /** Summaries since the store was last looked at. */
  let written = 0;
  for (const [index, path] of paths.entries()) {
    const started = performance.now();
    const notes: string[] = [];
    const times = phaseTimes();
    const progress = (phase: string, share: number): void => {
      if (share < 1) times.enter(phase);
      hooks.onProgress?.({ input: path, index, count: paths.length, phase, share });
    };
    const spent = (): Pick<ReportOutcome, "seconds" | "phaseSeconds"> => ({
      seconds: secondsSince(started),
      phaseSeconds: times.end(),
    });
    try {
      refuseSameStem(path, stems);
      const done = await reportFile(path, config, channelStatus, {
        signal: hooks.signal,
        progress,
        note: (note) => {
          notes.push(note);
          hooks.onNote?.(path, note);
        },
      });
      conclude({ input: path, ...spent(), notes, ...done });
      if (done.state === "done") written++;
    } catch (cause) {
      const error = asLightDqmError(cause, path);
      conclude({ input: path, state: "failed", files: [], error, ...spent(), notes });
      if (error.code === "interrupted") break;
    }
    const isLast = index === paths.length - 1;
    if (written > 0 && (isLast || written >= config.compactAbove)) {
      written = 0;
      await compactWhenCrowded(path, config, {
        ...hooks,
        onProgress: () =>
          hooks.onProgress?.({
            input: path,
            index,
            count: paths.length,
            phase: "packing the store",
            share: 1,
          }),
      });
    }
  }
  return outcomes;
}

/** Keeps the store fast for years of files. What goes wrong is told and concerns no report. */
async function compactWhenCrowded(
  input: string,
  config: Config,
  {
    signal,
    onCompaction,
    onNote,
    onProgress,
  }: Omit<PipelineHooks, "onProgress"> & { onProgress(): void },
): Promise<void> {
  if (config.compactAbove === 0) return;
  const started = performance.now();
  try {
    const store = storeDirectory(config);
    const done = await compactIfCrowded(store, config.compactAbove, {
      signal,
      onProgress,
    });
    if (done && done.files > 0) onCompaction?.(done, secondsSince(started));
  } catch (cause) {
    onNote?.(input, `the store was not compacted: ${asLightDqmError(cause, input).message}`);
  }
}

interface FileHooks {
  signal: AbortSignal | undefined;
  progress: (phase: string, share: number) => void;
  note: (note: string) => void;
}

/** Shares of one file's time, for the progress bar only. */
const numbersShare = 0.85;

async function reportFile(
  path: string,
  config: Config,
  channelStatus: Int8Array | null,
  { signal, progress, note }: FileHooks,
): Promise<Pick<ReportOutcome, "state" | "files" | "counts" | "headline">> {
  signalCheck(signal);
  const outputDir = resolve(config.outputDir);
  if (!config.force) {
    const finished = await finishedReport(path, outputDir, config);
    if (finished && (await isStoredWith(channelStatus, path, config)))
      return { state: "skipped", ...finished };
  }
  progress("reading and computing", 0);
  const summary = await summarizeFile(path, config, channelStatus, {
    signal,
    onProgress: (share) => progress("reading and computing", share * numbersShare),
  });
  progress("comparing with earlier files", numbersShare);
  await writeSummary(storeDirectory(config), summary);
  const judged = await judgeSummary(summary, config, note);
  signalCheck(signal);
  progress("drawing the report", 0.9);
  const files = await renderReport(judged, config, resolve(path), outputDir, note);
  progress("writing the files", 0.98);
  await writeOutputFiles(files, signal);
  progress("done", 1);
  return {
    state: "done",
    files: files.map((file) => file.path),
    counts: countStates(judged.verdicts),
    headline: headline(judged),
  };
}

/** Whether the store holds a readable summary of a file, made with the same channel status. */
async function isStoredWith(
  channelStatus: Int8Array | null,
  path: string,
  config: Config,
): Promise<boolean> {
  const stored = await findSummary(storeDirectory(config), fileStem(path));
  if (stored === null) return false;
  try {
    const summary = await readSummary(stored, { spectra: false });
    return String(summary.channelStatus) === String(channelStatus);
  } catch {
    return false;
  }
}

function refuseSameStem(path: string, stems: Map<string, string>): void {
  const stem = fileStem(path);
  const other = stems.get(stem);
  if (other !== undefined) {
    throw new LightDqmError("bad-input", {
      what: "Two inputs of one name would overwrite each other's report",
      where: path,
      expected: "file names that differ within a batch",
      got: `the same name as ${other}`,
    });
  }
  stems.set(stem, path);
}

function signalCheck(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new LightDqmError("interrupted", { what: "Interrupted" });
}

function asLightDqmError(cause: unknown, path: string): LightDqmError {
  if (isLightDqmError(cause)) return cause;
  const got = cause instanceof Error ? cause.message : String(cause);
  return new LightDqmError("compute", { what: "Processing failed", where: path, got }, { cause });
}

const secondsSince = (started: number): number => (performance.now() - started) / 1000;
