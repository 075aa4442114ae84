/** A run in a notebook: a file's summary with its verdicts, or its waveforms, from one call. */
import { stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { glob, isDynamicPattern } from "tinyglobby";
import type { Config } from "../config/config.js";
import { settings as settingRows } from "../config/settings.js";
import { detectorOf } from "../detector/index.js";
import { isLightDqmError, LightDqmError } from "../errors.js";
import { cutOf } from "../figures/source-of.js";
import { readChannelStatus } from "../flow/channel-status.js";
import { resolveInputs } from "../flow/discover.js";
import { compareNatural } from "../flow/file-name.js";
import {
  openWaveforms as openWaveformsOf,
  type Waveforms,
} from "../flow/waveforms/open-waveforms.js";
import type { Where } from "../flow/waveforms/where.js";
import type { JudgedFile } from "../judge/judged-file.js";
import { reloadChecks } from "../judge/own/check-files.js";
import { checkTable } from "../judge/own/check-table.js";
import { withExemplars } from "../pipeline/exemplars.js";
import { judgeSummary } from "../pipeline/judge-summary.js";
import { summarizeFile } from "../pipeline/one-file.js";
import { storeDirectory } from "../pipeline/store-upkeep.js";
import { roundedNote, waveformsDropped } from "../quantities/kept/spectra.js";
import { resultOf } from "../report/result.js";
import { readSummary } from "../store/store.js";
import { storeOf as storeOfPath } from "../store/store-paths.js";
import type { FileSummary } from "../summary.js";
import { givenText, requireRun } from "./given.js";
import { interruptible } from "./kernel/interruptible.js";
import { endWithParent } from "./kernel/kernel-life.js";
import { startProgress } from "./kernel/progress.js";
import { configWith, mergedLimits, type RunSettings, startDirectory } from "./run-settings.js";

/** Settings of a run, and which of its events it is made of. */
export type OpenSettings = RunSettings & {
  /**
   * Makes numbers, verdicts and figures of these events alone: `{ trigger: "beam" }`,
   * `{ from: "2025-11-04T11:50", to: "2025-11-04T12:00" }` (local to the display zone),
   * `{ events: { first: 100, last: 199 } }`, `{ over: 2000 }`, or several together. The
   * cut stands in every title; its numbers are compared with no earlier files, as those are of all
   * events, and are not kept in a store.
   */
  where?: Where;
};

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
 * @param input a FLOW file; a directory or a pattern such as `data/*rctl*.hdf5`, for its last file in
 *   natural order; or a stored summary (`.parquet`), judged among the files of its own store where no
 *   store is named. Relative paths start where the notebook was started from.
 * @param settings e.g. `{ store: "dqm/store", units: "V", limits: { flatline: { minEvents: 10 } } }`
 * @throws LightDqmError as the command line does; `bad-config` for an unknown setting or part of a cut;
 *   `bad-input` for a cut that takes no event, and for a cut of a stored summary
 */
export async function openRun(
  input: string,
  { where, ...settings }: OpenSettings = {},
): Promise<Run> {
  endWithParent();
  const given = configWith(settings);
  await reloadChecks(given.checks);
  // Before the numbers, which take long.
  checkTable(given.checks);
  const path = await fileOf(input, given);
  // A stored summary is judged among the files of its own store.
  const store = given.store ?? (path.endsWith(".parquet") ? storeOfPath(path) : null);
  const config = { ...given, store };
  if (where) requireFlowFile(path);
  const progress = await startProgress(basename(path));
  const startedMs = Date.now();
  try {
    const summary = path.endsWith(".parquet")
      ? await readSummary(path)
      : await interruptible(async (signal) =>
          summarizeFile(path, config, await statusOf(config), {
            where,
            signal,
            onProgress: (share) => void progress.update(share),
          }),
        );
    const found = await judgedRun(path, summary, config);
    const run = path.endsWith(".parquet") ? found : await withExemplars(path, found);
    const { selectedEvents, fileEventCount, input: file } = summary;
    const cut = cutOf(summary, config.timeZone);
    const chosen = cut === null ? "" : ` (cut: ${cut})`;
    const seconds = ((Date.now() - startedMs) / 1000).toFixed(1);
    await progress.done(
      `${file.name}: ${selectedEvents.length} of ${fileEventCount} events${chosen}, in ${seconds} s`,
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
 * Opens the waveforms of a run, or of a FLOW file, to read any of them: see `openWaveforms` of
 * `@light-dqm/core`. Times in `where` are in the display zone unless they say another.
 * @param of an open run; or a path or pattern, as for `openRun`
 * @param settings of a path; a run has its own
 * @throws LightDqmError `bad-input` for a run that was opened from the store
 */
export async function openWaveforms(
  of: Run | string,
  settings: Pick<RunSettings, "detector" | "timeZone"> = {},
): Promise<Waveforms> {
  endWithParent();
  if (typeof of !== "string") requireRun(of, "openWaveforms(run)");
  const config = typeof of === "string" ? configWith(settings) : of.config;
  const path = typeof of === "string" ? await fileOf(of, config) : of.path;
  requireFlowFile(path);
  const detector = typeof of === "string" ? detectorOf(config.detector) : of.summary.detector;
  return openWaveformsOf(path, { detector, timeZone: config.timeZone });
}

/** @throws LightDqmError `bad-input` for a stored summary, which holds no waveforms */
function requireFlowFile(path: string): void {
  if (!path.endsWith(".parquet")) return;
  throw new LightDqmError("bad-input", {
    what: "Waveforms are only in the FLOW file",
    where: path,
    expected: "a FLOW file, or a run opened from one",
  });
}

/**
 * The same run with its verdicts re-evaluated for other settings: limits, store, number of earlier
 * files, units. Nothing is read or computed again.
 * @throws LightDqmError `bad-config` for settings that change the numbers
 */
export async function rejudge(run: Run, settings: RunSettings): Promise<Run> {
  requireRun(run, "rejudge(run, …)");
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
  const config = { ...configWith(settings, run.config), limits };
  await reloadChecks(config.checks);
  return judgedRun(run.path, run.summary, config);
}

/** A run of a summary, judged among the files before it in the store of the configuration. */
export async function judgedRun(path: string, summary: FileSummary, config: Config): Promise<Run> {
  const rounded = roundedNote(summary.spectra);
  const notes: string[] = rounded === null ? [] : [rounded, `No waveforms: ${waveformsDropped}.`];
  const file = await judgeSummary(summary, config, { note: (text) => notes.push(text) });
  const name = nameOf(summary, config);
  return { ...file, path, name, headline: resultOf(file, config).headline, config, notes };
}

/** `run 101.3 (mpd_run_rctl_101_p3.FLOW.hdf5)`; of chosen events: `…, cut: beam triggers` */
export function nameOf(
  summary: Pick<FileSummary, "input" | "settings">,
  { timeZone }: Pick<Config, "timeZone">,
): string {
  const { run, subRun, name } = summary.input;
  const number = run === null ? "run unknown" : `run ${run}${subRun === null ? "" : `.${subRun}`}`;
  const cut = cutOf(summary, timeZone);
  return `${number} (${name})${cut === null ? "" : `, cut: ${cut}`}`;
}

/**
 * The files that a pattern matches, that a directory holds or that a path names, in natural order:
 * `for (const path of await flowFiles("data/*rctl*.hdf5")) …`
 * @param input relative to where the notebook was started from
 * @throws LightDqmError `not-found` where there is none
 */
export function flowFiles(
  input: string,
  settings: Pick<RunSettings, "fileSyntax" | "startRun" | "nfiles"> = {},
): Promise<string[]> {
  return filesOf(input, configWith(settings));
}

async function fileOf(input: string, config: Config): Promise<string> {
  return (await filesOf(input, config)).at(-1)!;
}

async function filesOf(input: string, config: Config): Promise<string[]> {
  if (typeof input !== "string" || input.trim() === "")
    throw new LightDqmError("bad-input", {
      what: "No file given",
      where: "input, in the parameters cell",
      expected: "a FLOW file, a directory of them, a pattern, or a stored summary",
      ...(typeof input === "string" ? {} : { got: givenText(input) }),
    });
  const path = resolve(startDirectory(), input);
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) return resolveInputs([path], config);
  if (found || !isDynamicPattern(input)) return [path];
  const all = await glob(input, { cwd: startDirectory(), absolute: true });
  const matching = all.filter((file) => /\.(hdf5|h5|parquet)$/i.test(file));
  if (matching.length === 0)
    throw new LightDqmError("not-found", {
      what: "No file matches the pattern",
      where: path,
      expected: "names of FLOW files with * for any part of them",
      got:
        all.length === 0
          ? "none"
          : `other files: ${all
              .slice(0, 3)
              .map((file) => basename(file))
              .join(", ")}`,
    });
  return matching.sort((a, b) => compareNatural(basename(a), basename(b)) || compareNatural(a, b));
}

async function statusOf({ channelStatusFile, detector }: Config): Promise<Int8Array | null> {
  return channelStatusFile ? readChannelStatus(channelStatusFile, detectorOf(detector)) : null;
}

/** The store that a run was compared with: for `openHistory`. */
export function storeOf(run: Run): string {
  requireRun(run, "storeOf(run)");
  return storeDirectory(run.config);
}
