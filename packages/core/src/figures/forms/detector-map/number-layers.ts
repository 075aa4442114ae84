/** The layers of a map of numbers. */
import type { Page } from "../../page.js";
import { colorScale } from "../../style/color-scale.js";
import type { LegendItem } from "../../style/mark-legend.js";
import type { NumberScale } from "../../style/number-scale.js";
import { placeText } from "../../style/place-text.js";
import { numberText } from "../../style/rounding.js";
import { mapChannels } from "./grid.js";
import { type Cell, type Layer, type Layers, sizeOf, smallestFaultPx, tenth } from "./layers.js";
import type { DetectorMapPayload, MapNumbers } from "./payload.js";

const square = (px: number): Cell => ({ widthPx: px, heightPx: px });

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
    {
      name: "Below the scale",
      group: "below",
      color: -1,
      look: offScaleLook("triangle-down", 0, page),
    },
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
  symbol: "triangle-down" | "triangle-up",
  colorNumber: number,
  { palette }: Page,
): Layer["look"] {
  const color = colorScale[colorNumber]!;
  const line = { color: palette.ink, width: 1 };
  const share = 0.8;
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
