/** The numbers of one group of channels. */

import { readSlices } from "../../flow/direct-read.js";
import { histogramOf } from "../../numerics/histogram.js";
import { keptProbabilities, quantilesInPlace } from "../../numerics/quantile.js";
import { flagBits } from "../../numerics/waveform-features.js";
import type { Histogram } from "../../summary.js";
import { featureBatch } from "./features.js";
import { batchWaveforms, type ChannelGroup } from "./job.js";
import { powerRows } from "./spectra.js";
import type { FastThread } from "./thread.js";

/** What a thread hands back for a group; the rest lies in the shared memory. */
export interface GroupHistograms {
  firstIndex: number;
  /** By channel of the group. */
  baseline: (Histogram | null)[];
  noise: (Histogram | null)[];
}

/** Events that are read between two chances to stop: a cold disk takes milliseconds for each. */
const readsPerStep = 24;

/** Values of a row of powers that are gone through between two chances to stop. */
const rowValuesPerStep = 1_000_000;

/**
 * Computes a group, with a `yield` every few milliseconds at which the caller may stop or wait.
 * In mode `slices` it reads the samples too; in mode `whole` they lie in the store.
 */
export function* computeGroup(
  thread: FastThread,
  group: ChannelGroup,
): Generator<void, GroupHistograms> {
  const { mode } = thread.job.plan;
  const statistics =
    mode === "slices"
      ? thread.map.statistics
      : thread.job.plan.memory.statistics +
        group.firstInPass * 16 * thread.job.statisticsPositions.length;
  const samples = mode === "slices" ? sliceSamples(thread, group) : storedSamples(thread, group);
  yield* spectraOfGroup(thread, group, samples);
  if (samples.readRest) yield* samples.readRest();
  yield;
  return statisticsOfGroup(thread, group, statistics);
}

/** Where the waveforms of a group's spectrum events are, block by block. */
interface GroupSamples {
  /** Places among the spectrum events where blocks begin, and their end. */
  blockStarts: number[];
  /** Brings a block to memory. */
  load(block: number): Generator<void, void>;
  /** Address of a waveform of the loaded block. */
  address(place: number, channel: number): number;
  /** Goes through the events that enter no spectra. */
  readRest?: () => Generator<void, void>;
}

function storedSamples({ job }: FastThread, group: ChannelGroup): GroupSamples {
  const { memory, passChannels } = job.plan;
  const waveformBytes = 2 * job.sampleCount;
  return {
    blockStarts: [0, job.spectrumPositions.length],
    *load() {},
    address: (place, channel) =>
      memory.store + (place * passChannels + group.firstInPass + channel) * waveformBytes,
  };
}

/** Reads blocks of events and, the first time, takes the features of their waveforms. */
function sliceSamples(thread: FastThread, group: ChannelGroup): GroupSamples {
  const { job, map, bytes } = thread;
  const { spectrumPositions, sampleCount, indexCount } = job;
  const { blockEvents, memory } = job.plan;
  const waveformBytes = 2 * sampleCount;
  const eventBytes = group.indexCount * waveformBytes;
  const features = featureBatch(thread, map.statistics);

  function* read(positions: Uint32Array, takeFeatures: boolean): Generator<void, void> {
    for (let start = 0; start < positions.length; start += readsPerStep) {
      const end = Math.min(start + readsPerStep, positions.length);
      for (let i = start; i < end; i++) {
        const position = positions[i]!;
        const at = map.samples + i * eventBytes;
        readSlices(
          job.direct!,
          job.events[position]!,
          group.firstIndex * waveformBytes,
          bytes,
          at,
          eventBytes,
        );
        if (!takeFeatures) continue;
        const bitsAt = memory.bits + position * indexCount + group.firstIndex;
        for (let channel = 0; channel < group.indexCount; channel++)
          if ((bytes[bitsAt + channel]! & flagBits.valid) !== 0)
            features.add(
              position,
              group.firstIndex + channel,
              channel,
              at + channel * waveformBytes,
            );
      }
      if (takeFeatures) features.flush();
      yield;
    }
  }

  const blockStarts: number[] = [];
  for (let start = 0; start < spectrumPositions.length; start += blockEvents)
    blockStarts.push(start);
  blockStarts.push(spectrumPositions.length);
  const seen = new Set<number>();
  let loaded = -1;
  return {
    blockStarts,
    *load(block) {
      if (loaded === block) return;
      const positions = spectrumPositions.subarray(blockStarts[block], blockStarts[block + 1]);
      yield* read(positions, !seen.has(block));
      seen.add(block);
      loaded = block;
    },
    address: (place, channel) =>
      map.samples + (place - blockStarts[loaded]!) * eventBytes + channel * waveformBytes,
    *readRest() {
      const entersSpectra = new Set(spectrumPositions);
      const rest = Uint32Array.from(job.events.keys()).filter(
        (position) => !entersSpectra.has(position),
      );
      for (let start = 0; start < rest.length; start += blockEvents)
        yield* read(rest.subarray(start, start + blockEvents), true);
    },
  };
}

/** Powers and their quantiles, channel by channel and range of bins by range of bins. */
function* spectraOfGroup(
  thread: FastThread,
  group: ChannelGroup,
  samples: GroupSamples,
): Generator<void, void> {
  const { job } = thread;
  const { blockBins } = job.plan;
  const binCount = Math.floor(job.sampleCount / 2) + 1;
  const { blockStarts } = samples;

  for (let firstBin = 0; firstBin < binCount; firstBin += blockBins) {
    const endBin = Math.min(firstBin + blockBins, binCount);
    const rows = powerRows(thread, firstBin, endBin);
    for (let channel = 0; channel < group.indexCount; channel++) {
      const channelIndex = group.firstIndex + channel;
      let count = 0;
      for (let block = 0; block + 1 < blockStarts.length; block++) {
        yield* samples.load(block);
        const addresses = validAddresses(thread, samples, block, channelIndex, channel);
        for (let i = 0; i < addresses.length; i += batchWaveforms) {
          const batch = addresses.slice(i, i + batchWaveforms);
          rows.transform(batch, count);
          count += batch.length;
          yield;
        }
      }
      if (count === 0) continue;
      const rowsPerStep = Math.max(1, Math.floor(rowValuesPerStep / count));
      for (let from = firstBin; from < endBin; from += rowsPerStep) {
        rows.quantiles(count, channelIndex, from, Math.min(from + rowsPerStep, endBin));
        yield;
      }
    }
  }
}

/** Addresses of the valid waveforms of a channel in the loaded block. */
function validAddresses(
  { job, bytes }: FastThread,
  samples: GroupSamples,
  block: number,
  channelIndex: number,
  channel: number,
): number[] {
  const { bits } = job.plan.memory;
  const addresses: number[] = [];
  for (let place = samples.blockStarts[block]!; place < samples.blockStarts[block + 1]!; place++) {
    const position = job.spectrumPositions[place]!;
    if ((bytes[bits + position * job.indexCount + channelIndex]! & flagBits.valid) !== 0)
      addresses.push(samples.address(place, channel));
  }
  return addresses;
}

/** Quantiles and histograms of baseline and noise. */
function statisticsOfGroup(
  { job, bytes, float64 }: FastThread,
  group: ChannelGroup,
  statistics: number,
): GroupHistograms {
  const { statisticsPositions, indexCount } = job;
  const { bits, quantiles } = job.plan.memory;
  const room = statisticsPositions.length;
  const values = new Float64Array(room);
  const histograms: GroupHistograms = { firstIndex: group.firstIndex, baseline: [], noise: [] };
  for (let channel = 0; channel < group.indexCount; channel++) {
    const channelIndex = group.firstIndex + channel;
    for (let kind = 0; kind < 2; kind++) {
      const start = statistics / 8 + (channel * 2 + kind) * room;
      let count = 0;
      for (let i = 0; i < room; i++)
        if (
          (bytes[bits + statisticsPositions[i]! * indexCount + channelIndex]! & flagBits.valid) !==
          0
        )
          values[count++] = float64[start + i]!;
      const histogram = histogramOf(values, 0, count);
      if (kind === 0) histograms.baseline.push(histogram);
      else histograms.noise.push(histogram);
      quantilesInPlace(values, 0, count, keptProbabilities).forEach((value, i) => {
        float64[quantiles / 8 + (kind * keptProbabilities.length + i) * indexCount + channelIndex] =
          value;
      });
    }
  }
  return histograms;
}
