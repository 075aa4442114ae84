/**
 * Summaries of simulated files without their waveforms: per-event numbers are drawn from the
 * distributions of the waveforms of `simulateFlowFile`, and go through the same quantiles and
 * counts. A thousand times faster, so that false alarms and detection can be measured on thousands
 * of files; a test compares it with files simulated down to their waveforms.
 *
 * What is simplified: the noise is normal and white; the pulse of an event lies behind the samples of
 * the baseline; the median line power is that of an exponential distribution, lit events counting
 * as its upper part; no histograms, spectra between the lines, counts by EPCB and TPC, or jump events
 * are made.
 */

import { flagBits, overThresholdBit, validBit } from "../compute/flag-bits.js";
import { detectorGroups } from "../detector/groups.js";
import { defaultDetector } from "../detector/index.js";
import type { DetectorProfile } from "../detector/profile.js";
import { beamShareOf, type SimulatedConditions } from "../flow/simulation/conditions.js";
import { type DetectorState, withState } from "../flow/simulation/detector-state.js";
import { faultsByChannel, type SimulatedFault } from "../flow/simulation/faults.js";
import { type Random, randomSource } from "../flow/simulation/random.js";
import { keptProbabilities, quantilesInPlace } from "../numerics/quantile.js";
import { classesOfFile, type TriggerClass } from "../quantities/indexed-by/trigger-class.js";
import {
  type Distribution,
  putDistribution,
  unknownDistribution,
} from "../quantities/kept/distribution.js";
import { flags, type KeptQuantities, unknownQuantities } from "../quantities/table.js";
import { type FileSummary, summarySchemaVersion } from "../summary.js";
import { lowerRailAdc16, upperRailAdc16 } from "../units.js";
import { softwareVersion } from "../version.js";
import { channelsOfFile, type Drift, realisticDrift } from "./simulated-channels.js";
import { lightSource } from "./simulated-light.js";
import { lineSource } from "./simulated-lines.js";

/** What to simulate. */
export interface SummarySpec {
  name: string;
  eventCount: number;
  seed: number;
  /** Random seed of the channels' baselines and noise: the same for all files of a detector. */
  detectorSeed?: number;
  drift?: Drift;
  startMs?: number;
  faults?: readonly SimulatedFault[];
  conditions?: SimulatedConditions;
  state?: DetectorState;
  detector?: DetectorProfile;
}

const sampleCount = 1000;
const baselineSamples = 50;
const thresholdAdc16 = 500;

/** Simulates the summary of a file. The same specification gives the same numbers. */
export function simulateSummary(spec: SummarySpec): FileSummary {
  const { name, eventCount, seed, detectorSeed = 2024, drift = realisticDrift } = spec;
  const { startMs = 1_762_300_000_000, faults: planted = [], detector = defaultDetector() } = spec;
  const { conditions = { runType: "mixed" }, state = {} } = spec;
  const groups = detectorGroups(detector);
  const { indexCount, active } = groups;
  const random = randomSource(seed);
  // Of its own, so that what it decides leaves all else as it is without.
  const ofState = randomSource(seed ^ 0x57a7e);
  const faults = withState(faultsByChannel(planted, detector), state);
  const channels = channelsOfFile(detector, random, detectorSeed, drift, faults);
  const phase = random.uniform();
  const beamShare = beamShareOf(conditions, 1 / 3);
  const isBeam = Array.from(
    { length: eventCount },
    (_, i) => Math.floor((i + 1) * beamShare + phase) > Math.floor(i * beamShare + phase),
  );
  const classes = classesOfFile(new Float64Array());
  const kept = unknownQuantities({
    ...{ detector, triggerClasses: classes, spectrumScale: "power", lineBinsMHz: [] },
  });
  const valid = (channelIndex: number): boolean => !faults[channelIndex]!.missing;
  const unknown = (): Float64Array => new Float64Array(indexCount).fill(Number.NaN);
  const maxAmplitude = unknown();
  const minAmplitude = unknown();
  const litCount = new Uint32Array(indexCount);
  const statisticsCount = isBeam.filter((beam) => !beam).length;
  const baselines = new Float64Array(indexCount * statisticsCount);
  const noises = new Float64Array(indexCount * statisticsCount);
  const light = lightSource(groups, random, conditions, detectorSeed, drift.lightLn);
  const bits = new Uint8Array(indexCount);
  // From event to event the baseline wanders and is a mean of 50 noisy samples.
  const wander = channels.map(({ sigma }) =>
    Math.hypot(drift.eventAdc16, state.wanderAdc16 ?? 0, sigma / Math.sqrt(baselineSamples)),
  );
  let self = 0;

  for (const beam of isBeam) {
    const amplitudes = light(beam);
    for (const channelIndex of active) {
      bits[channelIndex] = 0;
      if (!valid(channelIndex)) continue;
      const fault = faults[channelIndex]!;
      const { baseline, constant, ...channel } = channels[channelIndex]!;
      const isDead = fault.deadShare > 0 && ofState.uniform() < fault.deadShare;
      const isFlat = constant !== null || isDead;
      const sigma = isDead ? 0 : channel.sigma;
      const b = constant ?? baseline + wander[channelIndex]! * random.gaussian();
      let amplitude = isFlat || fault.dark ? 0 : fault.gainFactor * amplitudes[channelIndex]!;
      let lowest = -noiseReach * sigma;
      if (!isFlat && random.uniform() < fault.clippedShare) amplitude = upperRailAdc16 - b + 1;
      if (!isFlat && fault.negative && random.uniform() < fault.negative.share) {
        lowest = Math.min(lowest, -fault.negative.depthAdc16);
        amplitude = Math.max(amplitude, 4000);
      }
      const highest = Math.min(Math.max(amplitude, noiseReach * sigma), upperRailAdc16 + 4 - b);
      if (amplitude > 0.5 * sigma * Math.sqrt(Math.PI)) litCount[channelIndex]!++;
      bits[channelIndex] =
        validBit |
        (highest > thresholdAdc16 ? overThresholdBit : 0) |
        (b + highest >= upperRailAdc16 ? flagBits.clipped : 0) |
        (lowest < -thresholdAdc16 ? flagBits.negative : 0) |
        (b + lowest <= lowerRailAdc16 ? flagBits.lowerRail : 0);
      if (!(highest <= maxAmplitude[channelIndex]!)) maxAmplitude[channelIndex] = highest;
      if (!(lowest >= minAmplitude[channelIndex]!)) minAmplitude[channelIndex] = lowest;
      if (!beam) {
        baselines[channelIndex * statisticsCount + self] = b;
        noises[channelIndex * statisticsCount + self] = sigma * sampledSigma(random);
      }
    }
    if (!beam) self++;
    countFlags(active, kept, beam ? "beam" : "self", bits);
  }

  const eventsOf: Record<TriggerClass, number> = {
    all: eventCount,
    beam: eventCount - statisticsCount,
    self: statisticsCount,
  };
  const byActive = (value: (channelIndex: number) => number): Uint32Array => {
    const counts = new Uint32Array(indexCount);
    for (const channelIndex of active) counts[channelIndex] = value(channelIndex);
    return counts;
  };
  /** Without histograms: no check uses them. */
  const distributionOf = (values: Float64Array): Distribution => {
    const distribution = unknownDistribution(indexCount);
    for (const i of active) {
      const count = valid(i) ? statisticsCount : 0;
      const at = i * statisticsCount;
      const [p16, p50, p84] = quantilesInPlace(values, at, count, keptProbabilities);
      putDistribution(distribution, i, { p16: p16!, p50: p50!, p84: p84!, histogram: null });
    }
    return distribution;
  };
  const lineSpectra = lineSource(groups, sampleCount);
  const validCount = Object.fromEntries(
    classes.map((triggerClass) => [
      triggerClass,
      byActive((channelIndex) => (valid(channelIndex) ? eventsOf[triggerClass] : 0)),
    ]),
  );
  for (const flag of flags)
    for (const triggerClass of classes)
      kept[flag][triggerClass]!.total.total.set(validCount[triggerClass]!);
  const selectedEvents = Array.from({ length: eventCount }, (_, event) => event);
  return {
    ...kept,
    schemaVersion: summarySchemaVersion,
    softwareVersion,
    processedMs: startMs,
    input: { name, sizeBytes: 0, mtimeMs: startMs, run: null, subRun: null },
    detector,
    sampleCount,
    fileEventCount: eventCount,
    triggersTyped: true,
    triggerCodes: null,
    time: { firstMs: startMs, lastMs: startMs + eventCount * 1200 },
    timeUnknown: null,
    timeOrder: { clock: "utime_ms", timed: eventCount, backward: 0, repeated: 0, untimed: {} },
    channelStatus: null,
    settings: {
      maxEvts: 500,
      powspecNevts: 500,
      thresholdAdc16: new Array<number>(detector.adcCount).fill(thresholdAdc16),
      spectrumScale: "power",
    },
    selectedEvents,
    spectrumEvents: selectedEvents,
    eventCount: eventsOf,
    baselineTriggerClass: "self",
    validCount,
    baseline: distributionOf(baselines),
    noise: distributionOf(noises),
    maxAmplitude,
    minAmplitude,
    spectra: lineSpectra(random, drift.lineLn, channels, faults, litCount, eventCount),
    largestJump: null,
    jumpEvent: null,
    largestIntegralEvent: null,
  };
}

/**
 * Counts the waveforms that have a flag or are over threshold; the totals of all valid ones are
 * known beforehand. Denominators `total` and `channel` only: no check uses the others.
 */
function countFlags(
  active: readonly number[],
  kept: KeptQuantities,
  narrowClass: TriggerClass,
  bits: Uint8Array,
): void {
  for (const channelIndex of active) {
    const waveform = bits[channelIndex]!;
    if (waveform <= validBit) continue;
    const isOver = (waveform & overThresholdBit) !== 0 ? 1 : 0;
    for (const flag of flags) {
      const passed = (waveform & flagBits[flag]) !== 0 ? 1 : 0;
      for (const triggerClass of [narrowClass, "all"] as const) {
        const { total, channel } = kept[flag][triggerClass]!;
        total.passed[channelIndex]! += passed;
        channel.total[channelIndex]! += isOver;
        channel.passed[channelIndex]! += isOver * passed;
      }
    }
  }
}

/** Standard deviation of 50 normal values in units of the true one: √(χ²/50), 49 degrees of freedom. */
function sampledSigma(random: Random): number {
  // Wilson and Hilferty, PNAS 17 (1931) 684: the cube root of χ²/f is nearly normal.
  const freedom = baselineSamples - 1;
  const cube = 1 - 2 / (9 * freedom) + Math.sqrt(2 / (9 * freedom)) * random.gaussian();
  return Math.sqrt((cube ** 3 * freedom) / baselineSamples);
}

/** The largest of 1000 normal values is about this many standard deviations. */
const noiseReach = 3.24;
