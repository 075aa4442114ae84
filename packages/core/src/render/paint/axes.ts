/** Axes: grid, lines, ticks, labels and titles, at the distances that plotly keeps. */
import type { Axis, XAxisId, YAxisId } from "../../figures/figure.js";
import { descentEm, drawableText, fontNameOf, textWidth } from "../fonts.js";
import { isOnAxis, panelBox, type Scale } from "./panel.js";
import type { Box, Primitive, Subpath } from "./primitives.js";
import { strokeOf } from "./traces.js";

const tickLengthPx = 5;
const linePx = 1;
/** Height of a capital and half of that, in em, as in plotly. */
const capitalEm = 0.7;
const middleEm = 0.35;

/** Ticks that lie on the axis, in px. */
function ticksOf(scale: Scale): { px: number; label: string }[] {
  return scale.axis.tickvals
    .map((value, i) => ({ px: scale.toPx(value), label: scale.axis.ticktext[i]! }))
    .filter(({ px }) => Number.isFinite(px) && isOnAxis(scale, px));
}

/** Grid lines of one panel, those of x first. */
export function paintGrid(x: Scale, y: Scale): Primitive[] {
  const box = panelBox(x, y);
  const right = box.left + box.width;
  const bottom = box.top + box.height;
  const across = x.axis.showgrid ? ticksOf(x).map(({ px }) => [px, box.top, px, bottom]) : [];
  const along = y.axis.showgrid ? ticksOf(y).map(({ px }) => [box.left, px, right, px]) : [];
  return [...strokes(across, x.axis.gridcolor, box), ...strokes(along, y.axis.gridcolor, box)];
}

function strokes(lines: number[][], color: string, clip: Box | null): Primitive[] {
  if (lines.length === 0) return [];
  const subpaths: Subpath[] = lines.map((xy) => ({ xy, closed: false }));
  const stroke = strokeOf(color, linePx);
  return [{ kind: "path", subpaths, fill: null, stroke, opacity: 1, clip }];
}

/** Line, ticks, labels and title of one axis. */
export function paintAxis(
  id: XAxisId | YAxisId,
  scales: ReadonlyMap<XAxisId | YAxisId, Scale>,
): Primitive[] {
  const scale = scales.get(id)!;
  const anchor = scales.get(scale.axis.anchor)!;
  return id.startsWith("x") ? paintXAxis(scale, anchor) : paintYAxis(scale, anchor);
}

/** Lines lie just outside of the panel; they meet at its corners. */
function axisLines({ axis }: Scale, near: number[], far: number[]): Primitive[] {
  if (!axis.showline) return [];
  return strokes(axis.mirror ? [near, far] : [near], axis.linecolor, null);
}

function paintXAxis(scale: Scale, anchor: Scale): Primitive[] {
  const { axis } = scale;
  const box = panelBox(scale, anchor);
  const left = box.left - linePx;
  const right = box.left + box.width + linePx;
  const top = box.top - linePx / 2;
  const bottom = box.top + box.height + linePx / 2;
  const painted = axisLines(scale, [left, bottom, right, bottom], [left, top, right, top]);
  const ticks = ticksOf(scale);
  const from = box.top + box.height + (axis.showline ? linePx : 0);
  if (axis.ticks === "outside")
    painted.push(
      ...strokes(
        ticks.map(({ px }) => [px, from, px, from + tickLengthPx]),
        axis.linecolor,
        null,
      ),
    );
  const base = box.top + box.height + labelStandoff(axis) + axis.tickfont.size;
  if (axis.showticklabels)
    painted.push(...ticks.map(({ px, label }) => tickLabel(axis, label, px, base, "middle")));
  if (axis.title && axis.title.text !== "") {
    const { size } = axis.title.font;
    const labels = axis.showticklabels && ticks.length > 0;
    const depth = labels
      ? base - box.top - box.height + descentEm * axis.tickfont.size - linePx / 2
      : tickDepth(axis);
    const y = box.top + box.height + depth + axis.title.standoff + capitalEm * size;
    painted.push(axisTitle(axis.title, box.left + box.width / 2, y, 0));
  }
  return painted;
}

function paintYAxis(scale: Scale, anchor: Scale): Primitive[] {
  const { axis } = scale;
  const box = panelBox(anchor, scale);
  const left = box.left - linePx / 2;
  const right = box.left + box.width + linePx / 2;
  const top = box.top - linePx;
  const bottom = box.top + box.height + linePx;
  const painted = axisLines(scale, [left, bottom, left, top], [right, bottom, right, top]);
  const ticks = ticksOf(scale);
  const from = box.left - (axis.showline ? linePx : 0);
  if (axis.ticks === "outside")
    painted.push(
      ...strokes(
        ticks.map(({ px }) => [from, px, from - tickLengthPx, px]),
        axis.linecolor,
        null,
      ),
    );
  const { size, family } = axis.tickfont;
  const end = box.left - labelStandoff(axis);
  if (axis.showticklabels)
    painted.push(
      ...ticks.map(({ px, label }) => tickLabel(axis, label, end, px + middleEm * size, "end")),
    );
  if (axis.title && axis.title.text !== "") {
    const font = fontNameOf(family, "tickfont.family");
    const widest = ticks.reduce(
      (most, { label }) => Math.max(most, textWidth(label, font, size)),
      0,
    );
    const labels = axis.showticklabels && ticks.length > 0;
    const depth = labels ? labelStandoff(axis) + widest - linePx / 2 : tickDepth(axis);
    const x = box.left - depth - axis.title.standoff - middleEm * axis.title.font.size;
    painted.push(axisTitle(axis.title, x, box.top + box.height / 2, -90));
  }
  return painted;
}

function tickDepth(axis: Axis): number {
  return (axis.ticks === "outside" ? tickLengthPx : 0) + linePx / 2;
}

/** From the panel to the labels: the ticks, and a fifth of the size where there is something to clear. */
function labelStandoff(axis: Axis): number {
  const gap = axis.ticks === "outside" || axis.showline ? 0.2 * axis.tickfont.size : 0;
  return tickDepth(axis) + gap + (axis.showline ? linePx / 2 : 0);
}

function tickLabel(
  { tickfont }: Axis,
  label: string,
  x: number,
  y: number,
  anchor: "middle" | "end",
): Primitive {
  const font = fontNameOf(tickfont.family, "tickfont.family");
  return {
    kind: "text",
    text: drawableText(label, font),
    x,
    y,
    anchor,
    font,
    sizePx: tickfont.size,
    color: tickfont.color,
    angleDegrees: 0,
    opacity: 1,
    clip: null,
  };
}

function axisTitle(
  { text, font: { family, size, color } }: NonNullable<Axis["title"]>,
  x: number,
  y: number,
  angleDegrees: 0 | -90,
): Primitive {
  const font = fontNameOf(family, "title.font.family");
  return {
    kind: "text",
    text: drawableText(text, font),
    x,
    y,
    anchor: "middle",
    font,
    sizePx: size,
    color,
    angleDegrees,
    opacity: 1,
    clip: null,
  };
}
