/** The columns of a stored summary: one row of this table each. A new column is a new row. */
import { detectorGroups } from "../../detector/groups.js";
import type { Counts, FileSummary, Quantiles, TriggerClass } from "../../summary.js";
import {
  denominators,
  flags,
  lineFrequenciesMHz,
  linePower,
  triggerClasses,
} from "../../summary.js";
import { histogramColumns, histogramLists } from "./histogram-columns.js";
import type { CellValue, StoredColumn, SummaryColumn } from "./summary-column.js";
import { everyChannel } from "./summary-column.js";

const flagNames = { clipped: "clipped", negative: "negative", lowerRail: "lower_rail" } as const;

/** Every column, in the order of the file. */
export const summaryColumns: readonly SummaryColumn[] = [
  geography("adc", ({ channelCount }, channelIndex) => Math.floor(channelIndex / channelCount)),
  geography("channel", ({ channelCount }, channelIndex) => channelIndex % channelCount),
  geography("epcb", ({ epcbOf }, channelIndex) =>
    epcbOf[channelIndex]! < 0 ? null : epcbOf[channelIndex]!,
  ),
  geography("tpc", ({ tpcOf }, channelIndex) => tpcOf[channelIndex]!),
  {
    name: "status",
    type: "INT32",
    read: (summary) =>
      everyChannel(summary, (channelIndex) =>
        summary.channelStatus ? summary.channelStatus[channelIndex]! : null,
      ),
    write: (summary, cells) => {
      const status = Array.from(cells);
      if (status.some((cell) => cell !== null))
        summary.channelStatus = Int8Array.from(status, Number);
    },
  },
  ...(["beam", "self", "all"] as const).map(validCountColumn),
  ...quantileColumns("baseline", (summary) => summary.baselineAdc16),
  ...quantileColumns("noise", (summary) => summary.noiseAdc16),
  doubles("max_amplitude", (summary) => summary.maxAmplitudeAdc16),
  doubles("min_amplitude", (summary) => summary.minAmplitudeAdc16),
  ...flags.flatMap((flag) =>
    triggerClasses.flatMap((triggerClass) =>
      denominators.flatMap((denominator) =>
        (["passed", "total"] as const).map((part) =>
          countColumn(
            `${flagNames[flag]}_${triggerClass}_${denominator}_${part}`,
            triggerClass,
            denominator === "epcb" || denominator === "tpc",
            (summary) => summary.fractions[flag][triggerClass]?.[denominator]?.[part],
          ),
        ),
      ),
    ),
  ),
  ...lineFrequenciesMHz.map(linePowerColumn),
  ...histogramColumns("baseline", (summary) => summary.baselineHistogram),
  ...histogramColumns("noise", (summary) => summary.noiseHistogram),
];

/** Columns of older stores, in whose place there are others now. */
export const formerColumns: readonly StoredColumn[] = [
  histogramLists("baseline", (summary) => summary.baselineHistogram),
  histogramLists("noise", (summary) => summary.noiseHistogram),
];

/** Name of a line's column: `line_power_0_5mhz`, `line_power_30mhz`. Cells are V² (or V²/Hz). */
export function linePowerName(lineMHz: number): string {
  return `line_power_${String(lineMHz).replace(".", "_")}mhz`;
}

interface Geography {
  channelCount: number;
  epcbOf: Int16Array;
  tpcOf: Int16Array;
}

function geography(
  name: string,
  of: (detector: Geography, channelIndex: number) => number | null,
): SummaryColumn {
  return {
    name,
    type: "INT32",
    read: (summary) => {
      const detector = { ...detectorGroups(summary.detector), ...summary.detector };
      return everyChannel(summary, (channelIndex) => of(detector, channelIndex));
    },
  };
}

function validCountColumn(triggerClass: TriggerClass): SummaryColumn {
  const of = (summary: FileSummary): Uint32Array | undefined => summary.validCount[triggerClass];
  return {
    name: `n_${triggerClass}`,
    type: "INT32",
    read: (summary) => everyChannel(summary, (channelIndex) => of(summary)?.[channelIndex] ?? null),
    write: (summary, cells) => writeCounts(of(summary), cells),
  };
}

function doubles(name: string, of: (summary: FileSummary) => Float64Array): SummaryColumn {
  return {
    name,
    type: "DOUBLE",
    read: (summary) =>
      everyChannel(summary, (channelIndex) => nullForNaN(of(summary)[channelIndex]!)),
    write: (summary, cells) => {
      const values = of(summary);
      for (let channelIndex = 0; channelIndex < cells.length; channelIndex++)
        values[channelIndex] = nanForNull(cells[channelIndex]!);
    },
  };
}

function quantileColumns(name: string, of: (summary: FileSummary) => Quantiles): SummaryColumn[] {
  return (["p16", "p50", "p84"] as const).map((quantile) =>
    doubles(`${name}_${quantile}`, (summary) => of(summary)[quantile]),
  );
}

/** Counts are null where the channel has no valid waveform of the class: nothing was looked at. */
function countColumn(
  name: string,
  triggerClass: TriggerClass,
  figuresOnly: boolean,
  of: (summary: FileSummary) => Counts["passed"] | undefined,
): SummaryColumn {
  return {
    name,
    type: "INT32",
    figuresOnly,
    read: (summary) =>
      everyChannel(summary, (channelIndex) =>
        summary.validCount[triggerClass]?.[channelIndex]
          ? (of(summary)?.[channelIndex] ?? null)
          : null,
      ),
    write: (summary, cells) => writeCounts(of(summary), cells),
  };
}

/** Null becomes 0. */
function writeCounts(counts: Uint32Array | undefined, cells: ArrayLike<CellValue>): void {
  if (!counts) return;
  for (let channelIndex = 0; channelIndex < cells.length; channelIndex++)
    counts[channelIndex] = Number(cells[channelIndex] ?? 0);
}

function linePowerColumn(lineMHz: number, line: number): SummaryColumn {
  return {
    name: linePowerName(lineMHz),
    type: "DOUBLE",
    read: (summary) => {
      const power = linePower(summary, lineMHz);
      return everyChannel(summary, (channelIndex) => nullForNaN(power[channelIndex]!));
    },
    write: ({ spectra }, cells) => {
      const lineCount = spectra.frequencyMHz.length;
      for (let channelIndex = 0; channelIndex < cells.length; channelIndex++)
        spectra.p50[channelIndex * lineCount + line] = nanForNull(cells[channelIndex]!);
    },
  };
}

const nullForNaN = (value: number): number | null => (Number.isNaN(value) ? null : value);
const nanForNull = (cell: CellValue): number => (cell === null ? Number.NaN : Number(cell));
