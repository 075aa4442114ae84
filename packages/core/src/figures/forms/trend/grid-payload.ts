/** A quantity of the whole detector over files, as data: a panel per ADC or EPCB. */
import type { DetectorProfile } from "../../../detector/profile.js";
import { countText } from "../../../words/phrases.js";
import { payloadVersion } from "../../payload-schema.js";
import { defaultTimeZone } from "../../source-of.js";
import { numberText, roundedColumn } from "../../style/rounding.js";
import { timeText } from "../../style/time-text.js";
import { type UnavailablePayload, unavailablePayload } from "../unavailable.js";
import type { TrendFile, TrendPayload } from "./payload.js";
import { fileColumns, mostFiles, sourceOfFiles } from "./payload.js";

/** A line of a panel: one value per file, NaN where unknown. */
export interface TrendGridLine {
  label: string;
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
  /** Of all files. */
  detector: DetectorProfile;
  /** Oldest first. */
  files: readonly TrendFile[];
  panels: readonly { label: string; lines: readonly TrendGridLine[] }[];
  timeZone?: string | undefined;
}

/** The figure of a grid; its answer is the largest step between consecutive files. */
export function trendGridPayload(grid: TrendGrid): TrendPayload | UnavailablePayload {
  const { title, quantity, unit, scale, detector, timeZone = defaultTimeZone } = grid;
  const start = Math.max(0, grid.files.length - mostFiles);
  const files = grid.files.slice(start);
  const kept = files.map((_, i) => start + i);
  const source = sourceOfFiles(files, timeZone);
  const lines = grid.panels.flatMap((panel) =>
    panel.lines.map(({ label, values }) => ({
      label,
      panel: panel.label,
      value: roundedColumn(values, kept),
      low: null,
      high: null,
    })),
  );
  if (!lines.some(({ value }) => value.some((each) => each !== null)))
    return unavailablePayload(title, "no file has a value", source);
  return {
    kind: "trend",
    version: payloadVersion,
    title,
    answer: stepText(lines, files, { unit, scale, timeZone }),
    source,
    detector,
    quantity: `${quantity} (${unit})`,
    scale,
    ...fileColumns(files),
    timeZone,
    series: lines,
    band: null,
  };
}

type Line = TrendPayload["series"][number];

/** The largest step of a line between consecutive files with a value; by factor on a log scale. */
function stepText(
  lines: readonly Line[],
  files: readonly TrendFile[],
  { unit, scale, timeZone }: { unit: string; scale: TrendPayload["scale"]; timeZone: string },
): string {
  if (files.length < 2) return "Only one file: nothing to compare it with yet.";
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
  if (steps.length === 0)
    return `Nothing has a value in more than one of the ${files.length} files.`;
  const { line, file, from, to, size } = steps.reduce((a, b) => (b.size > a.size ? b : a));
  if (size === 0) return `No change over ${countText(files.length, "file")}.`;
  const { input, time } = files[file]!;
  const number = input.subRun === null ? `${input.run}` : `${input.run}.${input.subRun}`;
  const name = input.run === null ? input.name : `run ${number}`;
  const when = time ? ` (${timeText(time.firstMs, timeZone)})` : "";
  return (
    `Largest step between consecutive files: ${line.panel}, ${line.label}, from ` +
    `${numberText(from)} to ${numberText(to)} ${unit} in ${name}${when}.`
  );
}
