/** Axes of a plot: their ranges follow from what is drawn. */
import type { DetectorProfile } from "../../../detector/profile.js";
import { channelRows } from "../../channel-rows.js";
import { type AxisChoice, logAxisTicks, roundTicks } from "../../style/axes.js";
import type { PlotAxis, PlotLayer, PlotPanel, PlotPayload } from "./payload.js";

type Side = "x" | "y";

/** Of an axis, for each tick. */
const pitchPx = { x: 60, y: 38 };

/** The title of an axis: what it shows, and the unit. */
export function axisTitle({ label, unit }: Pick<PlotAxis, "label" | "unit">): string {
  return unit === "" ? label : `${label} (${unit})`;
}

/** The axis of each panel, without titles of neighbours; one range for all where they share it. */
export function axesOf(
  payload: PlotPayload,
  side: Side,
  tickPx: number,
): (AxisChoice & { title: string })[] {
  const { panels, shared } = payload;
  const together = shared[side] ? rangeOf(panels, side) : null;
  return panels.map((panel) => {
    const grid = gridOf(payload, panel);
    if (grid) return channelAxis(grid, side, tickPx);
    const axis = panel[side];
    const range = together ?? rangeOf([panel], side);
    return {
      type: axis.scale,
      range,
      ticks:
        axis.scale === "log"
          ? logAxisTicks(range, pitchPx[side])
          : roundTicks(range, pitchPx[side]),
      tickPx,
      title: axisTitle(axis),
      standoffPx: side === "x" ? 4 : 6,
    };
  });
}

/** The detector whose channels a panel shows; null for any other panel. */
export function gridOf(
  { detector }: Pick<PlotPayload, "detector">,
  { layers }: PlotPanel,
): DetectorProfile | null {
  return layers.some(isByChannel) ? detector : null;
}

const isByChannel = ({ as }: PlotLayer): boolean =>
  as === "channel-numbers" || as === "channel-states";

function channelAxis(
  detector: DetectorProfile,
  side: Side,
  tickPx: number,
): AxisChoice & { title: string } {
  const rows = channelRows(detector);
  const common = { grid: false, tickPx, standoffPx: 4 };
  if (side === "x")
    return {
      ...common,
      range: [-0.5, rows.columnCount - 0.5],
      ticks: (widthPx) => rows.xTicks(widthPx, tickPx),
      title: rows.xTitle,
    };
  const count = rows.adcs.length;
  const values = Array.from({ length: count }, (_, i) => i);
  return {
    ...common,
    range: [-0.5, count - 0.5],
    ticks: { values, text: values.map(String) },
    title: rows.title,
  };
}

/** Space beside what is drawn, as a fraction of it. */
const margins = { x: { tight: 0, loose: 0.03 }, y: { tight: 0, loose: 0.06 } };

/** The range of panels on an axis, as plotly wants it: of log axes the logarithms. */
function rangeOf(panels: readonly PlotPanel[], side: Side): [number, number] {
  const [{ [side]: axis }] = panels as readonly [PlotPanel];
  const isLog = axis.scale === "log";
  const at = (value: number): number => (isLog ? Math.log10(value) : value);
  if (axis.range) return [at(axis.range[0]), at(axis.range[1])];
  const extents = panels.flatMap((panel) => [
    ...panel.layers.map((layer) => valuesOf(layer, side)),
    { values: panel[side].marks.map((mark) => mark.at), isTight: false },
  ]);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { values } of extents)
    for (const value of values) {
      if (value === null || (isLog && value <= 0)) continue;
      low = Math.min(low, at(value));
      high = Math.max(high, at(value));
    }
  if (low > high) return [0, 1];
  const isTight = extents.every(({ values, isTight }) => isTight || values.length === 0);
  const margin =
    high > low ? margins[side][isTight ? "tight" : "loose"] * (high - low) : spare(low, isLog);
  const isCounts =
    side === "y" && panels.some(({ layers }) => layers.some(({ as }) => as === "bins"));
  if (isCounts) return [isLog ? Math.min(low, 0) - 0.3 : 0, high + margin];
  return [low - margin, high + margin];
}

/** Around a single value. */
function spare(value: number, isLog: boolean): number {
  return isLog ? 0.3 : Math.abs(value) * 0.05 || 1;
}

/** What a layer shows along an axis; tight: it may touch the ends. */
function valuesOf(
  layer: PlotLayer,
  side: Side,
): { values: readonly (number | null)[]; isTight: boolean } {
  switch (layer.as) {
    case "line":
    case "points": {
      const isTight = layer.as === "line" && side === "x";
      if (side === "x") return { values: layer.x, isTight };
      const bars = layer.as === "points" ? [layer.low ?? [], layer.high ?? []] : [];
      const around = layer.band ? [layer.band.low, layer.band.high] : [];
      return { values: [layer.y, ...bars, ...around].flat(), isTight };
    }
    case "bins":
      return { values: side === "x" ? layer.edges : layer.counts, isTight: side === "x" };
    case "cells":
      return { values: side === "x" ? layer.xEdges : layer.yEdges, isTight: true };
    default:
      return { values: [], isTight: true };
  }
}
