/** The waveforms of simulated events: baselines, noise, scintillation light and faults. */
import { detectorGroups } from "../../detector/groups.js";
import { baselineRangeOf, type DetectorProfile } from "../../detector/profile.js";
import { lowerRailAdc16 } from "../../units.js";
import type { ChannelFaults } from "./faults.js";
import { simulatedLight } from "./light.js";
import { type Random, randomSource } from "./random.js";
import type { WholeSpec } from "./spec.js";

/** Highest value that the converter gives: 8191 · 4. */
const highestAdc16 = -lowerRailAdc16;
const sparkAdc16 = 50000;
const sparkSamples = 3;

/** Fills the waveforms of one event as [adc][channel][sample]; events are drawn in order. */
export type WaveformSource = (event: number, isBeam: boolean, into: Int16Array) => void;

/**
 * A source of waveforms. Channels differ as in the detector: baselines ± 600 about the middle of
 * the detector's range, noise of
 * 8 to 30 counts, fixed by the detector's seed; baselines drift by a few counts from file to file.
 * Light is as the conditions say. Values are multiples of 4, as 14 bits shifted, and end at the rails.
 * @param faults what faults and state do together
 */
export function waveformSource(
  {
    detector,
    sampleCount,
    seed,
    detectorSeed,
    conditions,
    state: { wanderAdc16 = 0 },
  }: Pick<WholeSpec, "detector" | "sampleCount" | "seed" | "detectorSeed" | "conditions" | "state">,
  faults: readonly ChannelFaults[],
): WaveformSource {
  const random = randomSource(seed);
  // Of its own, so that what it decides leaves all else as it is without.
  const ofState = randomSource(seed ^ 0x57a7e);
  const groups = detectorGroups(detector);
  const { active, tpcOf } = groups;
  const { baselineAdc16, noiseAdc16 } = channelConstants(detector, detectorSeed);
  const driftAdc16 = baselineAdc16.map(() => 4 * random.gaussian());
  const noise = noiseTable(random, sampleCount);
  const light = simulatedLight(groups, random, conditions, detectorSeed);
  const line = new Float64Array(sampleCount);

  return (event, isBeam, into) => {
    into.fill(0);
    const medianByTpc = light.nextEvent(isBeam);
    const startSample = Math.floor(sampleCount * (0.2 + 0.25 * random.uniform()));
    const sharedNoise = new Map<number, Float64Array>();

    for (const channelIndex of active) {
      const fault = faults[channelIndex]!;
      if (fault.missing) continue;
      const target = into.subarray(channelIndex * sampleCount, (channelIndex + 1) * sampleCount);
      const level = baselineAdc16[channelIndex]! + driftAdc16[channelIndex]! + fault.shiftAdc16;
      if (fault.constant) {
        const rail = fault.constant === "upper-rail" ? highestAdc16 : lowerRailAdc16;
        target.fill(fault.constant === "baseline" ? 4 * Math.round(level / 4) : rail);
        continue;
      }
      const baseline = wanderAdc16 > 0 ? level + wanderAdc16 * ofState.gaussian() : level;
      const sigma = noiseAdc16[channelIndex]! * fault.noiseFactor;
      const own = noise.draw();
      for (let i = 0; i < sampleCount; i++) line[i] = baseline + sigma * own[i]!;
      if (fault.commonMode) {
        const { group, noiseAdc16: size } = fault.commonMode;
        if (!sharedNoise.has(group)) sharedNoise.set(group, noise.draw());
        const shared = sharedNoise.get(group)!;
        for (let i = 0; i < sampleCount; i++) line[i]! += size * shared[i]!;
      }
      if (fault.line) addSine(line, fault.line, detector.sampleNs, random);

      const median = medianByTpc.get(tpcOf[channelIndex]!);
      // Drawn for a dark channel too, so that the others are as without it.
      let amplitude = median === undefined ? 0 : light.amplitudeOf(channelIndex, median);
      amplitude *= fault.dark ? 0 : fault.gainFactor;
      if (random.uniform() < fault.clippedShare) {
        amplitude = (highestAdc16 - baseline) * (1.1 + random.uniform());
      }
      const undershoots = fault.negative !== null && random.uniform() < fault.negative.share;
      if (undershoots) amplitude = Math.max(amplitude, 4000);
      addPulse(line, startSample, amplitude, prompt);
      if (undershoots) {
        const after = startSample + Math.floor(sampleCount / 3);
        addPulse(line, after, -fault.negative!.depthAdc16, slow);
      }
      if (fault.sparkEvents.includes(event)) {
        const at = Math.floor(sampleCount * 0.6);
        for (let i = at; i < at + sparkSamples; i++) line[i] = baseline + sparkAdc16;
      }
      if (fault.deadShare > 0 && ofState.uniform() < fault.deadShare)
        line.fill(4 * Math.round(baseline / 4));
      quantize(line, target);
    }
  };
}

/** Baseline and noise of the channels of a detector, by channel index. */
function channelConstants(
  detector: DetectorProfile,
  detectorSeed: number,
): { baselineAdc16: number[]; noiseAdc16: number[] } {
  const { indexCount } = detectorGroups(detector);
  const [lowest, highest] = baselineRangeOf(detector);
  const middleAdc16 = (lowest + highest) / 2;
  const random = randomSource(detectorSeed);
  const baselineAdc16: number[] = [];
  const noiseAdc16: number[] = [];
  for (let channelIndex = 0; channelIndex < indexCount; channelIndex++) {
    const deviation = Math.max(-2.5, Math.min(2.5, random.gaussian()));
    baselineAdc16.push(middleAdc16 + 600 * deviation);
    noiseAdc16.push(8 + 22 * random.uniform());
  }
  return { baselineAdc16, noiseAdc16 };
}

/** Normal noise drawn once; a waveform takes a stretch of it from a random place. */
function noiseTable(random: Random, sampleCount: number): { draw(): Float64Array } {
  const table = Float64Array.from({ length: 2 ** 17 }, () => random.gaussian());
  return {
    draw() {
      const start = random.uint32() % (table.length - sampleCount);
      return table.subarray(start, start + sampleCount);
    },
  };
}

/** A fast rise and an exponential fall, scaled to a peak of 1; times in samples. */
function pulseShape(rise: number, fall: number): Float64Array {
  const shape = Float64Array.from(
    { length: Math.ceil(12 * fall) },
    (_, i) => (1 - Math.exp(-i / rise)) * Math.exp(-i / fall),
  );
  const peak = shape.reduce((a, b) => Math.max(a, b));
  return shape.map((value) => value / peak);
}

/** Liquid argon's scintillation as these channels show it: falls within 0.7 µs. */
const prompt = pulseShape(3, 42);
/** Sum over the samples of a pulse of light with a peak of 1. */
export const promptArea: number = prompt.reduce((sum, value) => sum + value);
/** The undershoot of a channel that recovers slowly. */
const slow = pulseShape(10, 80);

function addPulse(line: Float64Array, start: number, amplitude: number, shape: Float64Array): void {
  if (amplitude === 0) return;
  const end = Math.min(line.length, start + shape.length);
  for (let i = start; i < end; i++) line[i]! += amplitude * shape[i - start]!;
}

function addSine(
  line: Float64Array,
  { frequencyMHz, amplitudeAdc16 }: { frequencyMHz: number; amplitudeAdc16: number },
  sampleNs: number,
  random: Random,
): void {
  const phase = 2 * Math.PI * random.uniform();
  const step = 2 * Math.PI * frequencyMHz * sampleNs * 1e-3;
  for (let i = 0; i < line.length; i++) line[i]! += amplitudeAdc16 * Math.sin(phase + step * i);
}

/** To multiples of 4 between the rails. */
function quantize(line: Float64Array, target: Int16Array): void {
  for (let i = 0; i < line.length; i++) {
    const value = Math.max(lowerRailAdc16, Math.min(highestAdc16, line[i]!));
    // Shifted to be positive, where cutting off the fraction rounds down.
    target[i] = ((value + 32770) & ~3) - 32768;
  }
}
