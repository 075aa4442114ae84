/** Pages of figures and text as vector PDF. */
import { PDFDocument, type SKRSContext2D } from "@napi-rs/canvas";
import type { Figure } from "../figures/figure.js";
import * as is from "../figures/subset/check.js";
import { drawPainting } from "./canvas.js";
import { finishPdf, type PdfInfo } from "./finish-pdf.js";
import { drawableText, lineSpacingEm, noLigatures, registerFonts } from "./fonts.js";
import { paintFigure } from "./paint/paint-figure.js";
import type { FontName } from "./paint/primitives.js";

export type Paper = "a4-portrait" | "a4-landscape";

/** Width and height of a paper in pt. */
export const paperSizePt: Readonly<Record<Paper, readonly [number, number]>> = {
  "a4-portrait": [595.28, 841.89],
  "a4-landscape": [841.89, 595.28],
};

/** A figure with its top left corner at (xPt, yPt) from that of the page; the height follows. */
export interface FigureBlock {
  kind: "figure";
  figure: Figure;
  xPt: number;
  yPt: number;
  widthPt: number;
}

export type TextFont = "sans" | "bold" | "mono";

/** Lines of text, broken at "\n" only; `yPt` is the first base line from the top of the page. */
export interface TextBlock {
  kind: "text";
  text: string;
  xPt: number;
  yPt: number;
  sizePt: number;
  font: TextFont;
  color: string;
  /** Which part of a line stands at xPt. */
  align: "left" | "center" | "right";
  /** Distance of base lines; default 1.3 times the size. */
  lineHeightPt?: number;
}

export interface PdfPage {
  /** A paper by name, or width and height in pt. */
  paper: Paper | readonly [number, number];
  /** Drawn in this order. */
  blocks: (FigureBlock | TextBlock)[];
  /** Entry of this page in the outline. */
  bookmark: string;
}

const fonts: Readonly<Record<TextFont, FontName>> = {
  sans: "LightDqmSans",
  bold: "LightDqmSansBold",
  mono: "LightDqmMono",
};

/** The font of a text block by its private name. */
export function textFontName(font: TextFont): FontName {
  return fonts[font];
}

/**
 * One PDF of all pages, with an outline and metadata. The output is reproducible.
 * @throws LightDqmError `output` for no page, a block that cannot be drawn, or a figure outside of
 *   the subset
 */
export async function renderPdf(pages: readonly PdfPage[], info: PdfInfo): Promise<Uint8Array> {
  if (pages.length === 0) is.refuse("pages", "at least one page", pages);
  registerFonts();
  // Harder compression takes three times as long and saves a sixth.
  const document = new PDFDocument({ compressionLevel: 1 });
  for (const [i, { paper, blocks }] of pages.entries()) {
    const [widthPt, heightPt] = sizeOf(paper, `pages[${i}].paper`);
    const context = document.beginPage(widthPt, heightPt) as unknown as SKRSContext2D;
    for (const [k, block] of blocks.entries()) {
      const where = `pages[${i}].blocks[${k}]`;
      if (block.kind === "figure") drawFigure(context, block, where);
      else drawText(context, block, where);
    }
    document.endPage();
  }
  return finishPdf(
    document.close(),
    pages.map(({ bookmark }) => bookmark),
    info,
  );
}

function sizeOf(paper: PdfPage["paper"], where: string): readonly [number, number] {
  if (typeof paper === "string") {
    is.oneOf(...Object.keys(paperSizePt))(paper, where);
    return paperSizePt[paper];
  }
  for (const [i, lengthPt] of paper.entries()) is.positive(lengthPt, `${where}[${i}]`);
  return paper;
}

function drawFigure(context: SKRSContext2D, block: FigureBlock, where: string): void {
  is.finite(block.xPt, `${where}.xPt`);
  is.finite(block.yPt, `${where}.yPt`);
  is.positive(block.widthPt, `${where}.widthPt`);
  const painting = paintFigure(block.figure);
  context.save();
  context.translate(block.xPt, block.yPt);
  const scale = block.widthPt / painting.widthPx;
  context.scale(scale, scale);
  drawPainting(context, painting);
  context.restore();
}

function drawText(context: SKRSContext2D, block: TextBlock, where: string): void {
  is.finite(block.xPt, `${where}.xPt`);
  is.finite(block.yPt, `${where}.yPt`);
  is.positive(block.sizePt, `${where}.sizePt`);
  is.oneOf(...Object.keys(fonts))(block.font, `${where}.font`);
  is.color(block.color, `${where}.color`);
  is.oneOf("left", "center", "right")(block.align, `${where}.align`);
  const font = fonts[block.font];
  const lineHeightPt = block.lineHeightPt ?? lineSpacingEm * block.sizePt;
  context.globalAlpha = 1;
  context.font = `${block.sizePt}px ${font}`;
  context.fontFeatureSettings = noLigatures;
  context.fillStyle = block.color;
  context.textBaseline = "alphabetic";
  context.textAlign = block.align;
  for (const [i, line] of block.text.split("\n").entries())
    if (line !== "")
      context.fillText(drawableText(line, font), block.xPt, block.yPt + i * lineHeightPt);
}
