/** What a trend is: a quantity of channels over files. Types only, also for browsers. */
import type { LightDqmError } from "../errors.js";
import type { Selection, ViewKind } from "../quantities/kept/view.js";
import type { QuantityName } from "../quantities/table.js";
import type { FileNote } from "../store/file-note.js";

/** What a trend is of: a view of a quantity. */
export interface TrendQuantity extends Selection {
  quantity: QuantityName;
}

/** Whose trend: one channel; an EPCB with each of its channels; an ADC with each of its EPCBs. */
export interface TrendScope {
  adc: number;
  epcb?: number | undefined;
  channel?: number | undefined;
}

/** One line of a trend, by file. Sizes in ADC16 counts, powers in V² or V²/Hz; NaN: unknown. */
export interface TrendSeries {
  label: string;
  adc: number;
  /** Null for the whole ADC or a channel. */
  epcb: number | null;
  channel: number | null;
  /** Median of the file, or for several channels the median of theirs; a fraction is 0…1. */
  value: Float64Array;
  /** 16 and 84 % quantiles of the file, for medians of a channel; else NaN. */
  low: Float64Array;
  high: Float64Array;
  /** Waveforms that passed and in total, for fractions. */
  counts: { passed: Float64Array; total: Float64Array } | null;
}

export interface Trend {
  quantity: TrendQuantity;
  /** What the values are; see `View`. */
  kind: ViewKind;
  scope: TrendScope;
  /** Oldest first. */
  files: FileNote[];
  series: TrendSeries[];
  /** Files that could not be read, and why. */
  unreadable: { path: string; error: LightDqmError }[];
}
