/**
 * Mode `whole`: events are unpacked one chunk after the other; the features of their waveforms are
 * taken while they are at hand, and those that enter the spectra stay in memory.
 */
import { chunkReader, readSlices, samplesInChunk } from "../../flow/direct-read.js";
import { validBit } from "../flags/flag-bits.js";
import { featureBatch } from "./features.js";
import type { ChannelGroup } from "./job.js";
import type { FastThread } from "./thread.js";

/** Takes one event of a pass. @param waveforms the event's bytes, [adc][channel][sample] */
export type TakeEvent = (position: number, waveforms: Uint8Array) => void;

/** @param groups the groups of the pass */
export function eventTaker(thread: FastThread, groups: readonly ChannelGroup[]): TakeEvent {
  const { job, map, bytes } = thread;
  const { memory, passChannels } = job.plan;
  const { indexCount, sampleCount } = job;
  const waveformBytes = 2 * sampleCount;
  const features = featureBatch(thread, memory.values);
  const placeInSpectra = new Map(
    Array.from(job.selection.spectrumPositions, (position, place) => [position, place]),
  );
  return (position, waveforms) => {
    const place = placeInSpectra.get(position);
    const base =
      place === undefined ? map.samples : memory.waveforms + place * passChannels * waveformBytes;
    for (const { firstIndex, indexCount: count, firstInPass } of groups) {
      const at = base + firstInPass * waveformBytes;
      const from = firstIndex * waveformBytes;
      bytes.set(waveforms.subarray(from, from + count * waveformBytes), at);
      for (let channel = 0; channel < count; channel++) {
        const channelIndex = firstIndex + channel;
        if ((bytes[memory.bits + position * indexCount + channelIndex]! & validBit) !== 0)
          features.add(position, channelIndex, firstInPass + channel, at + channel * waveformBytes);
      }
    }
    features.flush();
  };
}

/** Chunks that one task reads: few, so that threads end together. */
export interface FillTask {
  /** Positions by chunk. */
  chunks: { chunk: number; positions: number[] }[];
}

/** The chunks that hold the events, in the file's order, some to a task. */
export function fillTasks(
  events: readonly number[],
  chunkElements: number,
  chunksPerTask: number,
): FillTask[] {
  const tasks: FillTask[] = [];
  let last = -1;
  events.forEach((event, position) => {
    const chunk = Math.floor(event / chunkElements);
    if (chunk === last) {
      tasks.at(-1)!.chunks.at(-1)!.positions.push(position);
      return;
    }
    last = chunk;
    if (tasks.length === 0 || tasks.at(-1)!.chunks.length === chunksPerTask)
      tasks.push({ chunks: [] });
    tasks.at(-1)!.chunks.push({ chunk, positions: [position] });
  });
  return tasks;
}

/** Reads the events of tasks, with a `yield` after each chunk at which the caller may stop or wait. */
export function chunkFiller(
  { job }: FastThread,
  takeEvent: TakeEvent,
): (task: FillTask) => Generator<void, void> {
  const { events } = job.selection;
  const direct = job.direct!;
  const readChunk = chunkReader(direct);
  return function* (task) {
    for (const { chunk, positions } of task.chunks) {
      const elements = readChunk(chunk);
      for (const position of positions)
        takeEvent(position, samplesInChunk(direct, elements, events[position]!));
      yield;
    }
  };
}

/** The same for files that are not compressed, whose chunks may be larger than memory. */
export function eventFiller(
  { job }: FastThread,
  takeEvent: TakeEvent,
): (task: FillTask) => Generator<void, void> {
  const { events } = job.selection;
  const waveforms = new Uint8Array(job.direct!.samplesBytes);
  return function* (task) {
    for (const { positions } of task.chunks)
      for (const position of positions) {
        readSlices(job.direct!, events[position]!, 0, waveforms, 0, waveforms.length);
        takeEvent(position, waveforms);
        yield;
      }
  };
}
