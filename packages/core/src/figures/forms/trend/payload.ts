/** A quantity over files, as data. */
import type { Trend, TrendSeries } from "../../../history/trend-series.js";
import { clopperPearson } from "../../../numerics/interval.js";
import { medianOf, sigmaPerMad } from "../../../numerics/median.js";
import { quantityOf } from "../../../quantities/table.js";
import { type Units, unitLabels, unitsPerAdc16 } from "../../../units.js";
import { capital, countText } from "../../../words/phrases.js";
import type { PayloadOf, Source } from "../../payload-schema.js";
import { detector, payloadSchema, payloadVersion } from "../../payload-schema.js";
import {
  arrayOf,
  column,
  countColumn,
  nullOr,
  number,
  object,
  oneOf,
  optional,
  text,
} from "../../schema.js";
import { defaultTimeZone, type PayloadOptions } from "../../source-of.js";
import { denominatorWords, triggerWords } from "../../style/quantity-words.js";
import { numberText, rounded } from "../../style/rounding.js";
import { timeRangeText } from "../../style/time-text.js";
import { type UnavailablePayload, unavailablePayload } from "../unavailable.js";

export const schema = payloadSchema("trend", (payload, where) => {
  const count = arrayOf(text)(payload.files, `${where}.files`).length;
  return {
    /** Of the channels; absent where it is not known, and in documents of earlier versions. */
    detector: optional(detector),
    /** What is drawn, with its unit: the title of the y axis. */
    quantity: text,
    scale: oneOf(["linear", "log"]),
    files: arrayOf(text),
    /** First event of each file, milliseconds UTC, where every file has one; else null. */
    timeMs: nullOr(countColumn(count)),
    /** IANA zone of the written times. */
    timeZone: text,
    series: arrayOf(
      object({
        label: text,
        /** The panel that it is drawn in, by its label; all of one figure name one, or none does. */
        panel: optional(text),
        value: column(count),
        /** Ends of the bar of a point; null where there is none. */
        low: nullOr(column(count)),
        high: nullOr(column(count)),
      }),
    ),
    /** What the first series is compared with, drawn behind it; null for too few files. */
    band: nullOr(object({ label: text, low: number, high: number })),
  };
});
/** A quantity over files. Columns are by file, oldest first. */
export type TrendPayload = PayloadOf<typeof schema>;

/** A file of a trend. */
export type TrendFile = Pick<Trend["files"][number], "input" | "time">;

export interface TrendOptions extends PayloadOptions {
  units: Units;
}

/** More files than this cannot be distinguished in a figure: the newest are drawn. */
export const mostFiles = 2000;

/** Fewer files than this make no band. */
const fewestForBand = 5;

/** A trend as a figure shows it, sizes in a unit. */
export function trendPayload(
  trend: Trend,
  { units, timeZone = defaultTimeZone }: TrendOptions,
): TrendPayload | UnavailablePayload {
  const start = Math.max(0, trend.files.length - mostFiles);
  const files = trend.files.slice(start);
  const [first] = trend.series;
  const where = trend.label;
  const title = `How has the ${nameOf(trend)} of ${where} changed?${detailOf(trend)}`;
  const source = sourceOfFiles(files, timeZone);
  const { unit, scale } = trendUnit(trend, units);
  const known = first?.value.slice(start).filter((value) => !Number.isNaN(value)) ?? [];
  if (known.length === 0)
    return unavailablePayload(title, `no stored file has a value for ${where}`, source);

  const older =
    start > 0 ? ` Only the newest ${mostFiles} of ${trend.files.length} files are drawn.` : "";
  const others = trend.excluded.map(
    ({ detector, fileCount }) =>
      ` Excluded: ${countText(fileCount, "file")} of detector ${detector}.`,
  );
  return {
    kind: "trend",
    version: payloadVersion,
    title,
    answer: `${answerOf(known, scale, unit, files.length)}${older}${others.join("")}`,
    source,
    quantity: `${capital(nameOf(trend))}${unit && ` (${unit})`}`,
    scale: trend.kind === "power" ? "log" : "linear",
    ...fileColumns(files),
    timeZone,
    series: trend.series.map((series) => columnsOf(series, start, scale)),
    band: bandOf(known, scale),
  };
}

function columnsOf(
  { label, value, low, high, counts }: TrendSeries,
  start: number,
  scale: number,
): TrendPayload["series"][number] {
  const column = (values: ArrayLike<number>): (number | null)[] =>
    Array.from(values, (each) => rounded(each * scale));
  if (!counts)
    return {
      label,
      value: column(value.slice(start)),
      low: column(low.slice(start)),
      high: column(high.slice(start)),
    };
  const intervals = Array.from(counts.total.slice(start), (total, i) =>
    total > 0 ? clopperPearson(counts.passed[start + i]!, total) : null,
  );
  return {
    label,
    value: column(value.slice(start)),
    low: column(intervals.map((interval) => interval?.low ?? Number.NaN)),
    high: column(intervals.map((interval) => interval?.high ?? Number.NaN)),
  };
}

/** Where the newest file is expected, from the files before it. */
function bandOf(known: ArrayLike<number>, scale: number): TrendPayload["band"] {
  const earlier = Array.from(known).slice(0, -1);
  if (earlier.length < fewestForBand) return null;
  const middle = medianOf(earlier);
  const spread = sigmaPerMad * medianOf(earlier.map((value) => Math.abs(value - middle)));
  return {
    label: `Earlier files (${earlier.length}), median ± ${sigmaPerMad} MAD`,
    low: rounded((middle - spread) * scale)!,
    high: rounded((middle + spread) * scale)!,
  };
}

function answerOf(known: Float64Array, scale: number, unit: string, fileCount: number): string {
  const at = (value: number): string => numberText(value * scale);
  const [low, high] = known.reduce(
    ([a, b], value) => [Math.min(a, value), Math.max(b, value)] as const,
    [known[0]!, known[0]!] as readonly [number, number],
  );
  const missing = fileCount - known.length;
  return (
    `Latest value: ${at(known.at(-1)!)}${unit && ` ${unit}`}; range over ${countText(known.length, "file")}: ` +
    `${at(low)} to ${at(high)}` +
    `${missing > 0 ? `; ${countText(missing, "file")} without a value` : ""}.`
  );
}

/** The columns that name the files. */
export function fileColumns(files: readonly TrendFile[]): Pick<TrendPayload, "files" | "timeMs"> {
  const times = files.map(({ time }) => time?.firstMs ?? null);
  return {
    files: files.map(({ input }) => input.name),
    timeMs: times.every((time) => time !== null) ? times : null,
  };
}

/** What a figure says of the files it was made from, oldest first. */
export function sourceOfFiles(files: readonly TrendFile[], timeZone: string): Source {
  const times = files.flatMap(({ time }) => (time ? [time] : []));
  const range = times.length
    ? {
        firstMs: times.reduce((a, { firstMs }) => Math.min(a, firstMs), Number.POSITIVE_INFINITY),
        lastMs: times.reduce((a, { lastMs }) => Math.max(a, lastMs), Number.NEGATIVE_INFINITY),
      }
    : null;
  const names = files.map(({ input }) => input.name);
  return {
    file: names.length > 1 ? `${names[0]} to ${names.at(-1)}` : (names[0] ?? "no files"),
    run: null,
    subRun: null,
    timeText: timeRangeText(range, timeZone),
    selectedEvents: 0,
    fileEvents: 0,
    fileCount: files.length,
  };
}

function nameOf({ quantity: { quantity, lineMHz }, kind }: Trend): string {
  const { title, trendName } = quantityOf(quantity);
  if (kind === "power") return `${lineMHz} MHz line power`;
  if (kind === "ln") return `${lineMHz} MHz dark line, ln of the excess`;
  return kind === "fraction" ? `${trendName} fraction` : title.toLowerCase();
}

/** Which waveforms it is about. */
function detailOf({ quantity: { triggerClass, denominator } }: Trend): string {
  if (!triggerClass) return "";
  const among = denominator ? `, ${denominatorWords[denominator].waveforms}` : "";
  return ` ${capital(triggerWords[triggerClass])}${among}`;
}

/** The unit that a trend is shown in, and the value in it of one stored unit. */
export function trendUnit(
  { quantity, kind }: Pick<Trend, "quantity" | "kind">,
  units: Units,
): { unit: string; scale: number } {
  if (kind === "fraction") return { unit: "%", scale: 100 };
  const { unit } = quantityOf(quantity.quantity);
  return unit === "ADC16"
    ? { unit: unitLabels[units], scale: unitsPerAdc16[units] }
    : { unit, scale: 1 };
}
