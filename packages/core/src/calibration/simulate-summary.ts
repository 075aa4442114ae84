/**
 * Summaries of simulated files without their waveforms: per-event numbers are drawn from the
 * distributions that the waveforms of `simulateFlowFile` give, and go through the same quantiles and
 * counts. A thousand times faster, so that false alarms and detection can be measured on thousands
 * of files; a test holds it against files that went the whole way.
 *
 * What is simplified: the noise is normal and white; the pulse of an event lies behind the samples of
 * the baseline; the median line power is that of an exponential distribution, lit events counting
 * as its upper part; no histograms, spectra between the lines, counts by EPCB and TPC, or jump events
 * are made.
 */
import { flagBits, overThresholdBit, validBit } from "../compute/flag-bits.js";
import { dune2x2 } from "../detector/dune-2x2.js";
import { detectorGroups } from "../detector/groups.js";
import {
  type ChannelFaults,
  faultsByChannel,
  type SimulatedFault,
} from "../flow/simulation/faults.js";
import { type Random, randomSource } from "../flow/simulation/random.js";
import { keptProbabilities, quantilesInPlace } from "../numerics/quantile.js";
import {
  type Distribution,
  putDistribution,
  unknownDistribution,
} from "../quantities/kept/distribution.js";
import { flags, type KeptQuantities, unknownQuantities } from "../quantities/table.js";
import type { TriggerClass } from "../quantities/trigger-class.js";
import { classesOfFile } from "../quantities/trigger-class.js";
import { lineFrequenciesMHz } from "../quantities/watched-lines.js";
import type { FileSummary } from "../summary.js";
import { summarySchemaVersion } from "../summary.js";
import { lowerRailAdc16, upperRailAdc16, voltsPerAdc16 } from "../units.js";
import { softwareVersion } from "../version.js";

/** How files of one detector differ from each other although nothing is wrong. */
export interface Drift {
  /** Standard deviation of each channel's baseline from file to file, independent. */
  channelAdc16: number;
  /** The same, shared by the channels of an EPCB. */
  epcbAdc16: number;
  /** Standard deviation of each channel's baseline from event to event, beside the noise. */
  eventAdc16: number;
  /** Relative standard deviation of each channel's noise from file to file. */
  noiseShare: number;
  /** Standard deviation of ln brightness from file to file: fractions vary more than binomially. */
  lightLn: number;
  /** Standard deviation of ln line power from file to file, for each channel and line. */
  lineLn: number;
}

/** What the simulation of waveforms does: only a baseline drift of 4 counts. */
export const drawnDrift: Drift = {
  channelAdc16: 4,
  epcbAdc16: 0,
  eventAdc16: 0,
  noiseShare: 0,
  lightLn: 0,
  lineLn: 0,
};

/** What a detector in a hall does over days: used for the calibration. */
export const realisticDrift: Drift = {
  channelAdc16: 6,
  epcbAdc16: 5,
  eventAdc16: 25,
  noiseShare: 0.02,
  lightLn: 0.2,
  lineLn: 0.1,
};

/** What to simulate. */
export interface SummarySpec {
  name: string;
  eventCount: number;
  seed: number;
  /** Decides baselines and noise of the channels: the same for all files of a detector. */
  detectorSeed?: number;
  drift?: Drift;
  startMs?: number;
  faults?: readonly SimulatedFault[];
}

const detector = dune2x2;
const groups = detectorGroups(detector);
const { indexCount, active, tpcMembers } = groups;
const sampleCount = 1000;
const baselineSamples = 50;
/** Variance of rounding to multiples of 4. */
const roundingVariance = 16 / 12;
const thresholdAdc16 = 500;
const lineCount = lineFrequenciesMHz.length;

/** Simulates the summary of a file. The same specification gives the same numbers. */
export function simulateSummary(spec: SummarySpec): FileSummary {
  const { name, eventCount, seed, detectorSeed = 2024, drift = realisticDrift } = spec;
  const { startMs = 1_762_300_000_000, faults: planted = [] } = spec;
  const random = randomSource(seed);
  const faults = faultsByChannel(planted, detector);
  const channels = channelsOfFile(random, detectorSeed, drift, faults);
  const phase = random.uniform();
  const isBeam = Array.from(
    { length: eventCount },
    (_, i) => Math.floor((i + 1) / 3 + phase) > Math.floor(i / 3 + phase),
  );
  const classes = classesOfFile(new Int32Array());
  const kept = unknownQuantities({
    ...{ detector, triggerClasses: classes, spectrumScale: "power", lineBinsMHz: [] },
  });
  const valid = (channelIndex: number): boolean => !faults[channelIndex]!.missing;
  const maxAmplitude = unknown();
  const minAmplitude = unknown();
  const litCount = new Uint32Array(indexCount);
  const statisticsCount = isBeam.filter((beam) => !beam).length;
  const baselines = new Float64Array(indexCount * statisticsCount);
  const noises = new Float64Array(indexCount * statisticsCount);
  const light = lightSource(random, drift.lightLn);
  const bits = new Uint8Array(indexCount);
  // From event to event the baseline wanders and is a mean of 50 noisy samples.
  const wander = channels.map(({ sigma }) =>
    Math.hypot(drift.eventAdc16, sigma / Math.sqrt(baselineSamples)),
  );
  let self = 0;

  for (const beam of isBeam) {
    const amplitudes = light(beam);
    for (const channelIndex of active) {
      bits[channelIndex] = 0;
      if (!valid(channelIndex)) continue;
      const fault = faults[channelIndex]!;
      const { baseline, sigma, constant } = channels[channelIndex]!;
      const b = constant ?? baseline + wander[channelIndex]! * random.gaussian();
      let amplitude = constant === null ? amplitudes[channelIndex]! : 0;
      let lowest = -noiseReach * sigma;
      if (constant === null && random.uniform() < fault.clippedShare)
        amplitude = upperRailAdc16 - b + 1;
      if (constant === null && fault.negative && random.uniform() < fault.negative.share) {
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
    countFlags(kept, beam ? "beam" : "self", bits);
  }

  const eventsOf: Record<TriggerClass, number> = {
    all: eventCount,
    beam: eventCount - statisticsCount,
    self: statisticsCount,
  };
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
  const counted = (channelIndex: number): number => (valid(channelIndex) ? statisticsCount : 0);
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
    time: { firstMs: startMs, lastMs: startMs + eventCount * 1200 },
    timeOrder: { timed: eventCount, backward: 0, repeated: 0 },
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
    baseline: distributionOf(baselines, statisticsCount, counted),
    noise: distributionOf(noises, statisticsCount, counted),
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
 * known beforehand. Denominators `total` and `channel` only: no check looks at the others.
 */
function countFlags(kept: KeptQuantities, narrowClass: TriggerClass, bits: Uint8Array): void {
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

interface SimulatedChannel {
  baseline: number;
  sigma: number;
  /** Value of a channel that gives nothing else; null for a living one. */
  constant: number | null;
}

function channelsOfFile(
  random: Random,
  detectorSeed: number,
  drift: Drift,
  faults: readonly ChannelFaults[],
): SimulatedChannel[] {
  const ofDetector = randomSource(detectorSeed);
  const shared = groups.epcbMembers.map(() => drift.epcbAdc16 * random.gaussian());
  return faults.map((fault, channelIndex) => {
    // In the order of `waveformSource`, so that a seed means the same detector.
    const deviation = Math.max(-2.5, Math.min(2.5, ofDetector.gaussian()));
    const ownSigma = 8 + 22 * ofDetector.uniform();
    const epcb = groups.epcbOf[channelIndex]!;
    const adc = Math.floor(channelIndex / detector.channelCount);
    const common = epcb < 0 ? 0 : shared[adc * groups.epcbsPerAdc + epcb]!;
    const baseline =
      -28000 + 600 * deviation + drift.channelAdc16 * random.gaussian() + common + fault.shiftAdc16;
    const drawn = ownSigma * fault.noiseFactor * Math.exp(drift.noiseShare * random.gaussian());
    const sine = (fault.line?.amplitudeAdc16 ?? 0) ** 2 / 2;
    const sharedNoise = (fault.commonMode?.noiseAdc16 ?? 0) ** 2;
    const constants = {
      baseline: 4 * Math.round(baseline / 4),
      "upper-rail": -lowerRailAdc16,
      "lower-rail": lowerRailAdc16,
    };
    return fault.constant
      ? { baseline, sigma: 0, constant: constants[fault.constant] }
      : {
          baseline,
          sigma: Math.sqrt(drawn ** 2 + sine + sharedNoise + roundingVariance),
          constant: null,
        };
  });
}

/** The largest of 1000 normal values is about this many standard deviations. */
const noiseReach = 3.24;

/** Standard deviation of 50 normal values in units of the true one: √(χ²/50), 49 degrees of freedom. */
function sampledSigma(random: Random): number {
  // Wilson and Hilferty, PNAS 17 (1931) 684: the cube root of χ²/f is nearly normal.
  const freedom = baselineSamples - 1;
  const cube = 1 - 2 / (9 * freedom) + Math.sqrt(2 / (9 * freedom)) * random.gaussian();
  return Math.sqrt((cube ** 3 * freedom) / baselineSamples);
}

/** Amplitudes of the events' light by channel, as `waveformSource` draws it. */
function lightSource(random: Random, lightLn: number): (isBeam: boolean) => Float64Array {
  const amplitudes = new Float64Array(indexCount);
  const ofFile = Math.exp(lightLn * random.gaussian());
  let waiting: number[] = [];
  const nextTpc = (): number => {
    if (waiting.length === 0) waiting = tpcMembers.map((_, tpc) => tpc);
    return waiting.splice(random.uint32() % waiting.length, 1)[0]!;
  };
  return (isBeam) => {
    amplitudes.fill(0);
    const litCount = isBeam && random.uniform() < 0.3 ? 2 : 1;
    const [median, spread] = isBeam ? [12000, 0.7] : [3000, 0.9];
    const byTpc = new Map<number, number>();
    for (let i = 0; i < litCount; i++)
      byTpc.set(nextTpc(), ofFile * median * Math.exp(spread * random.gaussian()));
    for (const [tpc, brightness] of byTpc)
      for (const channelIndex of tpcMembers[tpc]!)
        amplitudes[channelIndex] = brightness * Math.exp(0.8 * random.gaussian());
    return amplitudes;
  };
}

/** Power of white noise of one count: 2 · N σ² / (⌊N/2⌋+1)². */
const noisePower = ((2 * sampleCount) / (sampleCount / 2 + 1) ** 2) * voltsPerAdc16 ** 2;
/** Power of a sine of one count amplitude in its own bin: 2 · (N/2)² / (⌊N/2⌋+1)². */
const sinePower = 2 * (sampleCount / 2 / (sampleCount / 2 + 1)) ** 2 * voltsPerAdc16 ** 2;

function lineSpectra(
  random: Random,
  lineLn: number,
  channels: readonly SimulatedChannel[],
  faults: readonly ChannelFaults[],
  litCount: Uint32Array,
  eventCount: number,
): FileSummary["spectra"] {
  const p50 = new Float64Array(indexCount * lineCount).fill(Number.NaN);
  const none = new Float64Array(indexCount * lineCount).fill(Number.NaN);
  for (const channelIndex of active) {
    const fault = faults[channelIndex]!;
    if (fault.missing || eventCount === 0) continue;
    const sine = (fault.line?.amplitudeAdc16 ?? 0) ** 2 / 2;
    const mean =
      noisePower *
      (channels[channelIndex]!.sigma ** 2 - (channels[channelIndex]!.constant === null ? sine : 0));
    lineFrequenciesMHz.forEach((line, i) => {
      const drift = Math.exp(lineLn * random.gaussian());
      const at = channelIndex * lineCount + i;
      const isLine = fault.line && Math.abs(fault.line.frequencyMHz - line) < 0.05;
      if (isLine) {
        p50[at] = drift * medianWithSine(random, mean, sinePower * 2 * sine, eventCount);
      } else {
        // Lit events lie above the median: it is a higher quantile of the dark ones.
        const dark = Math.min(0.95, 0.5 / (1 - litCount[channelIndex]! / eventCount));
        const error = Math.sqrt((dark * (1 - dark)) / eventCount) * random.gaussian();
        p50[at] = drift * mean * -Math.log(1 - Math.min(0.99, Math.max(0.01, dark + error)));
      }
    });
  }
  return {
    scale: "power",
    frequencyMHz: Float64Array.from(lineFrequenciesMHz),
    p16: none,
    p50,
    p84: none,
    validCount: byActive((channelIndex) => (faults[channelIndex]!.missing ? 0 : eventCount)),
  };
}

/** Median power of a sine of random phase on noise, event by event. */
function medianWithSine(random: Random, mean: number, sine: number, eventCount: number): number {
  const powers = Float64Array.from({ length: eventCount }, () => {
    const real = Math.sqrt(sine) + Math.sqrt(mean / 2) * random.gaussian();
    const imaginary = Math.sqrt(mean / 2) * random.gaussian();
    return real ** 2 + imaginary ** 2;
  });
  return quantilesInPlace(powers, 0, eventCount, [0.5])[0]!;
}

function distributionOf(
  values: Float64Array,
  stride: number,
  counted: (channelIndex: number) => number,
): Distribution {
  const kept = unknownDistribution(indexCount);
  for (const i of active) {
    const [p16, p50, p84] = quantilesInPlace(values, i * stride, counted(i), keptProbabilities);
    // Without histograms: no check looks at them.
    putDistribution(kept, i, { p16: p16!, p50: p50!, p84: p84!, histogram: null });
  }
  return kept;
}

const unknown = (): Float64Array => new Float64Array(indexCount).fill(Number.NaN);

function byActive(value: (channelIndex: number) => number): Uint32Array {
  const counts = new Uint32Array(indexCount);
  for (const channelIndex of active) counts[channelIndex] = value(channelIndex);
  return counts;
}
