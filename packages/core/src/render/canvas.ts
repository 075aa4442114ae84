/** Primitives on a canvas: of pixels or of a PDF page. */
import { Path2D, type SKRSContext2D } from "@napi-rs/canvas";
import { noLigatures } from "./fonts.js";
import { cutIntoDashes } from "./paint/dashes.js";
import type { Box, Painting, Primitive, Stroke, Subpath } from "./paint/primitives.js";

type Shape = Exclude<Primitive, { kind: "text" }>;

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
  const perPx = gridPerPx(primitive);
  context.save();
  context.scale(1 / perPx, 1 / perPx);
  // Dashes by the canvas become filled outlines in PDF, many times the size.
  const isDashed = primitive.kind === "path" && stroke !== null && stroke.dashPx.length > 0;
  const outline = isDashed && !fill ? null : new Path2D(outlineText(primitive, perPx));
  if (fill) {
    context.fillStyle = fill;
    context.fill(outline!);
  }
  if (stroke) {
    applyStroke(context, stroke, perPx);
    const dashes = isDashed && new Path2D(dashesText(primitive.subpaths, stroke, perPx));
    context.stroke(dashes || outline!);
  }
  context.restore();
}

/**
 * Steps of the grid that its points are rounded to: whole numbers are short in a PDF and quick to
 * write. A tenth of a px for long lines, else a hundredth.
 */
function gridPerPx(primitive: Shape): number {
  const isLong =
    primitive.kind === "path" && primitive.subpaths.some(({ xy }) => xy.length > manyNumbers);
  return isLong ? 10 : 100;
}

/** SVG path data: a call of the canvas for each point takes several times as long. */
function outlineText(primitive: Shape, perPx: number): string {
  return primitive.kind === "path"
    ? subpathsText(primitive.subpaths, perPx)
    : circlesText(primitive.centres, primitive.radiusPx, perPx);
}

function subpathsText(subpaths: readonly Subpath[], perPx: number): string {
  let text = "";
  for (const { xy, closed } of subpaths) {
    text += `M${Math.round(xy[0]! * perPx)} ${Math.round(xy[1]! * perPx)}`;
    for (let i = 2; i < xy.length; i += 2)
      text += `L${Math.round(xy[i]! * perPx)} ${Math.round(xy[i + 1]! * perPx)}`;
    if (closed) text += "Z";
  }
  return text;
}

/** How far the control points of a quarter of a circle lie from its ends, in radii. */
const quarterReach = (4 / 3) * (Math.SQRT2 - 1);

/** Each circle as four curves, relative to its rightmost point. */
function circlesText(centres: readonly number[], radiusPx: number, perPx: number): string {
  const r = Math.round(radiusPx * perPx);
  const k = Math.round(quarterReach * r);
  const quarters =
    `c0 ${k} ${k - r} ${r} ${-r} ${r}` +
    `c${-k} 0 ${-r} ${k - r} ${-r} ${-r}` +
    `c0 ${-k} ${r - k} ${-r} ${r} ${-r}` +
    `c${k} 0 ${r} ${r - k} ${r} ${r}Z`;
  let text = "";
  for (let i = 0; i < centres.length; i += 2)
    text += `M${Math.round(centres[i]! * perPx) + r} ${Math.round(centres[i + 1]! * perPx)}${quarters}`;
  return text;
}

function dashesText(subpaths: readonly Subpath[], { dashPx }: Stroke, perPx: number): string {
  return subpathsText(
    subpaths.flatMap((subpath) => cutIntoDashes(subpath, dashPx)),
    perPx,
  );
}

function applyStroke(context: SKRSContext2D, { color, widthPx }: Stroke, perPx: number): void {
  context.strokeStyle = color;
  context.lineWidth = widthPx * perPx;
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
