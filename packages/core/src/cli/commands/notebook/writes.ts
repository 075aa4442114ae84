/** What the commands of notebooks share: names, and work that can be interrupted. */
import { LightDqmError } from "../../../errors.js";
import type { Printer } from "../../../notebook-run/print-notebook.js";
import type { CommandContext } from "../../command.js";
import { eachFile } from "../../files/each-file.js";
import { interruptible } from "../../interruptible.js";
import { terminalBar } from "../../progress.js";

/**
 * Does work on a notebook that a signal can end, and names what it has written.
 * @param phase what is done with it, in words
 * @param written the notebook or its PDF first
 */
export async function writes(
  context: CommandContext,
  phase: string,
  written: readonly string[],
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const { io, log, setStatus } = context;
  const { interruptedStatus } = await interruptible(io, log, terminalBar(io), (signal) =>
    eachFile(context, phase, written.slice(0, 1), async () => {
      await work(signal);
      io.stdout.write(`${written.join("\n")}\n`);
      return [...written];
    }),
  );
  if (interruptedStatus !== null) setStatus(interruptedStatus);
}

/** Works with a printer, and closes it whatever happens. */
export async function withPrinter(
  printer: Printer,
  work: (printer: Printer) => Promise<void>,
): Promise<void> {
  try {
    await work(printer);
  } finally {
    await printer.close();
  }
}

/**
 * A path that is the name of a notebook.
 * @throws LightDqmError `bad-config`
 */
export function notebookName(path: string): string {
  if (path.endsWith(".ipynb")) return path;
  throw new LightDqmError("bad-config", {
    what: "Not the name of a notebook",
    expected: "a name that ends in .ipynb",
    got: path,
  });
}

/** The PDF of a notebook, where it is not named. */
export function pdfBeside(notebook: string): string {
  return notebook.replace(/\.ipynb$/, ".pdf");
}
