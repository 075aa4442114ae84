/** What a quantity is: one entry of the table in `index.ts`, one file of this folder. */
import type { DetectorProfile, Rails } from "../detector/profile.js";
import type { SpectrumScale } from "../numerics/fourier/power-spectrum.js";
import type { WaveformFeatures } from "../numerics/waveform-features.js";
import type { TriggerClass } from "./indexed-by/trigger-class.js";
import type { Column, StoredColumn } from "./kept/column.js";
import type { View } from "./kept/view.js";

/** What the arrays of a summary are sized by. */
export interface SummaryShape {
  detector: DetectorProfile;
  /** Classes that the file distinguishes. */
  triggerClasses: readonly TriggerClass[];
  spectrumScale: SpectrumScale;
  /** Bin centres of spectra that hold the watched lines only. */
  lineBinsMHz: readonly number[];
}

/**
 * A quantity: what it is called, what it is by definition, what is kept of it in a summary (`Kept`)
 * and in a reference of earlier files (`Earlier`; null where it has none).
 */
export interface Quantity<Kept, Earlier> extends KeptForm<Kept, Earlier> {
  /** As a heading: "Baseline". */
  title: string;
  /** Sizes in ADC16 counts are shown in any unit; powers in V²; counts have none. */
  unit: "ADC16" | "V²" | "";
  /** What it is, for the documentation. */
  definition: string;
  /** Name of its columns, before what distinguishes them; default the quantity's own, in snake case. */
  columnName?: string;
  /** Name in `history trend`; default the quantity's own, in kebab case. */
  trendName?: string;
  /** True where stores of this schema version have not always had it. */
  addedLater?: true;
}

/** Words of figures of a quantity. */
export interface FigureWords {
  /** Title of its axis, before the unit. */
  axis: string;
  /** The title of its page, a question: "Where do the baselines lie". */
  question: string;
}

/** A quantity with a distribution over the waveforms of a channel. */
export interface SampledQuantity<Kept, Earlier> extends Quantity<Kept, Earlier> {
  words: FigureWords & {
    /** The title of the page of two files, before "from …": "How do the baselines differ". */
    difference: string;
  };
}

/** How something is kept: in summaries, stores and references. */
export interface KeptForm<Kept, Earlier> {
  /** What is kept and by what it is indexed, for the documentation. */
  form: string;
  /** What engines make it of. */
  source: Source;
  /** "Unknown everywhere": NaN, null or no counts. */
  unknown(shape: SummaryShape): Kept;
  /** @param name `Quantity.columnName` */
  columns(name: string): Column<Kept>[];
  /** Columns of older stores, in whose place there are others now. */
  formerColumns?(name: string): StoredColumn<Kept>[];
  /** The numbers by channel that it offers to trends, comparisons and tables. */
  views(name: string, title: string): View<Kept>[];
  /**
   * Starts pooling the values of files, or goes on from what a pool of it kept; absent where no
   * reference is made.
   * @param memory is used and changed
   */
  pool?(shape: Pick<SummaryShape, "detector">, memory?: PoolMemory): Pool<Kept, Earlier>;
  /** True where there is one of it for each trigger class. */
  isByClass?: true;
  /** True where files of another waveform length cannot be pooled with it. */
  needsOneLength?: true;
}

/** Marks channels of one file that a reference excludes: 1 by channel index. */
export type LeftOut = Uint8Array | null;

/** Accumulates values of several files, in any order; what was added can be dropped again. */
export interface Pool<Kept, Earlier> {
  add(kept: Kept, leftOut: LeftOut): void;
  drop(kept: Kept, leftOut: LeftOut): void;
  /** The pooled values of the files that were added and not dropped. */
  earlier(): Earlier;
  /** What another pool goes on from: the same for the same files, however they came and went. */
  memory(): PoolMemory;
}

/** Plain data that survives a structured clone; each kind of pool knows its own. */
export type PoolMemory = unknown;

/** Which slot of the engines a quantity uses; only new arithmetic needs a new kind of slot. */
export type Source =
  /** A value per waveform, of which quantiles and a histogram are kept. */
  | SampledSource
  /** An amplitude relative to that of the TPC, of which the same is kept. */
  | RelativeSource
  /** The largest or smallest value over all valid waveforms. */
  | { kind: "extreme"; of: "largest" | "smallest"; value: ValueOf }
  /** Waveforms for which the test holds, among those of each denominator. */
  | { kind: "flag"; test: FlagTest }
  /** What the engine counts anyway: valid waveforms, events, spectra. */
  | { kind: "engine" };

/** @param thresholdAdc16 of the ADC */
export type FlagTest = (
  features: WaveformFeatures,
  thresholdAdc16: number,
  rails: Rails,
) => boolean;

export interface SampledSource {
  kind: "sampled";
  /** Finite, in ADC16 counts. */
  value: ValueOf;
  /**
   * Valid waveforms of the baseline class; those over threshold of all classes; or those of all
   * classes that start quietly, with `noise` at most 3 times the channel's median.
   */
  waveforms: "baseline-class" | "over-threshold" | "quiet-start";
  binning: "unit" | "log2";
}

export interface RelativeSource {
  kind: "relative";
  binning: "ratio";
}

type ValueOf = (features: WaveformFeatures) => number;
