/** What a trend is: a quantity of channels over files. Types only, also for browsers. */
import type { GroupKind } from "../detector/channel-groups.js";
import type { LightDqmError } from "../errors.js";
import type { Selection, ViewKind } from "../quantities/kept/view.js";
import type { QuantityName } from "../quantities/table.js";
import type { FileNote } from "../store/file-note.js";

/** What a trend is of: a view of a quantity. */
export interface TrendQuantity extends Selection {
  quantity: QuantityName;
}

/**
 * Whose trend, by numbers: one of `adc`, `tpc`, `module`, `adc` with `epcb`, `adc` with `tpc` (half an
 * ADC), `tpc` with `trap`, `adc` with `channel`. `trendLines` says which lines each has.
 */
export interface TrendScope {
  adc?: number | undefined;
  channel?: number | undefined;
  /** In its ADC. */
  epcb?: number | undefined;
  tpc?: number | undefined;
  /** In its TPC. */
  trap?: number | undefined;
  module?: number | undefined;
}

/** Whose a line of a trend is. */
export interface TrendLine {
  label: string;
  kind: GroupKind | "channel";
  /** Null for a group with channels of several ADCs. */
  adc: number | null;
  /** Of the channel in its ADC, or of the group as `ChannelGroup` counts. */
  number: number;
  members: (readonly [adc: number, channel: number])[];
}

/** One line of a trend, by file. Sizes in ADC16 counts, powers in V² or V²/Hz; NaN: unknown. */
export interface TrendSeries extends TrendLine {
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
  /** In words: `ADC 2, channel 13`, `ADC 0 in TPC 1`. */
  label: string;
  /** Name of the newest file's detector, which all `files` are of; null where there are none. */
  detector: string | null;
  /** Oldest first. */
  files: FileNote[];
  /** The whole group first; none where there are no files. */
  series: TrendSeries[];
  /** How many files of other detectors there are; they are not among `files`. */
  excluded: { detector: string; fileCount: number }[];
  /** Files that could not be read, and why. */
  unreadable: { path: string; error: LightDqmError }[];
}
