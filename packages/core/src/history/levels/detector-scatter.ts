/** How values scatter from file to file, told from all channels of the detector together. */
import { medianError } from "../../numerics/chances.js";
import { medianOfKnown } from "../../numerics/median.js";
import { keptProbabilities, medianInPlace, quantilesInPlace } from "../../numerics/quantile.js";
import type { LevelMemory } from "./level-memory.js";

/**
 * A value is a level that walks, plus scatter: x = level + ε, level += η (the local-level model of
 * A. C. Harvey, Forecasting, Structural Time Series Models and the Kalman Filter, 1989, ch. 4).
 */
export interface DetectorScatter {
  /** Variance of ε: of one file about its level, errors of measurement included. */
  fileVariance: number;
  /** The part of it that errors of measurement do not explain. */
  driftVariance: number;
  /** Variance of η: by how much a level walks from file to file; 0 where it stands still. */
  walkVariance: number;
  /** The part of a deviation by which a level follows, once it rests on many files. */
  follow: number;
  /** Degrees of freedom that the scatter of the whole detector is worth for one channel. */
  sharedFreedom: number;
}

/** A walk of less variance than this fraction of the scatter's is not told from none. */
const leastWalk = 0.1;
/** Nor is one of no more than this many standard errors: a level that follows chance follows faults too. */
const clearErrors = 4;
/** Steps that a channel needs for its products to count. */
const fewestProducts = 1.5;

/**
 * The scatter of the detector: with steps d between successive files, E d² = walk + 2 file and
 * E d·d′ = −file. Of the channels' mean squares the median is taken, and of their products the mean of the middle
 * nine tenths, so that faults of some do not widen what is expected of the others.
 * @param errorVariance typical square of the standard error of a file's value
 * @param deviations of the file that is compared: they alone tell where no channel has a step yet
 */
export function detectorScatter(
  { values }: LevelMemory,
  deviations: Float64Array,
  errorVariance: number,
  leastScatter: number,
): DetectorScatter {
  const { stepSquares, stepWeight, stepProducts, productWeight, ratio, fileCount } = values;
  const ofChannels = (value: (i: number) => number): Float64Array => {
    const known = new Float64Array(stepWeight.length);
    let count = 0;
    for (let i = 0; i < stepWeight.length; i++) {
      const each = value(i);
      if (!Number.isNaN(each)) known[count++] = each;
    }
    return known.subarray(0, count);
  };
  // Most channels have been in as many files.
  let [weight, median] = [1, medianOfMeanSquare(1)];
  const squares = ofChannels((i) => {
    if (!(stepWeight[i]! > 0)) return Number.NaN;
    if (stepWeight[i] !== weight)
      [weight, median] = [stepWeight[i]!, medianOfMeanSquare(stepWeight[i]!)];
    return stepSquares[i]! / stepWeight[i]! / median;
  });
  const least = leastScatter ** 2;
  if (squares.length < fewestChannels) {
    const now = medianOfKnown(Array.from(deviations, (e) => e ** 2)) / medianOfMeanSquare(1);
    const fileVariance = Math.max(least, now / 2 || 0);
    const driftVariance = Math.max(least, fileVariance - errorVariance);
    return { fileVariance, driftVariance, walkVariance: 0, follow: 0, sharedFreedom: 4 };
  }
  const ofSteps = medianOfKnown(squares);
  const products = ofChannels((i) =>
    productWeight[i]! >= fewestProducts ? stepProducts[i]! / productWeight[i]! : Number.NaN,
  );
  const product = products.length < fewestChannels ? -ofSteps / 2 : middleMean(products);
  const scatter = Math.min(ofSteps / 2, Math.max(0, -product));
  const walk = ofSteps - 2 * scatter;
  // E (d² + 2 d·d′) = walk for each channel: how these scatter tells the error of the walk.
  const walks = ofChannels((i) =>
    productWeight[i]! >= fewestProducts
      ? stepSquares[i]! / stepWeight[i]! + (2 * stepProducts[i]!) / productWeight[i]!
      : Number.NaN,
  );
  const isWalking =
    walk > leastWalk * Math.max(scatter, least) && walk > clearErrors * medianErrorOf(walks);
  const fileVariance = Math.max(least, isWalking ? scatter : ofSteps / 2);
  const walkVariance = isWalking ? walk : 0;
  return {
    fileVariance,
    driftVariance: Math.max(least, fileVariance - errorVariance),
    walkVariance,
    follow: steadyGain(walkVariance / fileVariance),
    sharedFreedom: sharedFreedomOf(ratio, fileCount),
  };
}

const fewestChannels = 3;

/** Median of the mean of n squares of standard normal values: Wilson and Hilferty, PNAS 17 (1931) 684. */
const medianOfMeanSquare = (n: number): number => (1 - 2 / (9 * n)) ** 3;

/** Standard error of the median of the values; 0 of none. */
function medianErrorOf(values: Float64Array): number {
  if (values.length === 0) return 0;
  const kept = values.slice();
  const [low, , high] = quantilesInPlace(kept, 0, kept.length, keptProbabilities);
  return medianError(low!, high!, values.length);
}

function middleMean(values: Float64Array): number {
  const [low, high] = quantilesInPlace(values.slice(), 0, values.length, [0.05, 0.95]);
  let [sum, count] = [0, 0];
  for (const value of values) {
    if (value < low! || value > high!) continue;
    sum += value;
    count++;
  }
  return sum / count;
}

/** The Kalman gain K of the local-level model in its steady state: K² / (1 − K) = walk / file. */
function steadyGain(signalToNoise: number): number {
  return (Math.sqrt(signalToNoise ** 2 + 4 * signalToNoise) - signalToNoise) / 2;
}

/**
 * d₀ of the channels' own variances about that of the detector: the squared relative scatter of their mean
 * squares is 2/n by chance; what is more, ε, is their own, and d₀ = 2/ε (as in G. K. Smyth, Stat. Appl.
 * Genet. Mol. Biol. 3 (2004) 3, by moments).
 */
function sharedFreedomOf(ratio: Float64Array, fileCount: Float64Array): number {
  const [ratios, fileCounts] = [new Float64Array(ratio.length), new Float64Array(ratio.length)];
  let known = 0;
  for (let i = 0; i < ratio.length; i++) {
    if (!(fileCount[i]! > fewestForOwn)) continue;
    ratios[known] = ratio[i]!;
    fileCounts[known++] = fileCount[i]!;
  }
  if (known < 20) return defaultFreedom;
  const [low, middle, high] = quantilesInPlace(ratios, 0, known, keptProbabilities);
  const relative = (high! - low!) / 2 / middle!;
  const n = ownFreedom(medianInPlace(fileCounts, 0, known));
  const own = relative ** 2 - 2 / n;
  return Math.min(mostFreedom, Math.max(leastFreedom, own > 0 ? 2 / own : mostFreedom));
}

const fewestForOwn = 4;
const [leastFreedom, defaultFreedom, mostFreedom] = [4, 8, 200];

/** Degrees of freedom of a channel's own scatter, which forgets after this many files. */
export const ownFreedom = (fileCount: number): number =>
  Math.max(0, Math.min(ownMemoryFiles, fileCount - 1));
export const ownMemoryFiles = 30;
