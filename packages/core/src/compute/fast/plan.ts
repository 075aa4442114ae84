/** Cutting the work of the fast engine so that it fits a memory budget. Pure. */

import { extremes } from "../accumulator.js";
import type { ChannelGroup, FastPlan, MemoryMap, ThreadMap } from "./job.js";
import { batchWaveforms } from "./job.js";
import { compressionBytes, spectrumTablesAt, wantedQuantileBytes } from "./tables.js";
import { recordBytes } from "./waveform-record.js";

/** What the plan depends on. */
export interface PlanInput {
  /** True where slices of events can be read: uncompressed, and without the HDF5 library. */
  canSlice: boolean;
  threads: number;
  /** Channel indices with any valid waveform, ascending. */
  channels: readonly number[];
  /** Channels of the detector, and of one ADC. */
  indexCount: number;
  channelCount: number;
  sampleCount: number;
  selectedCount: number;
  /** Bytes of the values that are kept of a channel's waveforms. */
  valueBytes: number;
  spectrumCount: number;
  probabilityCount: number;
  /** What may be held at once, in bytes. */
  memoryBytes: number;
}

/** Bytes that are read with one read, about: 12 channels of 1000 samples, 20 of 600. */
const readBytes = 24_000;

/** Cuts the work into passes, groups, blocks of events and of bins, and lays out the memory. */
export function planWork(wanted: PlanInput): FastPlan {
  const amplitudes = amplitudeBytes(wanted);
  // Of a budget that they would use up, half is left for the rest.
  const memoryBytes = Math.max(wanted.memoryBytes - amplitudes, wanted.memoryBytes / 2);
  const input = { ...wanted, memoryBytes };
  if (!input.canSlice) return planWhole(input);
  // Events that enter no spectra are read once: in the file's order, not group by group.
  const mostEnterNoSpectra = input.selectedCount >= 2 * input.spectrumCount;
  const whole = mostEnterNoSpectra ? planWhole(input) : null;
  return whole?.passes.length === 1 ? whole : planSlices(input);
}

/** What is held of all amplitudes at once. */
function amplitudeBytes({ selectedCount, indexCount }: PlanInput): number {
  return 4 * selectedCount * indexCount;
}

/** Half of what a thread may hold goes to powers, half to samples. */
function planSlices(input: PlanInput): FastPlan {
  const perThread = input.memoryBytes / input.threads;
  const blockBins = blockBinsOf(input, perThread / 2);
  const ofSamples = perThread - blockBins * rowBytesOf(input);
  const ofRead = readBytes / (2 * input.sampleCount);
  const groupChannels = atLeastOne(Math.min(ofRead, ofSamples / channelBytes(input)));
  const blockEvents = atLeastOne(
    Math.min(
      Math.max(input.spectrumCount, 64),
      (ofSamples - input.valueBytes * groupChannels) / (groupChannels * 2 * input.sampleCount),
    ),
  );
  const passes = [channelGroups(input.channels, groupChannels, input.channelCount)];
  return completed(input, { mode: "slices", passes, groupChannels, blockEvents, blockBins });
}

function planWhole(input: PlanInput): FastPlan {
  const { channels, threads, memoryBytes } = input;
  const blockBins = blockBinsOf(input, memoryBytes / threads / 8);
  const ofWaveforms = memoryBytes - threads * blockBins * rowBytesOf(input);
  const mostChannels = atLeastOne(ofWaveforms / Math.max(1, channelBytes(input)));
  // Passes as equal as can be: fuller ones take memory and save no reading.
  const passCount = Math.ceil(channels.length / mostChannels);
  const passChannels = atLeastOne(Math.ceil(channels.length / Math.max(1, passCount)));
  const groupChannels = 4;
  const passes: ChannelGroup[][] = [];
  for (let first = 0; first < channels.length; first += passChannels) {
    const ofThisPass = channels.slice(first, first + passChannels);
    passes.push(channelGroups(ofThisPass, groupChannels, input.channelCount));
  }
  return completed(input, { mode: "whole", passes, groupChannels, blockEvents: 1, blockBins });
}

/** Bins of all events that fit so many bytes. */
function blockBinsOf(input: PlanInput, bytes: number): number {
  return atLeastOne(Math.min(Math.floor(input.sampleCount / 2) + 1, bytes / rowBytesOf(input)));
}

/**
 * Room for two kinds of events, each padded to eight, and four values more: the kernel writes four
 * columns wherever it begins. Never a power of two: such rows would share their places in the caches.
 */
function rowBytesOf({ spectrumCount }: PlanInput): number {
  return 32 * ((Math.ceil(spectrumCount / 8) + 1) | 1) + 16;
}

/** What is held of a channel: its samples for the spectra, its values. */
function channelBytes({ spectrumCount, sampleCount, valueBytes }: PlanInput): number {
  return spectrumCount * 2 * sampleCount + valueBytes;
}

function atLeastOne(count: number): number {
  return Math.max(1, Math.floor(count));
}

/** Runs of consecutive channels of one ADC, at most `most` long, as equal as can be. */
export function channelGroups(
  channels: readonly number[],
  most: number,
  channelCount: number,
): ChannelGroup[] {
  const groups: ChannelGroup[] = [];
  let start = 0;
  while (start < channels.length) {
    let end = start + 1;
    while (
      end < channels.length &&
      channels[end] === channels[end - 1]! + 1 &&
      channels[end]! % channelCount !== 0
    )
      end++;
    const parts = Math.ceil((end - start) / most);
    for (let part = 0; part < parts; part++) {
      const from = start + Math.floor(((end - start) * part) / parts);
      const to = start + Math.floor(((end - start) * (part + 1)) / parts);
      groups.push({ firstIndex: channels[from]!, indexCount: to - from, firstInPass: from });
    }
    start = end;
  }
  return groups;
}

type Cut = Pick<FastPlan, "mode" | "passes" | "groupChannels" | "blockEvents" | "blockBins">;

function completed(input: PlanInput, cut: Cut): FastPlan {
  const passChannels = Math.max(
    0,
    ...cut.passes.map((groups) => groups.reduce((sum, group) => sum + group.indexCount, 0)),
  );
  const rowBytes = rowBytesOf(input);
  const memory = memoryMap(input, { ...cut, rowBytes }, passChannels);
  return { threads: input.threads, passChannels, rowBytes, ...cut, memory };
}

function memoryMap(
  input: PlanInput,
  cut: Cut & { rowBytes: number },
  passChannels: number,
): MemoryMap {
  const { indexCount, sampleCount, selectedCount, valueBytes, spectrumCount } = input;
  const waveformBytes = 2 * sampleCount;
  const binCount = Math.floor(sampleCount / 2) + 1;
  const slices = cut.mode === "slices";
  let end = 1024;
  const take = (bytes: number): number => {
    const at = end;
    // A line of slack: vector stores may reach 16 bytes past what they keep.
    end = 64 * Math.ceil((at + bytes + 64) / 64);
    return at;
  };

  const bits = take(selectedCount * indexCount);
  const scaledAmplitudes = take(amplitudeBytes(input));
  const written = take(selectedCount);
  const spectra = take(4 * (input.probabilityCount + 1) * indexCount * binCount);
  const darkSpectra = spectra + 4 * input.probabilityCount * indexCount * binCount;
  const { tables } = spectrumTablesAt(take(spectrumTablesAt(0, sampleCount).end), sampleCount);
  const compression = take(compressionBytes);
  const waveforms = take(slices ? 0 : spectrumCount * passChannels * waveformBytes);
  const values = take(slices ? 0 : passChannels * valueBytes);
  const batch = Math.max(batchWaveforms, indexCount);
  const threads = Array.from(
    { length: input.threads },
    (): ThreadMap => ({
      extremes: take(8 * extremes.length * indexCount),
      integrals: take(8 * selectedCount),
      jump: take(32),
      addresses: take(4 * Math.max(batch, spectrumCount + 4)),
      records: take(recordBytes * batch),
      samples: take(
        slices ? cut.blockEvents * cut.groupChannels * waveformBytes : indexCount * waveformBytes,
      ),
      values: take(slices ? cut.groupChannels * valueBytes : 0),
      powers: take(cut.blockBins * cut.rowBytes),
      work: take(32 * sampleCount),
      scratch: take((input.probabilityCount + 1) * (2 * cut.rowBytes + 512)),
      wanted: take(wantedQuantileBytes * (input.probabilityCount + 1)),
    }),
  );
  return {
    bytes: end,
    bits,
    scaledAmplitudes,
    written,
    spectra,
    darkSpectra,
    tables,
    compression,
    waveforms,
    values,
    threads,
  };
}
