/** What every thread of the fast engine knows of the work: plain data that can be posted. */
import type { Rails } from "../../detector/profile.js";
import type { FlowDirectLayout } from "../../flow/direct-read.js";
import type { SpectrumScale } from "../../numerics/fourier/power-spectrum.js";
import type { EventSelection } from "../event-selection.js";
import type { SpectrumTables } from "./tables.js";

/**
 * Neighbouring valid channels of one ADC that are computed together. "Position" everywhere means
 * the place of an event among the selected ones.
 */
export interface ChannelGroup {
  /** First channel index; the group is `indexCount` consecutive ones. */
  firstIndex: number;
  indexCount: number;
  /** Place of its first channel among the channels of its pass. */
  firstInPass: number;
}

/**
 * How waveforms come to memory. `slices`: each group's samples are read from uncompressed chunks
 * when the group is computed. `whole`: events are read and unpacked once per pass, one after the
 * other, into room for as many groups as fit it.
 */
export type ReadingMode = "slices" | "whole";

/** The work, cut up so that it fits the memory. */
export interface FastPlan {
  mode: ReadingMode;
  threads: number;
  /** Groups by pass; `slices` has a single one. */
  passes: ChannelGroup[][];
  /** Most channels of one pass. */
  passChannels: number;
  /** Most channels of one group. */
  groupChannels: number;
  /** Events whose samples of one group a thread holds at once (`slices`). */
  blockEvents: number;
  /** Bins whose powers of all events a thread holds at once. */
  blockBins: number;
  /** Bytes from one row of powers to the next. */
  rowBytes: number;
  memory: MemoryMap;
}

/** Where things lie in the memory, in bytes. */
export interface MemoryMap {
  bytes: number;
  /** See `Accumulator`, by [position][channelIndex]; only `valid` is set at first. */
  bits: number;
  /** i32 by [position][channelIndex]; see `Accumulator`. Not known where invalid. */
  scaledAmplitudes: number;
  /** u8 by [position]: 1 once a valid waveform is found that is not all zeros. */
  written: number;
  /** f32 quantiles of power by [probability][channelIndex][bin], NaN at first. */
  spectra: number;
  /** Right after `spectra`: f32 medians over dark waveforms by [channelIndex][bin], NaN at first. */
  darkSpectra: number;
  tables: SpectrumTables;
  compression: number;
  /** `whole`: int16 samples by [place among spectrum events][channel of the pass]. */
  waveforms: number;
  /** `whole`: f64 values by [channel of the pass][position][value]; see `ValueLayout`. */
  values: number;
  threads: ThreadMap[];
}

/** Where the things of one thread lie. */
export interface ThreadMap {
  /** Running extremes, f64 by [extreme][channelIndex], NaN at first. */
  extremes: number;
  /** Baseline-subtracted integrals times baseline samples, exact, f64 by [position]. */
  integrals: number;
  /** The largest step: f64 size (−1: none), position, channel index. */
  jump: number;
  addresses: number;
  records: number;
  /** `slices`: int16 by [event of the block][channel of the group]; `whole`: one event. */
  samples: number;
  /** `slices`: as the shared `values`, for the group. */
  values: number;
  /** f32 powers by [bin][column]. */
  powers: number;
  work: number;
  scratch: number;
  wanted: number;
}

/** Everything a thread needs besides the memory. */
export interface FastJob {
  plan: FastPlan;
  /** Channels of the detector, inactive ones included. */
  indexCount: number;
  sampleCount: number;
  sampleNs: number;
  spectrumScale: SpectrumScale;
  /** Ascending, at most three. */
  probabilities: readonly number[];
  /** [channelIndex] */
  thresholdAdc16: Float64Array;
  rails: Rails;
  selection: EventSelection;
  /** Null where only the main thread can read, through h5wasm. */
  direct: FlowDirectLayout | null;
}

/** Waveforms are processed in batches of at most this many, so that threads stay interruptible. */
export const batchWaveforms = 768;
