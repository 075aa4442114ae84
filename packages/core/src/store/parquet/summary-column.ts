/** What a column of a stored summary is: one row of the table in `summary-columns.ts`. */
import type { FileSummary } from "../../summary.js";

/** What a cell holds; null where the value is unknown or does not apply. */
export type CellValue = number | Uint8Array | readonly number[] | null;

/** A column that is read from stores. */
export interface StoredColumn {
  name: string;
  /**
   * Puts the cells back into a summary that holds "unknown" everywhere (`blankSummary`). Absent for
   * columns that follow from the detector profile.
   */
  write?(summary: FileSummary, cells: ArrayLike<CellValue>): void;
  /** True for columns that stores of this schema version have not always had. */
  addedLater?: true;
  /** True for columns that no check looks at. */
  figuresOnly?: boolean;
}

/** A column that is written too: how its cells are made from a summary. */
export interface SummaryColumn extends StoredColumn {
  type: "INT32" | "DOUBLE" | "BYTE_ARRAY";
  /** The cells of all channels. [channelIndex] */
  read(summary: FileSummary): CellValue[];
}

/** The cells of a column, channel by channel. [channelIndex] */
export function everyChannel(
  summary: FileSummary,
  cell: (channelIndex: number) => CellValue,
): CellValue[] {
  const { adcCount, channelCount } = summary.detector;
  return Array.from({ length: adcCount * channelCount }, (_, channelIndex) => cell(channelIndex));
}
