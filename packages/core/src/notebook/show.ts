/** Output of a cell. The functions return nothing, so that nothing is echoed. */
import { LightDqmError } from "../errors.js";
import type { Figure } from "../figures/figure.js";
import { figurePayload } from "../figures/forms/figure.js";
import { isPayload, type Payload } from "../figures/payload.js";
import { inertMarkdown } from "./escaped-text.js";
import { givenText, requireRows } from "./given.js";
import { payloadBundle } from "./kernel/bundle.js";
import { display } from "./kernel/display.js";
import { htmlTable, type Row, textTable } from "./tables/table.js";

/**
 * Shows figures, one below the other: live with the JupyterLab extension, else as a picture; in a PDF
 * as vectors; in a terminal as the answer in words. Of a figure of the plotly subset, colours of
 * `palettes` follow the theme.
 * @throws LightDqmError `bad-input` for anything but a figure
 */
export function show(...figures: (Payload | Figure)[]): Promise<void>;
/** What is no figure gets to the check that says what to write instead: a compiler's words would not. */
export function show(...others: unknown[]): Promise<never>;
export async function show(...figures: unknown[]): Promise<void> {
  for (const figure of figures.map(checked)) await display(await payloadBundle(figure));
}

function checked(given: unknown): Payload {
  const isObject = typeof given === "object" && given !== null;
  if (isPayload(given)) return given;
  if (isObject && "data" in given && "layout" in given) return figurePayload(given as Figure);
  throw new LightDqmError("bad-input", {
    what: "This cannot be shown",
    where: "show(…)",
    expected: "a figure, such as baselineMask(run), noise(run) or lines(…)",
    got: `${givenText(given)}${insteadOf(given)}`,
  });
}

/** What to write instead, where that is clear. */
function insteadOf(given: unknown): string {
  const kind = givenText(given);
  if (kind === "an array") return ": write show(...figures)";
  if (kind === "a run")
    return ": name one of its figures, such as show(verdictMask(run)), show(baselines(run)) or show(spectra(run)); all of the report are show(...reportFigures(run).map((page) => page.figure))";
  if (kind === "a history")
    return ": name one of its figures, such as show(baselineTrend(history)) or show(noiseTrend(history))";
  return "";
}

/**
 * Shows rows as a table; their keys are its head.
 * @param mostRows further rows are only counted below
 */
export async function showTable(
  rows: readonly Row[],
  { mostRows = 50, whenEmpty = "None." }: { mostRows?: number; whenEmpty?: string } = {},
): Promise<void> {
  requireRows(rows, "showTable(rows)");
  if (rows.length === 0) return showText(whenEmpty);
  const shown = rows.slice(0, mostRows);
  const rest = rows.length - shown.length;
  const note = rest > 0 ? `${rest} more rows` : "";
  await display({
    data: { "text/html": htmlTable(shown, note), "text/plain": textTable(shown, note) },
  });
}

/**
 * Shows Markdown text: headings, emphasis, lists and code. HTML and links are shown as they are written, so
 * that names in it do nothing.
 */
export async function showText(markdown: string): Promise<void> {
  const plain = markdown.replace(/^#+ /gm, "").replace(/\*\*/g, "");
  await display({ data: { "text/markdown": inertMarkdown(markdown), "text/plain": plain } });
}
