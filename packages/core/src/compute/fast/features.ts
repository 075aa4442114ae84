/** The time-domain pass of the fast engine: batches of waveforms into the numbers of a thread. */

import {
  baselineSampleCount,
  emptyFeatures,
  waveformFlags,
} from "../../numerics/waveform-features.js";
import { batchWaveforms } from "./job.js";
import { recordBytes } from "./plan.js";
import type { FastThread } from "./thread.js";

/** Collects waveforms that lie in memory and takes their features many at a time. */
export interface FeatureBatch {
  /**
   * Adds a valid waveform at `address`; it must stay there until the next `flush`.
   * @param channel place of its channel in the statistics
   */
  add(position: number, channelIndex: number, channel: number, address: number): void;
  /** Takes the features of what was added. */
  flush(): void;
}

/** @param statistics address of f64 by [channel][baseline, noise][place among statistics events] */
export function featureBatch(thread: FastThread, statistics: number): FeatureBatch {
  const { job, map, kernels, int32, uint32, float64, bytes, statisticsPlace } = thread;
  const { indexCount, channelCount, sampleCount, thresholdAdc16 } = job;
  const { bits, written } = job.plan.memory;
  const room = Math.max(batchWaveforms, indexCount);
  const positions = new Uint32Array(room);
  const channelIndices = new Uint32Array(room);
  const channels = new Uint32Array(room);
  const baselineCount = Math.min(baselineSampleCount, sampleCount);
  const statisticsCount = job.statisticsPositions.length;
  const features = emptyFeatures();
  const addressesAt = map.addresses / 4;
  const maxAt = map.amplitudes / 8;
  const minAt = maxAt + indexCount;
  const integralsAt = map.integrals / 8;
  const statisticsAt = statistics / 8;
  let count = 0;

  const takeRecord = (i: number): void => {
    const record = (map.records + i * recordBytes) / 4;
    const baselineSum = int32[record]!;
    const position = positions[i]!;
    const channelIndex = channelIndices[i]!;
    const baseline = baselineSum / baselineCount;
    features.baseline = baseline;
    features.max = int32[record + 2]!;
    features.min = int32[record + 3]!;
    const threshold = thresholdAdc16[(channelIndex / channelCount) | 0]!;
    bytes[bits + position * indexCount + channelIndex] = waveformFlags(features, threshold);
    if (features.max !== 0 || features.min !== 0) bytes[written + position] = 1;

    // Negated, so that the first value replaces NaN.
    const high = features.max - baseline;
    const low = features.min - baseline;
    if (!(high <= float64[maxAt + channelIndex]!)) float64[maxAt + channelIndex] = high;
    if (!(low >= float64[minAt + channelIndex]!)) float64[minAt + channelIndex] = low;
    const integralAt = integralsAt + position;
    float64[integralAt] =
      float64[integralAt]! + baselineCount * int32[record + 1]! - sampleCount * baselineSum;

    const place = statisticsPlace[position]!;
    if (place >= 0) {
      const at = statisticsAt + channels[i]! * 2 * statisticsCount + place;
      float64[at] = baseline;
      float64[at + statisticsCount] = Math.sqrt(float64[record / 2 + 3]!) / baselineCount;
    }
    takeJump(thread, int32[record + 4]!, position, channelIndex);
  };

  const flush = (): void => {
    kernels.waveformPass(map.addresses, count, sampleCount, baselineCount, map.records);
    for (let i = 0; i < count; i++) takeRecord(i);
    count = 0;
  };
  const add = (position: number, channelIndex: number, channel: number, address: number): void => {
    if (count === room) flush();
    positions[count] = position;
    channelIndices[count] = channelIndex;
    channels[count] = channel;
    uint32[addressesAt + count] = address;
    count++;
  };
  return { add, flush };
}

/** Keeps the largest step; of equal ones that of the first event, then of the first channel. */
function takeJump(
  { map, float64 }: FastThread,
  size: number,
  position: number,
  channelIndex: number,
) {
  const at = map.jump / 8;
  const kept = float64[at]!;
  if (size < kept) return;
  const keptPosition = float64[at + 1]!;
  const keptIndex = float64[at + 2]!;
  const isFirst =
    position < keptPosition || (position === keptPosition && channelIndex < keptIndex);
  if (size === kept && !isFirst) return;
  float64[at] = size;
  float64[at + 1] = position;
  float64[at + 2] = channelIndex;
}
