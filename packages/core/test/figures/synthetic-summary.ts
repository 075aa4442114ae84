/** A hand-made summary of a whole detector, with a few planted faults, for drawing. */

import { detectorGroups } from "../../src/detector/groups.js";
import type { DetectorProfile } from "../../src/detector/profile.js";
import type { Reference } from "../../src/history/reference.js";
import { rollUp } from "../../src/history/roll-up.js";
import { clopperPearson } from "../../src/numerics/interval.js";
import type { Counts, FractionCounts } from "../../src/quantities/indexed-by/denominator.js";
import { denominators } from "../../src/quantities/indexed-by/denominator.js";
import {
  type TriggerClass,
  triggerClasses,
} from "../../src/quantities/indexed-by/trigger-class.js";
import type { Distribution } from "../../src/quantities/kept/distribution.js";
import type { EarlierFractions } from "../../src/quantities/pools/counts.js";
import type { EarlierMedians } from "../../src/quantities/pools/medians.js";
import { type Flag, flags, unknownQuantities } from "../../src/quantities/table.js";
import type { FileSummary } from "../../src/summary.js";
import { dune2x2 } from "../detectors.js";

export const indexCount: number = detectorGroups(dune2x2).indexCount;
const sampleCount = 1000;

/** Channel index of a channel. */
export function indexOfChannel(adc: number, channel: number): number {
  return detectorGroups(dune2x2).indexOf(adc, channel);
}

/** A repeatable series of numbers in 0…1. */
function series(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Active channels by channel index. */
function activeOf(detector: DetectorProfile): boolean[] {
  const { epcbOf } = detectorGroups(detector);
  return Array.from(epcbOf, (epcb) => epcb >= 0);
}

function byChannel(
  value: (channelIndex: number) => number,
  detector: DetectorProfile = dune2x2,
): Float64Array {
  return Float64Array.from(activeOf(detector), (isActive, channelIndex) =>
    isActive ? value(channelIndex) : NaN,
  );
}

function distribution(
  middle: (channelIndex: number) => number,
  half: number,
  detector: DetectorProfile,
): Distribution {
  return {
    histogram: activeOf(detector).map(() => null),
    p16: byChannel((channelIndex) => middle(channelIndex) - half, detector),
    p50: byChannel(middle, detector),
    p84: byChannel((channelIndex) => middle(channelIndex) + 1.2 * half, detector),
  };
}

/** Clips in ADC 3 channel 26 (5 of 6); ADC 2 channels 58–63 never get a waveform to normalise to. */
export function countsOf(events: number, detector: DetectorProfile = dune2x2): Counts {
  const random = series(7);
  const total = Uint32Array.from(activeOf(detector), (isActive, channelIndex) =>
    !isActive || (channelIndex >= indexOfChannel(2, 58) && channelIndex <= indexOfChannel(2, 63))
      ? 0
      : Math.max(1, Math.floor(events * random())),
  );
  const passed = total.map((n, channelIndex) => (channelIndex % 37 === 0 ? Math.floor(n / 2) : 0));
  total[indexOfChannel(3, 26)] = 6;
  passed[indexOfChannel(3, 26)] = 5;
  return { passed, total };
}

function fractionsOf(
  events: number,
  detector: DetectorProfile,
): Record<Flag, Record<TriggerClass, EarlierFractions>> {
  const counts = Object.fromEntries(
    denominators.map((name) => [name, countsOf(events, detector)]),
  ) as FractionCounts;
  const counted = { ...counts, dispersion: byChannel(() => 1, detector) };
  return Object.fromEntries(
    flags.map((flag) => [flag, { beam: counted, self: counted, all: counted }]),
  ) as Record<Flag, Record<TriggerClass, EarlierFractions>>;
}

function samples(detector: DetectorProfile, jump: number): Int16Array {
  const random = series(3);
  const active = activeOf(detector);
  const all = new Int16Array(active.length * sampleCount);
  for (let channelIndex = 0; channelIndex < active.length; channelIndex++) {
    if (!active[channelIndex]) continue;
    const size = 500 + 30_000 * random() ** 3;
    const start = 300 + 100 * random();
    for (let i = 0; i < sampleCount; i++) {
      const t = i - start;
      const pulse = t < 0 ? 0 : size * (1 - Math.exp(-t / 3)) * Math.exp(-t / 60);
      all[channelIndex * sampleCount + i] = Math.min(32764, -28000 + pulse + 60 * (random() - 0.5));
    }
  }
  // Between samples 700 and 701.
  all[jump * sampleCount + 700] = -28000;
  all[jump * sampleCount + 701] = 32764;
  return all;
}

/** A power spectrum with a falling tail and a line at 10 MHz in channels 42–47 of the middle ADC. */
function spectra(detector: DetectorProfile): FileSummary["spectra"] {
  const active = activeOf(detector);
  const { placeOf } = detectorGroups(detector);
  const random = series(5);
  const binCount = sampleCount / 2 + 1;
  const frequencyMHz = Float64Array.from({ length: binCount }, (_, k) => (k * 62.5) / sampleCount);
  const p50 = new Float64Array(active.length * binCount).fill(NaN);
  for (let channelIndex = 0; channelIndex < active.length; channelIndex++) {
    if (!active[channelIndex]) continue;
    const { adc, channel } = placeOf(channelIndex);
    const noisy = adc === detector.adcCount / 2 && channel >= 42 && channel <= 47;
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
    validCount: new Uint32Array(active.length).fill(12),
  };
}

/** The summary; `change` replaces parts of it. */
export function syntheticSummary(
  change: Partial<FileSummary> = {},
  detector: DetectorProfile = dune2x2,
): FileSummary {
  const { adcCount } = detector;
  const { indexCount, indexOf } = detectorGroups(detector);
  const active = activeOf(detector);
  const jump = { adc: adcCount - 3, channel: 20 };
  const random = series(11);
  const middles = Array.from({ length: indexCount }, () => -28_000 + 500 * (random() - 0.5));
  middles[indexOf(adcCount - 1, 61)] = 32_760;
  const noises = Array.from({ length: indexCount }, () => 10 + 18 * random());
  const status = Int8Array.from(active, (isActive) => (isActive ? 0 : -1));
  status[indexOf(0, 7)] = 1;
  status[indexOf(adcCount - 2, 20)] = 2;
  const events = Array.from({ length: 12 }, (_, i) => i);
  const valid = Uint32Array.from(active, (isActive) => (isActive ? 12 : 0));
  const kept = unknownQuantities({
    ...{ detector, triggerClasses, spectrumScale: "power", lineBinsMHz: [] },
  });
  return {
    ...kept,
    schemaVersion: 1,
    input: {
      name: "mpd_run_demo_rctl_101.FLOW.hdf5",
      sizeBytes: 4_074_831,
      mtimeMs: 0,
      run: 101,
      subRun: null,
    },
    detector,
    sampleCount,
    fileEventCount: 12,
    triggersTyped: true,
    time: { firstMs: Date.UTC(2025, 10, 4, 23, 46, 40), lastMs: Date.UTC(2025, 10, 4, 23, 47, 22) },
    triggerCodes: null,
    timeUnknown: null,
    timeOrder: { clock: "utime_ms", timed: 12, backward: 0, repeated: 0, untimed: {} },
    channelStatus: status,
    settings: {
      maxEvts: 500,
      powspecNevts: 500,
      thresholdAdc16: Array(adcCount).fill(500),
      spectrumScale: "power",
    },
    softwareVersion: "0.1.0",
    processedMs: 0,
    selectedEvents: events,
    spectrumEvents: events,
    eventCount: { beam: 6, self: 6, all: 12 },
    baselineTriggerClass: "self",
    validCount: { beam: valid, self: valid, all: valid },
    baseline: distribution((channelIndex) => middles[channelIndex]!, 25, detector),
    noise: distribution((channelIndex) => noises[channelIndex]!, 2, detector),
    maxAmplitude: byChannel(() => 5000, detector),
    minAmplitude: byChannel(() => -100, detector),
    ...fractionsOf(12, detector),
    spectra: spectra(detector),
    largestJump: { event: 9, ...jump, sample: 700, sizeAdc16: 60_764 },
    jumpEvent: {
      event: 9,
      triggerClass: "beam",
      samplesAdc16: samples(detector, indexOf(jump.adc, jump.channel)),
      baselineAdc16: byChannel(() => -28_000, detector),
    },
    largestIntegralEvent: 9,
    ...change,
  };
}

/** Earlier files around the synthetic summary. */
export function syntheticReference(
  fileCount: number,
  detector: DetectorProfile = dune2x2,
): Reference {
  const { indexCount } = detectorGroups(detector);
  const medians = (middle: number, half: number): EarlierMedians => ({
    median: byChannel(() => middle, detector),
    spread: byChannel(() => half, detector),
    typicalSpread: half,
    p16: byChannel(() => middle - half, detector),
    p84: byChannel(() => middle + half, detector),
    fileCount: new Uint32Array(indexCount).fill(fileCount),
  });
  return {
    ...rollUp([], syntheticSummary({}, detector)),
    files: Array.from({ length: fileCount }, (_, i) => `earlier_${i}.FLOW.hdf5`),
    baseline: medians(-28_000, 120),
    noise: medians(19, 5),
    ...fractionsOf(12 * fileCount, detector),
  };
}

/** The interval that a figure has to show, from the counts. */
export function intervalOf(counts: Counts, channelIndex: number): { low: number; high: number } {
  return clopperPearson(counts.passed[channelIndex]!, counts.total[channelIndex]!);
}
