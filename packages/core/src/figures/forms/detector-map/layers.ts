/** The SiPMs of a map in layers: those of a layer look alike, and later ones are drawn on top. */
import { detectorGroups } from "../../../detector/groups.js";
import type { ScatterTrace } from "../../figure.js";
import type { FigureOptions } from "../../figure-options.js";
import type { Page } from "../../page.js";
import type { LegendItem } from "../../style/mark-legend.js";
import { markOf } from "../../style/state-mark.js";
import { cellText } from "../channel-mask/cell-text.js";
import { stateItems } from "../channel-mask/header.js";
import { type ChannelMaskPayload, worstFirst } from "../channel-mask/payload.js";
import { type MapGrid, mapChannels } from "./grid.js";
import type { DetectorMapPayload } from "./payload.js";

type Look = Pick<ScatterTrace, "mode" | "marker" | "text" | "textfont">;

/** Room for a mark, px. */
export interface Cell {
  widthPx: number;
  heightPx: number;
}

/** Of marks as wide as high. */
export const sizeOf = ({ widthPx, heightPx }: Cell): number => Math.min(widthPx, heightPx);

export interface Layer {
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
export const smallestFaultPx = 13;

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

/** A size with one decimal. */
export const tenth = (px: number): number => Math.round(px * 10) / 10;
