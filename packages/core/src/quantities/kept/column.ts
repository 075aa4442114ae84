/** What a column of a stored summary is. */
import type { TriggerClass } from "../indexed-by/trigger-class.js";

/** What a cell holds; null where the value is unknown or does not apply. */
export type CellValue = number | Uint8Array | readonly number[] | null;

/** A column that is read from stores into what is kept of a quantity. */
export interface StoredColumn<Kept> {
  name: string;
  /** Puts the cells of all channels into what holds "unknown" everywhere. */
  write(kept: Kept, cells: ArrayLike<CellValue>): void;
  /** True for columns that stores of this schema version have not always had. */
  addedLater?: boolean | undefined;
  /** True for columns that no check needs. */
  figuresOnly?: boolean | undefined;
  /** True for columns that no check needs of one trigger class alone. */
  figuresOnlyByClass?: boolean | undefined;
}

/** A column that is written too: how its cells are made. */
export interface Column<Kept> extends StoredColumn<Kept> {
  type: "INT32" | "DOUBLE" | "BYTE_ARRAY";
  /** The class that the cells are of; none: all. */
  triggerClass?: TriggerClass;
  /**
   * The cell of a channel.
   * @param validCount valid waveforms of the channel in that class
   */
  read(kept: Kept, channelIndex: number, validCount: number): CellValue;
}

export const nullForNaN = (value: number): number | null => (Number.isNaN(value) ? null : value);
export const nanForNull = (cell: CellValue): number => (cell === null ? Number.NaN : Number(cell));

/** A column of numbers by channel; null is NaN. */
export function numberColumn<Kept>(
  name: string,
  valuesOf: (kept: Kept) => Float64Array,
): Column<Kept> {
  return {
    name,
    type: "DOUBLE",
    read: (kept, channelIndex) => nullForNaN(valuesOf(kept)[channelIndex]!),
    write: (kept, cells) => {
      const values = valuesOf(kept);
      for (let i = 0; i < cells.length; i++) values[i] = nanForNull(cells[i]!);
    },
  };
}

/** Counts by channel from cells; null becomes 0. */
export function writeCounts(counts: Uint32Array, cells: ArrayLike<CellValue>): void {
  for (let i = 0; i < cells.length; i++) counts[i] = Number(cells[i] ?? 0);
}
