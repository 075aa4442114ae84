/** Traces as all figures draw them: on the axes of a panel, of one name in the legend. */
import type { BarTrace, ErrorY, Line, Marker, ScatterTrace } from "../figure.js";
import { axisIds } from "../style/axes.js";

/** The axes of a panel. */
export type PanelAxes = Pick<ScatterTrace, "xaxis" | "yaxis">;

/** The axes of panel `index`. */
export function axesOfPanel(index: number): PanelAxes {
  const { x: xaxis, y: yaxis } = axisIds(index);
  return { xaxis, yaxis };
}

/** Data of a trace; `hover` has a text a point. */
export interface Points {
  x: number[];
  /** Null breaks a line and omits a point. */
  y: (number | null)[];
  hover?: string[] | undefined;
}

/** A line. */
export function lineTrace(on: PanelAxes, name: string, points: Points, line: Line): ScatterTrace {
  return { ...scatter(on, name, points), mode: "lines", line };
}

/** Marks, with bars where they are given. */
export function marksTrace(
  on: PanelAxes,
  name: string,
  points: Points,
  marker: Marker,
  bars?: ErrorY,
): ScatterTrace {
  return {
    ...scatter(on, name, points),
    mode: "markers",
    marker,
    ...(bars ? { error_y: bars } : {}),
  };
}

/** An area, or several that null in y separates. */
export function areaTrace(
  on: PanelAxes,
  name: string,
  points: Points,
  color: string,
): ScatterTrace {
  return {
    ...lineTrace(on, name, points, { color, width: 0 }),
    fill: "toself",
    fillcolor: color,
  };
}

/** Boxes about x from `low` to `high`, as wide as is given: the band of earlier files. */
export function boxesTrace(
  on: PanelAxes,
  name: string,
  { x, low, high }: { x: number[]; low: number[]; high: number[] },
  width: number,
  color: string,
): BarTrace {
  return {
    ...on,
    ...named(name),
    ...{ type: "bar", hoverinfo: "skip", x, base: low },
    y: high.map((end, i) => end - low[i]!),
    width,
    marker: { color },
  };
}

/** Bars from `low` to `high` about y; none where an end or y is not known. */
export function barsOf(
  y: readonly (number | null)[],
  low: readonly (number | null)[],
  high: readonly (number | null)[],
  look: Pick<ErrorY, "color" | "thickness" | "width">,
): ErrorY {
  const lengths = (end: readonly (number | null)[], sign: 1 | -1): (number | null)[] =>
    y.map((value, i) => {
      const at = end[i] ?? null;
      return value === null || at === null ? null : Math.max(0, sign * (at - value));
    });
  return {
    ...{ type: "data", symmetric: false },
    array: lengths(high, 1),
    arrayminus: lengths(low, -1),
    ...look,
  };
}

/** In the legend by its name, if it has one. */
const named = (name: string) => ({ name, legendgroup: name, showlegend: name !== "" });

function scatter(on: PanelAxes, name: string, { x, y, hover }: Points) {
  const hovering = hover
    ? ({ hoverinfo: "text", hovertext: hover } as const)
    : ({ hoverinfo: "skip" } as const);
  return { ...on, ...named(name), type: "scatter" as const, ...hovering, x, y };
}
