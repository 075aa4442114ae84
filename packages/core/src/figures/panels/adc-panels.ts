/** A page of panels, one per ADC or per module, with channels along x and one y range for all. */

import { detectorGroups } from "../../detector/groups.js";
import type { DetectorProfile } from "../../detector/profile.js";
import { type ChannelRows, channelRows } from "../channel-rows.js";
import type { ErrorY, Figure, Marker, ScatterTrace, Trace } from "../figure.js";
import type { FigureOptions } from "../figure-options.js";
import { a4Portrait, newPage, type Page, textAt } from "../page.js";
import type { Heading } from "../payload-schema.js";
import type { AxisChoice } from "../style/axes.js";
import { type Palette, stateMarks } from "../style/palette.js";
import { panelFigure } from "./panels.js";
import { axesOfPanel, barsOf, marksTrace, type PanelAxes } from "./traces.js";

/** What is drawn for the rows of a payload's columns by channel. */
export interface ChannelColumns {
  /** Null where a channel has no data. */
  value(row: number): number | null;
  /** Ends of its bar. */
  low(row: number): number;
  high(row: number): number;
  /** Its hover text, after its name. */
  hover(row: number): string;
  /** Channel status by row; null without a status file. */
  status: readonly number[] | null;
  /** Where channels without data are marked. */
  noDataY: number;
}

/** A panel and its rows of the payload's columns. */
export interface AdcPanel {
  rows: readonly number[];
  /** Where a row is drawn along x. */
  xOf(row: number): number;
  /** The axes that it is drawn on. */
  on: PanelAxes;
  isKnown(row: number): boolean;
  /** The hover text of a row, with the name of its channel. */
  hover(row: number): string;
}

/** The page before its data: A4 portrait by default. */
export function adcPage(options: FigureOptions): Page {
  return newPage(options, a4Portrait, { l: 72, r: 18, b: 46 });
}

/** Lays out the panels with the traces of each; notes stand under the header. */
export function adcPanels(
  page: Page,
  payload: Heading & { detector: DetectorProfile },
  columns: ChannelColumns,
  y: Omit<AxisChoice, "labels" | "matches"> & { title: string },
  tracesOf: (panel: AdcPanel) => Trace[],
  notes: readonly string[] = [],
): Figure {
  const { active, placeOf } = detectorGroups(payload.detector);
  const channels = channelRows(payload.detector);
  const isKnown = (row: number): boolean => (columns.status?.[row] ?? 0) > 0;
  const rowsOf = channels.adcs.map((): number[] => []);
  active.forEach((channelIndex, row) => {
    rowsOf[channels.rowOf(placeOf(channelIndex))]!.push(row);
  });
  const panels = rowsOf.map((rows, panel): AdcPanel => {
    return {
      rows,
      xOf: (row) => channels.xOf(placeOf(active[row]!)),
      on: axesOfPanel(panel),
      isKnown,
      hover: (row) => {
        const { adc, channel } = placeOf(active[row]!);
        return `ADC ${adc}, channel ${channel}${isKnown(row) ? ", known problem" : ""}\n${columns.hover(row)}`;
      },
    };
  });
  const tickPx = page.textPx - 2;
  const isPerAdc = channels.title === "ADC";
  const columnChoice = isPerAdc ? { usual: 1, leastWidthPx: 240 } : { usual: 3, leastWidthPx: 100 };
  return panelFigure(page, payload, {
    count: panels.length,
    columns: columnChoice,
    gapPx: isPerAdc ? { x: 18, y: 21, top: 24 } : { x: 12, y: 20, top: 22 },
    traces: panels.flatMap(tracesOf).filter(({ x }) => x.length > 0),
    notes,
    x: {
      range: [-1, channels.columnCount],
      ticks: (widthPx) => channels.xTicks(widthPx, tickPx),
      tickPx,
      title: channels.xTitle,
      standoffPx: 4,
    },
    y: { ...y, tickPx },
    label: (panel, { leftPx, topPx }) => [
      textAt(page, rowLabel(channels, panel), leftPx, topPx - 9, {
        sizePx: isPerAdc ? page.textPx : page.textPx - 3,
      }),
    ],
  });
}

/** `ADC 3`, or `Module 3: ADC 12–15`. */
function rowLabel({ title, adcs }: ChannelRows, row: number): string {
  const [first, ...others] = adcs[row]!;
  if (title === "ADC") return `ADC ${first}`;
  return others.length === 0
    ? `Module ${row}: ADC ${first}`
    : `Module ${row}: ADC ${first}–${others.at(-1)}`;
}

/** One mark per row. */
export function marks(
  { on, xOf, hover }: AdcPanel,
  name: string,
  rows: readonly number[],
  y: (row: number) => number,
  marker: Marker,
  bars?: ErrorY,
): ScatterTrace {
  const points = { x: rows.map(xOf), y: rows.map(y), hover: rows.map(hover) };
  return marksTrace(on, name, points, marker, bars);
}

/** How the points of a row and their bars look. */
export interface PointLook {
  marker: Marker;
  bar: Pick<ErrorY, "color" | "thickness" | "width">;
}

/** Points with bars, for rows that have data. */
export function points(
  panel: AdcPanel,
  { value, low, high }: ChannelColumns,
  name: string,
  rows: readonly number[],
  { marker, bar }: PointLook,
): ScatterTrace {
  const bars = barsOf(rows.map(value), rows.map(low), rows.map(high), bar);
  return marks(panel, name, rows, (row) => value(row)!, marker, bars);
}

/** Points of channels with a known problem: pale but visible. */
export function knownPoints(
  panel: AdcPanel,
  columns: ChannelColumns,
  rows: readonly number[],
  { known: color }: Palette,
): ScatterTrace {
  const known = points(panel, columns, "Known problem (status file)", rows.filter(panel.isKnown), {
    marker: { symbol: "diamond-open", size: 6, color, line: { color, width: 1 } },
    bar: { color, thickness: 0.8, width: 0 },
  });
  return { ...known, opacity: 0.8 };
}

/** Marks of the channels without data. */
export function noDataMarks(
  panel: AdcPanel,
  { value, noDataY }: ChannelColumns,
  { noData: color }: Palette,
): ScatterTrace {
  const rows = panel.rows.filter((row) => value(row) === null);
  const marker = { symbol: stateMarks.unknown.symbol, size: 4.5, color, line: { color, width: 1 } };
  return marks(panel, "No data", rows, () => noDataY, marker);
}
