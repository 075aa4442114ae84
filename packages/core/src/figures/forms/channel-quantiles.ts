/** Median and 16–84 % of baseline or noise by channel, one panel an ADC. */
import { detectorGroups } from "../../detector/groups.js";
import { unitLabels } from "../../units.js";
import type { AdcRows } from "../adc-panels.js";
import { adcPage, adcPanels } from "../adc-panels.js";
import type { Figure, ScatterTrace, Trace } from "../figure.js";
import type { FigureOptions } from "../figure-options.js";
import type { Page } from "../page.js";
import { font } from "../page.js";
import type { ChannelQuantilesPayload } from "../payload.js";
import { linearTicks } from "../style/axes.js";
import { numberText } from "../style/rounding.js";

/** The page as a figure; by default A4 portrait, 794 × 1123 px. */
export function channelQuantilesFigure(
  payload: ChannelQuantilesPayload,
  options: FigureOptions,
): Figure {
  const page = adcPage(options);
  const range = robustRange(payload);
  const what = payload.quantity === "baseline" ? "Baseline" : "Noise, standard deviation";
  const y = {
    range,
    ticks: linearTicks(range, 4),
    title: `${what} (${unitLabels[payload.unit]})`,
  };
  return adcPanels(
    page,
    payload,
    y,
    (panel) => tracesOf(payload, panel, page, range),
    outsideNote(payload, range),
  );
}

/**
 * A y range for the whole page that a few far channels cannot stretch: the values within 4 widths
 * of the medians' quartiles, the bars of those channels included, and a margin.
 */
export function robustRange({ p16, p50, p84, earlier }: ChannelQuantilesPayload): [number, number] {
  const sorted = p50.filter((value) => value !== null).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const bars = p50
    .flatMap((value, i) => (value === null ? [] : [(p84[i] ?? value) - (p16[i] ?? value)]))
    .sort((a, b) => a - b);
  const bar = bars[Math.floor(bars.length / 2)] ?? 0;
  const width = Math.max(at(0.75) - at(0.25), bar, Math.abs(at(0.5)) * 1e-6, 1e-12);
  const fence: [number, number] = [at(0.25) - 4 * width, at(0.75) + 4 * width];
  const inside = (value: number | null | undefined): value is number =>
    typeof value === "number" && value >= fence[0] && value <= fence[1];
  const shown = [p16, p50, p84, earlier?.p16 ?? [], earlier?.p84 ?? []].flatMap((column) =>
    column.filter(inside),
  );
  const low = Math.min(...shown);
  const high = Math.max(...shown);
  const margin = 0.08 * Math.max(high - low, width);
  return [low - margin, high + margin];
}

/** Names the channels that are only marked at an edge. */
function outsideNote(
  { p50, unit, detector }: ChannelQuantilesPayload,
  [bottom, top]: [number, number],
): string[] {
  const { active } = detectorGroups(detector);
  const outside = p50.flatMap((value, row) =>
    value !== null && (value < bottom || value > top)
      ? [{ value, channelIndex: active[row]! }]
      : [],
  );
  if (outside.length === 0) return [];
  const named = outside
    .slice(0, 4)
    .map(
      ({ value, channelIndex }) =>
        `ADC ${Math.floor(channelIndex / detector.channelCount)} channel ${channelIndex % detector.channelCount} at ${numberText(value)}`,
    );
  const more = outside.length > 4 ? ` and ${outside.length - 4} more` : "";
  return [`▲▼ outside the drawn range: ${named.join(", ")}${more} (${unitLabels[unit]}).`];
}

/** A narrower band would not be seen: drawn with this share of the axis at least. */
const thinnestBand = 0.025;

function tracesOf(
  payload: ChannelQuantilesPayload,
  { rows, channelOf, axes, adc }: AdcRows,
  { palette, textPx }: Page,
  [bottom, top]: [number, number],
): Trace[] {
  const { p16, p50, p84, n, earlier, status, limit, unit, detector } = payload;
  const base = { xaxis: axes.x, yaxis: axes.y, showlegend: true } as const;
  const clamp = (value: number): number => Math.min(top, Math.max(bottom, value));
  const known = (row: number): boolean => (status?.[row] ?? 0) > 0;
  const hover = (row: number): string =>
    `ADC ${adc}, channel ${channelOf(row)}${known(row) ? ", known problem" : ""}\n` +
    `median ${numberText(p50[row]!, 6)} ${unitLabels[unit]}, 16 to 84 %: ${numberText(p16[row]!, 6)} to ${numberText(p84[row]!, 6)}, n = ${n[row]}`;
  const points = (
    name: string,
    chosen: number[],
    look: Pick<ScatterTrace, "marker" | "opacity">,
    bar: { color: string; thickness: number; width: number },
  ): ScatterTrace => ({
    ...base,
    type: "scatter",
    mode: "markers",
    name,
    legendgroup: name,
    hoverinfo: "text",
    hovertext: chosen.map(hover),
    x: chosen.map(channelOf),
    y: chosen.map((row) => p50[row]!),
    ...look,
    error_y: {
      type: "data",
      symmetric: false,
      array: chosen.map((row) => Math.max(0, clamp(p84[row] ?? p50[row]!) - p50[row]!)),
      arrayminus: chosen.map((row) => Math.max(0, p50[row]! - clamp(p16[row] ?? p50[row]!))),
      ...bar,
    },
  });

  const measured = rows.filter((row) => p50[row] !== null);
  const missing = rows.filter((row) => p50[row] === null);
  const inView = measured.filter((row) => p50[row]! >= bottom && p50[row]! <= top);
  const above = measured.filter((row) => p50[row]! > top);
  const below = measured.filter((row) => p50[row]! < bottom);
  const edge = "Outside the drawn range";
  const inset = 0.05 * (top - bottom);
  const traces: Trace[] = [];
  if (earlier) {
    const banded = rows.filter(
      (row) =>
        earlier.p16[row] !== null &&
        earlier.p84[row] !== null &&
        earlier.p84[row]! >= bottom &&
        earlier.p16[row]! <= top,
    );
    const name = `Earlier files (${earlier.fileCount}), pooled 16–84 %`;
    const thinnest = thinnestBand * (top - bottom);
    const [lower, upper] = [earlier.p16, earlier.p84].map((column, end) =>
      banded.map((row) => {
        const spare = Math.max(0, thinnest - (earlier.p84[row]! - earlier.p16[row]!)) / 2;
        return clamp(column[row]! + (end === 0 ? -spare : spare));
      }),
    ) as [number[], number[]];
    traces.push({
      ...base,
      type: "bar",
      name,
      legendgroup: name,
      hoverinfo: "skip",
      x: banded.map(channelOf),
      base: lower,
      y: upper.map((high, i) => high - lower[i]!),
      width: 0.9,
      marker: { color: palette.band },
    });
  }
  for (const value of limit ?? [])
    if (value >= bottom && value <= top)
      traces.push({
        ...base,
        type: "scatter",
        mode: "lines",
        name: "Limit of the check",
        legendgroup: "limit",
        hoverinfo: "skip",
        x: [-1, detector.channelCount],
        y: [value, value],
        line: { color: palette.alarm, width: 1, dash: "dash" },
      });
  const downMarks: ScatterTrace = {
    ...base,
    showlegend: false,
    type: "scatter",
    mode: "text",
    name: edge,
    legendgroup: edge,
    hoverinfo: "text",
    hovertext: below.map(hover),
    x: below.map(channelOf),
    y: below.map(() => bottom + inset),
    text: below.map(() => "▼"),
    textfont: font(textPx - 3, palette.alarm),
  };
  const edgeMarks = (chosen: number[], y: number): ScatterTrace => ({
    ...base,
    type: "scatter",
    mode: "markers",
    name: edge,
    legendgroup: edge,
    hoverinfo: "text",
    hovertext: chosen.map(hover),
    x: chosen.map(channelOf),
    y: chosen.map(() => y),
    marker: { symbol: "triangle-up", size: 7, color: palette.alarm },
  });
  traces.push(
    points(
      "Median with 16–84 %",
      inView.filter((row) => !known(row)),
      { marker: { symbol: "circle", size: 4, color: palette.data } },
      { color: palette.data, thickness: 1.2, width: 2 },
    ),
    points(
      "Known problem (status file)",
      inView.filter(known),
      {
        marker: {
          symbol: "diamond-open",
          size: 6,
          color: palette.known,
          line: { color: palette.known, width: 1 },
        },
        opacity: 0.8,
      },
      { color: palette.known, thickness: 0.8, width: 0 },
    ),
    edgeMarks(above, top - inset),
    downMarks,
    {
      ...base,
      type: "scatter",
      mode: "markers",
      name: "No data",
      legendgroup: "no data",
      hoverinfo: "text",
      hovertext: missing.map(hover),
      x: missing.map(channelOf),
      y: missing.map(() => bottom + inset / 2),
      marker: {
        symbol: "x-thin",
        size: 4.5,
        color: palette.noData,
        line: { color: palette.noData, width: 1 },
      },
    },
  );
  return traces.filter(({ x }) => x.length > 0);
}
