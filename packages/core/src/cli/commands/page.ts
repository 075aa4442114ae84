import { resolve } from "node:path";
import { throwIfInterrupted } from "../../errors.js";
import { writeOutputFiles } from "../../files/output-files.js";
import { pageOfDocument } from "../../report/html/page-of-document.js";
import { type CommandRow, command } from "../command.js";
import { eachFile } from "../files/each-file.js";
import { interruptible } from "../interruptible.js";
import { terminalBar } from "../progress.js";

/** `light-dqm page DOCUMENT …`. */
export const pageCommand: CommandRow = command({
  name: "page",
  summary: "make the HTML page of a report from its JSON document",
  description:
    "Makes the page of each report that can be sent: one HTML file beside its document, which opens " +
    "without a network. `light-dqm report` makes it too; this is for documents of earlier versions.",
  help: `
Examples:
  $ light-dqm page dqm_plots/run_101.light-dqm.json
  $ light-dqm page dqm_plots/*.light-dqm.json

In the page's address, #adc3-ch26 names a channel and #noise-high a check.
`,
  arguments: [["<documents...>", "JSON documents of reports"]],
  flags: {},
  async run(context, documents) {
    const { io, log, setStatus } = context;
    const paths = documents.map((document) => resolve(io.cwd, document));
    const { interruptedStatus } = await interruptible(io, log, terminalBar(io), (signal) =>
      eachFile(context, "making the page", paths, async (path) => {
        throwIfInterrupted(signal);
        const page = await pageOfDocument(path);
        await writeOutputFiles([page], signal);
        io.stdout.write(`${page.path}\n`);
        return [page.path];
      }),
    );
    if (interruptedStatus !== null) setStatus(interruptedStatus);
  },
});
