/** The columns of a stored summary that hold histograms. */
import type { FileSummary, Histogram } from "../../summary.js";
import type { CellValue, StoredColumn, SummaryColumn } from "./summary-column.js";
import { everyChannel } from "./summary-column.js";

type HistogramsOf = (summary: FileSummary) => (Histogram | null)[];

/** Counts are 32-bit unsigned integers, little-endian: lists take ten times as long to read. */
export function histogramColumns(name: string, of: HistogramsOf): SummaryColumn[] {
  return [
    {
      name: `${name}_histogram_first_bin`,
      type: "INT32",
      figuresOnly: true,
      read: (summary) =>
        everyChannel(summary, (channelIndex) => of(summary)[channelIndex]?.firstBinAdc16 ?? null),
      write: (summary, cells) => {
        for (let channelIndex = 0; channelIndex < cells.length; channelIndex++)
          if (cells[channelIndex] !== null)
            of(summary)[channelIndex] = {
              firstBinAdc16: Number(cells[channelIndex]),
              counts: new Uint32Array(0),
            };
      },
    },
    {
      name: `${name}_histogram_counts_u32`,
      type: "BYTE_ARRAY",
      figuresOnly: true,
      addedLater: true,
      read: (summary) =>
        everyChannel(summary, (channelIndex) => {
          const histogram = of(summary)[channelIndex];
          return histogram ? bytesOfCounts(histogram.counts) : null;
        }),
      write: countsWriter(of, (cell) => countsOfBytes(cell as Uint8Array)),
    },
  ];
}

/** Counts as older stores have them: lists of INT32. */
export function histogramLists(name: string, of: HistogramsOf): StoredColumn {
  return {
    name: `${name}_histogram_counts`,
    figuresOnly: true,
    addedLater: true,
    write: countsWriter(of, (cell) => new Uint32Array(cell as readonly number[])),
  };
}

function countsWriter(
  of: HistogramsOf,
  countsIn: (cell: NonNullable<CellValue>) => Uint32Array,
): NonNullable<StoredColumn["write"]> {
  return (summary, cells) =>
    of(summary).forEach((histogram, channelIndex) => {
      const cell = cells[channelIndex] ?? null;
      if (histogram && cell !== null) histogram.counts = countsIn(cell);
    });
}

function bytesOfCounts(counts: Uint32Array): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(4 * counts.length));
  counts.forEach((count, i) => void bytes.setUint32(4 * i, count, true));
  return new Uint8Array(bytes.buffer);
}

function countsOfBytes(cell: Uint8Array): Uint32Array {
  const bytes = new DataView(cell.buffer, cell.byteOffset, cell.byteLength);
  const counts = new Uint32Array(cell.length >> 2);
  for (let i = 0; i < counts.length; i++) counts[i] = bytes.getUint32(4 * i, true);
  return counts;
}
