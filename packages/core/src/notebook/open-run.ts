/** A run in a notebook: a file's summary with its verdicts, from one call. */
import { stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import type { Config } from "../config/config.js";
import { settings as settingRows } from "../config/settings.js";
import { detectorOf } from "../detector/index.js";
import { isLightDqmError, LightDqmError } from "../errors.js";
import { readChannelStatus } from "../flow/channel-status.js";
import { resolveInputs } from "../flow/discover.js";
import type { JudgedFile } from "../judge/judged-file.js";
import { judgeSummary } from "../pipeline/judge-summary.js";
import { summarizeFile } from "../pipeline/one-file.js";
import { storeDirectory } from "../pipeline/store-upkeep.js";
import { headline } from "../report/headline.js";
import { readSummary } from "../store/store.js";
import type { FileSummary } from "../summary.js";
import { interruptible } from "./kernel/interruptible.js";
import { endWithParent } from "./kernel/kernel-life.js";
import { startProgress } from "./kernel/progress.js";
import { configWith, mergedLimits, type RunSettings, startDirectory } from "./run-settings.js";

/** An open run. It holds numbers only; the file itself is closed again. */
export interface Run extends JudgedFile {
  /** The FLOW file or stored summary, absolute. */
  path: string;
  /** Run and file in a few words: `run 101 (mpd_run_rctl_101.FLOW.hdf5)`. */
  name: string;
  /** The result in words, one sentence per mask. */
  headline: string;
  config: Config;
  /** What cannot be determined, and why. */
  notes: string[];
}

/**
 * Opens a run: reads a FLOW file, computes its numbers, compares it with earlier files and applies
 * the checks, with a progress bar. Interrupting the cell ends the work.
 * @param input a FLOW file; a directory, for its last file in natural order; or a stored summary
 *   (`.parquet`). Relative paths start where the notebook was started from.
 * @param settings e.g. `{ store: "dqm/store", units: "V", limits: { flatline: { minEvents: 10 } } }`
 * @throws LightDqmError as the command line does; `bad-config` for an unknown setting
 */
export async function openRun(input: string, settings: RunSettings = {}): Promise<Run> {
  endWithParent();
  const config = configWith(settings);
  const path = await fileOf(input, config);
  const progress = await startProgress(basename(path));
  const startedMs = Date.now();
  try {
    const summary = path.endsWith(".parquet")
      ? await readSummary(path)
      : await interruptible(async (signal) =>
          summarizeFile(path, config, await statusOf(config), {
            signal,
            onProgress: (share) => void progress.update(share),
          }),
        );
    const run = await judged(path, summary, config);
    const { selectedEvents, fileEventCount, input: file } = summary;
    const seconds = ((Date.now() - startedMs) / 1000).toFixed(1);
    await progress.done(
      `${file.name}: ${selectedEvents.length} of ${fileEventCount} events, in ${seconds} s`,
    );
    return run;
  } catch (error) {
    const reason =
      isLightDqmError(error) && error.code === "interrupted" ? "interrupted" : "failed";
    await progress.done(`${basename(path)}: ${reason}`);
    throw error;
  }
}

/**
 * The same run with its verdicts re-evaluated for other settings: limits, store, number of earlier
 * files, units. Nothing is read or computed again.
 * @throws LightDqmError `bad-config` for settings that change the numbers
 */
export async function rejudge(run: Run, settings: RunSettings): Promise<Run> {
  const given = settingRows.find(
    ({ field, affects }) => affects === "numbers" && field in settings,
  )?.field;
  if (given !== undefined)
    throw new LightDqmError("bad-config", {
      what: "This setting changes the numbers, not only the verdicts",
      where: `rejudge(run, { ${given} })`,
      expected: `openRun(…, { ${given}: … })`,
    });
  const limits = mergedLimits(run.config.limits, settings.limits);
  return judged(run.path, run.summary, { ...configWith(settings, run.config), limits });
}

async function judged(path: string, summary: FileSummary, config: Config): Promise<Run> {
  const notes: string[] = [];
  const file = await judgeSummary(summary, config, { note: (text) => notes.push(text) });
  return { ...file, path, name: nameOf(summary), headline: headline(file), config, notes };
}

/** `run 101.3 (mpd_run_rctl_101_p3.FLOW.hdf5)` */
export function nameOf({ input: { run, subRun, name } }: Pick<FileSummary, "input">): string {
  const number = run === null ? "run unknown" : `run ${run}${subRun === null ? "" : `.${subRun}`}`;
  return `${number} (${name})`;
}

async function fileOf(input: string, config: Config): Promise<string> {
  if (input.trim() === "")
    throw new LightDqmError("bad-input", {
      what: "No file given",
      where: "input, in the parameters cell",
      expected: "a FLOW file, a directory of them, or a stored summary",
    });
  const path = resolve(startDirectory(), input);
  const found = await stat(path).catch(() => null);
  if (!found?.isDirectory()) return path;
  return (await resolveInputs([path], config)).at(-1)!;
}

async function statusOf({ channelStatusFile, detector }: Config): Promise<Int8Array | null> {
  return channelStatusFile ? readChannelStatus(channelStatusFile, detectorOf(detector)) : null;
}

/** The store that a run was compared with: for `openHistory`. */
export function storeOf(run: Run): string {
  return run.path.endsWith(".parquet") && run.config.store === null
    ? dirname(dirname(dirname(run.path)))
    : storeDirectory(run.config);
}
