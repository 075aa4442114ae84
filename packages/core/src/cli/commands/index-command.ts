import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { LightDqmError } from "../../errors.js";
import { storeDirectory } from "../../pipeline/store-upkeep.js";
import { rebuildIndex } from "../../report/runs/rebuild-index.js";
import { countText } from "../../words/phrases.js";
import { type CommandRow, command } from "../command.js";
import { eachFile } from "../files/each-file.js";
import { interruptible } from "../interruptible.js";
import { terminalBar } from "../progress.js";

/** `light-dqm index [DIR …]`. */
export const indexCommand: CommandRow = command({
  name: "index",
  summary: "make index.html: the runs of a directory of reports or of a store",
  description:
    "Makes index.html over the reports of each directory, or over a store: the runs by the time of " +
    "their data, what changed and what could not be judged, filters, and any two runs compared. " +
    "`light-dqm report` keeps it up to date; this is for reports of earlier versions, reports that " +
    "were moved or removed, and files of a store without a report.",
  help: `
Examples:
  $ light-dqm index                          the reports in ./dqm_plots
  $ light-dqm index dqm                      those of a directory, and the files of its store without one
  $ light-dqm index dqm --store summaries    with a store elsewhere
  $ light-dqm index dqm/store                the files of a store alone

The page opens from a disk or from any web server, together with the directory index-data beside it.
In its address, #run=101 shows a run and #state=CALL those that somebody has to be called about.
`,
  arguments: [["[directories...]", "directories of reports, or stores (default: --output-dir)"]],
  flags: {},
  settings: ["output-dir", "store", "time-zone"],
  async run(context, given, options) {
    const { io, log, setStatus } = context;
    const config = context.configFor(options);
    const names = given.length > 0 ? given : [config.outputDir];
    const directories = names.map((name) => resolve(io.cwd, name));
    const bar = terminalBar(io);
    const { interruptedStatus } = await interruptible(io, log, bar, (signal) =>
      eachFile(context, "reading", directories, async (directory, index) => {
        if (!existsSync(directory))
          throw new LightDqmError("not-found", {
            what: "No such directory",
            where: directory,
            expected: "a directory of reports, or a store",
          });
        const isStore = ["summaries", "compacted"].some((part) =>
          existsSync(join(directory, part)),
        );
        const store = isStore ? directory : storeDirectory({ ...config, outputDir: directory });
        const { page, runs, unreported } = await rebuildIndex(directory, store, config.timeZone, {
          signal,
          onProgress: (share) => {
            if (!io.stderr.isTty || log.format === "json") return;
            const name = names[index]!;
            bar.update({ name, index, count: directories.length, phase: "reading", share });
          },
          note(note) {
            bar.clear();
            log.event("warning", "note", { file: directory, note }, `note: ${note}`);
            setStatus(1);
          },
        });
        const without = unreported > 0 ? `, ${unreported} of them without a report` : "";
        bar.clear();
        io.stdout.write(`${page}: ${countText(runs, "run")}${without}\n`);
        return [page];
      }),
    );
    if (interruptedStatus !== null) setStatus(interruptedStatus);
  },
});
