/** What colours mean in a plot: a scale for each quantity, and what the scales leave out. */
import type { ScatterTrace } from "../../figure.js";
import type { Page } from "../../page.js";
import { colorScale } from "../../style/color-scale.js";
import type { LegendItem } from "../../style/mark-legend.js";
import { type NumberScale, numberScale } from "../../style/number-scale.js";
import { axisTitle } from "./axes.js";
import type { PlotCells, PlotChannelNumbers, PlotLayer, PlotPanel } from "./payload.js";

/** Colours with one meaning throughout a figure. */
export interface ColorKey {
  label: string;
  unit: string;
  scale: NumberScale;
}

/** A layer whose numbers are shown by colour. */
export type Colored = PlotCells | PlotChannelNumbers;

const isColored = (layer: PlotLayer): layer is Colored =>
  layer.as === "cells" || layer.as === "channel-numbers";

/** Which scale a layer has. */
export const keyOf = ({ label, unit, scale }: Colored): string =>
  `${scale} ${axisTitle({ label, unit })}`;

/** Share of the cells that may be off the scale: faults, not the signal. */
const mostFar = 0.01;

/** A scale of colours for each quantity that panels show, the same in all of them. */
export function colorKeys(panels: readonly PlotPanel[]): Map<string, ColorKey> {
  const layers = panels.flatMap((panel) => panel.layers.filter(isColored));
  const keys = new Map<string, ColorKey>();
  for (const layer of layers) {
    const key = keyOf(layer);
    if (keys.has(key)) continue;
    const { label, unit, scale } = layer;
    const value = layers.filter((each) => keyOf(each) === key).flatMap((each) => each.value);
    keys.set(key, { label, unit, scale: numberScale({ value, scale, unit }, mostFar) });
  }
  return keys;
}

/** The mark of a cell below or above its scale. */
export function offScale(
  symbol: "triangle-down" | "triangle-up",
  { palette }: Page,
): Pick<ScatterTrace, "mode" | "marker"> {
  const color = symbol === "triangle-down" ? colorScale[0] : colorScale.at(-1)!;
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
    { label: "Below the scale", count: counts.below, look: offScale("triangle-down", page) },
    { label: "Above the scale", count: counts.above, look: offScale("triangle-up", page) },
  ] as const;
  return items
    .filter(({ count }) => count > 0)
    .map(({ label, count, look }) => ({ label: `${label} (${count})`, group: label, look }));
}

/** Number of cells of a figure. */
export function cellCount(panels: readonly PlotPanel[]): number {
  return panels
    .flatMap((panel) => panel.layers.filter(isColored))
    .reduce((sum, { value }) => sum + value.length, 0);
}
