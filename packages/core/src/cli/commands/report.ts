import { basename, resolve } from "node:path";
import { withAbsolutePaths } from "../../config/absolute-paths.js";
import { choice } from "../../config/value-kinds.js";
import { LightDqmError } from "../../errors.js";
import { reportFiles } from "../../pipeline/batch.js";
import type { PipelineHooks, ReportOutcome } from "../../pipeline/outcomes.js";
import { redoStaleReports } from "../../pipeline/stale/redo-stale.js";
import { countText } from "../../words/phrases.js";
import { type CommandRow, command } from "../command.js";
import { bareFlag, optionalFlag } from "../flag.js";
import { interruptible } from "../interruptible.js";
import type { CliIo } from "../io.js";
import { createLog, type Log, logFormats } from "../log.js";
import { outcomeRecord, outcomeText, totalsLine } from "../outcome.js";
import { type ProgressBar, perFile, terminalBar } from "../progress.js";
import { configOf } from "../setting-flags.js";
import { jsonText } from "../text/json-text.js";
import { staleText } from "../text/stale-text.js";

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
    log: optionalFlag(
      choice(logFormats, "format"),
      'format of messages on stderr: text, or JSON lines (choices: "text", "json", default: "text")',
    ),
  },
  settings: "all",
  async run({ io, setStatus }, inputs, options) {
    const log = createLog(io, options.log ?? "text");
    const { config } = configOf(options, io.cwd, log);
    if (options.stale && inputs.length > 1)
      throw new LightDqmError("bad-config", {
        what: "Too many arguments",
        where: "light-dqm report --stale",
        expected: "one directory of reports, or none for --output-dir",
        got: inputs.join(" "),
      });
    const started = io.now();
    const bar = progressBar(io, log);
    const { value: outcomes = [], interruptedStatus } = await interruptible(
      io,
      log,
      bar,
      (signal) => {
        const absolute = withAbsolutePaths(config, io.cwd);
        const paths = inputs.map((input) => resolve(io.cwd, input));
        const told = hooks(io, log, bar, signal, { asJson: options.json, ...config });
        if (!options.stale) return reportFiles(paths, absolute, told);
        const [outputDir = absolute.outputDir] = paths;
        return redoStaleReports({ ...absolute, outputDir }, told);
      },
    );
    if (options.stale && outcomes.length === 0 && !options.json)
      io.stdout.write("no report is out of date\n");
    conclude(io, outcomes, options.json, (io.now() - started) / 1000);
    const failed = outcomes.some(({ state }) => state === "failed");
    setStatus(interruptedStatus ?? (failed ? 1 : 0));
  },
});

function progressBar(io: CliIo, log: Log): ProgressBar {
  if (log.format === "text" && io.stderr.isTty) return terminalBar(io);
  return perFile(({ name, index, count }) =>
    log.event("info", "file", { name, index, count }, `${index + 1} of ${count}: ${name}`),
  );
}

function hooks(
  io: CliIo,
  log: Log,
  bar: ProgressBar,
  signal: AbortSignal,
  { asJson, outputDir }: { asJson: boolean; outputDir: string },
): PipelineHooks {
  return {
    signal,
    onProgress: ({ input, ...rest }) => bar.update({ name: basename(input), ...rest }),
    onNote(input, note) {
      bar.clear();
      log.event("warning", "note", { input, note }, `note: ${basename(input)}: ${note}`);
    },
    onOutcome(outcome) {
      bar.clear();
      showOutcome(log, outcome);
      if (!asJson) io.stdout.write(outcomeText(outcome));
    },
    onStale(names) {
      bar.clear();
      log.event("warning", "stale", { reports: names }, staleText(names, outputDir));
    },
    onCompaction({ files, parts }, seconds) {
      bar.clear();
      const line = `store: ${countText(files, "file")} packed into ${countText(parts, "part")} in ${seconds.toFixed(1)} s`;
      log.event("info", "compacted", { files, parts, seconds }, line);
    },
  };
}

function showOutcome(log: Log, { input, state, files, counts, error }: ReportOutcome): void {
  if (error) log.error(error, { input });
  else if (log.format === "json")
    log.event("info", "file-done", { input, state, files, counts }, `${basename(input)}: ${state}`);
}

/** The closing lines, after the last file. */
function conclude(
  io: CliIo,
  outcomes: readonly ReportOutcome[],
  asJson: boolean,
  seconds: number,
): void {
  if (asJson) {
    const results = { files: outcomes.map(outcomeRecord), seconds };
    io.stdout.write(jsonText(results));
  } else if (outcomes.length > 1) {
    io.stdout.write(`${totalsLine(outcomes, seconds)}\n`);
  }
}
