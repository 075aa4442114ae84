/** A hand-made summary of a whole detector, with a few planted faults, for drawing. */

import { dune2x2 } from "../../src/detector/dune-2x2.js";
import type { Reference } from "../../src/history/reference.js";
import { fractionInterval } from "../../src/numerics/interval.js";
import type { Counts, FractionCounts } from "../../src/quantities/denominator.js";
import { denominators } from "../../src/quantities/denominator.js";
import type { Distribution } from "../../src/quantities/kept/distribution.js";
import type { EarlierFractions } from "../../src/quantities/pools/counts.js";
import type { EarlierMedians } from "../../src/quantities/pools/medians.js";
import type { Flag } from "../../src/quantities/table.js";
import { flags } from "../../src/quantities/table.js";
import type { TriggerClass } from "../../src/quantities/trigger-class.js";
import type { FileSummary } from "../../src/summary.js";

export const indexCount = 512;
const sampleCount = 1000;

/** Channel index of a channel. */
export function indexOfChannel(adc: number, channel: number): number {
  return adc * 64 + channel;
}

/** A repeatable series of numbers in 0…1. */
function series(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const isActive = (channelIndex: number): boolean => channelIndex % 16 >= 4;

function byChannel(value: (channelIndex: number) => number): Float64Array {
  return Float64Array.from({ length: indexCount }, (_, channelIndex) =>
    isActive(channelIndex) ? value(channelIndex) : NaN,
  );
}

function distribution(middle: (channelIndex: number) => number, half: number): Distribution {
  return {
    histogram: Array(indexCount).fill(null),
    p16: byChannel((channelIndex) => middle(channelIndex) - half),
    p50: byChannel(middle),
    p84: byChannel((channelIndex) => middle(channelIndex) + 1.2 * half),
  };
}

/** Clips in ADC 3 channel 26 (5 of 6); ADC 2 channels 58–63 never get a waveform to normalise to. */
export function countsOf(events: number): Counts {
  const random = series(7);
  const total = Uint32Array.from({ length: indexCount }, (_, channelIndex) =>
    !isActive(channelIndex) ||
    (channelIndex >= indexOfChannel(2, 58) && channelIndex <= indexOfChannel(2, 63))
      ? 0
      : Math.max(1, Math.floor(events * random())),
  );
  const passed = total.map((n, channelIndex) => (channelIndex % 37 === 0 ? Math.floor(n / 2) : 0));
  total[indexOfChannel(3, 26)] = 6;
  passed[indexOfChannel(3, 26)] = 5;
  return { passed, total };
}

function fractionsOf(events: number): Record<Flag, Record<TriggerClass, EarlierFractions>> {
  const counts = Object.fromEntries(
    denominators.map((name) => [name, countsOf(events)]),
  ) as FractionCounts;
  const counted = { ...counts, dispersion: byChannel(() => 1) };
  return Object.fromEntries(
    flags.map((flag) => [flag, { beam: counted, self: counted, all: counted }]),
  ) as Record<Flag, Record<TriggerClass, EarlierFractions>>;
}

function samples(): Int16Array {
  const random = series(3);
  const all = new Int16Array(indexCount * sampleCount);
  for (let channelIndex = 0; channelIndex < indexCount; channelIndex++) {
    if (!isActive(channelIndex)) continue;
    const size = 500 + 30_000 * random() ** 3;
    const start = 300 + 100 * random();
    for (let i = 0; i < sampleCount; i++) {
      const t = i - start;
      const pulse = t < 0 ? 0 : size * (1 - Math.exp(-t / 3)) * Math.exp(-t / 60);
      all[channelIndex * sampleCount + i] = Math.min(32764, -28000 + pulse + 60 * (random() - 0.5));
    }
  }
  // The jump: ADC 5, channel 20, between samples 700 and 701.
  all[indexOfChannel(5, 20) * sampleCount + 700] = -28000;
  all[indexOfChannel(5, 20) * sampleCount + 701] = 32764;
  return all;
}

/** A power spectrum with a falling tail and a line at 10 MHz in ADC 4, EPCB 5. */
function spectra(): FileSummary["spectra"] {
  const random = series(5);
  const binCount = sampleCount / 2 + 1;
  const frequencyMHz = Float64Array.from({ length: binCount }, (_, k) => (k * 62.5) / sampleCount);
  const p50 = new Float64Array(indexCount * binCount).fill(NaN);
  for (let channelIndex = 0; channelIndex < indexCount; channelIndex++) {
    if (!isActive(channelIndex)) continue;
    const noisy = channelIndex >= indexOfChannel(4, 42) && channelIndex <= indexOfChannel(4, 47);
    for (let k = 0; k < binCount; k++) {
      const f = frequencyMHz[k]!;
      const line = noisy && k === 160 ? 60 : 1;
      p50[channelIndex * binCount + k] =
        k === 0 ? 0.7 : line * 1e-9 * (1 + 40 / (1 + f * f)) * (0.8 + 0.4 * random());
    }
  }
  return {
    scale: "power",
    frequencyMHz,
    p16: p50.map((value) => value * 0.5),
    p50,
    p84: p50.map((value) => value * 2),
    validCount: new Uint32Array(indexCount).fill(12),
  };
}

/** The summary; `change` replaces parts of it. */
export function syntheticSummary(change: Partial<FileSummary> = {}): FileSummary {
  const random = series(11);
  const middles = Array.from({ length: indexCount }, () => -28_000 + 500 * (random() - 0.5));
  middles[indexOfChannel(7, 61)] = 32_760;
  const noises = Array.from({ length: indexCount }, () => 10 + 18 * random());
  const status = Int8Array.from({ length: indexCount }, (_, channelIndex) =>
    isActive(channelIndex) ? 0 : -1,
  );
  status[indexOfChannel(0, 7)] = 1;
  status[indexOfChannel(6, 20)] = 2;
  const events = Array.from({ length: 12 }, (_, i) => i);
  const valid = Uint32Array.from({ length: indexCount }, (_, channelIndex) =>
    isActive(channelIndex) ? 12 : 0,
  );
  return {
    schemaVersion: 1,
    input: {
      name: "mpd_run_demo_rctl_101.FLOW.hdf5",
      sizeBytes: 4_074_831,
      mtimeMs: 0,
      run: 101,
      subRun: null,
    },
    detector: dune2x2,
    sampleCount,
    fileEventCount: 12,
    triggersTyped: true,
    time: { firstMs: Date.UTC(2025, 10, 4, 23, 46, 40), lastMs: Date.UTC(2025, 10, 4, 23, 47, 22) },
    timeOrder: { timed: 12, backward: 0, repeated: 0 },
    channelStatus: status,
    settings: {
      maxEvts: 500,
      powspecNevts: 500,
      thresholdAdc16: Array(8).fill(500),
      spectrumScale: "power",
    },
    softwareVersion: "0.1.0",
    processedMs: 0,
    selectedEvents: events,
    spectrumEvents: events,
    eventCount: { beam: 6, self: 6, all: 12 },
    baselineTriggerClass: "self",
    validCount: { beam: valid, self: valid, all: valid },
    baseline: distribution((channelIndex) => middles[channelIndex]!, 25),
    noise: distribution((channelIndex) => noises[channelIndex]!, 2),
    maxAmplitude: byChannel(() => 5000),
    minAmplitude: byChannel(() => -100),
    ...fractionsOf(12),
    spectra: spectra(),
    largestJump: { event: 9, adc: 5, channel: 20, sample: 700, sizeAdc16: 60_764 },
    jumpEvent: {
      event: 9,
      triggerClass: "beam",
      samplesAdc16: samples(),
      baselineAdc16: byChannel(() => -28_000),
    },
    largestIntegralEvent: 9,
    ...change,
  };
}

/** Earlier files around the synthetic summary. */
export function syntheticReference(fileCount: number): Reference {
  const medians = (middle: number, half: number): EarlierMedians => ({
    median: byChannel(() => middle),
    spread: byChannel(() => half),
    typicalSpread: half,
    p16: byChannel(() => middle - half),
    p84: byChannel(() => middle + half),
    fileCount: new Uint32Array(indexCount).fill(fileCount),
  });
  return {
    files: Array.from({ length: fileCount }, (_, i) => `earlier_${i}.FLOW.hdf5`),
    refused: [],
    leftOut: 0,
    baseline: medians(-28_000, 120),
    noise: medians(19, 5),
    spectra: {
      median: new Float64Array(indexCount * 11).fill(Number.NaN),
      spread: new Float64Array(indexCount * 11).fill(Number.NaN),
      typicalSpread: Number.NaN,
      fileCount: new Uint32Array(indexCount * 11),
    },
    ...fractionsOf(12 * fileCount),
    eventCount: null,
  };
}

/** The interval that a figure has to show, from the counts. */
export function intervalOf(counts: Counts, channelIndex: number): { low: number; high: number } {
  return fractionInterval(counts.passed[channelIndex]!, counts.total[channelIndex]!);
}
