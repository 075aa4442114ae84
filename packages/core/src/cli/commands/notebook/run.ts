import { resolve } from "node:path";
import { text } from "../../../config/value-kinds.js";
import { findTemplate } from "../../../notebook-run/find-template.js";
import { startPrinter } from "../../../notebook-run/print-notebook.js";
import { runNotebook } from "../../../notebook-run/run-notebook.js";
import { type CommandRow, command } from "../../command.js";
import { bareFlag, repeatableFlag, requiredFlag } from "../../flag.js";
import { notebookName, pdfBeside, withPrinter, writes } from "./writes.js";

/** `light-dqm notebook run`. */
export const notebookRunCommand: CommandRow = command({
  name: "run",
  summary: "run a template and print it",
  description:
    "Runs the cells of a template in order and writes the notebook with their outputs. A cell " +
    "that fails ends the run; the notebook shows why.",
  help: `
Examples:
  $ light-dqm notebook run notebooks/shift-report.ipynb -p input=run_101.FLOW.hdf5 \\
      -p shifter="A. Person" --output shift-101.ipynb --pdf
  $ light-dqm notebook run trends -p store=dqm/store --output trends.ipynb
  $ light-dqm notebook run investigate -p input=data -p thresholds=[450] -p granularity=tpc \\
      --output night.ipynb

Values are read by the type that the first cell of the template declares: texts as they are,
numbers, true, false, null, lists and objects as JSON. They are checked before anything runs. Paths
in them start from the working directory.
`,
  arguments: [["<template>", "an .ipynb file, or a name of `light-dqm notebook list`"]],
  flags: {
    parameter: repeatableFlag("name=value", "parameter of the template (repeatable)", "p"),
    output: requiredFlag(text("file"), "path of the executed notebook, .ipynb"),
    pdf: bareFlag("also print it as PDF, next to the notebook"),
  },
  async run(context, [template], { parameter, pdf, ...options }) {
    const { io } = context;
    const output = notebookName(resolve(io.cwd, options.output));
    const printed = pdfBeside(output);
    await writes(
      context,
      "running the notebook",
      pdf ? [output, printed] : [output],
      async (signal) => {
        const common = { cwd: io.cwd, env: io.env, signal };
        const run = {
          template: await findTemplate(template!, io.cwd),
          output,
          parameters: parameter,
          ...common,
        };
        if (!pdf) return runNotebook(run);
        await withPrinter(startPrinter(common), async (printer) => {
          await runNotebook(run);
          await printer.print({ notebook: output, output: printed, nowMs: io.now() });
        });
      },
    );
  },
});
