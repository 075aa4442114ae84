/**
 * The smallest faults that any test can find in half of the files: 50 % points of the likelihood-ratio
 * test that knows the true drift of the detector and its other channels, at a given probability of a
 * false alarm (J. Neyman and E. S. Pearson, Phil. Trans. R. Soc. A 231 (1933) 289). For a normal value
 * of known σ the fault that is found in half of the files lies as far as the limit: z · σ. Levels are
 * known from earlier files, so that variances are multiplied by 1 + 1/N.
 */

import jStat from "jstat";
import { countChances } from "../../numerics/chances.js";
import type { Drift } from "../simulated-channels.js";
import { baselineSamples, sampleCount } from "../simulated-layout.js";

/** Under what a fault is to be found. */
export interface Circumstances {
  drift: Drift;
  /** Noise of the channel, ADC16. */
  sigmaAdc16: number;
  /** Events of a file, in all of which the value is known. */
  eventCount: number;
  /** Earlier files. */
  referenceFiles: number;
  /** Channels of an EPCB. */
  epcbChannels: number;
  /** Probability of a false alarm of one test, in a file. */
  falseChance: number;
}

/** Variance of a median in units of that of a mean, for many normal values. */
const medianVariance = Math.PI / 2;

/**
 * A channel's shift, ADC16. Its median has the variance a = channel² + (π/2)(event² + σ²/50)/n, and
 * shares b = epcb² with the m channels of its EPCB. With the covariance matrix a·1 + b the
 * variance of the best estimate of one channel's shift is a / (1 − b/(a + m b)).
 */
export function channelShiftOptimum(of: Circumstances): number {
  const [own, shared] = baselineVariances(of);
  const best = own / (1 - shared / (own + of.epcbChannels * shared));
  return timesBothWays(of) * Math.sqrt(best);
}

/** The shift of a whole EPCB, ADC16: that of the mean of its channels, of variance a/m + b. */
export function epcbShiftOptimum(of: Circumstances): number {
  const [own, shared] = baselineVariances(of);
  return timesBothWays(of) * Math.sqrt(own / of.epcbChannels + shared);
}

function baselineVariances({ drift, sigmaAdc16, eventCount }: Circumstances): [number, number] {
  const perEvent = drift.eventAdc16 ** 2 + sigmaAdc16 ** 2 / baselineSamples;
  return [drift.channelAdc16 ** 2 + (medianVariance * perEvent) / eventCount, drift.epcbAdc16 ** 2];
}

/**
 * The factor of the noise. ln of a standard deviation of 50 samples has the variance 1/(2 · 49), that of
 * their median over n events π/2 of it, and from file to file noiseShare².
 */
export function noiseOptimum(of: Circumstances): number {
  const ofMedian = medianVariance / (2 * (baselineSamples - 1) * of.eventCount);
  return Math.exp(timesUpwards(of) * Math.sqrt(of.drift.noiseShare ** 2 + ofMedian));
}

/**
 * The amplitude of a line in the middle of a bin, ADC16. The power in the bin of noise alone is
 * exponentially distributed with mean 1, with a sine noncentrally with mean 1 + λ, λ = N A²/(4σ²).
 * For small λ the most powerful statistic is the mean over n events: of variance 1/n, and
 * lineLn² from file to file for its logarithm.
 */
export function lineOptimum(of: Circumstances): number {
  const spread = Math.sqrt(of.drift.lineLn ** 2 + 1 / of.eventCount);
  const excess = Math.expm1(timesUpwards(of) * spread);
  return of.sigmaAdc16 * Math.sqrt((4 * excess) / sampleCount);
}

/**
 * The share of waveforms that a fault clips, beside those that the light does. The count of a file is
 * binomial; it is significant from the smallest k on that has P(X ≥ k) ≤ `falseChance`, over files
 * with these shares.
 * @param shares clipped by the light alone, by file, each above 0 and below 1
 * @returns the share s with P(X ≥ k) = ½, X of the share p + (1 − p) s; 1 at most
 */
export function shareOptimum(
  shares: readonly number[],
  eventCount: number,
  falseChance: number,
): number {
  const chanceOf = (count: number, added: number): number => {
    const chances = shares.map((share) => {
      const sum = share + (1 - share) * added;
      return countChances(eventCount, sum, eventCount * sum * (1 - sum)).atLeast(count);
    });
    return chances.reduce((all, chance) => all + chance, 0) / shares.length;
  };
  let least = 0;
  while (least <= eventCount && chanceOf(least, 0) > falseChance) least++;
  let [low, high] = [0, 1 - 1e-9];
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (chanceOf(least, middle) < 0.5) low = middle;
    else high = middle;
  }
  return high;
}

/** How many σ of one file lie below the limit of a test in one direction. */
function timesUpwards({ falseChance, referenceFiles }: Circumstances): number {
  return -jStat.normal.inv(falseChance, 0, 1) * Math.sqrt(1 + 1 / referenceFiles);
}

/** The same of a test in both directions. */
function timesBothWays(of: Circumstances): number {
  return timesUpwards({ ...of, falseChance: of.falseChance / 2 });
}
