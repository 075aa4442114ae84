/** Fractions by channel with intervals and the band of earlier files, one panel an ADC. */
import type { AdcRows } from "./adc-panels.js";
import { adcPage, adcPanels } from "./adc-panels.js";
import { linearTicks, niceTop } from "./axes.js";
import type { Figure, ScatterTrace, Trace } from "./figure.js";
import type { FigureOptions } from "./figure-options.js";
import { denominatorText } from "./fraction-payload.js";
import type { Page } from "./page.js";
import type { FractionColumns, FractionPanelsPayload } from "./payload.js";
import { percentText } from "./rounding.js";

const flagText = { clipped: "Clipped", negative: "Negative", lowerRail: "At lower rail" };

/** The page as a figure; by default A4 portrait, 794 × 1123 px. */
export function fractionPanelsFigure(
  payload: FractionPanelsPayload,
  options: FigureOptions,
): Figure {
  const page = adcPage(options);
  const top = topPercent(payload);
  const range: [number, number] = [-0.06 * top, top * 1.03];
  const ticks = linearTicks([0, top], 4);
  const title = `${flagText[payload.flag]} (% ${denominatorText[payload.denominator]})`;
  return adcPanels(page, payload, { range, ticks, title }, (panel) =>
    tracesOf(payload, panel, page, top),
  );
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
  { now, earlier, level, status }: FractionPanelsPayload,
  { rows, channelOf, axes, adc }: AdcRows,
  { palette }: Page,
  top: number,
): Trace[] {
  const percent = Math.round(level * 100);
  const base = { xaxis: axes.x, yaxis: axes.y, showlegend: true } as const;
  const clip = (value: number): number => Math.min(value * 100, top * 1.03);
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
    const y = chosen.map((row) => (100 * now.passed[row]!) / now.total[row]!);
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
        arrayminus: chosen.map((row, i) => Math.max(0, y[i]! - now.low[row]! * 100)),
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
    const band = (name: string, chosen: number[], color: string): Trace => ({
      ...base,
      type: "bar",
      name,
      legendgroup: name,
      hoverinfo: "skip",
      x: chosen.map(channelOf),
      base: chosen.map((row) => earlier.low[row]! * 100),
      y: chosen.map((row) => clip(earlier.high[row]!) - earlier.low[row]! * 100),
      width: 0.9,
      marker: { color },
    });
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
      y: empty.map(() => -0.03 * top),
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
