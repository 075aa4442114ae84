/** A quantity over files: a line a channel or group, the band of earlier files behind the first. */
import type { Ticks } from "./axes.js";
import { axisIds, decadeTicks, linearTicks, panelAxes } from "./axes.js";
import type { Figure, ScatterTrace, Trace } from "./figure.js";
import type { FigureOptions } from "./figure-options.js";
import { legendRowsPx, withOneLegend } from "./legend.js";
import type { Page } from "./page.js";
import { baseLayout, legendAt, pageHeader, placed, textAt } from "./page.js";
import { palettes } from "./palette.js";
import type { TrendPayload } from "./payload.js";
import { numberText } from "./rounding.js";
import { timeText } from "./time-text.js";
import { timeTicks } from "./time-ticks.js";

/** The figure; by default 900 × 420 px. */
export function trendFigure(payload: TrendPayload, options: FigureOptions): Figure {
  const page: Page = {
    widthPx: options.widthPx ?? 900,
    heightPx: options.heightPx ?? 420,
    margin: { l: 84, r: 20, t: 0, b: 46 },
    palette: palettes[options.theme],
    textPx: 12,
  };
  const x = payload.timeMs ?? payload.files.map((_, i) => i);
  const xRange = withMargin(Math.min(...x), Math.max(...x), 0.02, payload.timeMs ? 60_000 : 0.5);
  const y = yAxisOf(payload);
  const data = withOneLegend([
    ...bandTrace(payload, page, xRange, y.floor),
    ...lines(payload, page, x),
  ]);

  const header = pageHeader(page, payload, notes(payload));
  const legendTop = header.bottomPx + 4;
  page.margin.t = Math.ceil(legendTop + legendRowsPx(page, data) + 12);
  const box = {
    leftPx: page.margin.l,
    topPx: page.margin.t,
    widthPx: page.widthPx - page.margin.l - page.margin.r,
    heightPx: page.heightPx - page.margin.t - page.margin.b,
  };
  const most = Math.max(2, Math.floor(box.widthPx / 130));
  const xTicks = payload.timeMs
    ? timeTicks(xRange, most, payload.timeZone)
    : wholeTicks(linearTicks(xRange, most));
  const xTitle = payload.timeMs ? `First event (${payload.timeZone})` : "File, oldest first";
  return {
    data,
    layout: {
      ...baseLayout(page),
      ...panelAxes(
        page,
        0,
        box,
        { range: xRange, ticks: xTicks, title: xTitle, standoffPx: 4 },
        { range: y.range, type: payload.scale, ticks: y.ticks },
      ),
      showlegend: true,
      legend: legendAt(page, legendTop),
      annotations: [
        ...placed(page, header),
        textAt(page, payload.quantity, 14, box.topPx + box.heightPx / 2, {
          anchor: "center",
          turned: true,
        }),
      ],
    },
  };
}

function notes({ timeMs }: TrendPayload): string[] {
  return timeMs === null
    ? ["Not every file has a time, so files stand side by side in their order."]
    : [];
}

function lines(payload: TrendPayload, { palette }: Page, x: readonly number[]): ScatterTrace[] {
  const breaks = gapsAfter(payload.timeMs);
  const { x: xaxis, y: yaxis } = axisIds(0);
  return payload.series.map(({ label, value, low, high }, line) => {
    const known = value.flatMap((each, file) => (each !== null || breaks.has(file) ? [file] : []));
    const isMany = value.length > 400;
    const bars = payload.series.length === 1 && !isMany && low.some((each) => each !== null);
    const color = palette.lines[line % palette.lines.length]!;
    // A file without a value, and a gap in time, break the line.
    const points = value.flatMap((each, file): [number, number | null, number][] => [
      [x[file]!, payload.scale === "log" && (each ?? 0) <= 0 ? null : each, file],
      ...(breaks.has(file) ? [[x[file]!, null, file] as [number, null, number]] : []),
    ]);
    const bar = (end: readonly (number | null)[], sign: 1 | -1): (number | null)[] =>
      points.map(([, each, file]) =>
        each === null || end[file] == null ? null : Math.max(0, sign * (end[file]! - each)),
      );
    return {
      type: "scatter",
      mode: isMany || known.length === 0 ? "lines" : "lines+markers",
      name: label,
      legendgroup: label,
      showlegend: true,
      hoverinfo: "text",
      hovertext: points.map(([, each, file]) => hover(payload, label, each, file)),
      xaxis,
      yaxis,
      x: points.map(([at]) => at),
      y: points.map(([, each]) => each),
      line: { color, width: line === 0 ? 2 : 1 },
      ...(isMany ? {} : { marker: { symbol: "circle", size: line === 0 ? 5 : 4, color } }),
      ...(bars
        ? {
            error_y: {
              type: "data",
              symmetric: false,
              array: bar(high, 1),
              arrayminus: bar(low, -1),
              color: palette.dataPale,
              thickness: 1,
              width: 0,
            },
          }
        : {}),
    };
  });
}

function hover(
  { files, timeMs, timeZone }: TrendPayload,
  label: string,
  value: number | null,
  file: number,
): string {
  const when = timeMs ? `\n${timeText(timeMs[file]!, timeZone)}` : "";
  return `${files[file]}${when}\n${label}: ${numberText(value, 6)}`;
}

function bandTrace(
  { band }: TrendPayload,
  { palette }: Page,
  [left, right]: [number, number],
  floor: number,
): Trace[] {
  if (!band) return [];
  const { x: xaxis, y: yaxis } = axisIds(0);
  const low = Math.max(band.low, floor);
  return [
    {
      type: "bar",
      name: band.label,
      showlegend: true,
      hoverinfo: "skip",
      xaxis,
      yaxis,
      x: [(left + right) / 2],
      base: [low],
      y: [Math.max(0, band.high - low)],
      width: right - left,
      marker: { color: palette.bandPale },
    },
  ];
}

/** Files after which there is a pause of more than 5 times the usual one. */
export function gapsAfter(timeMs: readonly number[] | null): Set<number> {
  if (!timeMs || timeMs.length < 3) return new Set();
  const pauses = timeMs.slice(1).map((time, i) => time - timeMs[i]!);
  const usual = [...pauses].sort((a, b) => a - b)[Math.floor(pauses.length / 2)]!;
  return new Set(pauses.flatMap((pause, i) => (usual > 0 && pause > 5 * usual ? [i] : [])));
}

function yAxisOf({ series, scale, band }: TrendPayload): {
  range: [number, number];
  ticks: Ticks;
  /** Lowest value that can be drawn. */
  floor: number;
} {
  const single = series.length === 1;
  const shown = [
    ...series.flatMap(({ value, low, high }) => (single ? [value, low, high] : [value]).flat()),
    ...(band ? [band.low, band.high] : []),
  ].filter((value): value is number => value !== null && (scale === "linear" || value > 0));
  const low = shown.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = shown.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (scale === "log") {
    const [bottom, top] = Number.isFinite(low) ? [Math.log10(low), Math.log10(high)] : [-9, -8];
    const range: [number, number] = [Math.floor(bottom - 0.05), Math.ceil(top + 0.05)];
    return { range, ticks: decadeTicks(range, 8), floor: 10 ** range[0] };
  }
  const range = withMargin(low, high, 0.08, Math.max(Math.abs(high) * 1e-4, 1e-9));
  return { range, ticks: linearTicks(range, 6), floor: range[0] };
}

/** The range with a share of it at each end, and at least `least`. */
function withMargin(low: number, high: number, share: number, least: number): [number, number] {
  const margin = Math.max(share * (high - low), least);
  return [low - margin, high + margin];
}

function wholeTicks({ values, text }: Ticks): Ticks {
  const whole = values.map((value) => Number.isInteger(value) && value >= 0);
  return { values: values.filter((_, i) => whole[i]), text: text.filter((_, i) => whole[i]) };
}
