/** Lines in the spectra of dark waveforms: the watched frequencies, and peaks at any frequency. */
import { lineFrequenciesMHz } from "../indexed-by/watched-lines.js";
import type { KeptForm } from "../quantity.js";
import { type CellValue, type Column, nanForNull, nullForNaN, writeCounts } from "./column.js";
import type { View } from "./view.js";

/** A bin at which the dark spectrum of a channel stands out. */
export interface LinePeak {
  /** Centre of the bin. */
  frequencyMHz: number;
  /** ln of its power over the channel's smooth spectrum. */
  lnExcess: number;
  /**
   * `lnExcess`, less the median of that of the channels of other ADCs at this bin; NaN where no
   * other ADC has a dark spectrum.
   */
  lnOverOthers: number;
}

/** What is kept of the dark spectra of a file. */
export interface DarkLines {
  /**
   * ln of the power at each watched line over the channel's smooth spectrum; NaN where unknown.
   * [channelIndex * lines + line]
   */
  watched: Float64Array;
  /** Dark waveforms that entered the spectrum. [channelIndex] */
  count: Uint32Array;
  /** The strongest first, 16 at most; none where unknown. [channelIndex] */
  peaks: LinePeak[][];
}

const lineCount = lineFrequenciesMHz.length;

/** No spectrum of any channel. */
export function unknownLines(indexCount: number): DarkLines {
  return {
    watched: new Float64Array(indexCount * lineCount).fill(Number.NaN),
    count: new Uint32Array(indexCount),
    peaks: Array.from({ length: indexCount }, () => []),
  };
}

/** Watched lines as a column each; peaks as bytes. */
export const darkLines: KeptForm<DarkLines, null> = {
  form: "ln of the excess by channel and watched line, dark waveforms by channel, peaks by channel",
  source: { kind: "engine" },
  unknown: ({ detector }) => unknownLines(detector.adcCount * detector.channelCount),
  columns: (name) => [
    ...lineFrequenciesMHz.map((lineMHz, line) => watchedColumn(name, lineMHz, line)),
    {
      name: `${name}_count`,
      type: "INT32",
      read: ({ count }, i, validCount) => (validCount > 0 ? count[i]! : null),
      write: ({ count }, cells) => writeCounts(count, cells),
    },
    peaksColumn(name),
  ],
  views: (name) =>
    lineFrequenciesMHz.map(
      (lineMHz, line): View<DarkLines> => ({
        kind: "ln",
        of: { lineMHz },
        label: `dark line at ${lineMHz} MHz`,
        columns: [columnName(name, lineMHz)],
        cells: ({ watched }, i) => [watched[i * lineCount + line]!],
      }),
    ),
};

/** `dark_line_excess_0_5mhz`, `dark_line_excess_30mhz` */
function columnName(name: string, lineMHz: number): string {
  return `${name}_excess_${String(lineMHz).replace(".", "_")}mhz`;
}

function watchedColumn(name: string, lineMHz: number, line: number): Column<DarkLines> {
  return {
    name: columnName(name, lineMHz),
    type: "DOUBLE",
    read: ({ watched }, i) => nullForNaN(watched[i * lineCount + line]!),
    write: ({ watched }, cells) => {
      for (let i = 0; i < cells.length; i++) watched[i * lineCount + line] = nanForNull(cells[i]!);
    },
  };
}

/** Three 64-bit numbers a peak, little-endian: frequency in MHz, excess, excess over other ADCs. */
function peaksColumn(name: string): Column<DarkLines> {
  return {
    name: `${name}_peaks_f64`,
    type: "BYTE_ARRAY",
    read: ({ peaks }, i) => (peaks[i]!.length > 0 ? bytesOfPeaks(peaks[i]!) : null),
    write: ({ peaks }, cells) => {
      for (let i = 0; i < cells.length; i++) peaks[i] = peaksOfCell(cells[i] ?? null);
    },
  };
}

const peakBytes = 24;

function bytesOfPeaks(peaks: readonly LinePeak[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(peakBytes * peaks.length));
  peaks.forEach(({ frequencyMHz, lnExcess, lnOverOthers }, i) => {
    bytes.setFloat64(peakBytes * i, frequencyMHz, true);
    bytes.setFloat64(peakBytes * i + 8, lnExcess, true);
    bytes.setFloat64(peakBytes * i + 16, lnOverOthers, true);
  });
  return new Uint8Array(bytes.buffer);
}

function peaksOfCell(cell: CellValue): LinePeak[] {
  if (!(cell instanceof Uint8Array)) return [];
  const bytes = new DataView(cell.buffer, cell.byteOffset, cell.byteLength);
  return Array.from({ length: Math.floor(cell.byteLength / peakBytes) }, (_, i) => ({
    frequencyMHz: bytes.getFloat64(peakBytes * i, true),
    lnExcess: bytes.getFloat64(peakBytes * i + 8, true),
    lnOverOthers: bytes.getFloat64(peakBytes * i + 16, true),
  }));
}
