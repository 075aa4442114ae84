/** Numbers by colour: the cells of a map, or of the grid of ADCs and channels. */
import { detectorGroups } from "../../../detector/groups.js";
import type { DetectorProfile } from "../../../detector/profile.js";
import { channelRows } from "../../channel-rows.js";
import type { BarTrace, ScatterTrace, Trace } from "../../figure.js";
import type { Page } from "../../page.js";
import { colorScale } from "../../style/color-scale.js";
import { placeText } from "../../style/place-text.js";
import { type Colored, type ColorKey, offScale } from "./color-keys.js";
import type { PlotCells, PlotChannelNumbers, PlotPanel } from "./payload.js";
import { type DrawnPanel, valueText } from "./xy-traces.js";

/** A cell of a panel: what it covers, its number, and what is said of it. */
interface Cell {
  x: number;
  bottom: number;
  top: number;
  value: number | null;
  hover(): string;
}

/** More cells than this are drawn as areas: bars can be pointed at, but take a browser too long. */
export const mostBars = 2500;

/**
 * The cells of a panel by colour; those off the scale have marks.
 * @param isDense whether there are too many cells to point at each
 */
export function coloredTraces(
  panel: DrawnPanel,
  layer: Colored,
  { scale }: ColorKey,
  detector: DetectorProfile | null,
  isDense: boolean,
  page: Page,
): Trace[] {
  const { cells, width } =
    layer.as === "cells" ? cellsOf(panel, layer) : channelCells(layer, detector!);
  const groups = new Map<number | null, Cell[]>();
  for (const cell of cells) {
    const color = cell.value === null ? null : scale.colorOf(cell.value);
    const same = groups.get(color);
    if (same) same.push(cell);
    else groups.set(color, [cell]);
  }
  const of = (color: number | null): Cell[] => groups.get(color) ?? [];
  const last = colorScale.length - 1;
  const drawn = isDense ? areas : bars;
  const far = [
    { cells: of(-1), look: offScale("triangle-down", page) },
    { cells: of(colorScale.length), look: offScale("triangle-up", page) },
  ];
  return [
    ...colorScale.map((color, i) =>
      drawn(panel, color, width, [
        ...of(i),
        ...(i === 0 ? of(-1) : []),
        ...(i === last ? of(last + 1) : []),
      ]),
    ),
    drawn(panel, page.palette.grid, width, of(null)),
    ...far.map(
      ({ cells: shown, look }): ScatterTrace => ({
        ...panel.on,
        ...hidden,
        ...look,
        type: "scatter",
        hoverinfo: "skip",
        x: shown.map(({ x }) => x),
        y: shown.map(({ bottom, top }) => (bottom + top) / 2),
      }),
    ),
  ].filter(({ x }) => x.length > 0);
}

const hidden = { name: "", showlegend: false };

function bars({ on }: DrawnPanel, color: string, width: number, shown: readonly Cell[]): BarTrace {
  return {
    ...on,
    ...hidden,
    type: "bar",
    hoverinfo: "text",
    hovertext: shown.map(({ hover }) => hover()),
    x: shown.map(({ x }) => x),
    base: shown.map(({ bottom }) => bottom),
    y: shown.map(({ bottom, top }) => top - bottom),
    width,
    marker: { color },
  };
}

/** One area for neighbours in a row. */
function areas(
  { on }: DrawnPanel,
  color: string,
  width: number,
  shown: readonly Cell[],
): ScatterTrace {
  const runs: { left: number; right: number; bottom: number; top: number }[] = [];
  for (const { x, bottom, top } of shown) {
    const [left, right] = [x - width / 2, x + width / 2];
    const run = runs.at(-1);
    if (run?.bottom === bottom && Math.abs(run.right - left) < width / 4) run.right = right;
    else runs.push({ left, right, bottom, top });
  }
  return {
    ...on,
    ...hidden,
    ...{ type: "scatter", mode: "lines", hoverinfo: "skip" },
    x: runs.flatMap(({ left, right }) => [left, right, right, left, left, left]),
    y: runs.flatMap(({ bottom, top }) => [bottom, bottom, top, top, bottom, null]),
    // The line covers the seam between neighbours.
    line: { color, width: 0.5 },
    fill: "toself",
    fillcolor: color,
  };
}

function cellsOf(panel: PlotPanel, layer: PlotCells): { cells: Cell[]; width: number } {
  const { xEdges, yEdges, value } = layer;
  const columns = xEdges.length - 1;
  const cells = value.map((each, i): Cell => {
    const row = Math.floor(i / columns);
    const { x, y } = middleOf(layer, i);
    return {
      ...{ x, bottom: yEdges[row]!, top: yEdges[row + 1]!, value: each },
      hover: () =>
        [
          ...(panel.label === "" ? [] : [panel.label]),
          `${valueText(panel.x, x)}, ${valueText(panel.y, y)}`,
          valueText(layer, each),
        ].join("\n"),
    };
  });
  return { cells, width: (xEdges.at(-1)! - xEdges[0]!) / columns };
}

/** The middle of a cell by its number. */
export function middleOf({ xEdges, yEdges }: PlotCells, cell: number): { x: number; y: number } {
  const columns = xEdges.length - 1;
  const middle = (edges: readonly number[], k: number): number => (edges[k]! + edges[k + 1]!) / 2;
  return { x: middle(xEdges, cell % columns), y: middle(yEdges, Math.floor(cell / columns)) };
}

/** Channels stand a little apart, so that single ones are seen. */
const channelShare = 0.92;

function channelCells(
  { value, label, unit }: PlotChannelNumbers,
  detector: DetectorProfile,
): { cells: Cell[]; width: number } {
  const { active, placeOf } = detectorGroups(detector);
  const rows = channelRows(detector);
  const cells = value.map((each, i): Cell => {
    const channelIndex = active[i]!;
    const place = placeOf(channelIndex);
    const row = rows.rowOf(place);
    return {
      x: rows.xOf(place),
      ...{ bottom: row - channelShare / 2, top: row + channelShare / 2, value: each },
      hover: () => `${placeText(detector, channelIndex)}\n${valueText({ label, unit }, each)}`,
    };
  });
  return { cells, width: channelShare };
}
