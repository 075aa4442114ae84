/** Earlier files as one reference: what figures draw as a band and checks compare with. */
import type { Counts, Denominator, Flag, TriggerClass } from "../summary.js";

/** Median and robust spread of a quantity over earlier files, by channel; NaN where unknown. */
export interface EarlierMedians {
  /** Median over files of the file medians. */
  median: Float64Array;
  /** 1.4826 · median absolute deviation over files (0 for a single file). */
  spread: Float64Array;
  /** Median of `spread` over the channels that have one; NaN without any. */
  typicalSpread: number;
  /** 16 and 84 % quantiles of all earlier values, pooled from the files' histograms. */
  p16: Float64Array;
  p84: Float64Array;
  /** Files that had a value, by channel. */
  fileCount: Uint32Array;
}

/** Line powers over earlier files; see `relativeLines`. [channelIndex * lines + line] */
export interface EarlierLines extends Omit<EarlierMedians, "p16" | "p84"> {}

/** Over-dispersion: variance of counts over files in units of the binomial one, 1 or more. [channelIndex] */
export type Dispersion = Float64Array;

/** A roll-up of earlier compatible files. Sizes in ADC16 counts. */
export interface Reference {
  /** Names of the input files it was made of, oldest first. */
  files: string[];
  /** Earlier files that were left out, with the reason. */
  refused: { file: string; reason: string }[];
  /** Channels of single files that were bad by themselves and so left out, over all files. */
  leftOut: number;
  baselineAdc16: EarlierMedians;
  noiseAdc16: EarlierMedians;
  lines: EarlierLines;
  /** Counts added over files; a class is absent where no earlier file knows it. */
  fractions: Record<Flag, Partial<Record<TriggerClass, Record<Denominator, Counts>>>>;
  /** Of the counts normalised to `total`; 1 where there are too few files to tell. */
  dispersion: Record<Flag, Partial<Record<TriggerClass, Dispersion>>>;
  /** Beam triggers among all events; null where triggers are not told apart. */
  triggers: { beam: number; all: number; dispersion: number } | null;
}
