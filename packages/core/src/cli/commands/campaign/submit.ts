import { realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fewestFilesPerTask, mostTasks, tasksOf } from "../../../campaign/chunks.js";
import { type ManifestFile, writeManifest } from "../../../campaign/manifest.js";
import { planCampaign } from "../../../campaign/plan.js";
import { filesInHand } from "../../../campaign/slurm/files-in-hand.js";
import { type SubmittedJobs, submitJobs } from "../../../campaign/slurm/jobs.js";
import { wordsOf } from "../../../campaign/slurm/scripts.js";
import { choice, wholeNumber } from "../../../config/value-kinds.js";
import { ensureWritableDirectory } from "../../../files/output-files.js";
import { type CommandRow, command } from "../../command.js";
import { bareFlag, flagWithDefault, optionalFlag, repeatableFlag } from "../../flag.js";
import { jsonText } from "../../text/json-text.js";
import { jobsText, linesToRun, planText } from "../../text/submit-text.js";

const engines = ["slurm", "none"] as const;

/** `light-dqm submit [FILE|DIR …]`. */
export const submitCommand: CommandRow = command({
  name: "submit",
  summary: "have a batch system make the reports that are missing",
  description:
    "Looks which FLOW files lack a report, writes a manifest of them into the output directory, and " +
    "submits an array of `light-dqm map` to Slurm and, after it, a `light-dqm reduce`. Submitted again, it " +
    "does only what is missing; files that a running campaign has in hand are none of it.",
  help: `
Examples:
  $ light-dqm submit data --output-dir dqm --sbatch "-A dune -q regular -t 30"
  $ light-dqm submit data --output-dir dqm --files-per-task 20 --at-once 50
  $ light-dqm submit data --output-dir dqm --engine none       the manifest alone, for other batch systems
  $ light-dqm status dqm                                       how it goes

The manifest lies in campaigns/ in the output directory, with the logs of the tasks beside it.
`,
  arguments: [["[files...]", "FLOW files and directories (default: --input-path)"]],
  flags: {
    engine: flagWithDefault(
      choice(engines, "name"),
      "slurm, or none to write the manifest only",
      "slurm" as const,
    ),
    filesPerTask: optionalFlag(
      wholeNumber(1),
      `files of a task (default ${fewestFilesPerTask}, more where it takes more than ${mostTasks} tasks)`,
    ),
    atOnce: flagWithDefault(wholeNumber(0), "tasks that run at the same time; 0: no limit", 0),
    sbatch: repeatableFlag("flags", 'more flags for sbatch, as "-A dune -q regular" (repeatable)'),
    json: bareFlag("print JSON"),
  },
  settings: "all",
  async run({ io, configFor }, inputs, options) {
    const config = configFor(options);
    const inHand =
      options.engine === "slurm" ? await filesInHand(config.outputDir) : new Set<string>();
    const paths = inputs.map((input) => resolve(io.cwd, input));
    const plan = await planCampaign(paths, config, inHand);
    const { doneCount, runningCount, manifest, toCompute } = plan;
    if (!manifest) {
      const nothing = { done: doneCount, running: runningCount, left: 0, manifest: null };
      io.stdout.write(options.json ? jsonText(nothing) : planText(plan));
      return;
    }
    const path = await writeManifest(manifest);
    const isWanted = (file: ManifestFile): boolean => toCompute.has(file.path);
    const tasks = tasksOf(manifest.files, options.filesPerTask ?? null, isWanted);
    let jobs: SubmittedJobs | null = null;
    const logs = join(dirname(path), "logs");
    if (options.engine === "slurm") {
      await ensureWritableDirectory(logs);
      const campaign = { id: manifest.id, manifest: path, logs, program: programOf(process.argv) };
      const flags = options.sbatch.flatMap(wordsOf);
      jobs = await submitJobs(campaign, { ...tasks, atOnce: options.atOnce }, flags);
    }
    const told = jobs ? jobsText(jobs, tasks, logs) : linesToRun(path, tasks);
    const record = {
      ...{ done: doneCount, running: runningCount, left: manifest.files.length },
      ...{ manifest: path, ...tasks, jobs },
    };
    io.stdout.write(
      options.json ? jsonText(record) : `${planText(plan)}manifest: ${path}\n${told}`,
    );
  },
});

/** The command line that started this program, without its arguments. */
const programOf = ([node = "node", program = "light-dqm"]: readonly string[]): string[] => [
  node,
  realpathSync(program),
];
