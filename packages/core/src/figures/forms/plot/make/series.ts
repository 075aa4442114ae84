/** Lines, and points with error bars, from series of numbers. */

import type { PlotLine, PlotPayload } from "../payload.js";
import {
  type AxisSettings,
  axisOf,
  columnOf,
  finiteColumn,
  listOf,
  type Numbers,
  type PlotSettings,
  refuse,
} from "./input.js";
import { plotOf } from "./plot.js";

/** Numbers against numbers. */
export interface Series {
  /** Its name in the legend; several without one are numbered. */
  label?: string | undefined;
  /** 0, 1, 2, … by default. */
  x?: Numbers | undefined;
  /** NaN and null are gaps. */
  y: Numbers;
  /** Half the length of the bars, of each point or of all. */
  error?: Numbers | number | undefined;
  /** Ends of the bars, instead of `error`. */
  yLow?: Numbers | undefined;
  yHigh?: Numbers | undefined;
  /** What the series is compared with, drawn behind it: earlier files, an envelope. */
  band?: { low: Numbers; high: Numbers; label?: string | undefined } | undefined;
}

export interface SeriesSettings extends PlotSettings {
  x: AxisSettings;
  y: AxisSettings;
}

/**
 * Lines, each with a band behind it where it has one.
 * @throws LightDqmError `bad-input` that names the series, for columns of different lengths, a missing
 *   x, bars (which only points have), or nothing to draw
 */
export function linesPayload(
  series: Series | readonly Series[],
  settings: SeriesSettings,
): PlotPayload {
  return seriesPlot(series, settings, (each, where) => {
    if (each.error !== undefined || each.yLow || each.yHigh)
      refuse(
        "Lines have no bars",
        where,
        "a band, or points(…) instead of lines(…)",
        "error, yLow or yHigh",
      );
    return { as: "line", ...columnsOf(each, where) };
  });
}

/**
 * Points, each with a bar and a band behind it where the series has them.
 * @throws LightDqmError `bad-input` that names the series, for columns of different lengths, a missing
 *   x, one end of bars alone, or nothing to draw
 */
export function pointsPayload(
  series: Series | readonly Series[],
  settings: SeriesSettings,
): PlotPayload {
  return seriesPlot(series, settings, (each, where) => {
    const columns = columnsOf(each, where);
    return { as: "points", ...columns, ...barsOf(each, columns.y, where) };
  });
}

function seriesPlot(
  given: Series | readonly Series[],
  settings: SeriesSettings,
  layerOf: (series: Series, where: string) => PlotPayload["panels"][number]["layers"][number],
): PlotPayload {
  const all = listOf(given, "series");
  const layers = all.map((each, i) => {
    const label = each.label ?? (all.length > 1 ? `Series ${i + 1}` : "");
    return layerOf({ ...each, label }, all.length > 1 ? `series[${i}] (${label})` : "series");
  });
  return plotOf({ x: axisOf(settings.x, "x"), y: axisOf(settings.y, "y"), layers }, settings);
}

function columnsOf({ label = "", x, y, band }: Series, where: string): Omit<PlotLine, "as"> {
  const values = columnOf(y, `${where}.y`);
  const count = values.length;
  if (count === 0) refuse("There is nothing to draw", `${where}.y`, "at least one number", "none");
  return {
    label,
    x: x ? finiteColumn(x, `${where}.x`, count) : values.map((_, i) => i),
    y: values,
    band: band
      ? {
          label: band.label ?? "Band",
          low: columnOf(band.low, `${where}.band.low`, count),
          high: columnOf(band.high, `${where}.band.high`, count),
        }
      : null,
  };
}

interface Bars {
  low: (number | null)[] | null;
  high: (number | null)[] | null;
}

function barsOf(
  { error, yLow, yHigh }: Series,
  y: readonly (number | null)[],
  where: string,
): Bars {
  const count = y.length;
  if (error !== undefined) {
    if (yLow || yHigh) refuse("Bars are given twice", where, "error, or yLow and yHigh", "both");
    const sizes =
      typeof error === "number" ? y.map(() => error) : columnOf(error, `${where}.error`, count);
    const negative = sizes.findIndex((size) => size !== null && !(size >= 0));
    if (negative >= 0)
      refuse(
        "An error is no length",
        `${where}.error[${negative}]`,
        "0 or more",
        String(sizes[negative]),
      );
    const end = (sign: 1 | -1): (number | null)[] =>
      columnOf(
        y.map((value, i) =>
          value === null || sizes[i] === null ? null : value + sign * sizes[i]!,
        ),
        where,
      );
    return { low: end(-1), high: end(1) };
  }
  if (!yLow && !yHigh) return { low: null, high: null };
  if (!yLow || !yHigh)
    refuse("Bars have one end only", where, "yLow and yHigh", yLow ? "yLow" : "yHigh");
  return {
    low: columnOf(yLow, `${where}.yLow`, count),
    high: columnOf(yHigh, `${where}.yHigh`, count),
  };
}
