/** The way of one file, end to end: numbers → judgement → store → report. */
import { resolve } from "node:path";
import type { Config } from "../config/config.js";
import { throwIfInterrupted } from "../errors.js";
import { writeOutputFiles } from "../files/output-files.js";
import type { LightDqmDocument } from "../report/document.js";
import { digestsOf, type FinishedReport, finishedReport } from "../report/finished.js";
import type { DrawnReport } from "../report/report.js";
import { reportStem } from "../report/report-stem.js";
import type { Result } from "../report/result.js";
import { indexReport } from "../report/runs/index-report.js";
import { type AlarmedDocument, alarmedPart } from "../report/told.js";
import { entryOfFile, pathOfFile } from "../store/address.js";
import { readSummary, writeSummaryWith } from "../store/store.js";
import type { FileSummary } from "../summary.js";
import type { DrawingAhead, FileWork } from "./crew/file-work.js";
import { withExemplars } from "./exemplars.js";
import { filesBefore } from "./files-before.js";
import { type JudgedInHistory, judgeInHistory } from "./judge-summary.js";
import { newcomer } from "./newcomer.js";
import { storeDirectory } from "./store-upkeep.js";
import { watchSettingsOf } from "./watch-settings.js";

/** What became of the report of one file. */
export interface FileReport extends Result {
  /** `skipped`: everything existed already and `force` was not set. */
  state: "done" | "skipped";
  /** Written files, absolute. */
  files: string[];
  /** What is wrong. */
  alarmed: AlarmedDocument;
}

/** Stretches of the work on a file that wait for those of the files before it. */
export type Stretch = "judging" | "writing";

/** What every file of a batch has in common, and the hooks of this one. */
export interface FileContext {
  /** Codes by channel index, or null. */
  channelStatus: Int8Array | null;
  signal: AbortSignal | undefined;
  progress: (phase: string, share: number) => void;
  note: (note: string) => void;
  /** Called where the work on other files is waited for, until the next progress. */
  wait: () => void;
  /** Does a stretch of the work when all files before this one have done theirs. */
  inTurn: <Done>(stretch: Stretch, work: () => Promise<Done>) => Promise<Done>;
  /** Who reads and draws it. */
  work: FileWork;
  /** Called where reports of other files may be out of date now. */
  onOutdated: () => void;
  /** Called when its summary is stored, before any later file is judged. */
  onStored: () => Promise<void>;
}

/** Fraction of one file's time, for the progress bar only. */
const numbersShare = 0.85;
const judgedShare = 0.9;

/**
 * Makes the report of one file, unless it exists already. Later files are judged while it is drawn;
 * once its summary is stored, an interruption waits for the report.
 * @throws LightDqmError where it cannot be made
 */
export async function reportFile(
  path: string,
  config: Config,
  context: FileContext,
): Promise<FileReport> {
  const { signal, progress, inTurn, work } = context;
  throwIfInterrupted(signal);
  // Before anything is read: what changes meanwhile makes the report be reprocessed next time.
  const digests = await digestsOf(config);
  const outputDir = resolve(config.outputDir);
  const finished = config.force ? null : await finishedReport(path, outputDir, config, digests);
  const numbers = (): Promise<FileSummary> => {
    context.wait();
    return work.numbers(path, {
      signal,
      onProgress: (share) => progress("reading and computing", share * numbersShare),
    });
  };
  // Whether a finished report is up to date is known when the files before it are in the store.
  const ahead = finished ? null : await numbers();
  const judged = await inTurn("judging", async () => {
    if (finished && (await isStoredWith(finished.document, config, context))) return null;
    return judgeAndStore(path, ahead ?? (await numbers()), config, { ...context, digests });
  });
  if (!judged) return skipped(finished!);
  context.wait();
  // A drawing that is lost never begins.
  await Promise.race([judged.drawing.begun, judged.drawing.done]);
  progress("drawing the report", 0.92);
  const { files, told, notes } = await judged.drawing.done;
  for (const text of notes) context.note(text);
  await inTurn("writing", async () => {
    progress("writing the files", 0.98);
    await writeOutputFiles(files);
    progress("updating the index of runs", 0.99);
    const indexNote = await indexReport(outputDir, told.run, judged.file.summary, config);
    if (indexNote) context.note(indexNote);
  });
  progress("done", 1);
  return doneWith({ files, told });
}

/** Of a report that is written. */
export function doneWith({ files, told: { result, alarmed } }: DrawnReport): FileReport {
  return { state: "done", files: files.map(({ path }) => path), alarmed, ...result };
}

/** Of a report that was there. */
export function skipped({ document, ...finished }: FinishedReport): FileReport {
  return { state: "skipped", alarmed: alarmedPart(document), ...finished };
}

/** A file that is judged and stored, and its report, which is drawn meanwhile. */
interface Stored {
  file: JudgedInHistory["judged"];
  drawing: DrawingAhead;
}

async function judgeAndStore(
  path: string,
  summary: FileSummary,
  config: Config,
  {
    signal,
    progress,
    note,
    onOutdated,
    onStored,
    work,
    digests,
  }: FileContext & { digests: Record<string, string> },
): Promise<Stored> {
  throwIfInterrupted(signal);
  const store = storeDirectory(config);
  const { judged, stamp, readCount, remember } = await judgeInHistory(summary, config, {
    note,
    onProgress: judgingProgress(progress),
  });
  const outputDir = resolve(config.outputDir);
  const inputPath = resolve(path);
  const { stem, note: stemNote } = await reportStem(outputDir, summary, inputPath);
  if (stemNote) note(stemNote);
  const file = await withExemplars(path, judged);
  const drawing = work.drawing(file, {
    ...{ outputDir, inputPath, stem },
    ...{ settingFiles: digests, referenceStamp: stamp },
  });
  // Where storing fails, that is what is told.
  drawing.done.catch(() => {});
  progress("storing the summary", judgedShare);
  const before = await entryOfFile(store, summary);
  await writeSummaryWith(store, file.summary, [], signal);
  await remember();
  const { notes, changesOthers } = await newcomer(store, summary, before, config);
  for (const text of notes) note(text);
  if (changesOthers || readCount > 0) onOutdated();
  await onStored();
  return { file, drawing };
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
  { input, time, reference }: LightDqmDocument,
  config: Config,
  { channelStatus }: Pick<FileContext, "channelStatus">,
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
