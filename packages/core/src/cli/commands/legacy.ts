import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { withAbsolutePaths } from "../../config/absolute-paths.js";
import type { Config } from "../../config/config.js";
import { defaultConfig } from "../../config/load-config.js";
import { choice, directory, numberFromText, text, wholeNumber } from "../../config/value-kinds.js";
import { numberedFiles } from "../../flow/numbered-files.js";
import { advanceLatest } from "../../nearline/latest-links.js";
import { reportFiles } from "../../pipeline/batch.js";
import { storeDirectory } from "../../pipeline/store-upkeep.js";
import { denominators } from "../../quantities/indexed-by/denominator.js";
import { unitNames } from "../../units.js";
import { type CommandRow, command } from "../command.js";
import { statusOfReports, toldReports } from "../files/told-reports.js";
import {
  type FlagKind,
  flagWithDefault,
  optionalFlag,
  requiredFlag,
  type ValuesOf,
} from "../flag.js";
import { writeLegacyLines } from "./legacy/write-lines.js";

/** A whole number of any size, as digits. */
const digits: FlagKind<string> = {
  placeholder: "number",
  allowed: "a whole number, 0 or more",
  fromText: (given) => given,
  read: (value) => (/^\d+$/.test(String(value)) ? String(value) : undefined),
};

/** Python's words for yes and no. */
const pythonBoolean: FlagKind<boolean> = {
  placeholder: "True|False",
  allowed: "True or False",
  fromText: (given) => ({ true: true, "1": true, false: false, "0": false })[given.toLowerCase()],
  read: (value) => (typeof value === "boolean" ? value : undefined),
};

/** Below 1 the old script made no spectra. */
const anyWholeNumber: FlagKind<number> = {
  placeholder: "count",
  allowed: "a whole number",
  fromText: numberFromText,
  read: (value) => (Number.isSafeInteger(value) ? (value as number) : undefined),
};

const flags = {
  input_path: flagWithDefault(directory, "directory of the files", "."),
  file_syntax: requiredFlag(text("prefix"), "the files' names up to the number that ends them"),
  start_run: flagWithDefault(digits, "number that ends the name of the first file", "0"),
  nfiles: flagWithDefault(wholeNumber(1), "how many files, numbered one after another", 1),
  channel_status_file: optionalFlag(text("csv"), "status of each channel; without it, none"),
  output_dir: flagWithDefault(directory, "directory of the reports", "dqm_plots/"),
  tmp_dir: optionalFlag(text("dir"), "not used: files are written beside their target"),
  units: flagWithDefault(choice(unitNames), "unit of what is shown and of JSON lines", "ADC16"),
  ptps16bit: flagWithDefault(wholeNumber(0), "threshold in ADC16 counts", 500),
  ncomp: flagWithDefault(wholeNumber(-1), "earlier files to compare with: -1 all, 0 none", -1),
  powspec_nevts: flagWithDefault(anyWholeNumber, "events for spectra at most", 500),
  max_evts: flagWithDefault(wholeNumber(1), "events at most, spread over the file", 500),
  write_json_blobs: flagWithDefault(pythonBoolean, "write JSON lines", false),
  merge_grafana_plots: flagWithDefault(pythonBoolean, "also write both masks as one", false),
  plot_all_clipped: flagWithDefault(pythonBoolean, "clipped fractions of all kinds", false),
  plot_all_negatives: flagWithDefault(pythonBoolean, "negative fractions of all kinds", false),
};

/** `light-dqm legacy …`. */
export const legacyCommand: CommandRow = command({
  name: "legacy",
  summary: "report files with the command line of the old script",
  description:
    "Takes the command line of the old script, light_dqm.py, with its meanings: the files are " +
    "<input_path>/<file_syntax><number>.FLOW.hdf5, from --start_run on, one unless --nfiles says " +
    "otherwise. A script that calls `light-dqm legacy` in place of `python light_dqm.py` needs no other change.",
  help: `
Examples:
  $ light-dqm legacy --input_path flow/ --file_syntax mpd_run_data_rctl_ --start_run 967 \\
      --output_dir dqm_plots/ --tmp_dir tmp/ --channel_status_file channel_status.csv
  $ light-dqm legacy --input_path flow/ --file_syntax mpd_run_data_rctl_967_p --start_run 0 --nfiles 10
  $ light-dqm legacy --input_path flow/ --file_syntax mpd_run_data_rctl_ --start_run 967 \\
      --write_json_blobs True --plot_all_clipped True --plot_all_negatives True

In the output directory: <file>_light_dqm_main.pdf, <file>_light_dqm_baseline.png and
<file>_light_dqm_flatline.png as before, and all that \`light-dqm report\` makes; latest_main.pdf,
latest_baseline.png and latest_dead_chan.png lead to the report of the latest data. With
--write_json_blobs, baselines.json, noises.json and the others get a line for each file.

Unlike the old script: False is no, where it took any word for yes; zeros before the number are
optional; a file that is missing or fails gives status 1; a file that has its report is skipped.
Exit status: 0 all done, 1 a file is missing or failed, 2 wrong use, 130 interrupted.
`,
  flags,
  async run({ io, log, setStatus }, _args, options) {
    const note = (line: string): void => log.event("warning", "note", { note: line }, line);
    const config = withAbsolutePaths(configOfOldScript(options, io.cwd, note), io.cwd);
    const { file_syntax: prefix, start_run: first, nfiles, output_dir: outputDir } = options;
    const files = await numberedFiles(config.inputPath, prefix, first, nfiles);
    const paths = files.map(({ path }) => path);
    const told = { asJson: false, outputDir, again: "remove it to have it made again" };
    const done = await toldReports({ io, log }, told, (hooks) => reportFiles(paths, config, hooks));
    let status = statusOfReports(done);
    for (const { input, files: written, state } of done.value ?? []) {
      if (state === "failed") continue;
      try {
        await advanceLatest(written, io.now());
        if (!options.write_json_blobs) continue;
        const { number: fileIndex } = files.find(({ path }) => path === input)!;
        const how = { ...options, fileIndex, store: storeDirectory(config) };
        await writeLegacyLines(config.outputDir, written, how);
      } catch (error) {
        log.error(error, { file: input });
        status ||= 1;
      }
    }
    setStatus(status);
  },
});

/** @param note gets what is not as it was asked for */
function configOfOldScript(
  options: ValuesOf<typeof flags>,
  cwd: string,
  note: (line: string) => void,
): Config {
  const { channel_status_file: statusFile, powspec_nevts: powspecNevts } = options;
  const hasStatus = statusFile !== undefined && existsSync(resolve(cwd, statusFile));
  if (statusFile !== undefined && !hasStatus)
    note(`no channel status: ${resolve(cwd, statusFile)} is missing`);
  if (powspecNevts < 1) note(`--powspec_nevts ${powspecNevts}: spectra need one event, and get it`);
  return {
    ...defaultConfig(),
    inputPath: options.input_path,
    channelStatusFile: hasStatus ? statusFile : null,
    outputDir: options.output_dir,
    units: options.units,
    ptps16bit: [options.ptps16bit],
    ncomp: options.ncomp,
    powspecNevts: Math.max(1, powspecNevts),
    maxEvts: options.max_evts,
    mergeGrafanaPlots: options.merge_grafana_plots,
    ...(options.plot_all_clipped && { clippedPer: [...denominators] }),
    ...(options.plot_all_negatives && { negativePer: [...denominators] }),
  };
}
