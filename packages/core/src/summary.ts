/**
 * `FileSummary`: everything that is known of one FLOW file. The waist of the package: what is made
 * before it sees waveforms, what comes after it (history, judgement, figures, reports) needs none.
 *
 * Arrays by channel are indexed by `adc * channelCount + channel` and hold every channel,
 * inactive ones included. Sizes are in ADC16 counts. NaN means unknown: no valid waveform.
 */
import type { DetectorProfile } from "./detector/profile.js";
import type { SpectrumScale } from "./numerics/fourier/power-spectrum.js";
import type { RunNumber } from "./numerics/run-number.js";
import type { ExemplarEvents } from "./quantities/indexed-by/exemplar-kind.js";
import type { TriggerClass } from "./quantities/indexed-by/trigger-class.js";
import type { KeptQuantities } from "./quantities/table.js";
import type { EventCut } from "./words/event-cut.js";
import type { TriggerCodeCount } from "./words/trigger-codes.js";
import type { UntimedCounts } from "./words/untimed.js";

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

/** Waveforms of one event, for display. */
export interface EventWaveforms {
  /** Event index in the file. */
  event: number;
  triggerClass: TriggerClass;
  /** Raw samples at `channelIndex * sampleCount + sample`. */
  samplesAdc16: Int16Array;
  /** Baseline by channel; NaN where the waveform is invalid or not kept. */
  baselineAdc16: Float64Array;
}

/** The waveforms of an EPCB in one event, for display. */
export interface EpcbWaveforms {
  adc: number;
  /** Number of the EPCB in its ADC. */
  epcb: number;
  /** Event index in the file. */
  event: number;
  triggerClass: TriggerClass;
  /** Raw samples at `k * sampleCount + sample`, k < channelsPerEpcb the place in `epcbMembers`. */
  samplesAdc16: Int16Array;
  /** Baseline by the same place; NaN where the waveform is invalid, or the EPCB has no such channel. */
  baselineAdc16: Float64Array;
}

/** A waveform that shows what a check found in a channel. */
export interface Exemplar {
  adc: number;
  channel: number;
  /** Title of the check. */
  title: string;
  /** Event index in the file. */
  event: number;
  triggerClass: TriggerClass;
  /** Above the baseline, by sample. */
  aboveAdc16: Float64Array;
  /** The mean of the other valid channels of its EPCB in that event; null where there are none. */
  othersAdc16: Float64Array | null;
}

/** What the numbers were computed with: changing one of these changes the numbers. */
export interface NumbersSettings {
  /**
   * Which events of the file are analysed; absent: all. Numbers of a cut are compared only with
   * those of the same cut, and are not kept in a store.
   */
  cut?: EventCut | undefined;
  /** At most this many events are analysed, of those that the cut takes. */
  maxEvts: number;
  /** At most this many of them enter the spectra. */
  powspecNevts: number;
  /** Threshold of over-threshold and negative, one per ADC. */
  thresholdAdc16: readonly number[];
  spectrumScale: SpectrumScale;
}

/**
 * The numbers of a file: what a compute engine makes of its waveforms. Those of the table of
 * quantities, and what is known of the file as a whole.
 */
export interface FileNumbers extends KeptQuantities {
  /** Indices of the events that were analysed, ascending. */
  selectedEvents: number[];
  /** Indices of the events that entered the spectra: a subset of `selectedEvents`. */
  spectrumEvents: number[];
  /** Class whose events give baseline and noise: self, or all where no trigger is beam or self. */
  baselineTriggerClass: TriggerClass;
  largestJump: Jump | null;
  /**
   * The event of `largestJump`, with the waveforms of the EPCBs that have a large step in it
   * (`isLargeStep`; summaries of earlier versions hold those of all); null when no selected waveform
   * is valid.
   */
  jumpEvent: EventWaveforms | null;
  /**
   * Of each EPCB its brightest event: among the selected ones in which at least two of its channels
   * are over threshold, the one with the largest sum of their amplitudes, clipped or not; of equal
   * ones the first. In the order of ADC and EPCB; EPCBs without such an event are not in it, and of
   * a detector with more than 64 EPCBs only the 64 that saw most light. Null where it is not kept.
   */
  brightestEvents: EpcbWaveforms[] | null;
  /**
   * Events in which channels show what checks may find; not stored. Null where it is not known.
   */
  exemplarEvents: ExemplarEvents | null;
  /**
   * Waveforms that show the alarms that the file had when it was reported, in single precision where
   * they come from a store; absent where it had none.
   */
  exemplars?: Exemplar[];
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
  run: RunNumber | null;
  subRun: RunNumber | null;
  /**
   * Tells files of the same name and size apart: a hash of the event table and of two events'
   * waveforms. Absent for numbers of the old script and in summaries of earlier versions.
   */
  eventsHash?: string | undefined;
}

/** Events of the file in order, each compared with the last one before it that has a time. */
export interface TimeOrder {
  /** The clock that they are ordered by; null where neither has more to say than that it stands. */
  clock: "utime_ms" | "tai_ns" | null;
  /** Events that the clock gives a time. */
  timed: number;
  /** Of them, earlier than the one before. */
  backward: number;
  /** Of them, at the very time of the one before. */
  repeated: number;
  /** Events without a valid `utime_ms`, whichever clock orders them. */
  untimed: UntimedCounts;
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
  /**
   * Events by `trig_type`, ascending: every code that the file has. Null where triggers are not
   * typed, and for summaries of versions that did not count them.
   */
  triggerCodes: TriggerCodeCount[] | null;
  /** Times of the first and last event, milliseconds UTC; null where no time is valid. */
  time: { firstMs: number; lastMs: number } | null;
  /** Why `time` is null, in words; null where it is known. */
  timeUnknown: string | null;
  /** Whether the times of all events ascend; null where it was not analysed. */
  timeOrder: TimeOrder | null;
  /** −1 inactive, 0 good, 1 dead, 2 bad baseline, 3 both; null without a status file. */
  channelStatus: Int8Array | null;
  settings: NumbersSettings;
  /** Version of this package that computed the numbers. */
  softwareVersion: string;
  /** When, milliseconds UTC. */
  processedMs: number;
  /** Set for numbers of the old script: what is missing or only approximate. */
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
