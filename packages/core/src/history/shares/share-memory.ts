/** What is remembered of the fractions of earlier files. */
import { disjointEvents } from "../../quantities/indexed-by/disjoint-events.js";
import type { ShareCounts } from "./share-counts.js";

/**
 * Flagged waveforms and all that were looked at, at `events * indexCount + channelIndex`, brought to the
 * light of the first file: where the light of the TPC raises ln odds by δ, n − k waveforms without the
 * flag count as (n − k) e^δ. The odds at that light are then Σk / Σ(n − k) e^δ, whatever files a
 * channel was left out of.
 */
export interface ShareSums {
  passed: Float64Array;
  total: Float64Array;
}

/** One fraction in earlier files. Plain data; arrays are by channel index where nothing else is said. */
export interface ShareMemory {
  /** Sums over the latest good files; older ones fade. */
  recent: ShareSums;
  /** Good files that `recent` is worth. */
  recentFiles: Float64Array;
  /** Sums over the first good files of the epoch: what slow change is measured against. */
  long: ShareSums;
  longFiles: Float64Array;
  /** Smoothed difference of the fraction from that of the first files, and its variance. */
  smoothed: Float64Array;
  smoothedVariance: Float64Array;
  /** Index of the latest file in which `smoothed` was within one standard deviation of 0; −1: none. */
  nearFile: Int32Array;
  /** Index of the file in which the present alarm of a step began; −1 where there is none. */
  heldSince: Int32Array;
  /** Sums over the files since then, and over those of them that still speak for the old level. */
  risen: ShareSums;
  waiting: ShareSums;
  /** See `SinceRise`, after the latest file. */
  returnEvidence: Float64Array;
  /** What tells the scatter between files: see `shareScatter`. */
  scatterSum: Float64Array;
  scatterWeight: Float64Array;
}

/** Nothing remembered. @param indexCount channels of the detector, inactive ones included */
export function startShares(indexCount: number): ShareMemory {
  const zeros = (): Float64Array => new Float64Array(indexCount);
  const none = (): Int32Array => new Int32Array(indexCount).fill(-1);
  const sums = (): ShareSums => ({
    passed: new Float64Array(disjointEvents.length * indexCount),
    total: new Float64Array(disjointEvents.length * indexCount),
  });
  return {
    ...{ recent: sums(), recentFiles: zeros(), long: sums(), longFiles: zeros() },
    ...{ smoothed: zeros(), smoothedVariance: zeros(), nearFile: none(), heldSince: none() },
    ...{ risen: sums(), waiting: sums(), returnEvidence: zeros() },
    ...{ scatterSum: zeros(), scatterWeight: zeros() },
  };
}

/** Adds the counts of a channel at the light of the first file; earlier ones are kept with a weight. */
export function addTo(
  { passed, total }: ShareSums,
  now: ShareCounts,
  offset: Float64Array,
  channelIndex: number,
  keep: number,
): void {
  const indexCount = total.length / disjointEvents.length;
  for (let at = channelIndex; at < total.length; at += indexCount) {
    const flagged = now.passed[at]!;
    const others = (now.total[at]! - flagged) * Math.exp(offset[at]!);
    passed[at] = keep * passed[at]! + flagged;
    total[at] = keep * total[at]! + flagged + others;
  }
}

/** Takes out what is remembered of one channel, as if no file had had it. */
export function takeOutShares(memory: ShareMemory, channelIndex: number): number[] {
  const first = startShares(1);
  const firsts = placesOf(first, 0, 1);
  return placesOf(memory, channelIndex, memory.recentFiles.length).map(([numbers, at], i) => {
    const was = numbers[at]!;
    const [firstNumbers, firstAt] = firsts[i]!;
    numbers[at] = firstNumbers[firstAt]!;
    return was;
  });
}

/** Puts back what `takeOutShares` gave. */
export function putBackShares(
  memory: ShareMemory,
  channelIndex: number,
  what: readonly number[],
): void {
  placesOf(memory, channelIndex, memory.recentFiles.length).forEach(([numbers, at], i) => {
    numbers[at] = what[i]!;
  });
}

/** Indices of the files that rises and alarms may have begun in. */
export function* filesInShares({
  nearFile,
  heldSince,
}: Pick<ShareMemory, "nearFile" | "heldSince">): Generator<number> {
  // A rise begins after the file that was near.
  for (const index of nearFile) yield index + 1;
  yield* heldSince;
}

/** The same, in what `takeOutShares` gave. */
export function filesOfTakenOut(what: readonly number[]): Iterable<number> {
  const memory = startShares(1);
  putBackShares(memory, 0, what);
  return filesInShares(memory);
}

type Place = readonly [numbers: Float64Array | Int32Array, at: number];

/** Where the numbers of a channel are, always in the same order. */
function placesOf(memory: ShareMemory, channelIndex: number, indexCount: number): Place[] {
  const { recent, long, risen, waiting, ...byChannel } = memory;
  const ofSums = [recent, long, risen, waiting]
    .flatMap(({ passed, total }) => [passed, total])
    .flatMap((numbers) =>
      disjointEvents.map((_, events): Place => [numbers, events * indexCount + channelIndex]),
    );
  const { recentFiles, longFiles, smoothed, smoothedVariance } = byChannel;
  const { nearFile, heldSince, returnEvidence, scatterSum, scatterWeight } = byChannel;
  const others = [
    ...[recentFiles, longFiles, smoothed, smoothedVariance],
    ...[nearFile, heldSince, returnEvidence, scatterSum, scatterWeight],
  ];
  return [...ofSums, ...others.map((numbers): Place => [numbers, channelIndex])];
}
