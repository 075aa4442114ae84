/** The time domain: running numbers of a file that grow by one event at a time. */
import { type DetectorGroups, detectorGroups } from "../../detector/groups.js";
import type { DetectorProfile } from "../../detector/profile.js";
import type { FlowEvents } from "../../flow/flow-events.js";
import { histogramOf } from "../../numerics/histogram.js";
import { keptProbabilities, quantilesInPlace } from "../../numerics/quantile.js";
import {
  emptyFeatures,
  waveformFeatures,
  waveformFlags,
} from "../../numerics/waveform-features.js";
import type { EventWaveforms, FileNumbers, Jump, Quantiles, TriggerClass } from "../../summary.js";
import { countEvent, type Fractions, zeroFractions } from "../fractions.js";
import { classesOfFile, triggerClassOf } from "../trigger-classes.js";

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
  /** Values of the statistics class at `channelIndex * statisticsEventCount + k`, k < filled[channelIndex]. */
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
  const { indexCount } = groups;
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
    validCount: Object.fromEntries(classes.map((name) => [name, new Uint32Array(indexCount)])),
    fractions: zeroFractions(classes, indexCount),
    maxAmplitudeAdc16: new Float64Array(indexCount).fill(Number.NaN),
    minAmplitudeAdc16: new Float64Array(indexCount).fill(Number.NaN),
    baselines: new Float64Array(indexCount * statisticsEventCount),
    noises: new Float64Array(indexCount * statisticsEventCount),
    filled: new Uint32Array(indexCount),
    statisticsEventCount,
    largestJump: null,
    jumpEvent: null,
    largestIntegral: null,
  };
}

const features = emptyFeatures();

/**
 * Adds an event. Invalid waveforms enter nothing.
 * @param samples the event's waveforms at `channelIndex * sampleCount + sample`; copied where kept
 */
export function addEvent(tally: EventTally, event: number, samples: Int16Array): void {
  const { groups, detector, events, sampleCount } = tally;
  const triggerClass = triggerClassOf(events.trigType, event);
  const classes: TriggerClass[] = triggerClass === "all" ? ["all"] : [triggerClass, "all"];
  const entersStatistics = triggerClass === tally.statisticsClass;
  const bits = new Uint8Array(groups.indexCount);
  const baselineAdc16 = new Float64Array(groups.indexCount).fill(Number.NaN);
  const jumpBefore = tally.largestJump;
  let integral = 0;
  let validCount = 0;

  for (const channelIndex of groups.active) {
    if (events.valid[event * groups.indexCount + channelIndex] !== 1) continue;
    waveformFeatures(samples, channelIndex * sampleCount, sampleCount, features);
    const { baseline, noise } = features;
    const adc = Math.floor(channelIndex / detector.channelCount);
    bits[channelIndex] = waveformFlags(features, tally.thresholdAdc16[adc]!);
    baselineAdc16[channelIndex] = baseline;
    integral += features.integral;
    validCount++;
    widen(tally, channelIndex, features.max - baseline, features.min - baseline);
    if (entersStatistics) {
      const place = channelIndex * tally.statisticsEventCount + tally.filled[channelIndex]!++;
      tally.baselines[place] = baseline;
      tally.noises[place] = noise;
    }
    for (const name of classes) tally.validCount[name]![channelIndex]!++;
    if (features.jumpSample >= 0 && features.jump > (tally.largestJump?.sizeAdc16 ?? -1))
      tally.largestJump = {
        event,
        adc,
        channel: channelIndex % detector.channelCount,
        sample: features.jumpSample,
        sizeAdc16: features.jump,
      };
  }

  countEvent(tally.fractions, classes, groups, bits);
  for (const name of classes) tally.eventCount[name]!++;
  if (tally.largestJump !== jumpBefore) {
    const samplesAdc16 = samples.slice(0, groups.indexCount * sampleCount);
    tally.jumpEvent = { event, triggerClass, samplesAdc16, baselineAdc16 };
  }
  if (validCount > 0 && (!tally.largestIntegral || integral > tally.largestIntegral.sum))
    tally.largestIntegral = { event, sum: integral };
}

function widen(tally: EventTally, channelIndex: number, high: number, low: number): void {
  const { maxAmplitudeAdc16, minAmplitudeAdc16 } = tally;
  // Negated, so that the first value replaces NaN.
  if (!(high <= maxAmplitudeAdc16[channelIndex]!)) maxAmplitudeAdc16[channelIndex] = high;
  if (!(low >= minAmplitudeAdc16[channelIndex]!)) minAmplitudeAdc16[channelIndex] = low;
}

/** The numbers of the events that were added. Uses up the tally. */
export function timeDomainNumbers(tally: EventTally): TimeDomainNumbers {
  const { statisticsEventCount: stride, filled, groups } = tally;
  const histograms = (values: Float64Array) =>
    Array.from({ length: groups.indexCount }, (_, channelIndex) =>
      histogramOf(values, channelIndex * stride, filled[channelIndex]!),
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
  filled.forEach((count, channelIndex) => {
    const [low, median, high] = quantilesInPlace(
      values,
      channelIndex * stride,
      count,
      keptProbabilities,
    );
    p16[channelIndex] = low!;
    p50[channelIndex] = median!;
    p84[channelIndex] = high!;
  });
  return { p16, p50, p84 };
}
