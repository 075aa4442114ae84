import type { Command } from "commander";
import type { Figure } from "../figures/figure.js";
import { figureOf } from "../figures/figure-of.js";
import type { Payload } from "../figures/payload.js";
import { writeOutputFiles } from "../files/output-files.js";
import type { FigureBlock, Paper } from "../render/index.js";
import { paperSizePt, renderPdf, renderPng, renderSvg } from "../render/index.js";
import { softwareVersion } from "../version.js";

/** Adds `--png`, `--svg` and `--pdf`, which take a file. */
export function addFigureFlags(command: Command): Command {
  return command
    .option("--png <file>", "also draw it")
    .option("--svg <file>", "also draw it")
    .option("--pdf <file>", "also draw it");
}

/** Draws a payload into the files that were asked for. */
export async function writeFigures(
  payload: Payload,
  { png, svg, pdf }: Record<string, string | undefined>,
  absolute: (path: string) => string,
  nowMs: number,
): Promise<void> {
  const figure = figureOf(payload, { theme: "light", marks: "plain" });
  const files: { path: string; bytes: Uint8Array | string }[] = [];
  if (png) files.push({ path: absolute(png), bytes: await renderPng(figure) });
  if (svg) files.push({ path: absolute(svg), bytes: renderSvg(figure) });
  if (pdf) files.push({ path: absolute(pdf), bytes: await pdfOf(figure, payload, nowMs) });
  await writeOutputFiles(files);
}

/** One page, upright or across as the figure is. */
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
