/** The time-domain pass of the fast engine: batches of waveforms into what a thread gathers. */
import { baselineSampleCount, emptyFeatures } from "../../numerics/waveform-features.js";
import { type Accumulator, extremes, type Gathering, takeWaveform } from "../accumulator.js";
import { batchWaveforms } from "./job.js";
import type { FastThread } from "./thread.js";
import * as record from "./waveform-record.js";

/** Collects waveforms that lie in memory and takes their features many at a time. */
export interface FeatureBatch {
  /**
   * Adds a valid waveform at `address`; it must stay there until the next `flush`.
   * @param channel place of its channel among those of the values
   */
  add(position: number, channelIndex: number, channel: number, address: number): void;
  /** Takes the features of what was added. */
  flush(): void;
}

/** @param values address of f64 by [channel][position][value]; see `ValueLayout` */
export function featureBatch(thread: FastThread, values: number): FeatureBatch {
  const { job, map, kernels, int32, uint32, float64, layout } = thread;
  const { indexCount, sampleCount, thresholdAdc16, rails } = job;
  const room = Math.max(batchWaveforms, indexCount);
  const positions = new Uint32Array(room);
  const channelIndices = new Uint32Array(room);
  const channels = new Uint32Array(room);
  const baselineCount = Math.min(baselineSampleCount, sampleCount);
  const features = emptyFeatures();
  const gathering: Gathering = {
    ...{ layout, indexCount, sampleCount, baselineCount, thresholdAdc16, rails },
  };
  const into = accumulatorOf(thread, values);
  const addressesAt = map.addresses / 4;
  let count = 0;

  const takeRecord = (i: number): void => {
    const at = map.records + i * record.recordBytes;
    features.baselineSum = int32[(at + record.baselineSum) / 4]!;
    features.baseline = features.baselineSum / baselineCount;
    features.noise = Math.sqrt(float64[(at + record.scaledVariance) / 8]!) / baselineCount;
    features.sum = int32[(at + record.sum) / 4]!;
    features.max = int32[(at + record.max) / 4]!;
    features.min = int32[(at + record.min) / 4]!;
    features.maxAmplitude = features.max - features.baseline;
    features.minAmplitude = features.min - features.baseline;
    features.jump = int32[(at + record.jump) / 4]!;
    takeWaveform(into, gathering, features, positions[i]!, channelIndices[i]!, channels[i]!);
  };
  const flush = (): void => {
    kernels.waveformPass(map.addresses, count, sampleCount, baselineCount, map.records);
    for (let i = 0; i < count; i++) takeRecord(i);
    count = 0;
  };
  const add: FeatureBatch["add"] = (position, channelIndex, channel, address) => {
    if (count === room) flush();
    positions[count] = position;
    channelIndices[count] = channelIndex;
    channels[count] = channel;
    uint32[addressesAt + count] = address;
    count++;
  };
  return { add, flush };
}

/** A thread's accumulator in the memory. */
export function accumulatorOf(
  { job, map, buffer }: Pick<FastThread, "job" | "map" | "buffer">,
  values: number,
): Accumulator {
  const { bits, scaledAmplitudes, written } = job.plan.memory;
  const { indexCount, selection } = job;
  const selectedCount = selection.events.length;
  return {
    bits: new Uint8Array(buffer, bits, selectedCount * indexCount),
    scaledAmplitudes: new Int32Array(buffer, scaledAmplitudes, selectedCount * indexCount),
    written: new Uint8Array(buffer, written, selectedCount),
    values: new Float64Array(buffer, values),
    extremes: new Float64Array(buffer, map.extremes, extremes.length * indexCount),
    integrals: new Float64Array(buffer, map.integrals, selectedCount),
    jump: new Float64Array(buffer, map.jump, 3),
  };
}
