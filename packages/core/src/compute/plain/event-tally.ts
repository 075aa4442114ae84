/** The time domain: running numbers of a file that grow by one event at a time. */
import { type DetectorGroups, type DetectorProfile, detectorGroups } from "../../detector/groups.js";
import type { FlowEvents } from "../../flow/flow-events.js";
import type { EventWaveforms, FileNumbers, Jump, Quantiles, TriggerClass } from "../../summary.js";
import { countEvent, type Fractions, zeroFractions } from "../fractions.js";
import { histogramOf } from "../../numerics/histogram.js";
import { keptProbabilities, quantilesInPlace } from "../../numerics/quantile.js";
import { classesOfFile, triggerClassOf } from "../trigger-classes.js";
import { emptyFeatures, waveformFeatures, waveformFlags } from "../../numerics/waveform-features.js";

/** The numbers of a file that need no spectra. */
export type TimeDomainNumbers = Omit<FileNumbers, "selectedEvents" | "spectrumEvents" | "spectra">;

/** Running numbers; `addEvent` in ascending order of events, then `timeDomainNumbers` once. */
export interface EventTally {
  detector: DetectorProfile;
  groups: DetectorGroups;
  events: FlowEvents;
  sampleCount: number;
  thresholdAdc16: readonly number[];
  statisticsClass: TriggerClass;
  eventCount: Partial<Record<TriggerClass, number>>;
  validCount: Partial<Record<TriggerClass, Uint32Array>>;
  fractions: Fractions;
  maxAmplitudeAdc16: Float64Array;
  minAmplitudeAdc16: Float64Array;
  /** Values of the statistics class at `flat * statisticsEventCount + k`, k < filled[flat]. */
  baselines: Float64Array;
  noises: Float64Array;
  filled: Uint32Array;
  statisticsEventCount: number;
  largestJump: Jump | null;
  jumpEvent: EventWaveforms | null;
  largestIntegral: { event: number; sum: number } | null;
}

/**
 * A tally of nothing yet.
 * @param selectedEvents the events that will be added
 */
export function emptyTally(
  detector: DetectorProfile,
  sampleCount: number,
  events: FlowEvents,
  selectedEvents: readonly number[],
  thresholdAdc16: readonly number[],
): EventTally {
  const groups = detectorGroups(detector);
  const { flatCount } = groups;
  const classes = classesOfFile(events.trigType);
  const statisticsClass = events.trigType ? "self" : "all";
  const statisticsEventCount = selectedEvents.filter(
    (event) => triggerClassOf(events.trigType, event) === statisticsClass,
  ).length;
  return {
    detector,
    groups,
    events,
    sampleCount,
    thresholdAdc16,
    statisticsClass,
    eventCount: Object.fromEntries(classes.map((name) => [name, 0])),
    validCount: Object.fromEntries(classes.map((name) => [name, new Uint32Array(flatCount)])),
    fractions: zeroFractions(classes, flatCount),
    maxAmplitudeAdc16: new Float64Array(flatCount).fill(Number.NaN),
    minAmplitudeAdc16: new Float64Array(flatCount).fill(Number.NaN),
    baselines: new Float64Array(flatCount * statisticsEventCount),
    noises: new Float64Array(flatCount * statisticsEventCount),
    filled: new Uint32Array(flatCount),
    statisticsEventCount,
    largestJump: null,
    jumpEvent: null,
    largestIntegral: null,
  };
}

const features = emptyFeatures();

/**
 * Adds an event. Invalid waveforms enter nothing.
 * @param samples the event's waveforms at `flat * sampleCount + sample`; copied where kept
 */
export function addEvent(tally: EventTally, event: number, samples: Int16Array): void {
  const { groups, detector, events, sampleCount } = tally;
  const triggerClass = triggerClassOf(events.trigType, event);
  const classes: TriggerClass[] = triggerClass === "all" ? ["all"] : [triggerClass, "all"];
  const entersStatistics = triggerClass === tally.statisticsClass;
  const bits = new Uint8Array(groups.flatCount);
  const baselineAdc16 = new Float64Array(groups.flatCount).fill(Number.NaN);
  const jumpBefore = tally.largestJump;
  let integral = 0;
  let validCount = 0;

  for (const flat of groups.active) {
    if (events.valid[event * groups.flatCount + flat] !== 1) continue;
    waveformFeatures(samples, flat * sampleCount, sampleCount, features);
    const { baseline, noise } = features;
    const adc = Math.floor(flat / detector.channelCount);
    bits[flat] = waveformFlags(features, tally.thresholdAdc16[adc]!);
    baselineAdc16[flat] = baseline;
    integral += features.integral;
    validCount++;
    widen(tally, flat, features.max - baseline, features.min - baseline);
    if (entersStatistics) {
      const place = flat * tally.statisticsEventCount + tally.filled[flat]!++;
      tally.baselines[place] = baseline;
      tally.noises[place] = noise;
    }
    for (const name of classes) tally.validCount[name]![flat]!++;
    if (features.jumpSample >= 0 && features.jump > (tally.largestJump?.sizeAdc16 ?? -1))
      tally.largestJump = {
        event,
        adc,
        channel: flat % detector.channelCount,
        sample: features.jumpSample,
        sizeAdc16: features.jump,
      };
  }

  countEvent(tally.fractions, classes, groups, bits);
  for (const name of classes) tally.eventCount[name]!++;
  if (tally.largestJump !== jumpBefore) {
    const samplesAdc16 = samples.slice(0, groups.flatCount * sampleCount);
    tally.jumpEvent = { event, triggerClass, samplesAdc16, baselineAdc16 };
  }
  if (validCount > 0 && (!tally.largestIntegral || integral > tally.largestIntegral.sum))
    tally.largestIntegral = { event, sum: integral };
}

function widen(tally: EventTally, flat: number, high: number, low: number): void {
  const { maxAmplitudeAdc16, minAmplitudeAdc16 } = tally;
  // Negated, so that the first value replaces NaN.
  if (!(high <= maxAmplitudeAdc16[flat]!)) maxAmplitudeAdc16[flat] = high;
  if (!(low >= minAmplitudeAdc16[flat]!)) minAmplitudeAdc16[flat] = low;
}

/** The numbers of the events that were added. Uses up the tally. */
export function timeDomainNumbers(tally: EventTally): TimeDomainNumbers {
  const { statisticsEventCount: stride, filled, groups } = tally;
  const histograms = (values: Float64Array) =>
    Array.from({ length: groups.flatCount }, (_, flat) =>
      histogramOf(values, flat * stride, filled[flat]!),
    );
  return {
    eventCount: tally.eventCount,
    statisticsClass: tally.statisticsClass,
    validCount: tally.validCount,
    baselineHistogram: histograms(tally.baselines),
    noiseHistogram: histograms(tally.noises),
    baselineAdc16: quantilesByChannel(tally.baselines, stride, filled),
    noiseAdc16: quantilesByChannel(tally.noises, stride, filled),
    maxAmplitudeAdc16: tally.maxAmplitudeAdc16,
    minAmplitudeAdc16: tally.minAmplitudeAdc16,
    fractions: tally.fractions,
    largestJump: tally.largestJump,
    jumpEvent: tally.jumpEvent,
    largestIntegralEvent: tally.largestIntegral?.event ?? null,
  };
}

function quantilesByChannel(values: Float64Array, stride: number, filled: Uint32Array): Quantiles {
  const p16 = new Float64Array(filled.length);
  const p50 = new Float64Array(filled.length);
  const p84 = new Float64Array(filled.length);
  filled.forEach((count, flat) => {
    const [low, median, high] = quantilesInPlace(values, flat * stride, count, keptProbabilities);
    p16[flat] = low!;
    p50[flat] = median!;
    p84[flat] = high!;
  });
  return { p16, p50, p84 };
}
