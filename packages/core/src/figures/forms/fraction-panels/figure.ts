/** Fractions by channel with intervals and the band of earlier files, one panel per ADC. */
import { upperMedianOf } from "../../../numerics/median.js";
import { quantityOf } from "../../../quantities/table.js";
import { percentText } from "../../../words/phrases.js";
import { noBandNote } from "../../earlier-band.js";
import type { Figure, Trace } from "../../figure.js";
import type { FigureOptions } from "../../figure-options.js";
import type { Form } from "../../form.js";
import type { Page } from "../../page.js";
import type { AdcPanel, ChannelColumns } from "../../panels/adc-panels.js";
import { adcPage, adcPanels, knownPoints, noDataMarks, points } from "../../panels/adc-panels.js";
import { areaTrace, boxesTrace } from "../../panels/traces.js";
import { type AxisChoice, decadeTicks, niceTop, roundTicks } from "../../style/axes.js";
import { denominatorWords, logScaleNote } from "../../style/quantity-words.js";
import { numberText } from "../../style/rounding.js";
import { type FractionColumns, type FractionPanelsPayload, schema } from "./payload.js";

export const fractionPanels: Form<FractionPanelsPayload> = {
  ...schema,
  draw,
  paper: "a4-portrait",
  notebookPx: 720,
  printPx: 575,
};

/** The page as a figure; by default A4 portrait, 794 × 1123 px. */
function draw(payload: FractionPanelsPayload, options: FigureOptions): Figure {
  const page = adcPage(options);
  const scale = options.yScale === "log" ? logScale(payload) : linearScale(payload);
  const { type, range, ticks } = scale;
  const title = `${quantityOf(payload.flag).words.axis} (% ${denominatorWords[payload.denominator].of})`;
  const columns = columnsOf(payload, scale);
  return adcPanels(
    page,
    payload,
    columns,
    { type, range, ticks, title },
    (panel) => tracesOf(payload, panel, columns, page, scale),
    [scaleNote(scale), ...noBandNote(payload)].filter((note) => note !== ""),
  );
}

/** Names an axis on which a fraction looks larger than it is. */
function scaleNote({ type, axisTop }: PercentScale): string {
  if (type === "log") return logScaleNote;
  return axisTop < 100 ? `The axes go from 0 to ${numberText(axisTop)} %, not to 100 %.` : "";
}

/** The y axis in percent, and where it ends for data. */
interface PercentScale {
  type: "linear" | "log";
  range: [number, number];
  ticks: AxisChoice["ticks"];
  /** The round number at its upper end. */
  axisTop: number;
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
    ticks: roundTicks([0, top], 32),
    axisTop: top,
    top: top * 1.03,
    floor: 0,
    noDataY: -0.03 * top,
  };
}

/** From the power of ten below everything that was found up to the top of the linear axis. */
function logScale(payload: FractionPanelsPayload): PercentScale {
  const top = topPercent(payload);
  const found = [payload.now, ...(payload.earlier ? [payload.earlier] : [])].flatMap(
    ({ passed, low }) => low.filter((fraction, i) => passed[i]! > 0 && fraction > 0),
  );
  const lowest = Math.min(top / 10, ...found.map((fraction) => fraction * 100));
  const first = Math.max(-6, Math.floor(Math.log10(lowest)));
  const last = Math.log10(top * 1.2);
  const range: [number, number] = [first - 0.08 * (last - first), last];
  const ticks = decadeTicks([first, last], 5);
  return {
    type: "log",
    range,
    ticks: { ...ticks, text: ticks.values.map((value) => `${Number(value.toPrecision(1))}`) },
    axisTop: top,
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
  const limits = now.high.filter((_, i) => now.total[i]! > 0);
  const highest = Math.max(
    0.001,
    upperMedianOf(limits) ?? 1,
    ...above(now),
    ...(earlier ? above(earlier) : []),
  );
  return Math.min(100, niceTop(100 * highest));
}

const clip = (fraction: number, { floor, top }: PercentScale): number =>
  Math.min(Math.max(fraction * 100, floor), top);

/** Of a band, in channels. */
const bandWidth = 0.9;

const percentOf = (level: number): string => `${Math.round(level * 100)} %`;

function columnsOf(
  { now, earlier, level, status }: FractionPanelsPayload,
  scale: PercentScale,
): ChannelColumns {
  const { passed, total, low, high } = now;
  const found = ({ passed, total }: FractionColumns, row: number): string =>
    `${percentText(passed[row]! / total[row]!)} (${passed[row]} of ${total[row]})`;
  return {
    value: (row) =>
      total[row] === 0 ? null : Math.max(scale.floor, (100 * passed[row]!) / total[row]!),
    low: (row) => clip(low[row]!, scale),
    high: (row) => clip(high[row]!, scale),
    hover: (row) =>
      (total[row] === 0
        ? "no data"
        : `${found(now, row)}, ${percentOf(level)} interval ${percentText(low[row]!)} to ${percentText(high[row]!)}`) +
      (earlier && earlier.total[row]! > 0 ? `\nearlier files: ${found(earlier, row)}` : ""),
    status,
    noDataY: scale.noDataY,
  };
}

function tracesOf(
  { now, earlier, level }: FractionPanelsPayload,
  panel: AdcPanel,
  columns: ChannelColumns,
  { palette }: Page,
  scale: PercentScale,
): Trace[] {
  const { rows, xOf, on, isKnown } = panel;
  const interval = `${percentOf(level)} interval`;
  const counted = rows.filter((row) => now.total[row]! > 0);
  const good = counted.filter((row) => !isKnown(row));
  const traces: Trace[] = [];
  if (earlier) {
    const files = `Earlier files (${earlier.fileCount})`;
    const banded = rows.filter((row) => earlier.total[row]! > 0);
    const band = (name: string, chosen: number[], color: string): Trace => {
      const low = (row: number): number => clip(earlier.low[row]!, scale);
      const high = (row: number): number => clip(earlier.high[row]!, scale);
      // Bars start at 0, which a log axis does not have: areas as wide as a channel there.
      if (scale.type === "log") {
        const half = bandWidth / 2;
        const x = chosen.flatMap((row) =>
          [-half, -half, half, half, -half, half].map((by) => xOf(row) + by),
        );
        const y = chosen.flatMap((row) => [
          low(row),
          high(row),
          high(row),
          low(row),
          low(row),
          null,
        ]);
        return areaTrace(on, name, { x, y }, color);
      }
      const ends = { x: chosen.map(xOf), low: chosen.map(low), high: chosen.map(high) };
      return boxesTrace(on, name, ends, bandWidth, color);
    };
    traces.push(
      band(
        `${files}, pooled: ${interval}`,
        banded.filter((row) => earlier.passed[row]! > 0),
        palette.band,
      ),
      band(
        `${files}, none found: ${interval}`,
        banded.filter((row) => earlier.passed[row] === 0),
        palette.bandPale,
      ),
    );
  }
  const without = good.filter((row) => now.passed[row] === 0);
  const some = good.filter((row) => now.passed[row]! > 0);
  return [
    ...traces,
    points(panel, columns, `None found: ${interval}`, without, {
      marker: { symbol: "circle", size: 3, color: palette.dataPale },
      bar: { color: palette.dataPale, thickness: 1, width: 0 },
    }),
    points(panel, columns, `Fraction and ${interval}`, some, {
      marker: { symbol: "circle", size: 5.5, color: palette.data },
      bar: { color: palette.data, thickness: 1.3, width: 2.5 },
    }),
    knownPoints(panel, columns, counted, palette),
    noDataMarks(panel, columns, palette),
  ];
}
