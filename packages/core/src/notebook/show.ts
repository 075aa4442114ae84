/** Output of a cell. The functions return nothing, so that nothing is echoed. */
import { resolve } from "node:path";
import { csvFormat } from "d3-dsv";
import { LightDqmError } from "../errors.js";
import type { Figure } from "../figures/figure.js";
import { figurePayload } from "../figures/forms/figure.js";
import { isPayload, type Payload } from "../figures/payload.js";
import { writeOutputFiles } from "../files/output-files.js";
import { payloadBundle } from "./kernel/bundle.js";
import { display } from "./kernel/display.js";
import { startDirectory } from "./run-settings.js";
import { htmlTable, type Row, textTable } from "./table.js";

/**
 * Shows figures, one below the other: live with the JupyterLab extension, else as a picture; in a PDF
 * as vectors; in a terminal as the answer in words. Of a figure of the plotly subset, colours of
 * `palettes` follow the theme.
 * @throws LightDqmError `bad-input` for anything but a figure
 */
export async function show(...figures: (Payload | Figure)[]): Promise<void> {
  for (const figure of figures.map(checked)) await display(await payloadBundle(figure));
}

function checked(given: unknown): Payload {
  const isObject = typeof given === "object" && given !== null;
  if (isPayload(given)) return given;
  if (isObject && "data" in given && "layout" in given) return figurePayload(given as Figure);
  const isPromise = isObject && "then" in given;
  throw new LightDqmError("bad-input", {
    what: "This cannot be shown",
    where: "show(…)",
    expected: "a figure, such as baselineMask(run) or lines(…)",
    got: isPromise ? "a promise: write await before it" : nameOf(given),
  });
}

function nameOf(given: unknown): string {
  if (typeof given !== "object" || given === null) return String(given);
  if (Array.isArray(given)) return "an array: write show(...figures)";
  return "summary" in given ? "a run: name one of its figures" : "another object";
}

/**
 * Shows rows as a table; their keys are its head.
 * @param mostRows further rows are only counted below
 */
export async function showTable(
  rows: readonly Row[],
  { mostRows = 50, whenEmpty = "None." }: { mostRows?: number; whenEmpty?: string } = {},
): Promise<void> {
  if (rows.length === 0) return showText(whenEmpty);
  const shown = rows.slice(0, mostRows);
  const rest = rows.length - shown.length;
  const note = rest > 0 ? `${rest} more rows` : "";
  await display({
    data: { "text/html": htmlTable(shown, note), "text/plain": textTable(shown, note) },
  });
}

/**
 * Writes rows as CSV, their keys as its head; what is unknown is empty. A file of that name is replaced.
 * @param path relative to where the notebook was started from
 * @throws LightDqmError `output` where it cannot be written
 */
export async function saveTable(path: string, rows: readonly Row[]): Promise<void> {
  const known = (row: Row): Row =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, Number.isNaN(value) ? null : value]),
    );
  const bytes = `${csvFormat(rows.map(known))}\n`;
  await writeOutputFiles([{ path: resolve(startDirectory(), path), bytes }]);
}

/** Shows Markdown text. */
export async function showText(markdown: string): Promise<void> {
  const plain = markdown.replace(/^#+ /gm, "").replace(/\*\*/g, "");
  await display({ data: { "text/markdown": markdown, "text/plain": plain } });
}
