/** Making reports anew that are out of date, without their FLOW files where these are not needed. */
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Config } from "../../config/config.js";
import { detectorOf } from "../../detector/index.js";
import { throwIfInterrupted } from "../../errors.js";
import { writeOutputFiles } from "../../files/output-files.js";
import { readChannelStatus } from "../../flow/channel-status.js";
import { roundedNote } from "../../quantities/kept/spectra.js";
import { digestsOf } from "../../report/finished.js";
import { drawReport } from "../../report/report.js";
import { reportStem } from "../../report/report-stem.js";
import { indexReport } from "../../report/runs/index-report.js";
import { readSummary } from "../../store/store.js";
import type { FileSummary } from "../../summary.js";
import { workHere } from "../crew/file-work.js";
import { judgeInHistory } from "../judge-summary.js";
import { outcomesOf, type PipelineHooks, type ReportOutcome, type WorkHooks } from "../outcomes.js";
import { doneWith, type FileReport, judgingProgress, reportFile } from "../report-file.js";
import { type StaleReport, staleReports } from "./stale-reports.js";

/**
 * Makes every report of the output directory anew that is out of date, with the settings that it
 * records, from the stored summary. Where its spectra and waveforms cannot be read, from the FLOW file;
 * where this is gone or has changed, without the pages that need them.
 */
export async function redoStaleReports(
  config: Pick<Config, "outputDir" | "store" | "threads" | "memoryMb">,
  hooks: PipelineHooks = {},
): Promise<ReportOutcome[]> {
  const stale = await staleReports(config);
  const inputs = stale.map(({ input }) => input.path);
  return outcomesOf(inputs, hooks, (index, work) => {
    const report = stale[index]!;
    const { threads, memoryMb } = config;
    const asFast = { ...report, config: { ...report.config, threads, memoryMb } };
    return redo(asFast, { ...work, signal: hooks.signal });
  });
}

async function redo(
  { input, file, config }: StaleReport,
  hooks: WorkHooks & Pick<PipelineHooks, "signal">,
): Promise<FileReport> {
  const { signal, progress, note } = hooks;
  throwIfInterrupted(signal);
  let summary: FileSummary;
  let hasArrays = true;
  try {
    summary = await readSummary(file.path, { place: file.place });
    if (summary.spectra.isRounded && (await isUnchanged(input)))
      return redoFromFile(input.path, config, hooks);
    const rounded = roundedNote(summary.spectra);
    if (rounded !== null) note(rounded);
  } catch (error) {
    if (await isUnchanged(input)) return redoFromFile(input.path, config, hooks);
    summary = await readSummary(file.path, { place: file.place, spectra: false });
    hasArrays = false;
    note(`without spectra and waveforms: ${(error as Error).message}`);
  }
  const digests = await digestsOf(config);
  const { judged, stamp, remember } = await judgeInHistory(summary, config, {
    note,
    onProgress: judgingProgress(progress),
  });
  throwIfInterrupted(signal);
  progress("drawing the report", 0.9);
  const outputDir = resolve(config.outputDir);
  const { stem } = await reportStem(outputDir, summary, input.path);
  const place = { outputDir, inputPath: input.path, stem, settingFiles: digests, hasArrays };
  const drawn = await drawReport(judged, config, { ...place, referenceStamp: stamp }, note);
  const { files, told } = drawn;
  progress("writing the files", 0.98);
  await writeOutputFiles(files, signal);
  await remember();
  progress("updating the index of runs", 0.99);
  const indexNote = await indexReport(outputDir, told.run, summary, config);
  if (indexNote) note(indexNote);
  progress("done", 1);
  return doneWith(drawn);
}

async function redoFromFile(
  path: string,
  config: Config,
  { signal, ...hooks }: WorkHooks & Pick<PipelineHooks, "signal">,
): Promise<FileReport> {
  const channelStatus = config.channelStatusFile
    ? await readChannelStatus(config.channelStatusFile, detectorOf(config.detector))
    : null;
  const again = { ...config, force: true };
  return reportFile(path, again, {
    ...hooks,
    ...{ signal, channelStatus, work: workHere({ config: again, channelStatus }) },
    onOutdated: () => {},
    onStored: async () => {},
  });
}

async function isUnchanged({ path, sizeBytes, mtimeMs }: StaleReport["input"]): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.size === sizeBytes && found.mtimeMs === mtimeMs;
}
