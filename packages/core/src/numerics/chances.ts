/** p-values: of a deviation, of a count, and for multiple comparisons. */
import jStat from "jstat";
import { countDistribution, firstBelow, lnProbabilityOf, upperTail } from "./count-tails.js";

/** Fraction of a standard deviation's degrees of freedom that 1.4826 · MAD is worth (its efficiency). */
const madEfficiency = 0.37;
/**
 * Degrees of freedom that the scatter of the whole detector is worth for one channel (d₀ of G. K.
 * Smyth, Stat. Appl. Genet. Mol. Biol. 3 (2004) 3). 8 suits channels whose own σ differ by 27 %, as
 * then Var(ln σ²) = ψ′(d₀/2). Measured on normal values of 384 such channels, against 5, 10 and 20
 * files: p < 0.001 for 5.0, 1.6 and 1.1 of 1000 good values (with 4: 0.8, 0.5, 0.7; with 16: 11, 3.1,
 * 1.7), and p < 0.0001 for 88, 93 and 96 % of shifts by 10 σ (with 4: 67, 81, 93; with 16: 95, 97, 98).
 */
const sharedFreedom = 8;

/** How far a value may lie from earlier ones by chance. */
export interface Scatter {
  /** One standard uncertainty, in the unit of the value. */
  uncertainty: number;
  degreesOfFreedom: number;
}

/** What the scatter of a value is made of. */
export interface ScatterParts {
  /** 1.4826 · median absolute deviation over `fileCount` files. */
  spread: number;
  /** Median of it over the channels of the detector. */
  typicalSpread: number;
  fileCount: number;
  floor: number;
  standardError: number;
}

/**
 * The scatter of a value compared with earlier files. Its uncertainty is the largest of: the channel's own
 * spread over files; that spread moderated by the typical one of the detector, so that a spread that
 * is small by chance raises no alarm (variances weighted by degrees of freedom); the floor; the
 * standard error.
 */
export function scatterOf(parts: ScatterParts): Scatter {
  const { spread, typicalSpread, fileCount, floor, standardError } = parts;
  const own = madEfficiency * (fileCount - 1);
  const degreesOfFreedom = own + sharedFreedom;
  const moderated = Math.sqrt(
    (own * spread ** 2 + sharedFreedom * typicalSpread ** 2) / degreesOfFreedom,
  );
  return {
    uncertainty: Math.max(spread, moderated || 0, floor, standardError || 0),
    degreesOfFreedom,
  };
}

/** Beyond this the p-value is negligible in any case. */
const farthest = 1e6;

/** p-value of an upward deviation at least this large, by Student's t distribution. */
export function chanceAbove(deviation: number, { uncertainty, degreesOfFreedom }: Scatter): number {
  const times = Math.max(-farthest, Math.min(farthest, deviation / uncertainty));
  return jStat.studentt.cdf(-times, degreesOfFreedom);
}

/** p-value of a deviation at least this large in either direction. */
export function chanceBeyond(deviation: number, scatter: Scatter): number {
  return Math.min(1, 2 * chanceAbove(Math.abs(deviation), scatter));
}

/** P(X ≥ z) of a standard normal value. */
export function normalTail(z: number): number {
  return jStat.normal.cdf(-z, 0, 1);
}

/**
 * Standard error of the median of n normal values with the given 16 and 84 % quantiles:
 * 1.2533 · s/√n, s half their distance, 1.2533 = √(π/2).
 */
export function medianError(p16: number, p84: number, n: number): number {
  return (Math.sqrt(Math.PI / 2) * (p84 - p16)) / 2 / Math.sqrt(n);
}

/** Counts of earlier files, from which those of a later file are predicted. */
export interface EarlierCounts {
  passed: number;
  total: number;
  /** Over-dispersion: variance of the counts between files in units of the binomial one; at least 1. */
  dispersion: number;
  fileCount: number;
}

/** What is expected of n later waveforms or events. */
export interface ExpectedCounts {
  /** The earlier fraction, with half a count added: none in n is not never. */
  share: number;
  /** Variance of the count about n · share, over-dispersion between files included. */
  countVariance: number;
  /** Variance of n · share from the uncertainty of the earlier fraction. */
  shareVariance: number;
}

/**
 * The expected count of n, from earlier files. Var = n p (1−p) (1 + (n−1) ρ) as of a beta-binomial,
 * with ρ = (D − 1) / (m − 1) of the dispersion D of earlier files with m each.
 */
export function expectedCounts(
  n: number,
  { passed, total, dispersion, fileCount }: EarlierCounts,
): ExpectedCounts {
  const share = (passed + 0.5) / (total + 1);
  const binomial = share * (1 - share);
  const perFile = total / fileCount;
  const correlation = perFile > 1 ? Math.min(1, (dispersion - 1) / (perFile - 1)) : 0;
  return {
    share,
    countVariance: n * binomial * (1 + (n - 1) * correlation),
    shareVariance: (n ** 2 * binomial * dispersion) / total,
  };
}

/** Probabilities of a count X of n. */
export interface CountChances {
  /** P(X ≥ k), for k = 0…n. */
  atLeast(k: number): number;
  /** The smallest k with P(X ≥ k) ≤ chance; n + 1 where there is none. */
  clearFrom(chance: number): number;
  /** ln P(X = k), for k = 0…n. */
  lnExactly(k: number): number;
}

/**
 * Probabilities of a beta-binomial count of given mean fraction and variance, exact at any n; of the
 * binomial where the variance is not above the binomial one.
 * @param share mean of X/n, between 0 and 1, both excluded
 */
export function countChances(n: number, share: number, variance: number): CountChances {
  const distribution = countDistribution(n, share, variance);
  return {
    atLeast: (k) => upperTail(distribution, k),
    clearFrom: (chance) => firstBelow(distribution, chance),
    lnExactly: (k) => lnProbabilityOf(distribution, k),
  };
}

/**
 * The largest p-value that counts as a discovery so that at most a fraction `rate` of all
 * discoveries is expected to be false: Y. Benjamini and Y. Hochberg, J. R. Statist. Soc. B 57 (1995) 289. The
 * largest p₍ᵢ₎ ≤ i/m · rate; 0 where none is.
 */
export function discoveryThreshold(chances: readonly number[], rate: number): number {
  // The others are above all that they could be compared with.
  const sorted = Float64Array.from(chances.filter((chance) => chance <= rate)).sort();
  for (let i = sorted.length; i > 0; i--)
    if (sorted[i - 1]! <= (i / chances.length) * rate) return sorted[i - 1]!;
  return 0;
}
