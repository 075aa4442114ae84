/** The memory of the fast engine before the work, and the file's numbers out of it afterwards. */
import { detectorGroups } from "../../detector/groups.js";
import type { OpenFlowFile } from "../../flow/flow-file.js";
import { spectrumFrequenciesMHz } from "../../numerics/fourier/power-spectrum.js";
import { keptProbabilities } from "../../numerics/quantile.js";
import { emptyFeatures, flagBits, waveformFeatures } from "../../numerics/waveform-features.js";
import type {
  EventWaveforms,
  FileNumbers,
  Histogram,
  Jump,
  Quantiles,
  Spectra,
  TriggerClass,
} from "../../summary.js";
import { classesOfFile, triggerClassOf } from "../trigger-classes.js";
import { countFractions } from "./fractions.js";
import type { GroupHistograms } from "./group.js";
import type { FastJob } from "./job.js";
import type { KernelMemory } from "./kernels.js";
import { hasSimdTransform, writeCompression, writeSpectrumTables } from "./tables.js";

/** Writes the tables, which waveforms are valid, and NaN where nothing is known yet. */
export function prepareMemory(job: FastJob, memory: KernelMemory, file: OpenFlowFile): void {
  const { buffer } = memory;
  const map = job.plan.memory;
  const { indexCount, sampleCount } = job;
  const { active } = detectorGroups(file.detector);
  const bits = new Uint8Array(buffer, map.bits, job.events.length * indexCount);
  bits.fill(0);
  new Uint8Array(buffer, map.written, job.events.length).fill(0);
  job.events.forEach((event, position) => {
    for (const channelIndex of active)
      if (file.events.valid[event * indexCount + channelIndex] === 1)
        bits[position * indexCount + channelIndex] = flagBits.valid;
  });
  const binCount = Math.floor(sampleCount / 2) + 1;
  new Float32Array(buffer, map.spectra, job.probabilities.length * indexCount * binCount).fill(
    Number.NaN,
  );
  new Float64Array(buffer, map.quantiles, 2 * keptProbabilities.length * indexCount).fill(
    Number.NaN,
  );
  for (const { amplitudes, integrals, jump } of map.threads) {
    new Float64Array(buffer, amplitudes, 2 * indexCount).fill(Number.NaN);
    new Float64Array(buffer, integrals, job.events.length).fill(0);
    new Float64Array(buffer, jump, 1).fill(-1);
  }
  writeCompression(buffer, map.compression);
  if (hasSimdTransform(sampleCount))
    writeSpectrumTables(buffer, map.tables, job.spectrumScale, sampleCount, job.sampleNs);
}

/**
 * The numbers of a file whose job is done.
 * @throws LightDqmError `bad-input` for an event that is all zeros where none should be
 */
export function collectNumbers(
  file: OpenFlowFile,
  job: FastJob,
  memory: KernelMemory,
  histograms: readonly GroupHistograms[],
): FileNumbers {
  const { events } = file;
  const { indexCount } = job;
  const { buffer } = memory;
  const map = job.plan.memory;
  const selectedEvents = Array.from(job.events);
  const classes = classesOfFile(events.trigType);
  const narrowClass = selectedEvents.map((event) => triggerClassOf(events.trigType, event));
  const bits = new Uint8Array(buffer, map.bits, selectedEvents.length * indexCount);
  const groups = detectorGroups(file.detector);
  refuseUnwritten(file, job, buffer, bits);
  const fractions = countFractions(bits, narrowClass, classes, groups);
  // Every valid waveform counts in the total of any flag.
  const validCount = Object.fromEntries(
    classes.map((name) => [name, fractions.clipped[name]!.total.total.slice()]),
  );
  const baselineHistogram: (Histogram | null)[] = new Array(indexCount).fill(null);
  const noiseHistogram: (Histogram | null)[] = new Array(indexCount).fill(null);
  for (const { firstIndex, baseline, noise } of histograms)
    baseline.forEach((histogram, channel) => {
      baselineHistogram[firstIndex + channel] = histogram;
      noiseHistogram[firstIndex + channel] = noise[channel]!;
    });

  return {
    selectedEvents,
    spectrumEvents: Array.from(job.spectrumPositions, (position) => selectedEvents[position]!),
    eventCount: Object.fromEntries(
      classes.map((name) => [
        name,
        name === "all"
          ? narrowClass.length
          : narrowClass.filter((candidate) => candidate === name).length,
      ]),
    ),
    statisticsClass: events.trigType ? "self" : "all",
    validCount,
    baselineAdc16: quantilesOf(job, buffer, 0),
    noiseAdc16: quantilesOf(job, buffer, 1),
    baselineHistogram,
    noiseHistogram,
    maxAmplitudeAdc16: extremes(job, buffer, 0, (a, b) => a > b),
    minAmplitudeAdc16: extremes(job, buffer, 1, (a, b) => a < b),
    fractions,
    spectra: spectraOf(job, buffer, bits),
    ...largestJump(file, job, buffer, narrowClass),
    largestIntegralEvent: largestIntegralEvent(job, buffer, bits),
  };
}

/** Reads again, by the file, each event whose valid waveforms are all zeros: it knows what that is. */
function refuseUnwritten(
  file: OpenFlowFile,
  job: FastJob,
  buffer: SharedArrayBuffer,
  bits: Uint8Array,
): void {
  const written = new Uint8Array(buffer, job.plan.memory.written, job.events.length);
  let samples: Int16Array | undefined;
  for (const [position, event] of job.events.entries()) {
    if (written[position] === 1 || !hasValid(bits, position, job.indexCount)) continue;
    samples ??= new Int16Array(job.indexCount * job.sampleCount);
    file.readEvent(event, samples);
  }
}

function hasValid(bits: Uint8Array, position: number, indexCount: number): boolean {
  const first = position * indexCount;
  return bits.subarray(first, first + indexCount).some((waveform) => waveform !== 0);
}

/** @param kind 0 baseline, 1 noise */
function quantilesOf(job: FastJob, buffer: SharedArrayBuffer, kind: number): Quantiles {
  const { quantiles } = job.plan.memory;
  const copy = (i: number): Float64Array => {
    const first = quantiles + 8 * (kind * keptProbabilities.length + i) * job.indexCount;
    return Float64Array.from(new Float64Array(buffer, first, job.indexCount));
  };
  return { p16: copy(0), p50: copy(1), p84: copy(2) };
}

/** @param kind 0 max, 1 min */
function extremes(
  job: FastJob,
  buffer: SharedArrayBuffer,
  kind: number,
  isBeyond: (a: number, b: number) => boolean,
): Float64Array {
  const most = new Float64Array(job.indexCount).fill(Number.NaN);
  for (const { amplitudes } of job.plan.memory.threads) {
    const first = amplitudes + 8 * kind * job.indexCount;
    new Float64Array(buffer, first, job.indexCount).forEach((value, channelIndex) => {
      if (Number.isNaN(most[channelIndex]) || isBeyond(value, most[channelIndex]!))
        most[channelIndex] = value;
    });
  }
  return most;
}

function spectraOf(job: FastJob, buffer: SharedArrayBuffer, bits: Uint8Array): Spectra {
  const { indexCount, sampleCount, sampleNs, probabilities } = job;
  const frequencyMHz = spectrumFrequenciesMHz(sampleCount, sampleNs);
  const length = indexCount * frequencyMHz.length;
  const copy = (probability: number): Float32Array => {
    const i = probabilities.indexOf(probability);
    if (i < 0) return new Float32Array(length).fill(Number.NaN);
    const first = job.plan.memory.spectra + 4 * i * length;
    return Float32Array.from(new Float32Array(buffer, first, length));
  };
  const [p16, p50, p84] = keptProbabilities.map(copy) as [Float32Array, Float32Array, Float32Array];
  const validCount = new Uint32Array(indexCount);
  for (const position of job.spectrumPositions)
    for (let channelIndex = 0; channelIndex < indexCount; channelIndex++)
      if (bits[position * indexCount + channelIndex] !== 0) validCount[channelIndex]!++;
  return { scale: job.spectrumScale, frequencyMHz, p16, p50, p84, validCount };
}

/** The largest step of all threads, of equal ones the first, and its event, which is read again. */
function largestJump(
  file: OpenFlowFile,
  job: FastJob,
  buffer: SharedArrayBuffer,
  narrowClass: readonly TriggerClass[],
): { largestJump: Jump | null; jumpEvent: EventWaveforms | null } {
  const candidates = job.plan.memory.threads
    .map(({ jump }) => new Float64Array(buffer, jump, 3))
    .filter(([size]) => size! >= 0)
    .sort((a, b) => b[0]! - a[0]! || a[1]! - b[1]! || a[2]! - b[2]!);
  const [size, position, channelIndex] = candidates[0] ?? [];
  if (
    size === undefined ||
    position === undefined ||
    channelIndex === undefined ||
    job.sampleCount < 2
  )
    return { largestJump: null, jumpEvent: null };

  const event = job.events[position]!;
  const { sampleCount, indexCount, channelCount } = job;
  const samplesAdc16 = new Int16Array(indexCount * sampleCount);
  file.readEvent(event, samplesAdc16);
  const features = emptyFeatures();
  const baselineAdc16 = Float64Array.from({ length: indexCount }, (_, candidate) =>
    file.events.valid[event * indexCount + candidate] === 1
      ? waveformFeatures(samplesAdc16, candidate * sampleCount, sampleCount, features).baseline
      : Number.NaN,
  );
  const { jumpSample } = waveformFeatures(
    samplesAdc16,
    channelIndex * sampleCount,
    sampleCount,
    features,
  );
  return {
    largestJump: {
      event,
      adc: Math.floor(channelIndex / channelCount),
      channel: channelIndex % channelCount,
      sample: jumpSample,
      sizeAdc16: size,
    },
    jumpEvent: { event, triggerClass: narrowClass[position]!, samplesAdc16, baselineAdc16 },
  };
}

/** The first event with the largest sum; null where no waveform is valid. */
function largestIntegralEvent(
  job: FastJob,
  buffer: SharedArrayBuffer,
  bits: Uint8Array,
): number | null {
  const { indexCount } = job;
  const ofThreads = job.plan.memory.threads.map(
    ({ integrals }) => new Float64Array(buffer, integrals, job.events.length),
  );
  let largest: { event: number; sum: number } | null = null;
  for (const [position, event] of job.events.entries()) {
    if (!hasValid(bits, position, indexCount)) continue;
    const sum = ofThreads.reduce((total, integrals) => total + integrals[position]!, 0);
    if (!largest || sum > largest.sum) largest = { event, sum };
  }
  return largest?.event ?? null;
}
