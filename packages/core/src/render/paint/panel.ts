/** Positions on the figure: axes and panels in px, as plotly places them. */
import type { Axis, Layout, XAxisId, YAxisId } from "../../figures/figure.js";
import { axisOf } from "../../figures/subset/subset.js";
import type { Box } from "./primitives.js";

/** The plot area: what the margins leave. */
export function plotArea({ width, height, margin }: Layout): Box {
  return {
    left: margin.l,
    top: margin.t,
    width: width - margin.l - margin.r,
    height: height - margin.t - margin.b,
  };
}

/** An axis on the figure. */
export interface Scale {
  axis: Axis;
  /** px of the two ends of the range, in its order. */
  startPx: number;
  endPx: number;
  /** Data value → px; NaN for what a log axis cannot show. */
  toPx: (value: number) => number;
}

/** px = start + (v − range₀) / (range₁ − range₀) · (end − start), v the logarithm on a log axis. */
export function scaleOf(layout: Layout, id: XAxisId | YAxisId): Scale {
  const axis = axisOf(layout, id)!;
  const area = plotArea(layout);
  const [startPx, endPx] = id.startsWith("x")
    ? axis.domain.map((part) => area.left + part * area.width)
    : axis.domain.map((part) => area.top + (1 - part) * area.height);
  const [first, last] = axis.range;
  const pxPerUnit = (endPx! - startPx!) / (last - first);
  const linear = (value: number): number => startPx! + (value - first) * pxPerUnit;
  const log = (value: number): number => (value > 0 ? linear(Math.log10(value)) : Number.NaN);
  return { axis, startPx: startPx!, endPx: endPx!, toPx: axis.type === "log" ? log : linear };
}

/** True where a position lies on the axis, to a thousandth of a px. */
export function isOnAxis({ startPx, endPx }: Scale, px: number): boolean {
  return px >= Math.min(startPx, endPx) - 1e-3 && px <= Math.max(startPx, endPx) + 1e-3;
}

/** The panel that two axes span. */
export function panelBox(x: Scale, y: Scale): Box {
  return {
    left: Math.min(x.startPx, x.endPx),
    top: Math.min(y.startPx, y.endPx),
    width: Math.abs(x.endPx - x.startPx),
    height: Math.abs(y.endPx - y.startPx),
  };
}

/** All axes of a layout by id. */
export function scalesOf(layout: Layout): Map<XAxisId | YAxisId, Scale> {
  const scales = new Map<XAxisId | YAxisId, Scale>();
  for (const key of Object.keys(layout)) {
    const match = /^([xy])axis(\d*)$/.exec(key);
    if (!match || !(layout as unknown as Record<string, unknown>)[key]) continue;
    const id = `${match[1]}${match[2]}` as XAxisId | YAxisId;
    scales.set(id, scaleOf(layout, id));
  }
  return scales;
}
