/** A notebook as it is printed: figures drawn as vectors, without progress bars. */
import { altText } from "../figures/figure-of.js";
import { formOf, isPayload, type Payload } from "../figures/payload.js";
import type { Source } from "../figures/payload-schema.js";
import { printedFigures } from "../figures/printed-figures.js";
import { payloadMime } from "../notebook/kernel/bundle.js";
import { progressMark } from "../notebook/kernel/progress.js";
import { renderSvg } from "../render/index.js";
import type { Notebook, NotebookCell, NotebookOutput } from "./notebook-file.js";

export interface PreparedNotebook {
  prepared: Notebook;
  /** The first heading; the file's name where there is none. */
  title: string;
  /** Run and file of the first figure that names one; empty without one. */
  subject: string;
}

/**
 * The notebook for nbconvert. Notebooks show their code unless their metadata say
 * `"light-dqm": {"code": "hidden"}`.
 */
export function preparedForPrint(notebook: Notebook, name: string): PreparedNotebook {
  const own = (notebook.metadata["light-dqm"] ?? {}) as { code?: string };
  const payloads = notebook.cells.flatMap(({ outputs = [] }) => outputs.flatMap(payloadsOf));
  const [source] = payloads.flatMap((payload) => payload.source ?? []);
  const title = titleOf(notebook) ?? name;
  const showsCode = own.code !== "hidden";
  const cells = notebook.cells.map((cell) => preparedCell(cell, showsCode));
  return {
    prepared: { ...notebook, cells, metadata: { ...notebook.metadata, title } },
    title,
    subject: source ? subjectOf(source) : "",
  };
}

/** Height factor of figures with code above them. */
const besideCode = 0.9;

function preparedCell(cell: NotebookCell, showsCode: boolean): NotebookCell {
  if (!cell.outputs) return cell;
  const outputs = cell.outputs.filter(({ metadata }) => !metadata?.[progressMark]);
  const figures = outputs.flatMap(payloadsOf).length;
  return {
    ...cell,
    // The flag that nbconvert's own preprocessors set for its templates.
    metadata: { ...cell.metadata, transient: { remove_source: !showsCode } },
    outputs: outputs.flatMap((output) =>
      preparedOutputs(output, showsCode ? besideCode : 1, figures > 1),
    ),
  };
}

/** Width of a figure on paper. */
const widthPx = 1030;

/** The output; a figure on as many pages as it needs. */
function preparedOutputs(
  output: NotebookOutput,
  height: number,
  sharesPage: boolean,
): NotebookOutput[] {
  const [payload] = payloadsOf(output);
  if (!payload) return [output];
  const { printPx, halfPrintPx = printPx } = formOf(payload);
  const look = { theme: "light", marks: "plain", widthPx } as const;
  // What is too low on half a page gets a whole one before it gets several.
  const tried = (sharesPage ? [halfPrintPx, printPx] : [printPx]).map((px) =>
    printedFigures(payload, { ...look, heightPx: Math.round(px * height) }),
  );
  const figures = tried.find(({ length }) => length === 1) ?? tried.at(-1)!;
  return figures.map((figure) => ({
    ...output,
    data: {
      "image/svg+xml": described(renderSvg(figure), altText(payload)),
      "text/plain": output.data?.["text/plain"],
    },
    metadata: { "light-dqm-drawn": true },
  }));
}

function described(svg: string, text: string): string {
  const label = text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
  return svg.replace("<svg ", `<svg role="img" aria-label="${label}" `);
}

function payloadsOf({ data }: NotebookOutput): Payload[] {
  const payload = data?.[payloadMime];
  return isPayload(payload) ? [payload] : [];
}

function subjectOf({ run, subRun, file }: Source): string {
  if (run === null) return file;
  return `run ${run}${subRun === null ? "" : `.${subRun}`} · ${file}`;
}

function titleOf({ cells }: Notebook): string | null {
  for (const { cell_type, source } of cells) {
    const heading = cell_type === "markdown" && /^# (.+)$/m.exec([source].flat().join(""));
    if (heading) return heading[1]!.trim();
  }
  return null;
}
