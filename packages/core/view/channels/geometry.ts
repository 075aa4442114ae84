/** Between px of a drawn figure and its channels. Pure; layouts are as plotly holds them, zoomed or not. */
import type { Payload } from "@light-dqm/core/figures";
import { kindOf, placesOf } from "../kinds/figure-kinds.js";
import { axesOf, type Layout } from "../plot/axes.js";
import type { ChannelRef, Grouping } from "../selection.js";

/** px from the top left corner of the figure. */
export interface PxBox {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Where a panel lies, with its axes. */
function panelAt(layout: Layout, panel: number) {
  const axes = axesOf(layout, panel);
  if (!axes) return null;
  const { margin, width, height } = layout;
  const plotWidth = width - margin.l - margin.r;
  const plotHeight = height - margin.t - margin.b;
  const [x0, x1] = axes.x.domain;
  const [y0, y1] = axes.y.domain;
  const box: PxBox = {
    left: margin.l + x0 * plotWidth,
    top: margin.t + (1 - y1) * plotHeight,
    width: (x1 - x0) * plotWidth,
    height: (y1 - y0) * plotHeight,
  };
  return { axes, box };
}

/** Where a point of a panel lies, in px from the top left corner of the figure, zoomed out of sight or not. */
export function pxOfPoints(
  layout: Layout,
  panel: number,
): ((x: number, y: number) => { left: number; top: number }) | null {
  const found = panelAt(layout, panel);
  if (!found) return null;
  const { axes, box } = found;
  const [x0, x1] = axes.x.range;
  const [y0, y1] = axes.y.range;
  const at = (type: string, value: number): number => (type === "log" ? Math.log10(value) : value);
  return (x, y) => ({
    left: box.left + ((at(axes.x.type, x) - x0) / (x1 - x0)) * box.width,
    top: box.top + ((y1 - at(axes.y.type, y)) / (y1 - y0)) * box.height,
  });
}

/** The panel at a point, and the point in its data values (logarithms on log axes). */
export function pointAt(
  layout: Layout,
  leftPx: number,
  topPx: number,
): { panel: number; x: number; y: number } | null {
  for (let panel = 0; ; panel++) {
    const found = panelAt(layout, panel);
    if (!found) return null;
    const { axes, box } = found;
    const right = (leftPx - box.left) / box.width;
    const down = (topPx - box.top) / box.height;
    if (right < 0 || right > 1 || down < 0 || down > 1) continue;
    const [x0, x1] = axes.x.range;
    const [y0, y1] = axes.y.range;
    return { panel, x: x0 + right * (x1 - x0), y: y1 + down * (y0 - y1) };
  }
}

/** A channel at a point; panels that show a group give one of its channels. */
export function channelAtPx(
  payload: Payload,
  layout: Layout,
  leftPx: number,
  topPx: number,
): { ref: ChannelRef; grouping?: Grouping } | null {
  const { groupOfPanel } = kindOf(payload);
  const places = placesOf(payload);
  const at = places || groupOfPanel ? pointAt(layout, leftPx, topPx) : null;
  if (!at) return null;
  const ref = places?.channelAt(at.panel, at.x, at.y);
  return ref ? { ref } : (groupOfPanel?.(payload, at.panel) ?? null);
}

/** Where a channel is drawn, as far as its panel shows it; null where it is zoomed out of sight. */
export function boxOfChannel(payload: Payload, layout: Layout, ref: ChannelRef): PxBox | null {
  const cell = placesOf(payload)?.cellOf(ref);
  const found = cell && panelAt(layout, cell.panel);
  if (!cell || !found) return null;
  const { axes, box } = found;
  const across = spanPx(cell.x, axes.x.range, box.width);
  // px go down, data values up.
  const down = cell.y
    ? spanPx([cell.y[1], cell.y[0]], [axes.y.range[1], axes.y.range[0]], box.height)
    : { from: 0, size: box.height };
  if (!across || !down) return null;
  return {
    left: box.left + across.from,
    top: box.top + down.from,
    width: across.size,
    height: down.size,
  };
}

/** Less of a span than this is out of sight, px. */
const leastPx = 0.5;

/** Where a span lies on an axis, in px from the axis's start, as far as it is in sight; null where none of it is. */
function spanPx(
  [start, end]: readonly [number, number],
  [first, last]: readonly [number, number],
  lengthPx: number,
): { from: number; size: number } | null {
  const px = (value: number): number => ((value - first) / (last - first)) * lengthPx;
  const [from, to] = [Math.max(0, px(start)), Math.min(lengthPx, px(end))];
  return to - from < leastPx ? null : { from, size: to - from };
}
