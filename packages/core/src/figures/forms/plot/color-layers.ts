/** Numbers by colour and states by mark: maps of cells, and the grid of ADCs and channels. */
import { detectorGroups } from "../../../detector/groups.js";
import type { DetectorProfile } from "../../../detector/profile.js";
import { type State, states } from "../../../judge/states/verdict.js";
import { channelRows } from "../../channel-rows.js";
import type { BarTrace, ScatterTrace, Trace } from "../../figure.js";
import type { FigureOptions } from "../../figure-options.js";
import type { Page } from "../../page.js";
import { colorScale } from "../../style/color-scale.js";
import type { LegendItem } from "../../style/mark-legend.js";
import { type NumberScale, numberScale } from "../../style/number-scale.js";
import { placeText } from "../../style/place-text.js";
import { markOf } from "../../style/state-mark.js";
import { axisTitle } from "./axes.js";
import type {
  PlotCells,
  PlotChannelNumbers,
  PlotChannelStates,
  PlotLayer,
  PlotPanel,
} from "./payload.js";
import { type DrawnPanel, valueText } from "./xy-traces.js";

/** Colours with one meaning throughout a figure. */
export interface ColorKey {
  label: string;
  unit: string;
  scale: NumberScale;
}

type Colored = PlotCells | PlotChannelNumbers;

const isColored = (layer: PlotLayer): layer is Colored =>
  layer.as === "cells" || layer.as === "channel-numbers";

const keyOf = ({ label, unit, scale }: Colored): string => `${scale} ${axisTitle({ label, unit })}`;

/** A scale of colours for each quantity that panels show, the same in all of them. */
export function colorKeys(panels: readonly PlotPanel[]): Map<string, ColorKey> {
  const layers = panels.flatMap((panel) => panel.layers.filter(isColored));
  const keys = new Map<string, ColorKey>();
  for (const layer of layers) {
    const key = keyOf(layer);
    if (keys.has(key)) continue;
    const { label, unit, scale } = layer;
    const value = layers.filter((each) => keyOf(each) === key).flatMap((each) => each.value);
    keys.set(key, { label, unit, scale: numberScale({ value, scale, unit }) });
  }
  return keys;
}

/** A cell of a panel: what it covers, its number, and what is said of it. */
interface Cell {
  x: number;
  bottom: number;
  top: number;
  value: number | null;
  hover: string;
}

/** The cells of a panel by colour; those off the scale have marks. */
export function coloredTraces(
  panel: DrawnPanel,
  layer: Colored,
  keys: ReadonlyMap<string, ColorKey>,
  detector: DetectorProfile | null,
  page: Page,
): Trace[] {
  const { scale } = keys.get(keyOf(layer))!;
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
  const barsOf = (color: string, shown: readonly Cell[]): BarTrace => ({
    ...panel.base,
    ...hidden,
    type: "bar",
    hoverinfo: "text",
    hovertext: shown.map(({ hover }) => hover),
    x: shown.map(({ x }) => x),
    base: shown.map(({ bottom }) => bottom),
    y: shown.map(({ bottom, top }) => top - bottom),
    width,
    marker: { color },
  });
  const far = [
    { cells: of(-1), look: offScale("diamond", page) },
    { cells: of(colorScale.length), look: offScale("triangle-up", page) },
  ];
  return [
    ...colorScale.map((color, i) =>
      barsOf(color, [...of(i), ...(i === 0 ? of(-1) : []), ...(i === last ? of(last + 1) : [])]),
    ),
    barsOf(page.palette.grid, of(null)),
    ...far.map(
      ({ cells: shown, look }): ScatterTrace => ({
        ...panel.base,
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

function cellsOf(panel: PlotPanel, layer: PlotCells): { cells: Cell[]; width: number } {
  const { xEdges, yEdges, value } = layer;
  const columns = xEdges.length - 1;
  const cells = value.map((each, i): Cell => {
    const row = Math.floor(i / columns);
    const { x, y } = middleOf(layer, i);
    return {
      ...{ x, bottom: yEdges[row]!, top: yEdges[row + 1]!, value: each },
      hover: [
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
      hover: `${placeText(detector, channelIndex)}\n${valueText({ label, unit }, each)}`,
    };
  });
  return { cells, width: channelShare };
}

function offScale(
  symbol: "diamond" | "triangle-up",
  { palette }: Page,
): Pick<ScatterTrace, "mode" | "marker"> {
  const color = symbol === "diamond" ? colorScale[0] : colorScale.at(-1)!;
  return {
    mode: "markers",
    marker: { symbol, size: 9, color, line: { color: palette.ink, width: 1 } },
  };
}

/** What colours cannot say: which cells have no number, and which are off the scale. */
export function coloredItems(
  panels: readonly PlotPanel[],
  keys: ReadonlyMap<string, ColorKey>,
  page: Page,
): LegendItem[] {
  const counts = { unknown: 0, below: 0, above: 0 };
  for (const layer of panels.flatMap((panel) => panel.layers.filter(isColored))) {
    const { scale } = keys.get(keyOf(layer))!;
    for (const value of layer.value) {
      const color = value === null ? null : scale.colorOf(value);
      if (color === null) counts.unknown++;
      else if (color < 0) counts.below++;
      else if (color === colorScale.length) counts.above++;
    }
  }
  const square = { symbol: "square", size: page.textPx, color: page.palette.grid } as const;
  const items = [
    { label: "Unknown: no data", count: counts.unknown, look: { mode: "markers", marker: square } },
    { label: "Below the scale", count: counts.below, look: offScale("diamond", page) },
    { label: "Above the scale", count: counts.above, look: offScale("triangle-up", page) },
  ] as const;
  return items
    .filter(({ count }) => count > 0)
    .map(({ label, count, look }) => ({ label: `${label} (${count})`, group: label, look }));
}

const statesIn = (panels: readonly PlotPanel[]): PlotChannelStates[] =>
  panels.flatMap(({ layers }) => layers.filter((layer) => layer.as === "channel-states"));

/** The states of channels, a trace each. */
export function stateTraces(
  panel: DrawnPanel,
  { state: column, meanings }: PlotChannelStates,
  detector: DetectorProfile,
  marks: FigureOptions["marks"],
  page: Page,
  cellPx: number,
): ScatterTrace[] {
  const { active, placeOf } = detectorGroups(detector);
  const rows = channelRows(detector);
  return states.flatMap((state): ScatterTrace[] => {
    const shown = active.filter((_, i) => column[i] === state);
    if (shown.length === 0) return [];
    const meaning = meanings[state] ?? state;
    return [
      {
        ...panel.base,
        ...{ name: meaning, showlegend: false, legendgroup: state },
        ...{ type: "scatter", hoverinfo: "text" },
        hovertext: shown.map((channelIndex) => `${placeText(detector, channelIndex)}\n${meaning}`),
        x: shown.map((channelIndex) => rows.xOf(placeOf(channelIndex))),
        y: shown.map((channelIndex) => rows.rowOf(placeOf(channelIndex))),
        ...markOf(state, marks, page, cellPx, shown.length),
      },
    ];
  });
}

/** The states that occur or have a meaning, with the number of channels in each. */
export function stateItems(
  panels: readonly PlotPanel[],
  marks: FigureOptions["marks"],
  page: Page,
): LegendItem[] {
  const layers = statesIn(panels);
  return states.flatMap((state): LegendItem[] => {
    const words = [...new Set(layers.map(({ meanings }) => meanings[state]))];
    const count = layers
      .flatMap((layer) => layer.state)
      .filter((each: State) => each === state).length;
    const named = words.filter((each) => each !== undefined);
    if (count === 0 && named.length === 0) return [];
    const label = `${named.join(" / ") || state} (${count})`;
    return [{ label, group: state, look: markOf(state, marks, page, page.textPx * 1.5, 1) }];
  });
}
