import { resolve } from "node:path";
import { text } from "../../../config/value-kinds.js";
import { readNotebook } from "../../../notebook-run/notebook-file.js";
import { startPrinter } from "../../../notebook-run/print-notebook.js";
import { type CommandRow, command } from "../../command.js";
import { optionalFlag } from "../../flag.js";
import { notebookName, pdfBeside, withPrinter, writes } from "./writes.js";

/** `light-dqm notebook pdf`. */
export const notebookPdfCommand: CommandRow = command({
  name: "pdf",
  summary: "print a notebook as PDF",
  description:
    "Prints a notebook with its outputs as PDF, next to it unless --output says otherwise.",
  arguments: [["<file>", "an .ipynb file with outputs"]],
  flags: { output: optionalFlag(text("file"), "path of the PDF") },
  async run(context, [file], options) {
    const { cwd, env, now } = context.io;
    const notebook = notebookName(resolve(cwd, file!));
    const output = options.output ? resolve(cwd, options.output) : pdfBeside(notebook);
    const job = { notebook, output, nowMs: now() };
    await writes(context, "printing the notebook", [output], async (signal) => {
      // That a file is missing is said without a browser too.
      await readNotebook(notebook);
      await withPrinter(startPrinter({ cwd, env, signal }), ({ print }) => print(job));
    });
  },
});
