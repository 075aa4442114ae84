/** Primitives on a canvas: of pixels or of a PDF page. */
import type { SKRSContext2D } from "@napi-rs/canvas";
import { noLigatures } from "./fonts.js";
import { cutIntoDashes } from "./paint/dashes.js";
import type { Box, Painting, Primitive, Stroke, Subpath } from "./paint/primitives.js";

/** Coordinates of a long line. */
const manyNumbers = 200;

/** Draws in the unit of the context: scale and move it before. */
export function drawPainting(
  context: SKRSContext2D,
  { widthPx, heightPx, primitives }: Painting,
): void {
  let clip: Box | null = null;
  context.save();
  context.beginPath();
  context.rect(0, 0, widthPx, heightPx);
  context.clip();
  for (const primitive of primitives) {
    if (!sameBox(primitive.clip, clip)) {
      if (clip) context.restore();
      clip = primitive.clip;
      if (clip) {
        context.save();
        context.beginPath();
        context.rect(clip.left, clip.top, clip.width, clip.height);
        context.clip();
      }
    }
    context.globalAlpha = primitive.opacity;
    draw(context, primitive);
  }
  if (clip) context.restore();
  context.restore();
}

function sameBox(a: Box | null, b: Box | null): boolean {
  if (a === null || b === null) return a === b;
  return a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height;
}

function draw(context: SKRSContext2D, primitive: Primitive): void {
  if (primitive.kind === "text") {
    drawText(context, primitive);
    return;
  }
  const { fill, stroke } = primitive;
  if (fill) {
    trace(context, primitive);
    context.fillStyle = fill;
    context.fill();
  }
  if (!stroke) return;
  applyStroke(context, stroke);
  // Dashes by the canvas become filled outlines in PDF, many times the size.
  if (primitive.kind === "path" && stroke.dashPx.length > 0) {
    context.beginPath();
    for (const subpath of primitive.subpaths)
      for (const dash of cutIntoDashes(subpath, stroke.dashPx)) addSubpath(context, dash);
  } else if (!fill) trace(context, primitive);
  context.stroke();
}

function trace(context: SKRSContext2D, primitive: Exclude<Primitive, { kind: "text" }>): void {
  context.beginPath();
  if (primitive.kind === "path") {
    for (const subpath of primitive.subpaths) addSubpath(context, subpath);
    return;
  }
  const { centres, radiusPx } = primitive;
  for (let i = 0; i < centres.length; i += 2) {
    const x = tidy(centres[i]!);
    const y = tidy(centres[i + 1]!);
    context.moveTo(x + radiusPx, y);
    context.arc(x, y, radiusPx, 0, 2 * Math.PI);
  }
}

function addSubpath(context: SKRSContext2D, { xy, closed }: Subpath): void {
  const perPx = xy.length > manyNumbers ? 10 : 100;
  context.moveTo(tidy(xy[0]!, perPx), tidy(xy[1]!, perPx));
  for (let i = 2; i < xy.length; i += 2)
    context.lineTo(tidy(xy[i]!, perPx), tidy(xy[i + 1]!, perPx));
  if (closed) context.closePath();
}

/** Rounded, because PDF writes every digit; long lines to a tenth of a px, else to a hundredth. */
function tidy(px: number, perPx = 100): number {
  return Math.round(px * perPx) / perPx;
}

function applyStroke(context: SKRSContext2D, { color, widthPx }: Stroke): void {
  context.strokeStyle = color;
  context.lineWidth = widthPx;
  context.lineCap = "butt";
  context.lineJoin = "miter";
  context.miterLimit = 2;
}

function drawText(context: SKRSContext2D, primitive: Extract<Primitive, { kind: "text" }>): void {
  const { x, y, text, anchor, font, sizePx, color, angleDegrees } = primitive;
  context.font = `${sizePx}px ${font}`;
  context.fontFeatureSettings = noLigatures;
  context.fillStyle = color;
  context.textBaseline = "alphabetic";
  context.textAlign = ({ start: "left", middle: "center", end: "right" } as const)[anchor];
  if (angleDegrees === 0) {
    context.fillText(text, x, y);
    return;
  }
  context.save();
  context.translate(x, y);
  context.rotate((angleDegrees * Math.PI) / 180);
  context.fillText(text, 0, 0);
  context.restore();
}
