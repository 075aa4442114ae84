/** Counts added over files, and how much more they vary than binomial counts would. */
import {
  type Counts,
  denominators,
  type FractionCounts,
  zeroFractions,
} from "../indexed-by/denominator.js";
import type { ByTriggerClass } from "../indexed-by/trigger-class.js";
import type { LeftOut, Pool, PoolMemory } from "../quantity.js";

/** Over-dispersion: variance of counts over files in units of the binomial one, 1 or more. */
export type Dispersion = Float64Array;

/** Counts added over files, with the dispersion of those normalised to `total`. [channelIndex] */
export interface EarlierFractions extends FractionCounts {
  /** 1 where there are too few files. */
  dispersion: Dispersion;
}

/** Sums of one count over files: Σk, Σn, Σk²/n and the number of files with n > 0. */
interface Sums {
  passed: Float64Array;
  total: Float64Array;
  squares: Float64Array;
  files: Uint32Array;
}

interface CountsMemory {
  counts: FractionCounts;
  sums: Sums;
}

/** Starts with no counts at all, or goes on from those of some files. */
export function startCounts(
  indexCount: number,
  memory?: PoolMemory,
): Pool<FractionCounts, EarlierFractions> {
  const { counts, sums } = (memory as CountsMemory | undefined) ?? {
    counts: zeroFractions(indexCount),
    sums: noSums(indexCount),
  };
  const change = (ofFile: FractionCounts, leftOut: LeftOut, sign: 1 | -1): void => {
    for (const denominator of denominators)
      changeCounts(counts[denominator], ofFile[denominator], leftOut, sign);
    changeSums(sums, ofFile.total, leftOut, sign);
  };
  return {
    add: (ofFile, leftOut) => change(ofFile, leftOut, 1),
    drop: (ofFile, leftOut) => change(ofFile, leftOut, -1),
    earlier: () => {
      const copy = { ...counts, dispersion: dispersionOf(sums) };
      for (const denominator of denominators)
        copy[denominator] = {
          passed: counts[denominator].passed.slice(),
          total: counts[denominator].total.slice(),
        };
      return copy;
    },
    memory: (): CountsMemory => ({ counts, sums }),
  };
}

/** Adds or removes in place. */
function changeCounts(sums: Counts, changed: Counts, leftOut: LeftOut, sign: 1 | -1): void {
  for (const part of ["passed", "total"] as const) {
    const [sum, more] = [sums[part], changed[part]];
    for (let channelIndex = 0; channelIndex < more.length; channelIndex++)
      if (!leftOut?.[channelIndex]) sum[channelIndex]! += sign * more[channelIndex]!;
  }
}

function noSums(indexCount: number): Sums {
  const zeros = (): Float64Array => new Float64Array(indexCount);
  return { passed: zeros(), total: zeros(), squares: zeros(), files: new Uint32Array(indexCount) };
}

function changeSums(sums: Sums, { passed, total }: Counts, leftOut: LeftOut, sign: 1 | -1): void {
  for (let channelIndex = 0; channelIndex < total.length; channelIndex++) {
    const n = total[channelIndex]!;
    if (n === 0 || leftOut?.[channelIndex]) continue;
    const k = passed[channelIndex]!;
    sums.passed[channelIndex]! += sign * k;
    sums.total[channelIndex]! += sign * n;
    sums.squares[channelIndex]! += sign * stepped(k ** 2 / n);
    sums.files[channelIndex]! += sign;
  }
}

/** In steps of 2⁻³⁰, whose sums are exact: the same in any order, and after files are taken out. */
const stepped = (value: number): number => Math.round(value * 2 ** 30) / 2 ** 30;

/** A channel with fewer passed waveforms is not used for the dispersion of the detector. */
const tellingCount = 5;

/** One in a hundred normal values lies further above. */
const onePercentSigma = 2.326;

/**
 * Pearson's χ² over files per degree of freedom, never below 1: of all channels together, or of
 * the channel itself where it exceeds that with a p-value below 1 %. With
 * p = Σk/Σn, χ² = (Σk²/n − p Σk) / (p (1−p)); its 99 % quantile after Wilson and Hilferty.
 */
function dispersionOf({ passed, total, squares, files }: Sums): Dispersion {
  const dispersion = new Float64Array(passed.length);
  let [chiSquareSum, freedomSum] = [0, 0];
  for (let channelIndex = 0; channelIndex < passed.length; channelIndex++) {
    const k = passed[channelIndex]!;
    const p = k / total[channelIndex]!;
    const freedom = files[channelIndex]! - 1;
    if (freedom < 1) continue;
    const chiSquare = p > 0 && p < 1 ? (squares[channelIndex]! - p * k) / (p * (1 - p)) : 0;
    dispersion[channelIndex] = chiSquare / freedom;
    if (k < tellingCount) continue;
    chiSquareSum += chiSquare;
    freedomSum += freedom;
  }
  const ofDetector = Math.max(1, freedomSum > 0 ? chiSquareSum / freedomSum : 1);
  let [usualFreedom, usual] = [0, 0];
  for (let channelIndex = 0; channelIndex < dispersion.length; channelIndex++) {
    const freedom = files[channelIndex]! - 1;
    // Nearly all channels are in as many files.
    if (freedom !== usualFreedom) [usualFreedom, usual] = [freedom, usualRatio(freedom)];
    if (!(dispersion[channelIndex]! > ofDetector * usual)) dispersion[channelIndex] = ofDetector;
  }
  return dispersion;
}

/** The 99 % quantile of χ² by its degrees of freedom, of which there is one at least. */
function usualRatio(freedom: number): number {
  const ninth = 2 / (9 * freedom);
  return (1 - ninth + onePercentSigma * Math.sqrt(ninth)) ** 3;
}

/** Beam triggers over files. */
export interface EarlierTriggers {
  beam: number;
  all: number;
  dispersion: number;
}

/**
 * Starts with no file, or goes on from some; files that do not distinguish beam and self triggers count
 * nothing, and without any other there is nothing to compare with: null.
 */
export function startTriggers(
  memory?: PoolMemory,
): Pool<ByTriggerClass<number>, EarlierTriggers | null> {
  const sums = (memory as Sums | undefined) ?? noSums(1);
  const change = ({ beam, all }: ByTriggerClass<number>, sign: 1 | -1): void => {
    if (beam === undefined || !all) return;
    changeSums(sums, { passed: Uint32Array.of(beam), total: Uint32Array.of(all) }, null, sign);
  };
  return {
    add: (eventCount) => change(eventCount, 1),
    drop: (eventCount) => change(eventCount, -1),
    earlier: () =>
      sums.files[0] === 0
        ? null
        : { beam: sums.passed[0]!, all: sums.total[0]!, dispersion: dispersionOf(sums)[0]! },
    memory: (): Sums => sums,
  };
}
