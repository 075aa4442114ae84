/** The SiPMs of a map in layers: those of a layer look alike, and later ones are drawn on top. */
import { detectorGroups } from "../../../detector/groups.js";
import type { ScatterTrace } from "../../figure.js";
import type { FigureOptions } from "../../figure-options.js";
import type { Page } from "../../page.js";
import { colorScale } from "../../style/color-scale.js";
import type { LegendItem } from "../../style/mark-legend.js";
import { placeText } from "../../style/place-text.js";
import { numberText } from "../../style/rounding.js";
import { markOf } from "../../style/state-mark.js";
import { cellText } from "../channel-mask/cell-text.js";
import { stateItems } from "../channel-mask/header.js";
import { type ChannelMaskPayload, worstFirst } from "../channel-mask/payload.js";
import { type MapGrid, mapChannels } from "./grid.js";
import type { NumberScale } from "./number-scale.js";
import type { DetectorMapPayload, MapNumbers } from "./payload.js";

type Look = Pick<ScatterTrace, "mode" | "marker" | "text" | "textfont">;

/** Room for a mark, px. */
export interface Cell {
  widthPx: number;
  heightPx: number;
}

/** Of marks as wide as high. */
const sizeOf = ({ widthPx, heightPx }: Cell): number => Math.min(widthPx, heightPx);
const square = (px: number): Cell => ({ widthPx: px, heightPx: px });

interface Layer {
  name: string;
  group: string;
  /** Rows of the payload's columns. */
  rows: readonly number[];
  look(cell: Cell): Look;
  /** What is said of a row on hover. */
  hover(row: number): string;
}

/** The layers of a figure, and what its legend says of them. */
export interface Layers {
  layers: readonly Layer[];
  items: readonly LegendItem[];
}

/** Rows of channels that have a place. */
export function drawnRows({ detector, modules }: DetectorMapPayload, grid: MapGrid): number[] {
  const placed = new Set(grid.channels);
  return mapChannels(detector, modules).flatMap((each, row) => (placed.has(each) ? [row] : []));
}

/** The traces of layers. */
export function tracesOf(
  { detector, modules }: DetectorMapPayload,
  grid: MapGrid,
  { layers }: Layers,
  cell: Cell,
): ScatterTrace[] {
  const { heightCm } = detectorGroups(detector);
  const channels = mapChannels(detector, modules);
  return layers
    .filter(({ rows }) => rows.length > 0)
    .map(({ name, group, rows, look, hover }) => ({
      ...{ type: "scatter", xaxis: "x", yaxis: "y", name, showlegend: false },
      ...{ legendgroup: group, hoverinfo: "text", hovertext: rows.map(hover) },
      x: rows.map((row) => grid.xOf(channels[row]!)),
      y: rows.map((row) => heightCm[channels[row]!]!),
      ...look(cell),
    }));
}

/** Marks that need attention are never smaller: they must be seen among thousands. */
const smallestFaultPx = 13;

/** The states, the worst on top; where marks are tiny, those of good channels are filled. */
export function stateLayers(
  mask: ChannelMaskPayload,
  rows: readonly number[],
  { isDense }: MapGrid,
  { marks }: FigureOptions,
  page: Page,
): Layers {
  const okColor = page.palette.states.ok;
  const denseOk = (size: number): Look => ({
    mode: "markers",
    marker: { symbol: "circle", size: tenth(size), color: okColor },
  });
  const layers = [...worstFirst].reverse().map((state): Layer => {
    const ofState = rows.filter((row) => mask.cells.state[row] === state);
    const isFault = state === "bad" || state === "warn";
    return {
      name: mask.meanings[state] ?? state,
      group: state,
      rows: ofState,
      look: (cell) => {
        if (isDense && state === "ok") return denseOk(sizeOf(cell) * 0.8);
        // Marks are made for the cells of a mask, which they do not fill.
        const sizePx = Math.max(sizeOf(cell) * 1.25, isFault ? smallestFaultPx : 0);
        return markOf(state, marks, page, sizePx, ofState.length);
      },
      hover: (row) => cellText(mask, row),
    };
  });
  const items = stateItems(page, mask, marks).map((item) =>
    isDense && item.group === "ok" ? { ...item, look: denseOk(page.textPx * 0.7) } : item,
  );
  return { layers, items };
}

/** Length of the mark `line-ew` of size 1. */
const dashLength = 1.4;

/** The numbers by colour, then what has none, and on top what is off the scale. */
export function numberLayers(
  { detector, modules }: DetectorMapPayload,
  shown: MapNumbers,
  scale: NumberScale,
  rows: readonly number[],
  page: Page,
): Layers {
  const channels = mapChannels(detector, modules);
  const withUnit = (text: string): string => (shown.unit ? `${text} ${shown.unit}` : text);
  const hover = (row: number): string => {
    const value = shown.value[row]!;
    const words = value === null ? "unknown" : withUnit(numberText(value, 6));
    return `${placeText(detector, channels[row]!)}\n${shown.label}: ${words}`;
  };
  const rowsIn = new Map<number | null, number[]>();
  for (const row of rows) {
    const value = shown.value[row]!;
    const color = value === null ? null : scale.colorOf(value);
    rowsIn.set(color, [...(rowsIn.get(color) ?? []), row]);
  }
  const colors = colorScale.map((color, i): Layer => {
    const [from, to] = [scale.edges[i]!, scale.edges[i + 1]!].map((edge) => numberText(edge, 3));
    return {
      name: withUnit(`${from} to ${to}`),
      group: "colour",
      rows: rowsIn.get(i) ?? [],
      look: ({ widthPx, heightPx }) => ({
        mode: "markers",
        marker: {
          ...{ symbol: "line-ew", size: tenth(widthPx / dashLength), color },
          line: { color, width: tenth(heightPx * 0.88) },
        },
      }),
      hover,
    };
  });
  const others = [
    { name: "Unknown: no data", group: "unknown", color: null, look: unknownLook(page) },
    { name: "Below the scale", group: "below", color: -1, look: offScaleLook("diamond", 0, page) },
    {
      ...{ name: "Above the scale", group: "above", color: colorScale.length },
      look: offScaleLook("triangle-up", colorScale.length - 1, page),
    },
  ].map(({ color, ...layer }): Layer => ({ ...layer, rows: rowsIn.get(color) ?? [], hover }));
  const items = others
    .filter(({ rows }) => rows.length > 0)
    .map(({ name, group, rows, look }): LegendItem => {
      return { label: `${name} (${rows.length})`, group, look: look(square(page.textPx)) };
    });
  return { layers: [...colors, ...others], items };
}

function offScaleLook(
  symbol: "diamond" | "triangle-up",
  colorNumber: number,
  { palette }: Page,
): Layer["look"] {
  const color = colorScale[colorNumber]!;
  const line = { color: palette.ink, width: 1 };
  const share = symbol === "diamond" ? 0.6 : 0.8;
  return (cell) => {
    const size = tenth(Math.max(sizeOf(cell), smallestFaultPx) * share);
    return { mode: "markers", marker: { symbol, size, color, line } };
  };
}

function unknownLook({ palette }: Page): Layer["look"] {
  const color = palette.states.unknown;
  return (cell) => {
    const size = tenth(sizeOf(cell) * 0.6);
    return {
      mode: "markers",
      marker: { symbol: "square-open", size, color, line: { color, width: 1 } },
    };
  };
}

const tenth = (px: number): number => Math.round(px * 10) / 10;
