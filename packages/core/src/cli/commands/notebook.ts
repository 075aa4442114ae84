import { resolve } from "node:path";
import type { Command } from "commander";
import { LightDqmError } from "../../errors.js";
import { findTemplate } from "../../notebook-run/find-template.js";
import type { Printer } from "../../notebook-run/print-notebook.js";
import { startPrinter } from "../../notebook-run/print-notebook.js";
import { runNotebook } from "../../notebook-run/run-notebook.js";
import { interruptible } from "../interruptible.js";
import type { CliIo } from "../io.js";
import { createLog } from "../log.js";
import { terminalBar } from "../progress.js";

/** `light-dqm notebook run|pdf`. */
export function addNotebookCommand(
  program: Command,
  io: CliIo,
  setStatus: (status: number) => void,
): void {
  const notebook = program
    .command("notebook")
    .summary("run notebook templates, print notebooks")
    .description("Runs notebook templates and prints notebooks as PDF, without a network.")
    .helpCommand(false);

  notebook
    .command("run")
    .summary("run a template, and print it")
    .description(
      "Runs the cells of a template in order and writes the notebook with their outputs. A cell " +
        "that fails ends the run; the notebook then shows why.",
    )
    .argument("<template>", "an .ipynb file, or the name of one in notebooks/")
    .option("-p, --parameter <name=value>", "parameter of the template (repeatable)", collect)
    .requiredOption("--output <file>", "the notebook that is written, .ipynb")
    .option("--pdf", "also print it, beside the notebook")
    .addHelpText("after", runHelp)
    .action(async (template: string, options: RunOptions) => {
      const output = notebookName(resolve(io.cwd, options.output));
      const written = [output];
      await work(async (signal) => {
        const common = { cwd: io.cwd, env: io.env, signal };
        const parameters = options.parameter ?? [];
        const run = { template: findTemplate(template, io.cwd), output, parameters, ...common };
        if (!options.pdf) return runNotebook(run);
        const pdf = pdfBeside(output);
        await withPrinter(startPrinter(common), async (printer) => {
          await runNotebook(run);
          await printer.print({ notebook: output, output: pdf, nowMs: io.now() });
        });
        written.push(pdf);
      }, written);
    });

  notebook
    .command("pdf")
    .summary("print a notebook")
    .description("Prints a notebook with the outputs it has, beside it unless --output says else.")
    .argument("<file>", "an .ipynb file that was run")
    .option("--output <file>", "the PDF that is written")
    .action(async (file: string, options: { output?: string }) => {
      const path = notebookName(resolve(io.cwd, file));
      const output = options.output ? resolve(io.cwd, options.output) : pdfBeside(path);
      const job = { notebook: path, output, nowMs: io.now() };
      await work(
        (signal) => {
          const printer = startPrinter({ cwd: io.cwd, env: io.env, signal });
          return withPrinter(printer, ({ print }) => print(job));
        },
        [output],
      );
    });

  /** Does it, interruptible, and names what was written. */
  async function work(
    action: (signal: AbortSignal) => Promise<void>,
    written: readonly string[],
  ): Promise<void> {
    const log = createLog(io, "text");
    const { interruptedStatus } = await interruptible(io, log, terminalBar(io), action);
    if (interruptedStatus !== null) return setStatus(interruptedStatus);
    io.stdout.write(`${written.join("\n")}\n`);
  }
}

async function withPrinter(
  printer: Printer,
  action: (printer: Printer) => Promise<void>,
): Promise<void> {
  try {
    await action(printer);
  } finally {
    await printer.close();
  }
}

interface RunOptions {
  parameter?: string[];
  output: string;
  pdf?: boolean;
}

function collect(value: string, earlier: string[] = []): string[] {
  return [...earlier, value];
}

function notebookName(path: string): string {
  if (path.endsWith(".ipynb")) return path;
  throw new LightDqmError("bad-config", {
    what: "Not the name of a notebook",
    expected: "a name that ends in .ipynb",
    got: path,
  });
}

function pdfBeside(notebook: string): string {
  return notebook.replace(/\.ipynb$/, ".pdf");
}

const runHelp = `
Examples:
  $ light-dqm notebook run notebooks/shift-report.ipynb -p input=run_101.FLOW.hdf5 \\
      -p shifter="A. Person" --output shift-101.ipynb --pdf
  $ light-dqm notebook run trends -p store=dqm/store --output trends.ipynb

Parameters are checked before anything runs. Paths in them start from the working directory.
`;
