/** The fractions of a file compared with those of earlier ones, and remembered. */
import type { DetectorGroups } from "../../detector/groups.js";
import { countChances } from "../../numerics/chances.js";
import { type ExpectedShares, expectedShares } from "./expected-shares.js";
import type { ShareCounts } from "./share-counts.js";
import { addTo, type ShareMemory } from "./share-memory.js";
import { rememberScatter, shareScatter } from "./share-scatter.js";
import { forgetRisen, isBack, rememberRisen, type SinceRise, sinceRise } from "./since-rise.js";

/** A fraction of a file compared with earlier files, by channel index. */
export interface ComparedShares {
  /** Flagged waveforms and all that were looked at, of the triggers that earlier files have too. */
  passed: Float64Array;
  total: Float64Array;
  /** Expected flagged waveforms at this file's light; NaN where there is no earlier value. */
  mean: Float64Array;
  /** Variance of the count about the mean, the error of the mean included. */
  variance: Float64Array;
  /** P(as many or more) of a beta-binomial count of this mean and variance; 1 up to the mean. */
  chance: Float64Array;
  /** Earlier files that the mean rests on; older ones count in part. */
  earlierFiles: Float64Array;
  /** Index of the file in which an alarm of a step began that lasted until now; −1 where there is none. */
  heldSince: Int32Array;
  /** Fraction of this file's waveforms at the level since then; NaN where there is none. */
  risenShare: Float64Array;
  /** Waveforms that this level rests on. */
  risenTotal: Float64Array;
  /** 1 where the latest files say that the fraction is back at its old level. */
  isBack: Uint8Array;
  /** Smoothed fraction less that of the first files of the epoch; NaN where these are too few. */
  drift: Float64Array;
  /** One standard uncertainty of it. */
  driftUncertainty: Float64Array;
  /** Index of the file in which it began to rise. */
  driftSince: Int32Array;
}

/** A comparison with what `addShares` needs of it. */
export interface ShareComparison {
  compared: ComparedShares;
  now: ShareCounts;
  expected: ExpectedShares;
  /** Expected from the first files of the epoch. */
  long: ExpectedShares;
  smoothed: Float64Array;
  smoothedVariance: Float64Array;
  since: SinceRise;
}

/** Weight of the latest file in the smoothed difference. */
const smoothing = 0.2;
/** Good files that the long level is made of, and how many of them it takes to tell a drift. */
const longFiles = 20;
const fewestLongFiles = 5;

/** Compares a file with the memory of those before; nothing is changed. */
export function compareShares(
  memory: ShareMemory,
  now: ShareCounts,
  groups: Pick<DetectorGroups, "indexCount" | "tpcMembers">,
): ShareComparison {
  const scatter = shareScatter(memory);
  const { heldSince } = memory;
  const expected = expectedShares(memory.recent, now, groups, scatter, heldSince);
  const long = expectedShares(memory.long, now, groups, scatter, heldSince);
  const since = sinceRise(memory, now, expected);
  const { passed, total, mean, binomial } = expected;
  const { scatterVariance, lightVariance, levelVariance } = expected;
  const [variance, chance] = [zeros(passed.length), zeros(passed.length)];
  for (let i = 0; i < passed.length; i++) {
    variance[i] = binomial[i]! + scatterVariance[i]! + lightVariance[i]! + levelVariance[i]!;
    chance[i] = chanceOf(passed[i]!, total[i]!, mean[i]!, variance[i]!);
  }
  const smoothed = memory.smoothed.slice();
  const smoothedVariance = memory.smoothedVariance.slice();
  const drift = new Float64Array(passed.length).fill(Number.NaN);
  const driftUncertainty = drift.slice();
  for (let i = 0; i < passed.length; i++) {
    const n = long.total[i]!;
    if (n === 0) continue;
    const ofFile = long.binomial[i]! + long.scatterVariance[i]! + long.lightVariance[i]!;
    smoothed[i]! += smoothing * ((long.passed[i]! - long.mean[i]!) / n - smoothed[i]!);
    smoothedVariance[i] =
      (1 - smoothing) ** 2 * smoothedVariance[i]! + smoothing ** 2 * (ofFile / n ** 2);
    if (memory.longFiles[i]! < fewestLongFiles) continue;
    drift[i] = smoothed[i]!;
    driftUncertainty[i] = Math.sqrt(smoothedVariance[i]! + long.levelVariance[i]! / n ** 2);
  }
  return {
    compared: {
      ...{ passed, total, mean, variance, chance },
      earlierFiles: memory.recentFiles.slice(),
      heldSince: heldSince.slice(),
      ...{ risenShare: since.share, risenTotal: since.total },
      isBack: Uint8Array.from(heldSince, (_, i) => (isBack(since, i) ? 1 : 0)),
      ...{ drift, driftUncertainty },
      driftSince: memory.nearFile.map((near) => near + 1),
    },
    ...{ now, expected, long, smoothed, smoothedVariance, since },
  };
}

const zeros = (count: number): Float64Array => new Float64Array(count);

function chanceOf(passed: number, total: number, mean: number, variance: number): number {
  // NaN is not above either.
  return passed > mean ? countChances(total, mean / total, variance).atLeast(passed) : 1;
}

/**
 * Remembers a file, in place. The fraction of a channel that is left out moves neither its levels nor
 * the scatter, but goes on to be watched for slow change.
 * @param leftOut 1 by channel index: alarmed, or bad on absolute limits
 * @param held by channel index: 1 where the fraction is alarmed for a step, 0 where it is not; without
 * effect where its state is unknown
 * @param mostFiles that the recent level is worth: Infinity for all
 * @param fileIndex of this file, ascending
 */
export function addShares(
  memory: ShareMemory,
  comparison: ShareComparison,
  leftOut: Uint8Array,
  held: Uint8Array,
  mostFiles: number,
  fileIndex: number,
): void {
  const { compared, now, expected, long, smoothed, smoothedVariance, since } = comparison;
  const indexCount = leftOut.length;
  const keep = mostFiles > 1 ? 1 - 1 / mostFiles : 0;
  memory.smoothed.set(smoothed);
  memory.smoothedVariance.set(smoothedVariance);
  for (let i = 0; i < indexCount; i++) {
    let n = 0;
    for (let at = i; at < now.total.length; at += indexCount) n += now.total[at]!;
    if (n === 0) continue;
    if (!(smoothed[i]! > (compared.driftUncertainty[i] || 0))) memory.nearFile[i] = fileIndex;
    if (expected.total[i]! > 0) {
      if (held[i]) {
        rememberRisen(memory, since, now, expected.offset, i, keep);
        if (memory.heldSince[i]! < 0) memory.heldSince[i] = fileIndex;
      } else if (memory.heldSince[i]! >= 0) {
        forgetRisen(memory, i);
        memory.heldSince[i] = -1;
      }
    }
    if (leftOut[i]) continue;
    if (expected.binomial[i]! > 0)
      rememberScatter(memory, i, {
        count: compared.passed[i]! - compared.mean[i]!,
        variance: compared.variance[i]!,
        scatterVariance: expected.scatterVariance[i]!,
        binomial: expected.binomial[i]!,
      });
    addTo(memory.recent, now, expected.offset, i, keep);
    memory.recentFiles[i] = keep * memory.recentFiles[i]! + 1;
    if (memory.longFiles[i]! < longFiles) {
      addTo(memory.long, now, long.offset, i, 1);
      memory.longFiles[i]!++;
    }
  }
}
