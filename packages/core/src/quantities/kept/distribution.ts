/** Quantiles and histogram of a value per waveform, by channel. */
import { type Binning, type Histogram, histogramOf } from "../../numerics/histogram.js";
import { keptProbabilities, quantilesInPlace } from "../../numerics/quantile.js";
import { type EarlierMedians, startMedians } from "../pools/medians.js";
import type { KeptForm, RelativeSource, SampledSource } from "../quantity.js";
import { type CellValue, type Column, numberColumn, type StoredColumn } from "./column.js";

/** The 16, 50 and 84 % quantiles by channel (linear interpolation); NaN where nothing is valid. */
export interface Quantiles {
  p16: Float64Array;
  p50: Float64Array;
  p84: Float64Array;
}
const quantileNames = ["p16", "p50", "p84"] as const;

/** Quantiles and histogram by channel; null where nothing is valid. */
export interface Distribution extends Quantiles {
  histogram: (Histogram | null)[];
}

/** `Distribution` of one channel. */
export interface ChannelDistribution extends Record<keyof Quantiles, number> {
  histogram: Histogram | null;
}

/** Unknown for every channel. */
export function unknownDistribution(indexCount: number): Distribution {
  const unknown = (): Float64Array => new Float64Array(indexCount).fill(Number.NaN);
  return {
    p16: unknown(),
    p50: unknown(),
    p84: unknown(),
    histogram: new Array<null>(indexCount).fill(null),
  };
}

/** The distribution of the first `count` values, which are reordered. */
export function channelDistribution(
  values: Float64Array,
  count: number,
  binning: Binning,
): ChannelDistribution {
  const histogram = histogramOf(values, 0, count, binning);
  const [p16, p50, p84] = quantilesInPlace(values, 0, count, keptProbabilities);
  return { p16: p16!, p50: p50!, p84: p84!, histogram };
}

export function putDistribution(
  kept: Distribution,
  channelIndex: number,
  { histogram, ...quantiles }: ChannelDistribution,
): void {
  for (const name of quantileNames) kept[name][channelIndex] = quantiles[name];
  kept.histogram[channelIndex] = histogram;
}

/** A distribution of a value per waveform. */
export function distribution(
  source: SampledSource | RelativeSource,
): KeptForm<Distribution, EarlierMedians> {
  return {
    form: `16, 50 and 84 % quantiles and histogram (${binText[source.binning]}), by channel`,
    source,
    unknown: ({ detector }) => unknownDistribution(detector.adcCount * detector.channelCount),
    columns: (name) => [
      ...quantileNames.map((quantile) => ({
        ...numberColumn<Distribution>(`${name}_${quantile}`, (kept) => kept[quantile]),
        figuresOnlyByClass: true,
      })),
      firstBinColumn(name),
      countsColumn(name),
    ],
    formerColumns: (name) => [countsColumnOf32Bits(name), countListsColumn(name)],
    views: (name, title) => [
      {
        kind: "median",
        of: {},
        label: title.toLowerCase(),
        columns: ["p50", "p16", "p84"].map((quantile) => `${name}_${quantile}`),
        cells: ({ p50, p16, p84 }, i) => [p50[i]!, p16[i]!, p84[i]!],
      },
    ],
    pool: ({ detector }, memory) =>
      startMedians(detector.adcCount * detector.channelCount, source.binning, memory),
  };
}

const binText: Record<Binning, string> = {
  unit: "bins of 1 ADC16 count",
  log2: "32 bins per factor of 2",
  ratio: "32 bins per factor of 2, from 1/1024 on",
};

function firstBinColumn(name: string): Column<Distribution> {
  return {
    name: `${name}_histogram_first_bin`,
    type: "INT32",
    figuresOnly: true,
    read: ({ histogram }, i) => histogram[i]?.firstBin ?? null,
    write: ({ histogram }, cells) => {
      for (let i = 0; i < cells.length; i++)
        if (cells[i] !== null)
          histogram[i] = { firstBin: Number(cells[i]), counts: new Uint32Array(0) };
    },
  };
}

/**
 * Counts as bytes: how many bytes a count has, then the lowest bytes of all counts, then the next. Lists
 * take ten times as long to read, and whole counts one after another half as much room again.
 */
function countsColumn(name: string): Column<Distribution> {
  return {
    name: `${name}_histogram_count_bytes`,
    type: "BYTE_ARRAY",
    figuresOnly: true,
    addedLater: true,
    read: ({ histogram }, i) => histogram[i] && bytesOfCounts(histogram[i].counts),
    write: countsWriter((cell) => countsOfBytes(cell as Uint8Array)),
  };
}

/** Counts as older stores have them: 32-bit unsigned integers, little-endian. */
function countsColumnOf32Bits(name: string): StoredColumn<Distribution> {
  return {
    name: `${name}_histogram_counts_u32`,
    figuresOnly: true,
    addedLater: true,
    write: countsWriter((cell) => new Uint32Array(Uint8Array.from(cell as Uint8Array).buffer)),
  };
}

/** Counts as still older stores have them: lists of INT32. */
function countListsColumn(name: string): StoredColumn<Distribution> {
  return {
    name: `${name}_histogram_counts`,
    figuresOnly: true,
    addedLater: true,
    write: countsWriter((cell) => new Uint32Array(cell as readonly number[])),
  };
}

function countsWriter(
  countsIn: (cell: NonNullable<CellValue>) => Uint32Array,
): Column<Distribution>["write"] {
  return (kept, cells) =>
    kept.histogram.forEach((histogram, i) => {
      const cell = cells[i] ?? null;
      if (histogram && cell !== null) histogram.counts = countsIn(cell);
    });
}

function bytesOfCounts(counts: Uint32Array): Uint8Array {
  const most = counts.reduce((most, count) => Math.max(most, count), 0);
  const width = Math.max(1, Math.ceil((32 - Math.clz32(most)) / 8));
  const bytes = new Uint8Array(1 + width * counts.length);
  bytes[0] = width;
  let at = 1;
  for (let shift = 0; shift < 8 * width; shift += 8)
    for (let i = 0; i < counts.length; i++) bytes[at++] = counts[i]! >>> shift;
  return bytes;
}

function countsOfBytes(cell: Uint8Array): Uint32Array {
  const width = cell[0]!;
  const counts = new Uint32Array((cell.length - 1) / width);
  let at = 1;
  for (let shift = 0; shift < 8 * width; shift += 8)
    for (let i = 0; i < counts.length; i++) counts[i]! += (cell[at++]! << shift) >>> 0;
  return counts;
}
