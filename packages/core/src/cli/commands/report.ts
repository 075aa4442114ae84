import { resolve } from "node:path";
import { withAbsolutePaths } from "../../config/absolute-paths.js";
import { LightDqmError } from "../../errors.js";
import { reportFiles } from "../../pipeline/batch.js";
import { redoStaleReports } from "../../pipeline/stale/redo-stale.js";
import { type CommandRow, command } from "../command.js";
import { statusOfReports, toldReports } from "../files/told-reports.js";
import { bareFlag } from "../flag.js";
import { configOf } from "../setting-flags.js";

/** `light-dqm report [FILE|DIR …]`. */
export const reportCommand: CommandRow = command({
  name: "report",
  summary: "make report, masks and summary of each file",
  description:
    "Makes the report of each FLOW file: PDF, mask pictures, JSON, and a summary in the store. " +
    "A file that fails does not stop the batch. With --stale, makes the reports anew that are out of " +
    "date since a file came late, was processed again or a change was accepted.",
  help: `
Examples:
  $ light-dqm report run_101.FLOW.hdf5                        one file, into dqm_plots
  $ light-dqm report data --file-syntax mpd_run --nfiles 10   the first ten of a directory
  $ light-dqm report data --config night.yaml --ncomp 20      settings from a file, 20 earlier files
  $ light-dqm report data --json --log json > results.json    machine-readable
  $ light-dqm report data --ptps16bit 500,500,500,500,800,800,500,500
  $ light-dqm report data --store summaries --force           reprocess, with a separate store
  $ light-dqm report --stale dqm_plots                        reprocess what is out of date in a directory

A YAML file has the same keys without leading dashes, e.g. \`max-evts: 200\`; limits are nested by
check (\`light-dqm config schema --markdown\` lists them). Paths start from the working directory.
Exit status: 0 all done, 1 a file failed, 2 usage or configuration error, 130 interrupted.
`,
  arguments: [["[files...]", "FLOW files and directories (default: --input-path)"]],
  flags: {
    stale: bareFlag(
      "reprocess the reports in --output-dir, or the directory given, that are out of date: from their stored summaries, with the settings they record",
    ),
    json: bareFlag("print the results as JSON on stdout"),
  },
  settings: "all",
  async run({ io, log, setStatus }, inputs, options) {
    const { config } = configOf(options, io.cwd);
    const { stale, json: asJson } = options;
    if (stale && inputs.length > 1)
      throw new LightDqmError("bad-config", {
        what: "Too many arguments",
        where: "light-dqm report --stale",
        expected: "one directory of reports, or none for --output-dir",
        got: inputs.join(" "),
      });
    const absolute = withAbsolutePaths(config, io.cwd);
    const paths = inputs.map((input) => resolve(io.cwd, input));
    const [outputDir = absolute.outputDir] = paths;
    const told = { asJson, outputDir: config.outputDir };
    const done = await toldReports({ io, log }, told, (hooks) =>
      stale
        ? redoStaleReports({ ...absolute, outputDir }, hooks)
        : reportFiles(paths, absolute, hooks),
    );
    if (stale && done.value?.length === 0 && !asJson) io.stdout.write("no report is out of date\n");
    setStatus(statusOfReports(done));
  },
});
