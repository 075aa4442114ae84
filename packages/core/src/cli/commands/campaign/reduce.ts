import { resolve } from "node:path";
import { readManifest } from "../../../campaign/manifest.js";
import { reduceCampaign } from "../../../campaign/reduce.js";
import { wholeNumber } from "../../../config/value-kinds.js";
import { type CommandRow, command } from "../../command.js";
import { statusOfReports, toldReports } from "../../files/told-reports.js";
import { bareFlag, optionalFlag } from "../../flag.js";

/** `light-dqm reduce MANIFEST`. */
export const reduceCommand: CommandRow = command({
  name: "reduce",
  summary: "make the reports of a campaign from the numbers of its tasks",
  description:
    "Takes the numbers that `light-dqm map` has left into the store, and judges and draws the files one " +
    "after another by the time of their data: verdicts and reports are those of one machine. A file " +
    "without numbers is named, with the reason, and does not stop the others.",
  help: `
Examples:
  $ light-dqm reduce dqm/campaigns/1f3a9c2b77e0/manifest.json

Exit status: 0 all files have a report, 1 a file failed or is missing, 2 usage or configuration error,
130 interrupted.
`,
  arguments: [["<manifest>", "manifest that `light-dqm submit` wrote"]],
  flags: {
    json: bareFlag("print the results as JSON on stdout"),
    threads: optionalFlag(
      wholeNumber(0, "count"),
      "threads; 0: one a core (default: as submitted)",
    ),
  },
  async run({ io, log, setStatus }, [path = ""], { json: asJson, ...options }) {
    const manifest = await readManifest(resolve(io.cwd, path));
    const { threads = manifest.config.threads } = options;
    const config = { ...manifest.config, threads };
    const told = { asJson, outputDir: config.outputDir };
    const done = await toldReports({ io, log }, told, (hooks) =>
      reduceCampaign({ ...manifest, config }, hooks),
    );
    setStatus(statusOfReports(done));
  },
});
