/** Figures as PNG, SVG and PDF, without a browser. */
import type { Figure } from "../figures/figure.js";
import { textWidth } from "./fonts.js";
import { paintFigure } from "./paint/paint-figure.js";
import { type TextFont, textFontName } from "./pdf.js";
import { paintingToSvg } from "./svg.js";

export type { PdfInfo } from "./finish-pdf.js";
export type { FigureBlock, Paper, PdfPage, TextBlock, TextFont } from "./pdf.js";
export { paperSizePt, renderPdf } from "./pdf.js";
export { renderPng } from "./png.js";

/**
 * A figure as one `svg` element; text stays text.
 * @throws LightDqmError `output`, naming the key, for a figure outside of the subset
 */
export function renderSvg(figure: Figure): string {
  return paintingToSvg(paintFigure(figure));
}

/** Width of one line in a font of the package, in the unit of `size`; for laying out pages. */
export function measureText(text: string, font: TextFont, size: number): number {
  return textWidth(text, textFontName(font), size);
}
