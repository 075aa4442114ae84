/** Power by channel and frequency: whole spectra beside the table, the watched lines in it. */
import type { SpectrumScale } from "../../numerics/fourier/power-spectrum.js";
import { lineFrequenciesMHz, nearestBin } from "../indexed-by/watched-lines.js";
import { type EarlierLines, startLines } from "../pools/lines.js";
import type { KeptForm } from "../quantity.js";
import { type Column, nanForNull, nullForNaN } from "./column.js";
import type { View } from "./view.js";

/** Power per frequency bin, quantiles over the valid events of each channel. */
export interface Spectra {
  /** `power`: P[k] = 2·|rfft(w in V)[k] / (⌊N/2⌋+1)|² in V². `density`: one-sided V²/Hz. */
  scale: SpectrumScale;
  /** Bin centres, ⌊N/2⌋+1 of them. */
  frequencyMHz: Float64Array;
  /** Quantiles at `channelIndex * frequencyMHz.length + bin`; NaN where no event is valid. */
  p16: Float32Array | Float64Array;
  p50: Float32Array | Float64Array;
  p84: Float32Array | Float64Array;
  /** Valid events that entered, by channel. */
  validCount: Uint32Array;
  /**
   * True for older files of a store, of which only the medians are kept, each rounded to within
   * `roundedShare` of its own statistical error: 16 and 84 % are NaN then, and
   * there are no waveforms. Absent otherwise.
   */
  isRounded?: true;
}

/** Kept medians differ from the computed ones by at most this share of their statistical error. */
export const roundedShare = 0.1;

/** What is to be said of spectra of which only rounded medians are kept; null for others. */
export function roundedNote({ isRounded }: Pick<Spectra, "isRounded">): string | null {
  return isRounded
    ? "Of older files the store keeps medians, rounded to within a tenth of their statistical error; their 16 and 84 % are no longer kept."
    : null;
}

/** Why an older file shows no waveforms. */
export const waveformsDropped =
  "the store keeps waveforms of its newest files only; process the file again";

/** Median power at one line by channel; NaN where unknown. [channelIndex] */
export function linePower({ spectra }: { spectra: Spectra }, lineMHz: number): Float64Array {
  const binCount = spectra.frequencyMHz.length;
  const bin = nearestBin(spectra.frequencyMHz, lineMHz);
  return Float64Array.from(
    { length: spectra.p50.length / binCount },
    (_, channelIndex) => spectra.p50[channelIndex * binCount + bin]!,
  );
}

/**
 * The mean, over the channels that have one, of their median spectra; null where none has.
 * @param members channel indices
 */
export function meanSpectrum(
  { frequencyMHz, p50 }: Spectra,
  members: readonly number[],
): number[] | null {
  const binCount = frequencyMHz.length;
  const known = members.filter((channelIndex) => Number.isFinite(p50[channelIndex * binCount]));
  if (known.length === 0) return null;
  const mean: number[] = [];
  for (let bin = 0; bin < binCount; bin++) {
    let sum = 0;
    for (const channelIndex of known) sum += p50[channelIndex * binCount + bin]!;
    mean.push(sum / known.length);
  }
  return mean;
}

/** Spectra: NPZ arrays of their own; the medians at the watched lines as columns, in V² or V²/Hz. */
export const spectrumQuantiles: KeptForm<Spectra, EarlierLines> = {
  form: "16, 50 and 84 % quantiles by channel and frequency",
  source: { kind: "engine" },
  needsOneLength: true,
  unknown: ({ detector, spectrumScale, lineBinsMHz }) => {
    const indexCount = detector.adcCount * detector.channelCount;
    const unknown = (): Float64Array =>
      new Float64Array(indexCount * lineBinsMHz.length).fill(Number.NaN);
    return {
      scale: spectrumScale,
      frequencyMHz: Float64Array.from(lineBinsMHz),
      p16: unknown(),
      p50: unknown(),
      p84: unknown(),
      validCount: new Uint32Array(indexCount),
    };
  },
  columns: (name) => lineFrequenciesMHz.map((lineMHz, line) => lineColumn(name, lineMHz, line)),
  views: (name) =>
    lineFrequenciesMHz.map(
      (lineMHz): View<Spectra> => ({
        kind: "power",
        of: { lineMHz },
        label: `power at ${lineMHz} MHz`,
        columns: [columnName(name, lineMHz)],
        cells: (kept, i) => [powerAt(kept, lineMHz, i)],
      }),
    ),
  pool: ({ detector }, memory) => startLines(detector, memory),
};

/** `line_power_0_5mhz`, `line_power_30mhz` */
function columnName(name: string, lineMHz: number): string {
  return `${name}_${String(lineMHz).replace(".", "_")}mhz`;
}

function powerAt({ frequencyMHz, p50 }: Spectra, lineMHz: number, channelIndex: number): number {
  return p50[channelIndex * frequencyMHz.length + nearestBin(frequencyMHz, lineMHz)]!;
}

/** Read into spectra that hold the watched lines only. */
function lineColumn(name: string, lineMHz: number, line: number): Column<Spectra> {
  return {
    name: columnName(name, lineMHz),
    type: "DOUBLE",
    read: (kept, i) => nullForNaN(powerAt(kept, lineMHz, i)),
    write: ({ frequencyMHz, p50 }, cells) => {
      for (let i = 0; i < cells.length; i++)
        p50[i * frequencyMHz.length + line] = nanForNull(cells[i]!);
    },
  };
}
