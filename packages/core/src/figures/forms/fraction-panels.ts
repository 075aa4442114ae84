/** Fractions by channel with intervals and the band of earlier files, one panel an ADC. */
import type { AdcRows } from "../adc-panels.js";
import { adcPage, adcPanels } from "../adc-panels.js";
import type { Figure, ScatterTrace, Trace } from "../figure.js";
import type { FigureOptions } from "../figure-options.js";
import type { Page } from "../page.js";
import type { FractionColumns, FractionPanelsPayload } from "../payload.js";
import type { Ticks } from "../style/axes.js";
import { decadeTicks, linearTicks, niceTop } from "../style/axes.js";
import { percentText } from "../style/rounding.js";
import { denominatorText } from "./fraction-payload.js";

const flagText = { clipped: "Clipped", negative: "Negative", lowerRail: "At lower rail" };

/** The page as a figure; by default A4 portrait, 794 × 1123 px. */
export function fractionPanelsFigure(
  payload: FractionPanelsPayload,
  options: FigureOptions,
): Figure {
  const page = adcPage(options);
  const scale = options.yScale === "log" ? logScale(payload) : linearScale(payload);
  const title = `${flagText[payload.flag]} (% ${denominatorText[payload.denominator]})`;
  return adcPanels(page, payload, { ...scale, title }, (panel) =>
    tracesOf(payload, panel, page, scale),
  );
}

/** The y axis in percent, and where it ends for data. */
interface PercentScale {
  type: "linear" | "log";
  range: [number, number];
  ticks: Ticks;
  /** What lies above is drawn here. */
  top: number;
  /** What lies below is drawn here: 0, or on a log axis the lowest power of ten. */
  floor: number;
  /** Where channels without data are marked. */
  noDataY: number;
}

function linearScale(payload: FractionPanelsPayload): PercentScale {
  const top = topPercent(payload);
  return {
    type: "linear",
    range: [-0.06 * top, top * 1.03],
    ticks: linearTicks([0, top], 4),
    top: top * 1.03,
    floor: 0,
    noDataY: -0.03 * top,
  };
}

/** From the power of ten below everything that was found up to the top of the linear axis. */
function logScale(payload: FractionPanelsPayload): PercentScale {
  const top = topPercent(payload);
  const found = [payload.now, ...(payload.earlier ? [payload.earlier] : [])].flatMap(
    ({ passed, low }) => low.filter((share, i) => passed[i]! > 0 && share > 0),
  );
  const lowest = Math.min(top / 10, ...found.map((share) => share * 100));
  const first = Math.max(-6, Math.floor(Math.log10(lowest)));
  const last = Math.log10(top * 1.2);
  const range: [number, number] = [first - 0.08 * (last - first), last];
  const ticks = decadeTicks([first, last], 5);
  return {
    type: "log",
    range,
    ticks: { ...ticks, text: ticks.values.map((value) => `${Number(value.toPrecision(1))}`) },
    top: top * 1.2,
    floor: 10 ** first,
    noDataY: 10 ** (first - 0.04 * (last - first)),
  };
}

/**
 * Upper end of the y axis in percent: never below an interval of a fraction above 0; upper limits
 * of empty channels count by their median, so that a few thin channels do not flatten the page.
 */
export function topPercent({ now, earlier }: FractionPanelsPayload): number {
  const above = (columns: FractionColumns): number[] =>
    columns.high.filter((_, i) => columns.passed[i]! > 0);
  const limits = now.high.filter((_, i) => now.total[i]! > 0).sort((a, b) => a - b);
  const highest = Math.max(
    0.001,
    limits[Math.floor(limits.length / 2)] ?? 1,
    ...above(now),
    ...(earlier ? above(earlier) : []),
  );
  return Math.min(100, niceTop(100 * highest));
}

function tracesOf(
  { now, earlier, level, status, detector }: FractionPanelsPayload,
  { rows, channelOf, axes, adc }: AdcRows,
  { palette, widthPx, margin }: Page,
  { type, top, floor, noDataY }: PercentScale,
): Trace[] {
  const percent = Math.round(level * 100);
  const base = { xaxis: axes.x, yaxis: axes.y, showlegend: true } as const;
  const clip = (share: number): number => Math.min(Math.max(share * 100, floor), top);
  const strokePx = (0.9 * (widthPx - margin.l - margin.r)) / (detector.channelCount + 1);
  const known = (row: number): boolean => (status?.[row] ?? 0) > 0;
  const hover = (row: number): string => {
    const { passed, total, low, high } = now;
    const found =
      total[row] === 0
        ? "no data"
        : `${percentText(passed[row]! / total[row]!)} (${passed[row]} of ${total[row]}), ${percent} % interval ${percentText(low[row]!)} to ${percentText(high[row]!)}`;
    const before =
      earlier && earlier.total[row]! > 0
        ? `\nearlier files: ${percentText(earlier.passed[row]! / earlier.total[row]!)} (${earlier.passed[row]} of ${earlier.total[row]})`
        : "";
    return `ADC ${adc}, channel ${channelOf(row)}${known(row) ? ", known problem" : ""}\n${found}${before}`;
  };
  const points = (
    name: string,
    chosen: number[],
    look: Pick<ScatterTrace, "marker" | "opacity">,
    bar: { color: string; thickness: number; width: number },
  ): ScatterTrace => {
    const y = chosen.map((row) => Math.max(floor, (100 * now.passed[row]!) / now.total[row]!));
    return {
      ...base,
      type: "scatter",
      mode: "markers",
      name,
      legendgroup: name,
      hoverinfo: "text",
      hovertext: chosen.map(hover),
      x: chosen.map(channelOf),
      y,
      ...look,
      error_y: {
        type: "data",
        symmetric: false,
        array: chosen.map((row, i) => Math.max(0, clip(now.high[row]!) - y[i]!)),
        arrayminus: chosen.map((row, i) => Math.max(0, y[i]! - clip(now.low[row]!))),
        ...bar,
      },
    };
  };

  const looked = rows.filter((row) => now.total[row]! > 0);
  const good = looked.filter((row) => !known(row));
  const empty = rows.filter((row) => now.total[row] === 0);
  const traces: Trace[] = [];
  if (earlier) {
    const files = `Earlier files (${earlier.fileCount})`;
    const pooled = `${files}: pooled ${percent} % interval`;
    const banded = rows.filter((row) => earlier.total[row]! > 0);
    const band = (name: string, chosen: number[], color: string): Trace => {
      const look = { ...base, name, legendgroup: name, hoverinfo: "skip" } as const;
      // Bars start at 0, which a log axis does not have: strokes as wide as a channel there.
      if (type === "log")
        return {
          ...look,
          type: "scatter",
          mode: "lines",
          x: chosen.flatMap((row) => [channelOf(row), channelOf(row), channelOf(row)]),
          y: chosen.flatMap((row) => [clip(earlier.low[row]!), clip(earlier.high[row]!), null]),
          line: { color, width: strokePx },
        };
      return {
        ...look,
        type: "bar",
        x: chosen.map(channelOf),
        base: chosen.map((row) => clip(earlier.low[row]!)),
        y: chosen.map((row) => clip(earlier.high[row]!) - clip(earlier.low[row]!)),
        width: 0.9,
        marker: { color },
      };
    };
    traces.push(
      band(
        pooled,
        banded.filter((row) => earlier.passed[row]! > 0),
        palette.band,
      ),
      band(
        `${files} without any: ${percent} % interval`,
        banded.filter((row) => earlier.passed[row] === 0),
        palette.bandPale,
      ),
    );
  }
  traces.push(
    points(
      `Without any: ${percent} % interval`,
      good.filter((row) => now.passed[row] === 0),
      { marker: { symbol: "circle", size: 3, color: palette.dataPale } },
      { color: palette.dataPale, thickness: 1, width: 0 },
    ),
    points(
      `Fraction with ${percent} % interval`,
      good.filter((row) => now.passed[row]! > 0),
      { marker: { symbol: "circle", size: 5.5, color: palette.data } },
      { color: palette.data, thickness: 1.3, width: 2.5 },
    ),
    points(
      "Known problem (status file)",
      looked.filter(known),
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
    {
      ...base,
      type: "scatter",
      mode: "markers",
      name: "No data",
      legendgroup: "no data",
      hoverinfo: "text",
      hovertext: empty.map(hover),
      x: empty.map(channelOf),
      y: empty.map(() => noDataY),
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
