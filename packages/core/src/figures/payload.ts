/**
 * Payloads: what a figure shows, as data. They go into notebook outputs and JSON documents, so they
 * are compact (columns, rounded numbers, null for unknown) and plain JSON.
 *
 * Columns "by channel" hold the active channels only, in the order of `detectorGroups().active`:
 * by ADC, then by channel.
 */
import type { DetectorProfile } from "../detector/profile.js";
import type { Change, State } from "../judge/states/verdict.js";
import type { Denominator } from "../quantities/denominator.js";
import type { SpectrumScale } from "../quantities/kept/spectra.js";
import type { Flag } from "../quantities/table.js";
import type { TriggerClass } from "../quantities/trigger-class.js";
import type { Units } from "../units.js";
import type { TimeText } from "./style/time-text.js";

/** Version of every payload that this code writes, and the only one it reads. */
export const payloadVersion = 1;

/** The file a figure speaks of. */
export interface Source {
  /** File name without directory. */
  file: string;
  run: number | null;
  subRun: number | null;
  /** Null where no event has a valid time. */
  timeText: TimeText | null;
  /** The same times in UTC, ISO 8601, for whoever shows them in another zone. */
  timeUtc?: { first: string; last: string } | null;
  selectedEvents: number;
  fileEvents: number;
  /** Number of files, for a figure of several; their events are not counted. */
  fileCount?: number | undefined;
}

interface PayloadBase {
  version: typeof payloadVersion;
  /** The question that the figure answers, in words. */
  title: string;
  /** The answer in one sentence. */
  answer: string;
  source: Source;
}

type Column = (number | null)[];

/** One state a channel, drawn in a grid of ADCs and channels. */
export interface ChannelMaskPayload extends PayloadBase {
  kind: "channel-mask";
  detector: DetectorProfile;
  check: string;
  /** One entry a drawn channel; `limit` and `reason` point into the tables below. */
  cells: {
    adc: number[];
    channel: number[];
    state: State[];
    value: Column;
    limit: number[];
    n: number[];
    reason: number[];
    /** Against the previous file; null where not compared. Absent where no cell was. */
    change?: (Change | null)[];
  };
  /** What values were held against; the unit, also of the value, is empty for counts and ratios. */
  limits: { limit: number | readonly [number, number] | null; unit: string }[];
  reasons: string[];
  /** What each state means, for the legend, in its order. */
  meanings: Partial<Record<State, string>>;
}

/** Counts and their intervals by channel. */
export interface FractionColumns {
  passed: number[];
  total: number[];
  /** Ends of the interval, 0…1; [0, 1] where nothing was looked at. */
  low: number[];
  high: number[];
}

/** The share of waveforms with a flag, one panel an ADC. */
export interface FractionPanelsPayload extends PayloadBase {
  kind: "fraction-panels";
  detector: DetectorProfile;
  flag: Flag;
  triggerClass: TriggerClass;
  denominator: Denominator;
  /** Level of the intervals. */
  level: number;
  now: FractionColumns;
  /** Pooled counts of earlier files; null without any. */
  earlier: (FractionColumns & { fileCount: number }) | null;
  /** Channel status by channel; null without a status file. */
  status: number[] | null;
  /** The same question with other denominators, for views that can switch. */
  alternatives?: FractionAlternative[];
}

/** What differs where a fraction is a share of something else. */
export type FractionAlternative = Pick<
  FractionPanelsPayload,
  "title" | "answer" | "denominator" | "now" | "earlier"
>;

/** Baseline or noise, one panel an ADC. */
export interface ChannelQuantilesPayload extends PayloadBase {
  kind: "channel-quantiles";
  detector: DetectorProfile;
  quantity: "baseline" | "noise";
  unit: Units;
  p16: Column;
  p50: Column;
  p84: Column;
  /** Valid waveforms by channel. */
  n: number[];
  earlier: { fileCount: number; p16: Column; p84: Column } | null;
  status: number[] | null;
  /** Lowest and highest accepted median; null where none is set. */
  limit: readonly [number, number] | null;
}

/** A line of a spectra panel; `power` by frequency bin. */
export interface SpectrumLine {
  label: string;
  power: Column;
}

/** Power against frequency, several lines a panel. */
export interface SpectraPayload extends PayloadBase {
  kind: "spectra";
  /** `epcb`: one panel an ADC, one line an EPCB. `channel`: one panel an EPCB of one ADC. */
  per: "epcb" | "channel";
  scale: SpectrumScale;
  /** Bin k is at k · stepMHz. */
  stepMHz: number;
  panels: { label: string; lines: SpectrumLine[] }[];
  /** Frequencies that are watched, MHz. */
  watchedMHz: number[];
  spectrumEvents: number;
}

/** Waveforms of one EPCB, baseline-subtracted, in counts of `unitPerCount`. */
export interface WaveformsPanel {
  adc: number;
  epcb: number;
  /** Channel numbers, in the order of `counts`; channels with no valid waveform are left out. */
  channels: number[];
  /** [channel][point] */
  counts: number[][];
  /** Sum over the channels, by point; empty where no channel is valid. */
  sum: number[];
  /** Highest value of the undecimated sum in counts; null where no channel is valid. */
  peakCounts: number | null;
}

/** All waveforms of one event, one panel an EPCB. */
export interface WaveformsPayload extends PayloadBase {
  kind: "waveforms";
  detector: DetectorProfile;
  unit: Units;
  /** The value of one stored count in `unit`. */
  unitPerCount: number;
  event: number;
  triggerClass: TriggerClass;
  jump: { adc: number; channel: number; timeUs: number; size: number };
  sampleNs: number;
  sampleCount: number;
  /** Samples that were merged into two points, their lowest and highest; 1: nothing was merged. */
  samplesPerBin: number;
  panels: WaveformsPanel[];
}

/** A quantity over files. Columns are by file, oldest first. */
export interface TrendPayload extends PayloadBase {
  kind: "trend";
  /** What is drawn, with its unit: the title of the y axis. */
  quantity: string;
  scale: "linear" | "log";
  files: string[];
  /** First event of each file, milliseconds UTC, where every file has one; else null. */
  timeMs: number[] | null;
  /** IANA zone of the written times. */
  timeZone: string;
  /** `low` and `high`: the bar of a point; null where there is none. */
  series: {
    label: string;
    /** The panel that it is drawn in, by its label; all of one figure name one, or none does. */
    panel?: string;
    /** Its name in the legend, which panels share; the label where none is given. */
    legend?: string;
    value: Column;
    low: Column | null;
    high: Column | null;
  }[];
  /** What the first series is held against, drawn behind it; null for too few files. */
  band: { label: string; low: number; high: number } | null;
}

/** A figure whose data is missing. */
export interface UnavailablePayload extends PayloadBase {
  kind: "unavailable";
  /** Why there is nothing to draw. */
  reason: string;
}

export type Payload =
  | ChannelMaskPayload
  | FractionPanelsPayload
  | ChannelQuantilesPayload
  | SpectraPayload
  | WaveformsPayload
  | TrendPayload
  | UnavailablePayload;

export type PayloadKind = Payload["kind"];
