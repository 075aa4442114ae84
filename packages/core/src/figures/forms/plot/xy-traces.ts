/** Lines, points and histograms of a panel as traces. */
import type { Line, ScatterTrace } from "../../figure.js";
import type { Page } from "../../page.js";
import { areaTrace, barsOf, lineTrace, marksTrace, type PanelAxes } from "../../panels/traces.js";
import { lineOf } from "../../style/palette.js";
import { numberText } from "../../style/rounding.js";
import type {
  PlotAxis,
  PlotBins,
  PlotLine,
  PlotPanel,
  PlotPayload,
  PlotPoints,
} from "./payload.js";

/** A panel and the axes it is drawn on. */
export interface DrawnPanel extends PlotPanel {
  on: PanelAxes;
  /** Ends of the axes, in data values. */
  ends: { x: readonly [number, number]; y: readonly [number, number] };
}

/** How a series looks: its colour, and of its band. */
export interface SeriesLook {
  line: Pick<Line, "color" | "dash">;
  bandColor: string;
}

/**
 * The look of the series of a label, the same in all panels of a figure; a figure's only series and
 * its band have the colours of a file and of earlier files.
 */
export function seriesLooks(
  { panels, others }: Pick<PlotPayload, "panels" | "others">,
  { palette }: Page,
): (label: string) => SeriesLook {
  const labels = new Set(
    panels.flatMap(({ layers }) =>
      layers.flatMap((layer) =>
        layer.as === "line" || layer.as === "points" || layer.as === "bins" ? [layer.label] : [],
      ),
    ),
  );
  const order = [...labels].filter((label) => label !== others);
  return (label) => {
    if (label === others)
      return { line: { color: palette.others }, bandColor: `${palette.others}38` };
    if (labels.size === 1) return { line: { color: palette.data }, bandColor: palette.band };
    const line = lineOf(palette, order.indexOf(label));
    return { line, bandColor: `${line.color}38` };
  };
}

const withUnit = (text: string, unit: string): string =>
  unit === "" || text === "unknown" ? text : `${text} ${unit}`;

/** `Time: 3.2 µs` */
export function valueText(
  { label, unit }: Pick<PlotAxis, "label" | "unit">,
  value: number | null,
): string {
  return `${label}: ${withUnit(numberText(value, 6), unit)}`;
}

/** `ADC 4, this file` on a line of its own; empty where neither has a name. */
function headOf(panel: PlotPanel, label: string): string {
  const names = [panel.label, label].filter((name) => name !== "");
  return names.length === 0 ? "" : `${names.join(", ")}\n`;
}

/** A line or points, without the band behind them. */
export function seriesTrace(
  panel: DrawnPanel,
  layer: PlotLine | PlotPoints,
  { line }: SeriesLook,
): ScatterTrace {
  const { x, label } = layer;
  const y = layer.y.map((value) => (panel.y.scale === "log" && (value ?? 0) <= 0 ? null : value));
  const { low, high } = layer.as === "points" ? layer : { low: null, high: null };
  const hover = x.map((at, i) => {
    const ends = low && high ? `, ${numberText(low[i]!, 6)} to ${numberText(high[i]!, 6)}` : "";
    return `${headOf(panel, label)}${valueText(panel.x, at)}\n${valueText(panel.y, layer.y[i]!)}${ends}`;
  });
  const isMany = x.length > 200;
  if (layer.as === "line")
    return lineTrace(panel.on, label, { x, y, hover }, { ...line, width: isMany ? 1 : 1.6 });
  const { color } = line;
  const marker = { symbol: "circle", size: isMany ? 4 : 6, color } as const;
  const look = { color, thickness: 1.2, width: isMany ? 0 : 2.5 };
  const bars = low && high ? barsOf(y, low, high, look) : undefined;
  return marksTrace(panel.on, label, { x, y, hover }, marker, bars);
}

/** The band behind a series, if it has one: an area along a line, a box behind each point. */
export function bandTraces(
  panel: DrawnPanel,
  { as, x, band }: PlotLine | PlotPoints,
  { bandColor: color }: SeriesLook,
): ScatterTrace[] {
  if (!band) return [];
  const { label, low, high } = band;
  const floor = Math.min(...panel.ends.y);
  const isLog = panel.y.scale === "log";
  const lowest = (i: number): number => (isLog ? Math.max(low[i]!, floor) : low[i]!);
  const isKnown = (i: number): boolean =>
    low[i] !== null && high[i] !== null && !(isLog && high[i]! <= 0);
  const known = x.flatMap((_, i) => (isKnown(i) ? [i] : []));
  const half = as === "points" ? 0.45 * pitchOf(panel, x) : 0;
  const shift = (value: number, by: number): number =>
    panel.x.scale === "log" ? value * 10 ** by : value + by;
  const parts =
    as === "points"
      ? known.map((i) => [
          ...[-half, half].map((by) => [shift(x[i]!, by), lowest(i)] as const),
          ...[half, -half].map((by) => [shift(x[i]!, by), high[i]!] as const),
        ])
      : runsOf(known).map((run) => [
          ...run.map((i) => [x[i]!, lowest(i)] as const),
          ...[...run].reverse().map((i) => [x[i]!, high[i]!] as const),
        ]);
  const outline = parts.flatMap((part) => [...part, part[0]!, [part[0]![0], null] as const]);
  const points = { x: outline.map(([at]) => at), y: outline.map(([, value]) => value) };
  return [areaTrace(panel.on, label, points, color)];
}

/** Smallest distance of neighbouring points; of logarithms on a log axis. */
function pitchOf({ x: axis, ends }: DrawnPanel, x: readonly number[]): number {
  const at = axis.scale === "log" ? Math.log10 : (value: number): number => value;
  const sorted = x.map(at).sort((a, b) => a - b);
  const pitches = sorted
    .slice(1)
    .map((value, i) => value - sorted[i]!)
    .filter((pitch) => pitch > 0);
  const span = Math.abs(at(ends.x[1]) - at(ends.x[0]));
  return pitches.length === 0 ? span / 10 : pitches.reduce((a, b) => Math.min(a, b));
}

/** Ascending numbers in runs without a gap. */
function runsOf(numbers: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const each of numbers) {
    if (runs.at(-1)?.at(-1) === each - 1) runs.at(-1)!.push(each);
    else runs.push([each]);
  }
  return runs;
}

/** A histogram as steps from the axis and back to it, filled where it is the only one. */
export function binTrace(
  panel: DrawnPanel,
  { label, edges, counts }: PlotBins,
  { line }: SeriesLook,
  isFilled: boolean,
): ScatterTrace {
  const floor = panel.y.scale === "log" ? Math.min(...panel.ends.y) : 0;
  const x = edges.flatMap((edge) => [edge, edge]);
  const heights = counts.map((count) => Math.max(count, floor));
  const y = [floor, ...heights.flatMap((height) => [height, height]), floor];
  const hover = x.map((_, i) => {
    const bin = Math.min(counts.length - 1, Math.max(0, Math.floor((i - 1) / 2)));
    const ends = [edges[bin]!, edges[bin + 1]!].map((edge) => numberText(edge, 6)).join(" to ");
    return `${headOf(panel, label)}${panel.x.label}: ${withUnit(ends, panel.x.unit)}\n${valueText(panel.y, counts[bin]!)}`;
  });
  const outline = lineTrace(panel.on, label, { x, y, hover }, { ...line, width: 1.4 });
  return isFilled ? { ...outline, fill: "toself", fillcolor: `${line.color}38` } : outline;
}

/** Dashed lines across a panel at the values that are marked. */
export function markTraces(panel: DrawnPanel, { palette }: Page): ScatterTrace[] {
  const line = { color: palette.alarm, width: 1.2, dash: "dash" } as const;
  const { x, y } = panel.ends;
  return [
    ...panel.x.marks.map(({ at, label }) =>
      lineTrace(panel.on, label, { x: [at, at], y: [...y] }, line),
    ),
    ...panel.y.marks.map(({ at, label }) =>
      lineTrace(panel.on, label, { x: [...x], y: [at, at] }, line),
    ),
  ];
}
