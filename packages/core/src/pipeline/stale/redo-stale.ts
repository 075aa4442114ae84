/** Making reports anew that are out of date, without their FLOW files where these are not needed. */
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Config } from "../../config/config.js";
import { detectorOf } from "../../detector/index.js";
import { throwIfInterrupted } from "../../errors.js";
import { writeOutputFiles } from "../../files/output-files.js";
import { readChannelStatus } from "../../flow/channel-status.js";
import { countStates } from "../../report/document.js";
import { digestsOf } from "../../report/finished.js";
import { headline } from "../../report/headline.js";
import { renderReport } from "../../report/report.js";
import { reportStem } from "../../report/report-stem.js";
import { readSummary } from "../../store/store.js";
import type { FileSummary } from "../../summary.js";
import { judgeInHistory } from "../judge-summary.js";
import { type FileReport, judgingProgress, reportFile } from "../one-file.js";
import { outcomesOf, type PipelineHooks, type ReportOutcome, type WorkHooks } from "../outcomes.js";
import { type StaleReport, staleReports } from "./stale-reports.js";

/**
 * Makes every report of the output directory anew that is out of date, with the settings that it
 * records, from the stored summary. Where its spectra and waveforms cannot be read, from the FLOW file;
 * where this is gone or has changed, without the pages that need them.
 */
export async function redoStaleReports(
  config: Pick<Config, "outputDir" | "store" | "threads">,
  hooks: PipelineHooks = {},
): Promise<ReportOutcome[]> {
  const stale = await staleReports(config);
  const inputs = stale.map(({ input }) => input.path);
  return outcomesOf(inputs, hooks, (index, work) => {
    const report = stale[index]!;
    const { threads } = config;
    const withThreads = { ...report, config: { ...report.config, threads } };
    return redo(withThreads, { ...work, signal: hooks.signal });
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
  const files = await renderReport(judged, config, { ...place, referenceStamp: stamp }, note);
  progress("writing the files", 0.98);
  await writeOutputFiles(files, signal);
  await remember();
  progress("done", 1);
  return {
    state: "done",
    files: files.map(({ path }) => path),
    counts: countStates(judged.verdicts),
    headline: headline(judged, config),
  };
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
  return reportFile(path, again, { ...hooks, signal, channelStatus, onOutdated: () => {} });
}

async function isUnchanged({ path, sizeBytes, mtimeMs }: StaleReport["input"]): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.size === sizeBytes && found.mtimeMs === mtimeMs;
}
