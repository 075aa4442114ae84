/** The numbers of one group of channels. */

import { readSlices } from "../../flow/direct-read.js";
import { validBit } from "../flags/flag-bits.js";
import { darkBit } from "../shape-bits.js";
import { type ChannelDistributions, channelDistributions } from "../waveform-values.js";
import { featureBatch } from "./features.js";
import { batchWaveforms, type ChannelGroup } from "./job.js";
import { columnAfter, powerRows } from "./spectra.js";
import type { FastThread } from "./thread.js";

/** What a thread hands back for a group; the rest lies in the shared memory. */
export interface GroupDistributions {
  firstIndex: number;
  /** By channel of the group. */
  channels: ChannelDistributions[];
}

/** Events that are read between two chances to stop: a cold disk takes milliseconds for each. */
const readsPerStep = 24;

/** Values of a row of powers that are gone through between two chances to stop. */
const rowValuesPerStep = 1_000_000;

/**
 * Computes a group, with a `yield` every few milliseconds at which the caller may stop or wait.
 * In mode `slices` it reads the samples too; in mode `whole` they lie in memory.
 */
export function* computeGroup(
  thread: FastThread,
  group: ChannelGroup,
): Generator<void, GroupDistributions> {
  const { mode } = thread.job.plan;
  const values =
    mode === "slices"
      ? thread.map.values
      : thread.job.plan.memory.values + group.firstInPass * 8 * thread.layout.perChannel;
  const samples = mode === "slices" ? sliceSamples(thread, group) : storedSamples(thread, group);
  yield* spectraOfGroup(thread, group, samples);
  if (samples.readRest) yield* samples.readRest();
  yield;
  return distributionsOfGroup(thread, group, values);
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
    blockStarts: [0, job.selection.spectrumPositions.length],
    *load() {},
    address: (place, channel) =>
      memory.waveforms + (place * passChannels + group.firstInPass + channel) * waveformBytes,
  };
}

/** Reads blocks of events and, the first time, takes the features of their waveforms. */
function sliceSamples(thread: FastThread, group: ChannelGroup): GroupSamples {
  const { job, map, bytes } = thread;
  const { sampleCount, indexCount, selection } = job;
  const { events, spectrumPositions } = selection;
  const { blockEvents, memory } = job.plan;
  const waveformBytes = 2 * sampleCount;
  const eventBytes = group.indexCount * waveformBytes;
  const features = featureBatch(thread, map.values);

  function* read(positions: Uint32Array, takeFeatures: boolean): Generator<void, void> {
    for (let start = 0; start < positions.length; start += readsPerStep) {
      const end = Math.min(start + readsPerStep, positions.length);
      for (let i = start; i < end; i++) {
        const position = positions[i]!;
        const at = map.samples + i * eventBytes;
        readSlices(
          job.direct!,
          events[position]!,
          group.firstIndex * waveformBytes,
          bytes,
          at,
          eventBytes,
        );
        if (!takeFeatures) continue;
        const bitsAt = memory.bits + position * indexCount + group.firstIndex;
        for (let channel = 0; channel < group.indexCount; channel++)
          if ((bytes[bitsAt + channel]! & validBit) !== 0)
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
      if (spectrumPositions.length === events.length) return;
      const entersSpectra = new Set(spectrumPositions);
      const rest = Uint32Array.from(events.keys()).filter(
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
  const blocks = [...samples.blockStarts.keys()].slice(0, -1);

  for (let firstBin = 0; firstBin < binCount; firstBin += blockBins) {
    const endBin = Math.min(firstBin + blockBins, binCount);
    const rows = powerRows(thread, firstBin, endBin);
    for (let channel = 0; channel < group.indexCount; channel++) {
      const channelIndex = group.firstIndex + channel;
      const counts = { dark: 0, other: 0 };
      let column = 0;
      let found: FoundWaveforms | undefined;
      // Dark ones first, so that their powers are neighbours; back from the block that is at hand.
      for (const kind of ["dark", "other"] as const) {
        column = columnAfter(column);
        for (const block of kind === "dark" ? blocks : [...blocks].reverse()) {
          yield* samples.load(block);
          if (found?.block !== block)
            found = foundWaveforms(thread, samples, block, channelIndex, channel);
          const addresses = found[kind];
          for (let i = 0; i < addresses.length; i += batchWaveforms) {
            const batch = addresses.slice(i, i + batchWaveforms);
            rows.transform(batch, column);
            column += batch.length;
            yield;
          }
          counts[kind] += addresses.length;
        }
      }
      const count = counts.dark + counts.other;
      if (count === 0) continue;
      const rowsPerStep = Math.max(1, Math.floor(rowValuesPerStep / count));
      for (let from = firstBin; from < endBin; from += rowsPerStep) {
        const to = Math.min(from + rowsPerStep, endBin);
        rows.quantiles(count, counts.dark, channelIndex, from, to);
        yield;
      }
    }
  }
}

/** Addresses of the valid waveforms of a channel in a block. */
interface FoundWaveforms extends Record<"dark" | "other", number[]> {
  block: number;
}

/** The valid waveforms of a channel in the loaded block. */
function foundWaveforms(
  { job, bytes }: FastThread,
  samples: GroupSamples,
  block: number,
  channelIndex: number,
  channel: number,
): FoundWaveforms {
  const { bits } = job.plan.memory;
  const found: FoundWaveforms = { block, dark: [], other: [] };
  for (let place = samples.blockStarts[block]!; place < samples.blockStarts[block + 1]!; place++) {
    const position = job.selection.spectrumPositions[place]!;
    const waveform = bytes[bits + position * job.indexCount + channelIndex]!;
    if (waveform === 0) continue;
    const kind = (waveform & darkBit) === 0 ? "other" : "dark";
    found[kind].push(samples.address(place, channel));
  }
  return found;
}

/** Distributions of the values that are kept. */
function distributionsOfGroup(
  { job, bytes, float64, layout }: FastThread,
  { firstIndex, indexCount }: ChannelGroup,
  values: number,
): GroupDistributions {
  const { bits } = job.plan.memory;
  return {
    firstIndex,
    channels: Array.from({ length: indexCount }, (_, channel) => {
      const first = values / 8 + channel * layout.perChannel;
      const at = bits + firstIndex + channel;
      return channelDistributions(layout, float64, first, bytes, at, job.indexCount);
    }),
  };
}
