/**
 * A quantity over files: a line per channel or group, the band of earlier files behind the first; or
 * several panels of one range, where the series name them.
 */
import { upperMedianOf } from "../../../numerics/median.js";
import type { Figure, ScatterTrace, Trace } from "../../figure.js";
import type { FigureOptions } from "../../figure-options.js";
import type { Form } from "../../form.js";
import { newPage, type Page, textAt } from "../../page.js";
import { lineNames, sharedNames } from "../../panels/line-names.js";
import { panelFigure } from "../../panels/panels.js";
import { axesOfPanel, barsOf, boxesTrace, lineTrace } from "../../panels/traces.js";
import {
  type AxisChoice,
  linearTicks,
  logAxisTicks,
  roundTicks,
  type Ticks,
} from "../../style/axes.js";
import { lineOf } from "../../style/palette.js";
import { logScaleNote } from "../../style/quantity-words.js";
import { numberText } from "../../style/rounding.js";
import { timeText } from "../../style/time-text.js";
import { timeAxisTitle, timeTicks } from "../../style/time-ticks.js";
import { schema, type TrendPayload } from "./payload.js";

export const trend: Form<TrendPayload> = {
  ...schema,
  draw,
  paper: "a4-landscape",
  notebookPx: 600,
  printPx: 575,
};

/** The figure; by default 900 px wide, 420 px high with one panel and 640 px with several. */
function draw(payload: TrendPayload, options: FigureOptions): Figure {
  const { timeMs, timeZone } = payload;
  const panels = panelsOf(payload);
  const isGrid = panels.length > 1;
  const size = { widthPx: 900, heightPx: isGrid ? 640 : 420 };
  const page = newPage(options, size, { l: 84, r: 20, b: 46 });
  const x = timeMs ?? payload.files.map((_, i) => i);
  const range = withMargin(Math.min(...x), Math.max(...x), 0.02, timeMs ? 60_000 : 0.5);
  const { floor, ...y } = yAxisOf(payload);
  const tickPx = page.textPx - (isGrid ? 2 : 1);
  const names = sharedNames(panels.map(({ series }) => series.map(({ label }) => label)));
  const areNamed = isGrid && !names;
  const namesPx = areNamed ? 14 : 0;
  return panelFigure(page, payload, {
    count: panels.length,
    columns: { usual: usualColumns(panels.length), leastWidthPx: 140 },
    leastPx: 40,
    gapPx: { x: 14, y: 28 + namesPx, top: (isGrid ? 24 : 12) + namesPx },
    traces: [
      ...bandTrace(payload, page, range, floor),
      ...panels.flatMap(({ series }, panel) => lines(payload, series, panel, page, x, names)),
    ],
    notes: [
      ...(timeMs ? [] : ["Some files have no time: files are evenly spaced, in order."]),
      ...(payload.scale === "log" ? [logScaleNote] : []),
    ],
    x: {
      range,
      tickPx,
      ticks: timeMs
        ? timeTicks(range, timeZone, tickPx)
        : (widthPx) => wholeTicks(linearTicks(range, Math.max(2, Math.floor(widthPx / 60)))),
      title: timeMs ? timeAxisTitle("First event", range, timeZone) : "File, oldest first",
      standoffPx: 4,
    },
    y: { ...y, tickPx, type: payload.scale, title: payload.quantity },
    label: (i, { leftPx, topPx, widthPx }) => {
      const { label, series } = panels[i]!;
      if (!isGrid) return [];
      const named = areNamed ? series : [];
      return [
        textAt(page, label, leftPx, topPx - 10 - namesPx),
        ...lineNames(
          page,
          named.map((each, k) => ({
            name: each.label.replace(/^channel /, "ch "),
            look: lineOf(page.palette, k),
          })),
          leftPx,
          topPx - 9,
          widthPx,
        ),
      ];
    },
  });
}

/** About twice as many columns as rows, the rows as full as can be. */
function usualColumns(count: number): number {
  const rows = Math.ceil(count / Math.ceil(Math.sqrt(2 * count)));
  return Math.ceil(count / rows);
}

type Series = TrendPayload["series"];

/** The panels with their series; one without a label where the series name none. */
function panelsOf({ series }: TrendPayload): { label: string; series: Series }[] {
  const labels = new Set(series.map(({ panel = "" }) => panel));
  return [...(labels.size > 0 ? labels : [""])].map((label) => ({
    label,
    series: series.filter(({ panel = "" }) => panel === label),
  }));
}

function lines(
  payload: TrendPayload,
  series: Series,
  panelIndex: number,
  { palette }: Page,
  x: readonly number[],
  names: readonly string[] | null,
): ScatterTrace[] {
  const breaks = gapsAfter(payload.timeMs);
  return series.map(({ label, panel, value, low, high }, line) => {
    const known = value.flatMap((each, file) => (each !== null || breaks.has(file) ? [file] : []));
    const isMany = value.length > 400;
    const bars = payload.series.length === 1 && !isMany && low?.some((each) => each !== null);
    const isWhole = line === 0 && panel === undefined;
    const place = names && panel !== undefined ? names.indexOf(label) : line;
    const style = lineOf(palette, place, panel === undefined ? 1 : 0);
    // A file without a value, and a gap in time, break the line.
    const points = value.flatMap((each, file): [number, number | null, number][] => [
      [x[file]!, payload.scale === "log" && (each ?? 0) <= 0 ? null : each, file],
      ...(breaks.has(file) ? [[x[file]!, null, file] as [number, null, number]] : []),
    ]);
    const end = (column: readonly (number | null)[] | null): (number | null)[] =>
      points.map(([, , file]) => column?.[file] ?? null);
    const drawn = {
      x: points.map(([at]) => at),
      y: points.map(([, each]) => each),
      hover: points.map(([, each, file]) =>
        hover(payload, panel ? `${panel}, ${label}` : label, each, file),
      ),
    };
    const look = { color: palette.dataPale, thickness: 1, width: 0 };
    return {
      ...lineTrace(axesOfPanel(panelIndex), label, drawn, { ...style, width: isWhole ? 2 : 1 }),
      ...(names ? {} : { showlegend: false }),
      mode: isMany || known.length === 0 ? "lines" : "lines+markers",
      ...(isMany
        ? {}
        : { marker: { symbol: "circle", size: isWhole ? 5 : 4, color: style.color } }),
      ...(bars ? { error_y: barsOf(drawn.y, end(low), end(high), look) } : {}),
    };
  });
}

function hover(
  { files, timeMs, timeZone, quantity }: TrendPayload,
  label: string,
  value: number | null,
  file: number,
): string {
  const when = timeMs ? `\n${timeText(timeMs[file]!, timeZone)}` : "";
  const [, unit] = /\(([^()]*)\)$/.exec(quantity) ?? [];
  return `${files[file]}${when}\n${label}: ${numberText(value, 6)}${unit && value !== null ? ` ${unit}` : ""}`;
}

function bandTrace(
  { band }: TrendPayload,
  { palette }: Page,
  [left, right]: [number, number],
  floor: number,
): Trace[] {
  if (!band) return [];
  const low = [Math.max(band.low, floor)];
  const ends = { x: [(left + right) / 2], low, high: [Math.max(band.high, low[0]!)] };
  return [boxesTrace(axesOfPanel(0), band.label, ends, right - left, palette.band)];
}

/** Files followed by a pause of more than 5 times the usual one. */
function gapsAfter(timeMs: readonly number[] | null): Set<number> {
  if (!timeMs || timeMs.length < 3) return new Set();
  const pauses = timeMs.slice(1).map((time, i) => time - timeMs[i]!);
  const usual = upperMedianOf(pauses)!;
  return new Set(pauses.flatMap((pause, i) => (usual > 0 && pause > 5 * usual ? [i] : [])));
}

function yAxisOf({ series, scale, band }: TrendPayload): {
  range: [number, number];
  ticks: AxisChoice["ticks"];
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
    return { range, ticks: logAxisTicks(range, 24), floor: 10 ** range[0] };
  }
  const range = withMargin(low, high, 0.08, Math.max(Math.abs(high) * 1e-4, 1e-9));
  return { range, ticks: roundTicks(range, 36), floor: range[0] };
}

/** The range with a fraction of it added at each end, at least `least`. */
function withMargin(low: number, high: number, part: number, least: number): [number, number] {
  const margin = Math.max(part * (high - low), least);
  return [low - margin, high + margin];
}

function wholeTicks({ values, text }: Ticks): Ticks {
  const whole = values.map((value) => Number.isInteger(value) && value >= 0);
  return { values: values.filter((_, i) => whole[i]), text: text.filter((_, i) => whole[i]) };
}
