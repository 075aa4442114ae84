/** A fraction that has risen for good, or is back where it was: its level since then against that before. */

import { countChances } from "../../numerics/chances.js";
import { disjointEvents } from "../../quantities/indexed-by/disjoint-events.js";
import type { ExpectedShares } from "./expected-shares.js";
import type { ShareCounts } from "./share-counts.js";
import { addTo, type ShareMemory, type ShareSums } from "./share-memory.js";

/** What is known of the alarms that last, by channel index. */
export interface SinceRise {
  /** Fraction of this file's waveforms at the level since the rise began; NaN where no alarm lasts. */
  share: Float64Array;
  /** Waveforms that this level rests on. */
  total: Float64Array;
  /**
   * ln of how much likelier the old level makes the latest files than the one since the rise: those
   * files that say so most, this one included; 0 where none do.
   */
  returnEvidence: Float64Array;
}

/**
 * From this evidence on a channel is back at its old level. The sums of ln likelihood ratios are those of
 * E. S. Page, Biometrika 41 (1954) 100: while the new level lasts they pass h once in e^h files at most
 * (G. Lorden, Ann. Math. Stat. 42 (1971) 1897), so that one alarm in 10⁴ files ends too early.
 */
const enoughEvidence = Math.log(1e4);

/** Whether a channel is back at its old level. */
export const isBack = ({ returnEvidence }: SinceRise, channelIndex: number): boolean =>
  returnEvidence[channelIndex]! >= enoughEvidence;

/** Compares a file with both levels of the channels whose alarms last; nothing is changed. */
export function sinceRise(
  memory: ShareMemory,
  now: ShareCounts,
  expected: ExpectedShares,
): SinceRise {
  const { heldSince } = memory;
  const since: SinceRise = {
    share: new Float64Array(heldSince.length).fill(Number.NaN),
    total: new Float64Array(heldSince.length),
    returnEvidence: new Float64Array(heldSince.length),
  };
  heldSince.forEach((file, i) => {
    if (file < 0) return;
    const { passed, total, before, after, restsOn } = atBothLevels(memory, now, expected, i);
    since.share[i] = after.mean / total;
    since.total[i] = restsOn;
    const ratio = total > 0 ? lnChance(passed, total, before) - lnChance(passed, total, after) : 0;
    since.returnEvidence[i] = Math.max(0, memory.returnEvidence[i]! + ratio);
  });
  return since;
}

/** A count as one level has it. */
interface CountOfLevel {
  mean: number;
  variance: number;
}

/** The counts of those events that both levels know, and what these expect of them. */
function atBothLevels(
  { recent, risen }: ShareMemory,
  now: ShareCounts,
  { offset, binomial, scatterVariance, lightVariance }: ExpectedShares,
  channelIndex: number,
) {
  const indexCount = binomial.length;
  /** Of ln odds, whatever the level. */
  const ofFile =
    (scatterVariance[channelIndex]! + lightVariance[channelIndex]!) / binomial[channelIndex]! ** 2;
  let [passed, total, restsOn] = [0, 0, 0];
  const before: CountOfLevel = { mean: 0, variance: 0 };
  const after: CountOfLevel = { mean: 0, variance: 0 };
  disjointEvents.forEach((_, events) => {
    const at = events * indexCount + channelIndex;
    const n = now.total[at]!;
    if (n === 0 || recent.total[at] === 0 || risen.total[at] === 0) return;
    passed += now.passed[at]!;
    total += n;
    restsOn += risen.total[at]!;
    addLevel(before, recent, at, n, offset[at]!, ofFile);
    addLevel(after, risen, at, n, offset[at]!, ofFile);
  });
  return { passed, total, before, after, restsOn };
}

/** Adds what a level expects of n waveforms, as `expectedShares` does. */
function addLevel(
  count: CountOfLevel,
  level: ShareSums,
  at: number,
  n: number,
  offset: number,
  ofFile: number,
): void {
  const share = (level.passed[at]! + 0.5) / (level.total[at]! + 1);
  const p = 1 / (1 + ((1 - share) / share) * Math.exp(-offset));
  const binomial = n * p * (1 - p);
  const ofLevel = 1 / ((level.total[at]! + 1) * share * (1 - share));
  count.mean += n * p;
  count.variance += binomial + binomial ** 2 * (ofFile + ofLevel);
}

const lnChance = (passed: number, total: number, { mean, variance }: CountOfLevel): number =>
  countChances(total, mean / total, variance).lnExactly(passed);

/**
 * Remembers a file of a channel whose alarm begins or goes on, in place. Files that speak for the
 * old level wait: they count for the new one only once others have outweighed them.
 * @param since of the file
 * @param offset of ln odds, as in `ExpectedShares`
 * @param keep weight of earlier files
 */
export function rememberRisen(
  memory: ShareMemory,
  since: SinceRise,
  now: ShareCounts,
  offset: Float64Array,
  channelIndex: number,
  keep: number,
): void {
  const add = (sums: ShareSums, weight: number): void =>
    addTo(sums, now, offset, channelIndex, weight);
  const evidence = since.returnEvidence[channelIndex]!;
  const begins = memory.heldSince[channelIndex]! < 0;
  // Alarmed though not at the level since the rise: it has risen anew.
  if (begins || isBack(since, channelIndex)) {
    forgetRisen(memory, channelIndex);
    add(memory.risen, 1);
    return;
  }
  memory.returnEvidence[channelIndex] = evidence;
  if (evidence > 0) {
    add(memory.waiting, 1);
    return;
  }
  add(memory.risen, keep);
  const indexCount = memory.heldSince.length;
  for (let at = channelIndex; at < now.total.length; at += indexCount) {
    memory.risen.passed[at]! += memory.waiting.passed[at]!;
    memory.risen.total[at]! += memory.waiting.total[at]!;
  }
  forget(memory.waiting, channelIndex, indexCount);
}

/** Forgets the level since a rise: the alarm is over. */
export function forgetRisen(memory: ShareMemory, channelIndex: number): void {
  memory.returnEvidence[channelIndex] = 0;
  for (const sums of [memory.risen, memory.waiting])
    forget(sums, channelIndex, memory.heldSince.length);
}

function forget({ passed, total }: ShareSums, channelIndex: number, indexCount: number): void {
  for (let at = channelIndex; at < total.length; at += indexCount) passed[at] = total[at] = 0;
}
