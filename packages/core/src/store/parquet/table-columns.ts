/** The columns of a stored summary: where a channel is, its status, and those of every quantity. */
import { type DetectorGroups, detectorGroups } from "../../detector/groups.js";
import { type CellValue, type Column, nullForNaN } from "../../quantities/kept/column.js";
import { cellsOf, formerColumns, quantityColumns } from "../../quantities/table.js";
import type { FileSummary } from "../../summary.js";

/** A column of the table. */
export interface TableColumn extends Pick<Column<never>, "name" | "addedLater" | "figuresOnly"> {
  /** Absent for columns that are read only. */
  type?: Column<never>["type"];
  /** The cells of all channels. [channelIndex] */
  read?(summary: FileSummary): CellValue[];
  /** Absent for columns that follow from the detector profile. */
  write?(summary: FileSummary, cells: ArrayLike<CellValue>): void;
}

/** Of single files alone: the medians of all spectra, in the row of the first channel. */
export const mediansColumn = "spectrum_medians";

/** Every column, in the order of the file; those of older stores, which are only read, come last. */
export const tableColumns: readonly TableColumn[] = [
  geography("adc", ({ adcOf }, i) => adcOf[i]!),
  geography("channel", ({ placeOf }, i) => placeOf(i).channel),
  geography("epcb", ({ epcbOf }, i) => nullForNone(epcbOf[i]!)),
  geography("tpc", ({ tpcOf }, i) => nullForNone(tpcOf[i]!)),
  geography("trap", ({ trapOf }, i) => nullForNone(trapOf[i]!)),
  geography("module", ({ moduleOf }, i) => nullForNone(moduleOf[i]!)),
  geography("side", ({ sideOf }, i) => nullForNone(sideOf[i]!)),
  geography("height", ({ heightCm }, i) => nullForNaN(heightCm[i]!), "DOUBLE"),
  {
    name: "status",
    type: "INT32",
    read: (summary) => everyChannel(summary, (i) => summary.channelStatus?.[i] ?? null),
    write: (summary, cells) => {
      const status = Array.from(cells);
      if (status.some((cell) => cell !== null))
        summary.channelStatus = Int8Array.from(status, Number);
    },
  },
  ...quantityColumns.map((column) => ({
    ...column,
    read: (summary: FileSummary) =>
      cellsOf(column, summary, detectorGroups(summary.detector).indexCount),
  })),
  ...formerColumns.map(({ name, write, figuresOnly }) => ({
    ...{ name, write, figuresOnly },
    addedLater: true,
  })),
];

/** Columns that the tables of parts lack: medians, and counts of histograms in any form. */
export const onlyInSummaries: readonly string[] = [
  mediansColumn,
  ...tableColumns.flatMap(({ name }) =>
    /_histogram_count(s|_bytes|s_u32)$/.test(name) ? [name] : [],
  ),
];

function geography(
  name: string,
  of: (groups: DetectorGroups, channelIndex: number) => number | null,
  type: Column<never>["type"] = "INT32",
): TableColumn {
  return {
    name,
    type,
    // Nothing is read from it: it follows from the detector, in stores that lack it too.
    addedLater: true,
    read: (summary) => everyChannel(summary, (i) => of(detectorGroups(summary.detector), i)),
  };
}

const nullForNone = (number: number): number | null => (number < 0 ? null : number);

function everyChannel(
  { detector }: FileSummary,
  cell: (channelIndex: number) => CellValue,
): CellValue[] {
  const { indexCount } = detectorGroups(detector);
  return Array.from({ length: indexCount }, (_, i) => cell(i));
}
