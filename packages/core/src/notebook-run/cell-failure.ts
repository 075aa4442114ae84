/** Which cell of a run failed, where in it, and why. */
import type { Notebook, NotebookCell, NotebookOutput } from "./notebook-file.js";

/**
 * The failed cell in words: `Code cell 4 ("Spectra", line 2) failed: RangeError: too far`; null where
 * none failed. Cells count from 1; the name is the heading above the cell.
 */
export function failureText({ cells }: Notebook): string | null {
  let heading = "";
  let number = 0;
  for (const cell of cells) {
    heading = headingIn(cell) ?? heading;
    if (cell.cell_type !== "code") continue;
    number++;
    const error = cell.outputs?.find(({ output_type }) => output_type === "error");
    if (!error || cell.metadata?.tags?.includes("raises-exception")) continue;
    const line = lineOf(error, cell.execution_count);
    const place = [heading && `"${heading}"`, line && `line ${line}`].filter(Boolean).join(", ");
    const where = place === "" ? "" : ` (${place})`;
    return `Code cell ${number}${where} failed: ${error.ename}: ${error.evalue}`;
  }
  return null;
}

function headingIn({ cell_type, source }: NotebookCell): string | undefined {
  if (cell_type !== "markdown") return undefined;
  return /^#+ +(.*\S)/m.exec([source].flat().join(""))?.[1];
}

/** As the compiler names it, or the frames of an error; null where neither does. */
function lineOf({ evalue, traceback = [] }: NotebookOutput, count?: number | null): string | null {
  const compiled = /^(\d+):\d+ - /.exec(evalue ?? "");
  const frame = new RegExp(`\\bcell-${count}\\.ts:(\\d+):`);
  const thrown = traceback.flatMap((text) => frame.exec(text)?.[1] ?? []);
  return compiled?.[1] ?? thrown[0] ?? null;
}
