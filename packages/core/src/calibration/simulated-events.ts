/** The events of a simulated summary: what every waveform would have given, drawn directly. */
import { flagBits, overThresholdBit, validBit } from "../compute/flags/flag-bits.js";
import type { DetectorGroups } from "../detector/groups.js";
import type { ChannelFaults } from "../flow/simulation/faults.js";
import type { Random } from "../flow/simulation/random.js";
import { promptArea } from "../flow/simulation/waveforms.js";
import { adc16PerAdc14, lowerRailAdc16, upperRailAdc16 } from "../units.js";
import type { SimulatedChannel } from "./simulated-channels.js";
import { type FlagTally, flagTally } from "./simulated-flags.js";
import { type RelativeAmplitudes, relativeAmplitudes } from "./simulated-gain.js";
import { baselineSamples, sampleCount, thresholdAdc16 } from "./simulated-layout.js";

/** What the events give of the channels, before quantiles are taken. */
export interface SimulatedEvents {
  flags: FlagTally;
  /** By `channelIndex * eventCount + place`, the self triggers before the beam triggers. */
  baselines: Float64Array;
  noises: Float64Array;
  maxAmplitude: Float64Array;
  minAmplitude: Float64Array;
  /** Waveforms with more light than noise in the spectrum, by channel index. */
  brightCount: Uint32Array;
  /** Waveforms without light that are not constant, by channel index. */
  darkCount: Uint32Array;
  constantCount: Uint32Array;
  relative: RelativeAmplitudes;
}

/** What the events are drawn with. */
export interface EventSources {
  groups: DetectorGroups;
  channels: readonly SimulatedChannel[];
  faults: readonly ChannelFaults[];
  /** Standard deviation of the channels' baselines from event to event, ADC16. */
  wanderAdc16: number;
  light: (isBeam: boolean) => Float64Array;
  random: Random;
  /** Decides what only some files have, so that the others are as they are without. */
  ofState: Random;
}

/** The largest of 1000 normal values is about this many standard deviations. */
const noiseReach = 3.24;
/** The standard deviation of a pulse's highest sample, and where noise no longer matters, in units of it. */
const peakScatter = 0.55;
const brightTimes = 100;
const { clipped: clippedBit, negative: negativeBit, lowerRail: lowerRailBit } = flagBits;

/** Draws the events in order. @param isBeam by event */
export function drawEvents(isBeam: readonly boolean[], sources: EventSources): SimulatedEvents {
  const { groups, channels, faults, light, random, ofState } = sources;
  const { active, indexCount } = groups;
  const eventCount = isBeam.length;
  const byEvent = () => new Float64Array(indexCount * eventCount);
  const unknown = () => new Float64Array(indexCount).fill(Number.NaN);
  const drawn: SimulatedEvents = {
    flags: flagTally(indexCount),
    ...{ baselines: byEvent(), noises: byEvent() },
    ...{ maxAmplitude: unknown(), minAmplitude: unknown() },
    brightCount: new Uint32Array(indexCount),
    darkCount: new Uint32Array(indexCount),
    constantCount: new Uint32Array(indexCount),
    relative: relativeAmplitudes(groups, eventCount),
  };
  const { baselines, noises, maxAmplitude, minAmplitude } = drawn;
  const { brightCount, darkCount, constantCount } = drawn;
  // From event to event the baseline wanders and is a mean of 50 noisy samples.
  const wander = channels.map(({ sigma, sineSigma, sineInBaseline }) =>
    Math.hypot(
      sources.wanderAdc16,
      Math.sqrt((sigma ** 2 - sineSigma ** 2) / baselineSamples),
      sineSigma * Math.sqrt(sineInBaseline),
    ),
  );
  const working = active.filter((channelIndex) => !faults[channelIndex]!.missing);
  const bits = new Uint8Array(indexCount);
  const highestOf = new Float64Array(indexCount);
  let selfPlace = 0;
  let beamPlace = isBeam.filter((beam) => !beam).length;

  for (const beam of isBeam) {
    const amplitudes = light(beam);
    const place = beam ? beamPlace++ : selfPlace++;
    for (const channelIndex of working) {
      const fault = faults[channelIndex]!;
      const channel = channels[channelIndex]!;
      const { constant } = channel;
      const isDead = fault.deadShare > 0 && ofState.uniform() < fault.deadShare;
      const isFlat = constant !== null || isDead;
      const sigma = isDead ? 0 : channel.sigma;
      let b = constant ?? channel.baseline + wander[channelIndex]! * random.gaussian();
      if (isDead) b = adc16PerAdc14 * Math.round(b / adc16PerAdc14);
      let amplitude = isFlat || fault.dark ? 0 : fault.gainFactor * amplitudes[channelIndex]!;
      let lowest = -noiseReach * sigma;
      if (!isFlat && random.uniform() < fault.clippedShare) amplitude = upperRailAdc16 - b + 1;
      if (!isFlat && fault.negative && random.uniform() < fault.negative.share) {
        lowest = Math.min(lowest, -fault.negative.depthAdc16);
        amplitude = Math.max(amplitude, 4000);
      }
      const highest = Math.min(Math.max(amplitude, noiseReach * sigma), upperRailAdc16 + 4 - b);
      if (amplitude > 0.5 * sigma * Math.sqrt(Math.PI)) brightCount[channelIndex]!++;
      if (isFlat) constantCount[channelIndex]!++;
      else if (isDark(highest, lowest, amplitude)) darkCount[channelIndex]!++;
      bits[channelIndex] =
        validBit |
        (highest > thresholdAdc16 ? overThresholdBit : 0) |
        (b + highest >= upperRailAdc16 ? clippedBit : 0) |
        (lowest < -thresholdAdc16 ? negativeBit : 0) |
        (b + lowest <= lowerRailAdc16 ? lowerRailBit : 0);
      highestOf[channelIndex] =
        amplitude > 0
          ? Math.min(peakWithNoise(amplitude, sigma, ofState), upperRailAdc16 + 4 - b)
          : highest;
      if (!(highest <= maxAmplitude[channelIndex]!)) maxAmplitude[channelIndex] = highest;
      if (!(lowest >= minAmplitude[channelIndex]!)) minAmplitude[channelIndex] = lowest;
      const at = channelIndex * eventCount + place;
      baselines[at] = b;
      const source = beam ? ofState : random;
      noises[at] =
        fault.line && !isFlat
          ? sigmaWithSine(channel, source, ofState)
          : sigma * sampledSigma(source);
    }
    drawn.flags.add(beam, working, bits);
    drawn.relative.add(bits, highestOf);
  }
  return drawn;
}

/**
 * The highest sample of a pulse with noise, which adds to the samples about the peak, the fewer the
 * brighter the pulse. Fitted to the medians of 3000 pulses of each brightness from 2 to 100 times the
 * noise, which it meets to 0.1 of it; their standard deviation is 0.45 to 0.7 of it.
 */
function peakWithNoise(amplitude: number, sigma: number, random: Random): number {
  const times = amplitude / sigma;
  if (times > brightTimes) return amplitude;
  const added = 1.93 - 0.29 * Math.log(times) + peakScatter * random.gaussian();
  return Math.max(noiseReach, times + added) * sigma;
}

/** Whether the extremes lie as far above as below the mean, to a factor of 2. */
function isDark(highest: number, lowest: number, amplitude: number): boolean {
  const meanOfPulse = (amplitude * promptArea) / sampleCount;
  const [above, below] = [highest - meanOfPulse, meanOfPulse - lowest];
  return above <= 2 * below && below <= 2 * above;
}

const freedom = baselineSamples - 1;
const cubeSpread = Math.sqrt(2 / (9 * freedom));
const sigmaScale = Math.sqrt(freedom / baselineSamples);

/** Standard deviation of 50 normal values in units of the true one: √(χ²/50), 49 degrees of freedom. */
function sampledSigma(random: Random): number {
  // Wilson and Hilferty, PNAS 17 (1931) 684: the cube root of χ²/f is nearly normal.
  const cube = 1 - 2 / (9 * freedom) + cubeSpread * random.gaussian();
  return sigmaScale * cube * Math.sqrt(cube);
}

/** The same of noise and a sine, whose product has a mean of 0. */
function sigmaWithSine(
  { sigma, sineSigma, sineInBaseline }: SimulatedChannel,
  random: Random,
  ofState: Random,
): number {
  const noise = (sigma ** 2 - sineSigma ** 2) * sampledSigma(random) ** 2;
  const sine = sineSigma ** 2 * (1 - sineInBaseline);
  const product = 2 * Math.sqrt((noise * sine) / baselineSamples) * ofState.gaussian();
  return Math.sqrt(Math.max(0, noise + sine + product));
}
