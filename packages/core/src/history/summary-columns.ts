/** The columns of a stored summary: one row of this table each. A new column is a new row. */
import { detectorGroups } from "../detector.js";
import type { Counts, FileSummary, Histogram, Quantiles, TriggerClass } from "../summary.js";
import { denominators, flags, lineFrequenciesMHz, linePower, triggerClasses } from "../summary.js";

/** What a cell holds; null where the value is unknown or does not apply. */
export type CellValue = number | readonly number[] | null;

export type ColumnType = "INT32" | "DOUBLE" | "INT32 list";

/** One column: how its cells are made from a summary and put back into one. */
export interface SummaryColumn {
  name: string;
  type: ColumnType;
  /** The cells of all channels. [flat] */
  read(summary: FileSummary): CellValue[];
  /**
   * Puts the cells back into a summary that holds "unknown" everywhere (`blankSummary`). Absent for
   * columns that follow from the detector profile.
   */
  write?(summary: FileSummary, cells: readonly CellValue[]): void;
  /** True for columns that stores of this schema version have not always had. */
  addedLater?: true;
  /** True for columns that no check looks at. */
  figuresOnly?: boolean;
}

const flagNames = { clipped: "clipped", negative: "negative", lowerRail: "lower_rail" } as const;

/** Every column, in the order of the file. */
export const summaryColumns: readonly SummaryColumn[] = [
  geography("adc", ({ channelCount }, flat) => Math.floor(flat / channelCount)),
  geography("channel", ({ channelCount }, flat) => flat % channelCount),
  geography("epcb", ({ epcbOf }, flat) => (epcbOf[flat]! < 0 ? null : epcbOf[flat]!)),
  geography("tpc", ({ tpcOf }, flat) => tpcOf[flat]!),
  {
    name: "status",
    type: "INT32",
    read: (summary) =>
      everyChannel(summary, (flat) =>
        summary.channelStatus ? summary.channelStatus[flat]! : null,
      ),
    write: (summary, cells) => {
      if (cells.some((cell) => cell !== null))
        summary.channelStatus = Int8Array.from(cells, Number);
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

/** Name of a line's column: `line_power_0_5mhz`, `line_power_30mhz`. Cells are V² (or V²/Hz). */
export function linePowerName(lineMHz: number): string {
  return `line_power_${String(lineMHz).replace(".", "_")}mhz`;
}

function everyChannel(summary: FileSummary, cell: (flat: number) => CellValue): CellValue[] {
  const { adcCount, channelCount } = summary.detector;
  return Array.from({ length: adcCount * channelCount }, (_, flat) => cell(flat));
}

interface Geography {
  channelCount: number;
  epcbOf: Int16Array;
  tpcOf: Int16Array;
}

function geography(
  name: string,
  of: (detector: Geography, flat: number) => number | null,
): SummaryColumn {
  return {
    name,
    type: "INT32",
    read: (summary) => {
      const detector = { ...detectorGroups(summary.detector), ...summary.detector };
      return everyChannel(summary, (flat) => of(detector, flat));
    },
  };
}

function validCountColumn(triggerClass: TriggerClass): SummaryColumn {
  const of = (summary: FileSummary): Uint32Array | undefined => summary.validCount[triggerClass];
  return {
    name: `n_${triggerClass}`,
    type: "INT32",
    read: (summary) => everyChannel(summary, (flat) => of(summary)?.[flat] ?? null),
    write: (summary, cells) => of(summary)?.set(cells.map(Number)),
  };
}

function doubles(name: string, of: (summary: FileSummary) => Float64Array): SummaryColumn {
  return {
    name,
    type: "DOUBLE",
    read: (summary) => everyChannel(summary, (flat) => nullForNaN(of(summary)[flat]!)),
    write: (summary, cells) => of(summary).set(cells.map(nanForNull)),
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
      everyChannel(summary, (flat) =>
        summary.validCount[triggerClass]?.[flat] ? (of(summary)?.[flat] ?? null) : null,
      ),
    write: (summary, cells) => of(summary)?.set(cells.map(Number)),
  };
}

function linePowerColumn(lineMHz: number, line: number): SummaryColumn {
  return {
    name: linePowerName(lineMHz),
    type: "DOUBLE",
    read: (summary) => {
      const power = linePower(summary, lineMHz);
      return everyChannel(summary, (flat) => nullForNaN(power[flat]!));
    },
    write: ({ spectra }, cells) =>
      cells.forEach((cell, flat) => {
        spectra.p50[flat * spectra.frequencyMHz.length + line] = nanForNull(cell);
      }),
  };
}

function histogramColumns(
  name: string,
  of: (summary: FileSummary) => (Histogram | null)[],
): SummaryColumn[] {
  return [
    {
      name: `${name}_histogram_first_bin`,
      type: "INT32",
      figuresOnly: true,
      read: (summary) => everyChannel(summary, (flat) => of(summary)[flat]?.firstBinAdc16 ?? null),
      write: (summary, cells) =>
        cells.forEach((cell, flat) => {
          if (cell !== null)
            of(summary)[flat] = { firstBinAdc16: Number(cell), counts: new Uint32Array(0) };
        }),
    },
    {
      name: `${name}_histogram_counts`,
      type: "INT32 list",
      figuresOnly: true,
      read: (summary) =>
        everyChannel(summary, (flat) => {
          const histogram = of(summary)[flat];
          return histogram ? Array.from(histogram.counts) : null;
        }),
      write: (summary, cells) =>
        cells.forEach((cell, flat) => {
          const histogram = of(summary)[flat];
          // Not `from`, which takes ten times as long.
          if (histogram && Array.isArray(cell)) histogram.counts = new Uint32Array(cell);
        }),
    },
  ];
}

const nullForNaN = (value: number): number | null => (Number.isNaN(value) ? null : value);
const nanForNull = (cell: CellValue): number => (cell === null ? Number.NaN : Number(cell));
