/** A quantity of the whole detector over files, as data: a panel an ADC or EPCB. */
import { countText } from "../../../words/phrases.js";
import { payloadVersion } from "../../payload-schema.js";
import { defaultTimeZone } from "../../source-of.js";
import { numberText, roundedColumn } from "../../style/rounding.js";
import { timeText } from "../../style/time-text.js";
import { type UnavailablePayload, unavailablePayload } from "../unavailable.js";
import type { TrendFile, TrendPayload } from "./payload.js";
import { fileColumns, mostFiles, sourceOfFiles } from "./payload.js";

/** A line of a panel: one value a file, NaN where nothing is known. */
export interface TrendGridLine {
  label: string;
  /** Its name in the legend, where panels share what the label tells apart. */
  legend?: string;
  values: readonly number[];
}

/** What is drawn, and in which words. */
export interface TrendGrid {
  /** The question. */
  title: string;
  /** `Baseline`, for the y axis. */
  quantity: string;
  unit: string;
  scale: TrendPayload["scale"];
  /** Oldest first. */
  files: readonly TrendFile[];
  panels: readonly { label: string; lines: readonly TrendGridLine[] }[];
  timeZone?: string | undefined;
}

/** The figure of a grid; it answers with the largest step from one file to the next. */
export function trendGridPayload(grid: TrendGrid): TrendPayload | UnavailablePayload {
  const { title, quantity, unit, scale, timeZone = defaultTimeZone } = grid;
  const start = Math.max(0, grid.files.length - mostFiles);
  const files = grid.files.slice(start);
  const kept = files.map((_, i) => start + i);
  const source = sourceOfFiles(files, timeZone);
  const lines = grid.panels.flatMap((panel) =>
    panel.lines.map(({ label, legend, values }) => ({
      label,
      panel: panel.label,
      ...(legend === undefined ? {} : { legend }),
      value: roundedColumn(values, kept),
      low: null,
      high: null,
    })),
  );
  if (!lines.some(({ value }) => value.some((each) => each !== null)))
    return unavailablePayload(title, "no file knows it", source);
  return {
    kind: "trend",
    version: payloadVersion,
    title,
    answer: stepText(lines, files, { unit, scale, timeZone }),
    source,
    quantity: `${quantity} (${unit})`,
    scale,
    ...fileColumns(files),
    timeZone,
    series: lines,
    band: null,
  };
}

type Line = TrendPayload["series"][number];

/** The largest step of a line from a file to the next that knows it; by factor on a log scale. */
function stepText(
  lines: readonly Line[],
  files: readonly TrendFile[],
  { unit, scale, timeZone }: { unit: string; scale: TrendPayload["scale"]; timeZone: string },
): string {
  if (files.length < 2) return "One file: there is nothing yet that it could differ from.";
  const sized = (value: number): number => (scale === "log" ? Math.log(value) : value);
  const steps = lines.flatMap((line) => {
    const known = line.value.flatMap((value, file) =>
      value === null || (scale === "log" && value <= 0) ? [] : [{ value, file }],
    );
    return known.slice(1).map(({ value, file }, i) => {
      const from = known[i]!.value;
      return { line, file, from, to: value, size: Math.abs(sized(value) - sized(from)) };
    });
  });
  if (steps.length === 0) return `No line is known in two of the ${files.length} files.`;
  const { line, file, from, to, size } = steps.reduce((a, b) => (b.size > a.size ? b : a));
  if (size === 0) return `Nothing changes over ${countText(files.length, "file")}.`;
  const { input, time } = files[file]!;
  const number = input.subRun === null ? `${input.run}` : `${input.run}.${input.subRun}`;
  const name = input.run === null ? input.name : `run ${number}`;
  const when = time ? ` (${timeText(time.firstMs, timeZone)})` : "";
  return (
    `The largest step from one file to the next: ${line.panel}, ${line.label} went from ` +
    `${numberText(from)} to ${numberText(to)} ${unit} with ${name}${when}.`
  );
}
