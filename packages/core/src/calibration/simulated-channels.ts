/** Channels of simulated summaries: baselines, noise, and how they drift from file to file. */
import { detectorGroups } from "../detector/groups.js";
import { baselineRangeOf, type DetectorProfile } from "../detector/profile.js";
import type { ChannelFaults } from "../flow/simulation/faults.js";
import { type Random, randomSource } from "../flow/simulation/random.js";
import { adc16PerAdc14, lowerRailAdc16 } from "../units.js";
import { baselineSamples } from "./simulated-layout.js";

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

/** The drift of the waveform simulation: 4 counts of the baselines. */
export const drawnDrift: Drift = {
  channelAdc16: 4,
  epcbAdc16: 0,
  eventAdc16: 0,
  noiseShare: 0,
  lightLn: 0,
  lineLn: 0,
};

/** The drift of a real detector over days, for the calibration. */
export const realisticDrift: Drift = {
  channelAdc16: 6,
  epcbAdc16: 5,
  eventAdc16: 25,
  noiseShare: 0.02,
  lightLn: 0.2,
  lineLn: 0.1,
};

/** Variance of rounding to steps of the converter. */
const roundingVariance = adc16PerAdc14 ** 2 / 12;

/** A channel in one file. */
export interface SimulatedChannel {
  baseline: number;
  sigma: number;
  /** The part of `sigma` that is a sine, and that part of its variance that is left in a baseline. */
  sineSigma: number;
  sineInBaseline: number;
  /** Constant value of a dead channel; null for a working one. */
  constant: number | null;
}

/** Every channel of a file, inactive ones included. @param detectorSeed random seed of what all files share */
export function channelsOfFile(
  detector: DetectorProfile,
  random: Random,
  detectorSeed: number,
  drift: Drift,
  faults: readonly ChannelFaults[],
): SimulatedChannel[] {
  const { adcOf, epcbMembers, epcbOf, epcbsPerAdc } = detectorGroups(detector);
  const [lowest, highest] = baselineRangeOf(detector);
  const middle = (lowest + highest) / 2;
  const ofDetector = randomSource(detectorSeed);
  const shared = epcbMembers.map(() => drift.epcbAdc16 * random.gaussian());
  return faults.map((fault, channelIndex) => {
    // In the order of `waveformSource`, so that a seed means the same detector.
    const deviation = Math.max(-2.5, Math.min(2.5, ofDetector.gaussian()));
    const ownSigma = 8 + 22 * ofDetector.uniform();
    const epcb = epcbOf[channelIndex]!;
    const common = epcb < 0 ? 0 : shared[adcOf[channelIndex]! * epcbsPerAdc + epcb]!;
    const baseline =
      middle + 600 * deviation + drift.channelAdc16 * random.gaussian() + common + fault.shiftAdc16;
    const drawn = ownSigma * fault.noiseFactor * Math.exp(drift.noiseShare * random.gaussian());
    const sine = (fault.line?.amplitudeAdc16 ?? 0) ** 2 / 2;
    const sharedNoise = (fault.commonMode?.noiseAdc16 ?? 0) ** 2;
    const constants = {
      baseline: 4 * Math.round(baseline / 4),
      "upper-rail": -lowerRailAdc16,
      "lower-rail": lowerRailAdc16,
    };
    return fault.constant
      ? { baseline, sigma: 0, sineSigma: 0, sineInBaseline: 0, constant: constants[fault.constant] }
      : {
          baseline,
          sigma: Math.sqrt(drawn ** 2 + sine + sharedNoise + roundingVariance),
          sineSigma: Math.sqrt(sine),
          sineInBaseline: fault.line ? meanOfSine(fault.line.frequencyMHz, detector) : 0,
          constant: null,
        };
  });
}

/** Mean square of a sine's mean over the samples of a baseline, in units of its variance: sinc². */
function meanOfSine(frequencyMHz: number, { sampleNs }: DetectorProfile): number {
  const phase = Math.PI * frequencyMHz * baselineSamples * sampleNs * 1e-3;
  return phase === 0 ? 1 : (Math.sin(phase) / phase) ** 2;
}
