/** Traces in px: bars, error bars, lines, markers and texts, clipped to their panel. */
import type { BarTrace, Dash, ErrorY, ScatterTrace } from "../../figures/figure.js";
import { drawableText, fontNameOf } from "../fonts.js";
import { paintMarkers } from "./markers.js";
import { panelBox, type Scale } from "./panel.js";
import { type Box, boxPath, type Primitive, type Stroke, type Subpath } from "./primitives.js";
import { simplifyPolyline } from "./simplify.js";

/** A stroke with plotly's lengths of dash and gap: three widths or one, of a line of 3 px or more. */
export function strokeOf(color: string, widthPx: number, dash: Dash = "solid"): Stroke {
  const unit = Math.max(widthPx, 3);
  const dashPx = dash === "dash" ? [3 * unit, 3 * unit] : dash === "dot" ? [unit, unit] : [];
  return { color, widthPx, dashPx };
}

/** Bars from base to base + y about x. A bar without y or base, or of no height, is omitted. */
export function paintBars(trace: BarTrace, x: Scale, y: Scale): Primitive[] {
  const subpaths: Subpath[] = [];
  for (let i = 0; i < trace.x.length; i++) {
    const base = trace.base[i];
    const height = trace.y[i];
    if (base == null || height == null) continue;
    const x0 = x.toPx(trace.x[i]! - trace.width / 2);
    const x1 = x.toPx(trace.x[i]! + trace.width / 2);
    const y0 = y.toPx(base);
    const y1 = y.toPx(base + height);
    if (!Number.isFinite(x0 + x1 + y0 + y1) || y0 === y1) continue;
    subpaths.push(
      boxPath({
        left: Math.min(x0, x1),
        top: Math.min(y0, y1),
        width: Math.abs(x1 - x0),
        height: Math.abs(y1 - y0),
      }),
    );
  }
  if (subpaths.length === 0) return [];
  return [
    {
      kind: "path",
      subpaths,
      fill: trace.marker.color,
      stroke: null,
      opacity: trace.opacity ?? 1,
      clip: panelBox(x, y),
    },
  ];
}

/** Error bars, then filled areas, lines, markers and texts of one trace. */
export function paintScatter(trace: ScatterTrace, x: Scale, y: Scale): Primitive[] {
  const clip = panelBox(x, y);
  const opacity = trace.opacity ?? 1;
  const painted: Primitive[] = [];
  if (trace.error_y) painted.push(...paintErrors(trace, trace.error_y, x, y, opacity, clip));
  if (trace.fill && trace.fillcolor) {
    const areas = polylines(trace, x, y, trace.line?.shape === "hv");
    const subpaths = areas.map(({ xy }) => ({ xy, closed: true }));
    if (subpaths.length > 0)
      painted.push({ kind: "path", subpaths, fill: trace.fillcolor, stroke: null, opacity, clip });
  }
  if (trace.mode.includes("lines") && trace.line && trace.line.width > 0) {
    const { color, width, dash, shape } = trace.line;
    const subpaths = polylines(trace, x, y, shape === "hv");
    if (subpaths.length > 0)
      painted.push({
        kind: "path",
        subpaths,
        fill: null,
        stroke: strokeOf(color, width, dash),
        opacity,
        clip,
      });
  }
  if (trace.mode.includes("markers") && trace.marker) {
    const reach = trace.marker.size;
    const centres: number[] = [];
    for (let i = 0; i < trace.x.length; i++) {
      const point = pointPx(trace, x, y, i);
      if (point && isNear(clip, point, reach)) centres.push(...point);
    }
    painted.push(...paintMarkers(trace.marker, centres, opacity, clip));
  }
  if (trace.mode === "text") painted.push(...paintTexts(trace, x, y, opacity, clip));
  return painted;
}

/** px of a point; null where x or y has no value or no place on a log axis. */
function pointPx(trace: ScatterTrace, x: Scale, y: Scale, i: number): [number, number] | null {
  const value = trace.y[i];
  if (value == null) return null;
  const xPx = x.toPx(trace.x[i]!);
  const yPx = y.toPx(value);
  return Number.isFinite(xPx) && Number.isFinite(yPx) ? [xPx, yPx] : null;
}

function isNear({ left, top, width, height }: Box, [x, y]: [number, number], reach: number) {
  const inX = x >= left - reach && x <= left + width + reach;
  return inX && y >= top - reach && y <= top + height + reach;
}

/** Far outside the panel a line need not be exact; huge numbers break the backends. */
function nearby(px: number, from: number, length: number): number {
  return Math.min(Math.max(px, from - 50 * length), from + 51 * length);
}

/** On a log axis a line runs to a value of 0 or below as to a place ten panels under it. */
function polylines(trace: ScatterTrace, x: Scale, y: Scale, steps: boolean): Subpath[] {
  const { left, top, width, height } = panelBox(x, y);
  const farBelowPx = (y.startPx + y.endPx) / 2 - 10 * (y.endPx - y.startPx);
  const isLog = y.axis.type === "log";
  const subpaths: Subpath[] = [];
  let xy: number[] = [];
  const finish = (): void => {
    if (xy.length > 2) subpaths.push({ xy: simplifyPolyline(xy), closed: false });
    xy = [];
  };
  for (let i = 0; i < trace.x.length; i++) {
    const value = trace.y[i];
    const xPx = x.toPx(trace.x[i]!);
    const yPx = value == null ? Number.NaN : isLog && value <= 0 ? farBelowPx : y.toPx(value);
    if (!Number.isFinite(xPx) || !Number.isFinite(yPx)) {
      finish();
      continue;
    }
    const nearX = nearby(xPx, left, width);
    if (steps && xy.length > 0) xy.push(nearX, xy.at(-1)!);
    xy.push(nearX, nearby(yPx, top, height));
  }
  finish();
  return subpaths;
}

/** A side without a value has no bar; on a log axis a bar that would reach 0 ends at the panel. */
function paintErrors(
  trace: ScatterTrace,
  error: ErrorY,
  x: Scale,
  y: Scale,
  opacity: number,
  clip: Box,
): Primitive[] {
  const subpaths: Subpath[] = [];
  for (let i = 0; i < trace.x.length; i++) {
    const point = pointPx(trace, x, y, i);
    if (!point) continue;
    for (const [length, sign] of [
      [error.array[i], 1],
      [error.arrayminus[i], -1],
    ] as const) {
      if (length == null || !Number.isFinite(length)) continue;
      const end = y.toPx(trace.y[i]! + sign * length);
      const endPx = Number.isFinite(end) ? nearby(end, clip.top, clip.height) : y.startPx;
      subpaths.push({ xy: [point[0], point[1], point[0], endPx], closed: false });
      if (error.width > 0 && Number.isFinite(end))
        subpaths.push({
          xy: [point[0] - error.width, endPx, point[0] + error.width, endPx],
          closed: false,
        });
    }
  }
  if (subpaths.length === 0 || error.thickness === 0) return [];
  const stroke = strokeOf(error.color, error.thickness);
  return [{ kind: "path", subpaths, fill: null, stroke, opacity, clip }];
}

/** Texts centred on their points: the base line a quarter of the size below, as plotly has it. */
function paintTexts(
  trace: ScatterTrace,
  x: Scale,
  y: Scale,
  opacity: number,
  clip: Box,
): Primitive[] {
  const { family, size, color } = trace.textfont!;
  const font = fontNameOf(family, "textfont.family");
  const painted: Primitive[] = [];
  for (const [i, text] of trace.text!.entries()) {
    const point = pointPx(trace, x, y, i);
    if (!point || text === "" || !isNear(clip, point, size)) continue;
    painted.push({
      kind: "text",
      text: drawableText(text, font),
      x: point[0],
      y: point[1] + size / 4,
      anchor: "middle",
      font,
      sizePx: size,
      color,
      angleDegrees: 0,
      opacity,
      clip,
    });
  }
  return painted;
}
