/** What the commands of notebooks share: names, and work that can be interrupted. */
import { LightDqmError } from "../../../errors.js";
import type { Printer } from "../../../notebook-run/print-notebook.js";
import type { CommandContext } from "../../command.js";
import { interruptible } from "../../interruptible.js";
import { terminalBar } from "../../progress.js";

/** Does work that a signal can end, and names what it has written. */
export async function writes(
  { io, log, setStatus }: CommandContext,
  written: readonly string[],
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const { interruptedStatus } = await interruptible(io, log, terminalBar(io), work);
  if (interruptedStatus !== null) return setStatus(interruptedStatus);
  io.stdout.write(`${written.join("\n")}\n`);
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
