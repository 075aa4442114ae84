/** Numbers by column and row, shown by colour. */

import type { PlotPayload } from "../payload.js";
import {
  type AxisSettings,
  axisOf,
  columnOf,
  finiteColumn,
  type Numbers,
  type PlotSettings,
  refuse,
} from "./input.js";
import { plotOf } from "./plot.js";

export interface HeatMapSettings extends PlotSettings {
  /** `at`: the middles of the columns, evenly spaced, or their edges, one more; 0, 1, 2, … by default. */
  x: AxisSettings & { at?: Numbers | undefined };
  /** `at`: the middles of the rows, ascending, or their edges, one more; 0, 1, 2, … by default. */
  y: AxisSettings & { at?: Numbers | undefined };
  /** What the colours show. */
  value: { label: string; unit?: string | undefined; scale?: "linear" | "log" | undefined };
}

/** More cells than this are smaller than a pixel of a screen, and are drawn too slowly. */
const mostCells = 16_000;

/**
 * A map of numbers [row][column], rows from below; NaN and null are shown as unknown. A few
 * values (up to 1 %) far away from the quartiles do not stretch the colours: they are marked as off
 * the scale. Up to 2500 cells can be pointed at.
 * @throws LightDqmError `bad-input` for rows of different lengths, columns that are not evenly spaced,
 *   a logarithmic axis, nothing to draw or more than 16 000 cells
 */
export function heatMapPayload(rows: readonly Numbers[], settings: HeatMapSettings): PlotPayload {
  const { x, y, value } = settings;
  const columns = rows[0]?.length ?? 0;
  if (rows.length * columns === 0)
    refuse("There is nothing to draw", "rows", "at least one row with one number", "none");
  if (rows.length * columns > mostCells)
    refuse(
      "There are too many cells to see",
      "rows",
      `at most ${mostCells}: average neighbouring ones`,
      `${rows.length} rows of ${columns}`,
    );
  const axes = { x: axisOf(x, "x"), y: axisOf(y, "y") };
  for (const side of ["x", "y"] as const)
    if (axes[side].scale === "log")
      refuse("A heat map has linear axes", `${side}.scale`, '"linear"', '"log"');
  const xEdges = edgesOf(x.at, columns, "x.at");
  const widths = xEdges.slice(1).map((edge, i) => edge - xEdges[i]!);
  const width = (xEdges.at(-1)! - xEdges[0]!) / columns;
  if (widths.some((each) => Math.abs(each - width) > 1e-6 * width))
    refuse("Columns of a heat map have one width", "x.at", "evenly spaced numbers", "other ones");
  const cells = {
    ...{ as: "cells" as const, label: value.label, unit: value.unit ?? "" },
    scale: value.scale ?? ("linear" as const),
    ...{ xEdges, yEdges: edgesOf(y.at, rows.length, "y.at") },
    value: rows.flatMap((row, i) => columnOf(row, `rows[${i}]`, columns)),
  };
  return plotOf({ ...axes, layers: [cells] }, settings);
}

/** Edges from edges, or from the middles between which they lie half way. */
function edgesOf(at: Numbers | undefined, count: number, where: string): number[] {
  const given = at ? finiteColumn(at, where) : Array.from({ length: count }, (_, i) => i);
  const wrong = given.findIndex((each, i) => i > 0 && !(each > given[i - 1]!));
  if (wrong >= 0)
    refuse(
      "These numbers ascend",
      `${where}[${wrong}]`,
      `more than ${given[wrong - 1]}`,
      String(given[wrong]),
    );
  if (given.length === count + 1) return given;
  if (given.length !== count)
    refuse(
      "Numbers do not belong together",
      where,
      `${count} middles or ${count + 1} edges`,
      String(given.length),
    );
  if (count === 1) return [given[0]! - 0.5, given[0]! + 0.5];
  const inner = given.slice(1).map((each, i) => (each + given[i]!) / 2);
  return [2 * given[0]! - inner[0]!, ...inner, 2 * given.at(-1)! - inner.at(-1)!];
}
