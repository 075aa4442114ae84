/** Hand-made summaries: quiet, healthy files that tests then change. */

import { detectorGroups } from "../../src/detector/groups.js";
import type { DetectorProfile } from "../../src/detector/profile.js";
import type { Counts, FractionCounts } from "../../src/quantities/indexed-by/denominator.js";
import type { TriggerClass } from "../../src/quantities/indexed-by/trigger-class.js";
import { lineFrequenciesMHz } from "../../src/quantities/indexed-by/watched-lines.js";
import type { Distribution } from "../../src/quantities/kept/distribution.js";
import {
  flags,
  type KeptQuantities,
  quantities,
  unknownQuantities,
} from "../../src/quantities/table.js";
import type { FileSummary } from "../../src/summary.js";
import { dune2x2, gridDetector } from "../detectors.js";

/** A detector of 2 ADCs × 8 channels, 4 of them active, for tests that need no more. */
export const smallDetector: DetectorProfile = gridDetector({
  name: "small",
  channelCount: 8,
  activeChannels: [2, 3, 6, 7],
  channelsPerEpcb: 2,
  channelsPerTpc: 4,
});

export interface SummaryParts {
  name?: string;
  run?: number | null;
  firstMs?: number | null;
  detector?: DetectorProfile;
  sampleCount?: number;
  triggersTyped?: boolean;
  /** Valid waveforms of every active channel: self triggers, and a beam trigger each as well. */
  selfCount?: number;
  baselineAdc16?: number;
  spreadAdc16?: number;
  thresholdAdc16?: number;
}

/**
 * A healthy file: every active channel has `selfCount` valid self-trigger waveforms (default 20) and
 * half as many beam ones, saw light in all of them, and is at one baseline.
 */
export function makeSummary(parts: SummaryParts = {}): FileSummary {
  const {
    name = "run_101.FLOW.hdf5",
    run = 101,
    firstMs = 1_700_000_000_000,
    detector = dune2x2,
    sampleCount = 20,
    triggersTyped = true,
    selfCount = 20,
    baselineAdc16 = -28_000,
    spreadAdc16 = 3,
    thresholdAdc16 = 500,
  } = parts;
  const { active, indexCount } = detectorGroups(detector);
  const isActive = new Set(active);
  const beamCount = Math.floor(selfCount / 2);
  const byChannel = (value: number): Float64Array =>
    Float64Array.from({ length: indexCount }, (_, channelIndex) =>
      isActive.has(channelIndex) && selfCount > 0 ? value : Number.NaN,
    );
  const counts = (value: number): Uint32Array =>
    Uint32Array.from({ length: indexCount }, (_, channelIndex) =>
      isActive.has(channelIndex) ? value : 0,
    );
  const distribution = (middle: number, spread: number): Distribution => ({
    p16: byChannel(middle - spread),
    p50: byChannel(middle),
    p84: byChannel(middle + spread),
    histogram: Array.from({ length: indexCount }, (_, channelIndex) =>
      isActive.has(channelIndex) && selfCount > 0
        ? { firstBin: Math.floor(middle), counts: Uint32Array.of(selfCount) }
        : null,
    ),
  });
  const classes: Partial<Record<TriggerClass, number>> = triggersTyped
    ? { all: selfCount + beamCount, beam: beamCount, self: selfCount }
    : { all: selfCount };
  const perClass = <Value>(value: (count: number) => Value): Partial<Record<TriggerClass, Value>> =>
    Object.fromEntries(Object.entries(classes).map(([key, count]) => [key, value(count)]));
  const part = (total: number): Counts => ({ passed: counts(0), total: counts(total) });
  const fractionCounts = (total: number): FractionCounts => ({
    channel: part(total),
    epcb: part(total),
    tpc: part(total),
    total: part(total),
  });
  const eventCount = classes.all!;
  const selectedEvents = Array.from({ length: eventCount }, (_, event) => event);
  const binCount = Math.floor(sampleCount / 2) + 1;
  const powers = (power: number): Float32Array =>
    Float32Array.from({ length: indexCount * binCount }, (_, i) =>
      isActive.has(Math.floor(i / binCount)) && eventCount > 0 ? power : Number.NaN,
    );
  const kept = unknownQuantities({
    ...{ detector, spectrumScale: "power", lineBinsMHz: [] },
    triggerClasses: Object.keys(classes) as TriggerClass[],
  });
  for (const each of distributionsOf(kept)) Object.assign(each, distribution(1000, 50));
  Object.assign(kept.darkBaseline, distribution(baselineAdc16, spreadAdc16));
  Object.assign(kept.darkNoise, distribution(18, 1));
  Object.assign(kept.gain, distribution(1, 0.1));
  return {
    ...kept,
    schemaVersion: 1,
    input: { name, sizeBytes: 4_074_831, mtimeMs: firstMs ?? 0, run, subRun: null },
    detector,
    sampleCount,
    fileEventCount: eventCount,
    triggersTyped,
    time: firstMs === null ? null : { firstMs, lastMs: firstMs + 60_000 },
    triggerCodes: null,
    timeUnknown: firstMs === null ? "utime_ms is 0 in all events" : null,
    timeOrder: { clock: "utime_ms", timed: selfCount, backward: 0, repeated: 0, untimed: {} },
    channelStatus: null,
    settings: {
      maxEvts: 500,
      powspecNevts: 500,
      thresholdAdc16: new Array<number>(detector.adcCount).fill(thresholdAdc16),
      spectrumScale: "power",
    },
    softwareVersion: "0.1.0",
    processedMs: 1_700_000_100_000,
    selectedEvents,
    spectrumEvents: selectedEvents,
    eventCount: classes,
    baselineTriggerClass: triggersTyped ? "self" : "all",
    validCount: perClass(counts),
    darkCount: counts(eventCount),
    litCount: counts(eventCount),
    light: byChannel(1000),
    lines: {
      watched: Float64Array.from({ length: indexCount * lineFrequenciesMHz.length }, (_, i) =>
        isActive.has(Math.floor(i / lineFrequenciesMHz.length)) && eventCount > 0 ? 0 : Number.NaN,
      ),
      count: counts(eventCount),
      peaks: Array.from({ length: indexCount }, () => []),
    },
    baseline: distribution(baselineAdc16, spreadAdc16),
    noise: distribution(18, 1),
    maxAmplitude: byChannel(9000),
    minAmplitude: byChannel(-60),
    clipped: perClass(fractionCounts),
    negative: perClass(fractionCounts),
    lowerRail: perClass(fractionCounts),
    spectra: {
      scale: "power",
      frequencyMHz: Float64Array.from(
        { length: binCount },
        (_, k) => (k * 1000) / (sampleCount * detector.sampleNs),
      ),
      p16: powers(1e-9),
      p50: powers(2e-9),
      p84: powers(4e-9),
      validCount: counts(eventCount),
    },
    largestJump:
      eventCount > 0 ? { event: 0, adc: 0, channel: active[0]!, sample: 3, sizeAdc16: 9000 } : null,
    jumpEvent:
      eventCount > 0
        ? {
            event: 0,
            triggerClass: triggersTyped ? "self" : "all",
            samplesAdc16: new Int16Array(indexCount * sampleCount).fill(baselineAdc16),
            baselineAdc16: byChannel(baselineAdc16),
          }
        : null,
    brightestEvents: [
      {
        ...{ adc: 1, epcb: 0, event: 2, triggerClass: triggersTyped ? "beam" : "all" },
        samplesAdc16: new Int16Array(detector.channelsPerEpcb * sampleCount).fill(baselineAdc16),
        baselineAdc16: new Float64Array(detector.channelsPerEpcb).fill(baselineAdc16),
      },
    ],
    exemplarEvents: null,
    largestIntegralEvent: eventCount > 0 ? 0 : null,
  };
}

/** The quantiles of a distribution, without its histogram. */
export function quantilesOf({ p16, p50, p84 }: Distribution): Float64Array[] {
  return [p16, p50, p84];
}

/** Every distribution of a summary, of all quantities and trigger classes. */
export function distributionsOf(summary: KeptQuantities): Distribution[] {
  const sampled = quantities.filter(({ source }) => /sampled|relative/.test(source.kind));
  return sampled.flatMap(({ name }) => {
    const kept = summary[name] as Distribution | Record<string, Distribution>;
    return "p50" in kept ? [kept as Distribution] : Object.values(kept);
  });
}

/** Takes every valid waveform of a channel away, as a missing board would. */
export function silence(summary: FileSummary, channelIndex: number): void {
  const { spectra, jumpEvent } = summary;
  for (const counts of Object.values(summary.validCount)) counts[channelIndex] = 0;
  for (const { p16, p50, p84, histogram } of distributionsOf(summary)) {
    p16[channelIndex] = p50[channelIndex] = p84[channelIndex] = Number.NaN;
    histogram[channelIndex] = null;
  }
  for (const numbers of [summary.maxAmplitude, summary.minAmplitude, summary.light])
    numbers[channelIndex] = Number.NaN;
  for (const name of ["darkCount", "litCount", "faintCount", "constantCount"] as const)
    summary[name][channelIndex] = 0;
  const { lines } = summary;
  const lineCount = lineFrequenciesMHz.length;
  lines.watched.fill(Number.NaN, channelIndex * lineCount, (channelIndex + 1) * lineCount);
  lines.count[channelIndex] = 0;
  lines.peaks[channelIndex] = [];
  for (const flag of flags)
    for (const byDenominator of Object.values(summary[flag]))
      for (const { passed, total } of Object.values(byDenominator))
        passed[channelIndex] = total[channelIndex] = 0;
  const binCount = spectra.frequencyMHz.length;
  for (const power of [spectra.p16, spectra.p50, spectra.p84])
    power.fill(Number.NaN, channelIndex * binCount, (channelIndex + 1) * binCount);
  spectra.validCount[channelIndex] = 0;
  if (jumpEvent) jumpEvent.baselineAdc16[channelIndex] = Number.NaN;
}
