/**
 * A quantity over files: a line a channel or group, the band of earlier files behind the first; or
 * several panels of one range, as the series say.
 */

import type { Figure, Layout, ScatterTrace, Trace } from "../figure.js";
import type { FigureOptions } from "../figure-options.js";
import type { Page } from "../page.js";
import { baseLayout, legendAt, pageHeader, panelBoxes, placed, textAt } from "../page.js";
import type { TrendPayload } from "../payload.js";
import type { Ticks } from "../style/axes.js";
import { axisIds, decadeTicks, linearTicks, panelAxes } from "../style/axes.js";
import { legendRowsPx, withOneLegend } from "../style/legend.js";
import { palettes } from "../style/palette.js";
import { numberText } from "../style/rounding.js";
import { timeText } from "../style/time-text.js";
import { timeTicks } from "../style/time-ticks.js";

/** The figure; by default 900 px wide, 420 px high with one panel and 640 px with several. */
export function trendFigure(payload: TrendPayload, options: FigureOptions): Figure {
  const panels = panelsOf(payload);
  const isGrid = panels.length > 1;
  const page: Page = {
    widthPx: options.widthPx ?? 900,
    heightPx: options.heightPx ?? (isGrid ? 640 : 420),
    margin: { l: 84, r: 20, t: 0, b: 46 },
    palette: palettes[options.theme],
    textPx: 12,
  };
  const x = payload.timeMs ?? payload.files.map((_, i) => i);
  const xRange = withMargin(Math.min(...x), Math.max(...x), 0.02, payload.timeMs ? 60_000 : 0.5);
  const y = yAxisOf(payload);
  const data = withOneLegend([
    ...bandTrace(payload, page, xRange, y.floor),
    ...panels.flatMap(({ series }, panel) => lines(payload, series, panel, page, x)),
  ]);

  const header = pageHeader(page, payload, notes(payload));
  const legendTop = header.bottomPx + 4;
  page.margin.t = Math.ceil(legendTop + legendRowsPx(page, data) + (isGrid ? 24 : 12));
  const columns = Math.min(panels.length, mostColumns);
  const boxes = panelBoxes(page, columns, Math.ceil(panels.length / columns), { x: 14, y: 28 });
  const most = Math.max(2, Math.floor(boxes[0]!.widthPx / 130));
  const xTicks = payload.timeMs
    ? timeTicks(xRange, most, payload.timeZone)
    : wholeTicks(linearTicks(xRange, most));
  const xTitle = payload.timeMs ? `First event (${payload.timeZone})` : "File, oldest first";
  const axes = panels.map((_, i) => {
    const isLowest = i >= panels.length - columns;
    return panelAxes(
      page,
      i,
      boxes[i]!,
      {
        range: xRange,
        ticks: xTicks,
        labels: isLowest,
        ...(isGrid ? { tickPx: page.textPx - 2 } : {}),
        ...(isLowest ? { title: xTitle, standoffPx: 4 } : {}),
        ...(i > 0 ? { matches: "x" as const } : {}),
      },
      {
        range: y.range,
        type: payload.scale,
        ticks: y.ticks,
        labels: i % columns === 0,
        ...(i > 0 ? { matches: "y" as const } : {}),
      },
    );
  });
  const middlePx = (page.margin.t + page.heightPx - page.margin.b) / 2;
  return {
    data,
    layout: {
      ...baseLayout(page),
      ...(Object.assign({}, ...axes) as Pick<Layout, "xaxis" | "yaxis">),
      showlegend: true,
      legend: legendAt(page, legendTop),
      annotations: [
        ...placed(page, header),
        textAt(page, payload.quantity, 14, middlePx, { anchor: "center", turned: true }),
        ...(isGrid ? panels : []).map(({ label }, i) =>
          textAt(page, label, boxes[i]!.leftPx, boxes[i]!.topPx - 10),
        ),
      ],
    },
  };
}

const mostColumns = 4;

type Series = TrendPayload["series"];

/** The panels with their series; one without a label where the series name none. */
function panelsOf({ series }: TrendPayload): { label: string; series: Series }[] {
  const labels = new Set(series.map(({ panel = "" }) => panel));
  return [...(labels.size > 0 ? labels : [""])].map((label) => ({
    label,
    series: series.filter(({ panel = "" }) => panel === label),
  }));
}

function notes({ timeMs }: TrendPayload): string[] {
  return timeMs === null
    ? ["Not every file has a time, so files stand side by side in their order."]
    : [];
}

function lines(
  payload: TrendPayload,
  series: Series,
  panelIndex: number,
  { palette }: Page,
  x: readonly number[],
): ScatterTrace[] {
  const breaks = gapsAfter(payload.timeMs);
  const { x: xaxis, y: yaxis } = axisIds(panelIndex);
  return series.map(({ label, panel, legend = label, value, low, high }, line) => {
    const known = value.flatMap((each, file) => (each !== null || breaks.has(file) ? [file] : []));
    const isMany = value.length > 400;
    const bars = payload.series.length === 1 && !isMany && low?.some((each) => each !== null);
    const isWhole = line === 0 && panel === undefined;
    const color = palette.lines[line % palette.lines.length]!;
    // A file without a value, and a gap in time, break the line.
    const points = value.flatMap((each, file): [number, number | null, number][] => [
      [x[file]!, payload.scale === "log" && (each ?? 0) <= 0 ? null : each, file],
      ...(breaks.has(file) ? [[x[file]!, null, file] as [number, null, number]] : []),
    ]);
    const bar = (end: readonly (number | null)[] | null, sign: 1 | -1): (number | null)[] =>
      points.map(([, each, file]) => {
        const at = end?.[file] ?? null;
        return each === null || at === null ? null : Math.max(0, sign * (at - each));
      });
    return {
      type: "scatter",
      mode: isMany || known.length === 0 ? "lines" : "lines+markers",
      name: legend,
      legendgroup: legend,
      showlegend: true,
      hoverinfo: "text",
      hovertext: points.map(([, each, file]) =>
        hover(payload, panel ? `${panel}, ${label}` : label, each, file),
      ),
      xaxis,
      yaxis,
      x: points.map(([at]) => at),
      y: points.map(([, each]) => each),
      line: { color, width: isWhole ? 2 : 1 },
      ...(isMany ? {} : { marker: { symbol: "circle", size: isWhole ? 5 : 4, color } }),
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
    ...series.flatMap(({ value, low, high }) =>
      (single ? [value, low ?? [], high ?? []] : [value]).flat(),
    ),
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
