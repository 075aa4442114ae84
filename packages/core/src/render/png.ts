/** A figure as PNG. */
import { createCanvas } from "@napi-rs/canvas";
import type { Figure } from "../figures/figure.js";
import { refuse } from "../figures/subset/check.js";
import { drawPainting } from "./canvas.js";
import { indexedPng } from "./indexed-png.js";
import { paintFigure } from "./paint/paint-figure.js";

/** Largest width or height of a picture, px. */
const mostPx = 16_384;

/**
 * @param options.scale px of the picture per px of the figure, default 1
 * @param options.isSmall in few colours: a third of the size, lines a little less smooth
 * @returns the file; its size is that of the layout times the scale, rounded
 * @throws LightDqmError `output` for a figure outside of the subset or a picture too large
 */
export async function renderPng(
  figure: Figure,
  { scale = 1, isSmall = false }: { scale?: number; isSmall?: boolean } = {},
): Promise<Uint8Array> {
  const painting = paintFigure(figure);
  const width = Math.round(painting.widthPx * scale);
  const height = Math.round(painting.heightPx * scale);
  if (!(width >= 1 && height >= 1 && width <= mostPx && height <= mostPx))
    refuse("width × height × scale", `1 to ${mostPx} px each`, `${width} × ${height}`);
  const canvas = createCanvas(width, height);
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  drawPainting(context, painting);
  if (isSmall)
    return indexedPng({ width, height, rgba: context.getImageData(0, 0, width, height).data });
  return new Uint8Array(await canvas.encode("png"));
}
