/** What is drawn on a figure besides its data: annotations, shapes and the title. */
import type { Annotation, Layout, Shape, XAxisId, YAxisId } from "../../figures/figure.js";
import { refuse } from "../../figures/subset/check.js";
import {
  ascentEm,
  descentEm,
  drawableText,
  fontNameOf,
  lineSpacingEm,
  linesOf,
  textWidth,
} from "../fonts.js";
import { isOnAxis, plotArea, type Scale } from "./panel.js";
import { type Box, boxPath, type Primitive, type Subpath } from "./primitives.js";
import { strokeOf } from "./traces.js";

type Scales = ReadonlyMap<XAxisId | YAxisId, Scale>;

/** Space that plotly leaves around the text of an annotation, px: its padding and unseen border. */
const paddingPx = 2;

/**
 * A text anchored at a point. A position on a log axis is the logarithm of the value; an annotation
 * outside its axis is omitted.
 */
export function paintAnnotation(
  annotation: Annotation,
  layout: Layout,
  scales: Scales,
): Primitive[] {
  const area = plotArea(layout);
  const x = annotationPx(annotation.x, annotation.xref, scales, area.left, area.width);
  const y = annotationPx(1 - annotation.y, annotation.yref, scales, area.top, area.height);
  if (x === null || y === null || annotation.text === "") return [];
  const { family, size, color } = annotation.font;
  const font = fontNameOf(family, "annotation.font.family");
  const lines = linesOf(annotation.text).map((line) => drawableText(line, font));
  const widths = lines.map((line) => textWidth(line, font, size));
  const width = Math.max(...widths);
  const height = (ascentEm + descentEm + lineSpacingEm * (lines.length - 1)) * size;
  const upright = annotation.textangle === -90;
  const boxWidth = (upright ? height : width) + 2 * paddingPx;
  const boxHeight = (upright ? width : height) + 2 * paddingPx;
  const centreX =
    x +
    (annotation.xshift ?? 0) +
    { left: 0.5, center: 0, right: -0.5 }[annotation.xanchor] * boxWidth;
  const centreY =
    y -
    (annotation.yshift ?? 0) +
    { top: 0.5, middle: 0, bottom: -0.5 }[annotation.yanchor] * boxHeight;
  const box: Box = {
    left: centreX - boxWidth / 2,
    top: centreY - boxHeight / 2,
    width: boxWidth,
    height: boxHeight,
  };
  const painted: Primitive[] = annotation.bgcolor ? [filledBox(box, annotation.bgcolor)] : [];
  const align = annotation.align ?? "center";
  for (const [i, text] of lines.entries()) {
    if (text === "") continue;
    const alongText = { left: -width / 2, center: 0, right: width / 2 }[align];
    const downText = -height / 2 + (ascentEm + i * lineSpacingEm) * size;
    painted.push({
      kind: "text",
      text,
      x: centreX + (upright ? downText : alongText),
      y: centreY + (upright ? -alongText : downText),
      anchor: ({ left: "start", center: "middle", right: "end" } as const)[align],
      font,
      sizePx: size,
      color,
      angleDegrees: upright ? -90 : 0,
      opacity: 1,
      clip: null,
    });
  }
  return painted;
}

/** px of an annotation along one direction; `share` counts in the direction of px. */
function annotationPx(
  share: number,
  ref: "paper" | XAxisId | YAxisId,
  scales: Scales,
  start: number,
  length: number,
): number | null {
  if (ref === "paper") return start + share * length;
  const scale = scales.get(ref)!;
  const value = ref.startsWith("y") ? 1 - share : share;
  const px = scale.toPx(scale.axis.type === "log" ? 10 ** value : value);
  return Number.isFinite(px) && isOnAxis(scale, px) ? px : null;
}

/** A filled box over the whole of it. */
export function filledBox(box: Box, fill: string): Primitive {
  return { kind: "path", subpaths: [boxPath(box)], fill, stroke: null, opacity: 1, clip: null };
}

/**
 * A rectangle or line, clipped to the axes that it refers to. Positions are data values, also on a
 * log axis.
 * @throws LightDqmError `output` for a position that a log axis cannot show
 */
export function paintShape(
  shape: Shape,
  where: string,
  layout: Layout,
  scales: Scales,
): Primitive[] {
  const area = plotArea(layout);
  const toX = (value: number, key: string): number =>
    shape.xref === "paper"
      ? area.left + value * area.width
      : shapePx(scales.get(shape.xref)!, value, `${where}.${key}`);
  const toY = (value: number, key: string): number =>
    shape.yref === "paper"
      ? area.top + (1 - value) * area.height
      : shapePx(scales.get(shape.yref)!, value, `${where}.${key}`);
  const x0 = toX(shape.x0, "x0");
  const x1 = toX(shape.x1, "x1");
  const y0 = toY(shape.y0, "y0");
  const y1 = toY(shape.y1, "y1");
  const isRect = shape.type === "rect";
  const path: Subpath = isRect
    ? { xy: [x0, y0, x1, y0, x1, y1, x0, y1], closed: true }
    : { xy: [x0, y0, x1, y1], closed: false };
  const { color, width, dash } = shape.line;
  const stroke = width > 0 ? strokeOf(color, width, dash) : null;
  const fill = isRect ? (shape.fillcolor ?? null) : null;
  if (!stroke && !fill) return [];
  const clip = shapeClip(shape, layout, scales);
  return [{ kind: "path", subpaths: [path], fill, stroke, opacity: 1, clip }];
}

function shapePx(scale: Scale, value: number, where: string): number {
  const px = scale.toPx(value);
  if (!Number.isFinite(px)) refuse(where, "a value above 0 on a log axis", value);
  return px;
}

function shapeClip({ xref, yref }: Shape, layout: Layout, scales: Scales): Box | null {
  if (xref === "paper" && yref === "paper") return null;
  const span = (ref: "paper" | XAxisId | YAxisId, whole: number): [number, number] => {
    if (ref === "paper") return [0, whole];
    const { startPx, endPx } = scales.get(ref)!;
    return [Math.min(startPx, endPx), Math.abs(endPx - startPx)];
  };
  const [left, width] = span(xref, layout.width);
  const [top, height] = span(yref, layout.height);
  return { left, top, width, height };
}

/** The title of the figure: by the height of its capitals at its anchor. */
export function paintTitle({ title, width, height }: Layout): Primitive[] {
  if (!title || title.text === "") return [];
  const { family, size, color } = title.font;
  const font = fontNameOf(family, "layout.title.font.family");
  const down = { top: 0.7, middle: 0.35, bottom: 0 }[title.yanchor] * size;
  return linesOf(title.text).map((text, i) => ({
    kind: "text",
    text: drawableText(text, font),
    x: title.x * width,
    y: (1 - title.y) * height + down + i * lineSpacingEm * size,
    anchor: ({ left: "start", center: "middle", right: "end" } as const)[title.xanchor],
    font,
    sizePx: size,
    color,
    angleDegrees: 0,
    opacity: 1,
    clip: null,
  }));
}
