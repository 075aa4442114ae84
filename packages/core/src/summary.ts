/**
 * `FileSummary`: everything that is known of one FLOW file. The waist of the package: what is made
 * before it sees waveforms, what comes after it (history, judgement, figures, reports) needs none.
 *
 * Arrays by channel are channelIndex, indexed by `adc * channelCount + channel`, and hold every channel,
 * inactive ones included. Sizes are in ADC16 counts. NaN means unknown: no valid waveform.
 */
import type { DetectorProfile } from "./detector/profile.js";

/** Trigger classes: every event, beam triggers, self triggers. */
export type TriggerClass = "all" | "beam" | "self";
export const triggerClasses: readonly TriggerClass[] = ["beam", "self", "all"];

/** Per-waveform flags that are counted. */
export type Flag = "clipped" | "negative" | "lowerRail";
export const flags: readonly Flag[] = ["clipped", "negative", "lowerRail"];

/** What a fraction is normalised to: waveforms over threshold in a group, or all valid ones. */
export type Denominator = "channel" | "epcb" | "tpc" | "total";
export const denominators: readonly Denominator[] = ["channel", "epcb", "tpc", "total"];

/** The 16, 50 and 84 % quantiles by channel (linear interpolation); NaN where nothing is valid. */
export interface Quantiles {
  p16: Float64Array;
  p50: Float64Array;
  p84: Float64Array;
}

/** Waveforms that passed and were looked at, by channel: passed ≤ total always. */
export interface Counts {
  passed: Uint32Array;
  total: Uint32Array;
}

/** Counts of one flag in one trigger class, by denominator. */
export type FractionCounts = Record<Denominator, Counts>;

/** Histogram with bins of 1 ADC16 count: bin i holds values in [first + i, first + i + 1). */
export interface Histogram {
  firstBinAdc16: number;
  counts: Uint32Array;
}

/** Power per frequency bin, quantiles over the valid events of each channel. */
export interface Spectra {
  /** `power`: P[k] = 2·|rfft(w in V)[k] / (⌊N/2⌋+1)|² in V². `density`: one-sided V²/Hz. */
  scale: SpectrumScale;
  /** Bin centres, ⌊N/2⌋+1 of them. */
  frequencyMHz: Float64Array;
  /** Quantiles at `channelIndex * frequencyMHz.length + bin`; NaN for channels with no valid event. */
  p16: Float32Array | Float64Array;
  p50: Float32Array | Float64Array;
  p84: Float32Array | Float64Array;
  /** Valid events that entered, by channel. */
  validCount: Uint32Array;
}
export type SpectrumScale = "power" | "density";

/** The largest step between neighbouring samples in the file. */
export interface Jump {
  /** Event index in the file. */
  event: number;
  adc: number;
  channel: number;
  /** The step goes from this sample to the next. */
  sample: number;
  /** |w[i+1] − w[i]|, exact beyond 16 bits. */
  sizeAdc16: number;
}

/** All waveforms of one event, for display. */
export interface EventWaveforms {
  /** Event index in the file. */
  event: number;
  triggerClass: TriggerClass;
  /** Raw samples at `channelIndex * sampleCount + sample`. */
  samplesAdc16: Int16Array;
  /** Baseline by channel; NaN where the waveform is invalid. */
  baselineAdc16: Float64Array;
}

/** What the numbers were computed with: changing one of these changes the numbers. */
export interface NumbersSettings {
  /** At most this many events are looked at. */
  maxEvts: number;
  /** At most this many of them enter the spectra. */
  powspecNevts: number;
  /** Threshold of over-threshold and negative, one an ADC. */
  thresholdAdc16: readonly number[];
  spectrumScale: SpectrumScale;
}

/** The numbers of a file: what a compute engine makes of its waveforms. */
export interface FileNumbers {
  /** Event indices looked at, ascending. */
  selectedEvents: number[];
  /** Event indices that entered the spectra: a subset of `selectedEvents`. */
  spectrumEvents: number[];
  /** Selected events by trigger class; classes the file cannot tell are absent. */
  eventCount: Partial<Record<TriggerClass, number>>;
  /** Class whose events give baseline and noise: self, or all where triggers are not typed. */
  statisticsClass: TriggerClass;
  /** Valid waveforms by trigger class and channel. */
  validCount: Partial<Record<TriggerClass, Uint32Array>>;
  baselineAdc16: Quantiles;
  noiseAdc16: Quantiles;
  /** By channel, over the events of `statisticsClass`; null where nothing is valid. */
  baselineHistogram: (Histogram | null)[];
  noiseHistogram: (Histogram | null)[];
  /** Largest of max(w) − baseline and smallest of min(w) − baseline over valid selected events. */
  maxAmplitudeAdc16: Float64Array;
  minAmplitudeAdc16: Float64Array;
  fractions: Record<Flag, Partial<Record<TriggerClass, FractionCounts>>>;
  spectra: Spectra;
  largestJump: Jump | null;
  /** The event of `largestJump`; null when no selected waveform is valid. */
  jumpEvent: EventWaveforms | null;
  /** Selected event whose valid waveforms sum to the largest baseline-subtracted integral. */
  largestIntegralEvent: number | null;
}

/** Where the numbers come from. */
export interface InputFile {
  /** File name without directory. */
  name: string;
  sizeBytes: number;
  /** Time of last change, milliseconds UTC. */
  mtimeMs: number;
  /** Run and sub-run number from the name; null where it has none. */
  run: number | null;
  subRun: number | null;
}

/** Events of the file in order, each held against the last one before it that has a time. */
export interface TimeOrder {
  /** Events with a valid time. */
  timed: number;
  /** Of them, earlier than the one before. */
  backward: number;
  /** Of them, at the very time of the one before. */
  repeated: number;
}

/** One file's numbers with what is needed to understand them later. */
export interface FileSummary extends FileNumbers {
  schemaVersion: typeof summarySchemaVersion;
  input: InputFile;
  detector: DetectorProfile;
  /** Samples of a waveform. */
  sampleCount: number;
  /** Events in the file, selected or not. */
  fileEventCount: number;
  /** False for producers that write no `trig_type`: one class, `all`. */
  triggersTyped: boolean;
  /** Times of the first and last event, milliseconds UTC; null where no time is valid. */
  time: { firstMs: number; lastMs: number } | null;
  /** How the times of all events follow each other; null where it was not looked at. */
  timeOrder: TimeOrder | null;
  /** −1 inactive, 0 good, 1 dead, 2 bad baseline, 3 both; null without a status file. */
  channelStatus: Int8Array | null;
  settings: NumbersSettings;
  /** Version of this package that computed the numbers. */
  softwareVersion: string;
  /** When, milliseconds UTC. */
  processedMs: number;
  /** Set for numbers of the old script: what is not known of them, or only approximately. */
  imported?: ImportedFrom | undefined;
}

/** Where numbers of the old script come from. */
export interface ImportedFrom {
  /** Directory of the JSON lines. */
  directory: string;
  /** The old script's `file_index`, which orders the files of a directory. */
  fileIndex: number;
  /** What is approximate or missing, in words. */
  approximate: string[];
}

export const summarySchemaVersion = 1;

/** Frequencies that are watched for lines, in MHz. */
export const lineFrequenciesMHz: readonly number[] = [
  0.5, 1.8, 4.6, 7.1, 8.5, 10, 11.5, 19, 20, 25, 30,
];

/**
 * Index of the bin nearest to a frequency (the lower one at a tie).
 * @param frequencyMHz bin centres, ascending
 */
export function nearestBin(frequencyMHz: ArrayLike<number>, targetMHz: number): number {
  let best = 0;
  for (let i = 1; i < frequencyMHz.length; i++) {
    if (Math.abs(frequencyMHz[i]! - targetMHz) < Math.abs(frequencyMHz[best]! - targetMHz))
      best = i;
  }
  return best;
}

/** Median power at one line by channel; NaN where unknown. [channelIndex] */
export function linePower(
  { spectra }: Pick<FileNumbers, "spectra">,
  lineMHz: number,
): Float64Array {
  const binCount = spectra.frequencyMHz.length;
  const bin = nearestBin(spectra.frequencyMHz, lineMHz);
  return Float64Array.from(
    { length: spectra.p50.length / binCount },
    (_, channelIndex) => spectra.p50[channelIndex * binCount + bin]!,
  );
}
