import { resolve } from "node:path";
import { text } from "../config/value-kinds.js";
import type { Figure } from "../figures/figure.js";
import { figureOf } from "../figures/figure-of.js";
import type { Payload } from "../figures/payload.js";
import { writeOutputFiles } from "../files/output-files.js";
import type { FigureBlock, Paper } from "../render/index.js";
import { paperSizePt, renderPdf, renderPng, renderSvg } from "../render/index.js";
import { softwareVersion } from "../version.js";
import { optionalFlag, type ValuesOf } from "./flag.js";
import type { CliIo } from "./io.js";

/** Flags of commands that draw what they print. */
export const figureFlags = {
  png: optionalFlag(text("file"), "also draw a figure into this file"),
  svg: optionalFlag(text("file"), "also draw a figure into this file"),
  pdf: optionalFlag(text("file"), "also draw a figure into this file"),
};

/** Draws a payload into the given files. */
export async function writeFigures(
  { cwd, now }: CliIo,
  payload: Payload,
  { png, svg, pdf }: ValuesOf<typeof figureFlags>,
): Promise<void> {
  const figure = figureOf(payload, { theme: "light", marks: "plain" });
  const files: { path: string; bytes: Uint8Array | string }[] = [];
  if (png) files.push({ path: resolve(cwd, png), bytes: await renderPng(figure) });
  if (svg) files.push({ path: resolve(cwd, svg), bytes: renderSvg(figure) });
  if (pdf) files.push({ path: resolve(cwd, pdf), bytes: await pdfOf(figure, payload, now()) });
  await writeOutputFiles(files);
}

/** One page, portrait or landscape as the figure is. */
function pdfOf(figure: Figure, { title, answer }: Payload, createdMs: number): Promise<Uint8Array> {
  const { width, height } = figure.layout;
  const paper: Paper = height > width ? "a4-portrait" : "a4-landscape";
  const [pageWidthPt, pageHeightPt] = paperSizePt[paper];
  const widthPt = Math.min(pageWidthPt - 40, ((pageHeightPt - 40) * width) / height);
  const block: FigureBlock = {
    kind: "figure",
    figure,
    xPt: (pageWidthPt - widthPt) / 2,
    yPt: 20,
    widthPt,
  };
  return renderPdf([{ paper, blocks: [block], bookmark: title }], {
    title,
    subject: answer,
    keywords: [],
    creator: `light-dqm ${softwareVersion}`,
    createdMs,
  });
}
