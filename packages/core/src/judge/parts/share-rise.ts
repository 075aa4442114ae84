/** Whether a fraction of waveforms has risen from one file to the next, and whether it is still so. */
import type { ComparedShares } from "../../history/shares/compare-shares.js";
import { countChances } from "../../numerics/chances.js";
import { countText } from "../../words/phrases.js";
import { type CheckLimits, type Finding, type LimitRow, limitRow } from "../check.js";
import { percentText } from "../words.js";

/** The limits of `findRise`. */
export const riseLimits: Readonly<Record<"minRise" | "leastRise" | "maxChance", LimitRow>> = {
  minRise: limitRow(
    0.02,
    "a significant increase of the fraction by more than this is bad, a smaller one is a warning",
  ),
  leastRise: limitRow(
    0.005,
    "an increase by less than this is never told, however significant it is",
  ),
  maxChance: limitRow(1e-4, "an increase is significant if its p-value is below this"),
};

/**
 * Has the fraction of a channel risen in this file, or earlier and is not back? Null where there is no
 * earlier value.
 * @param words after "waveforms"
 */
export function findRise(
  compared: ComparedShares,
  channelIndex: number,
  limits: CheckLimits,
  words: string,
): Finding | null {
  const mean = compared.mean[channelIndex]!;
  if (Number.isNaN(mean)) return null;
  const n = compared.total[channelIndex]!;
  const passed = compared.passed[channelIndex]!;
  const p = compared.chance[channelIndex]!;
  const isRise = p <= limits.maxChance! && passed > mean + limits.leastRise! * n;
  const lasting = lastingRise(compared, channelIndex, mean / n, limits.leastRise!);
  const isFar = (rise: number): boolean => rise > limits.minRise!;
  const found = (): string =>
    `${passed} of ${countText(n, "waveform")} ${words} (${percentText(passed / n)})`;
  const expected = (): string =>
    `${percentText(mean / n)} expected from ${countText(Math.round(compared.earlierFiles[channelIndex]!), "earlier file")} at equal light`;
  if (lasting !== null) {
    const isBad = isFar(lasting - mean / n) || (isRise && isFar(passed / n - mean / n));
    return {
      ...{ state: isBad ? "bad" : "warn", value: lasting },
      limit: Math.min(1, mean / n + (isBad ? limits.minRise! : limits.leastRise!)),
      n: Math.round(compared.risenTotal[channelIndex]!),
      // That an alarm goes on is no new test.
      p: null,
      reason: () => `${found()}, ${percentText(lasting)} since it rose, ${expected()}`,
    };
  }
  const state = !isRise ? "ok" : passed > mean + limits.minRise! * n ? "bad" : "warn";
  const beyond = (rise: number): number => Math.floor(mean + rise * n) + 1;
  // From which count on a rise is significant takes long to tell, and concerns only what has risen.
  const clear =
    passed > mean
      ? countChances(n, mean / n, compared.variance[channelIndex]!).clearFrom(limits.maxChance!)
      : 0;
  const from = Math.max(clear, beyond(state === "bad" ? limits.minRise! : limits.leastRise!));
  const reason = (): string => `${found()}, ${expected()}`;
  return { state, value: passed / n, limit: Math.min(1, from / n), n, p, reason };
}

/** A rise is over where the level since it began is above what is expected by less than this part of the least. */
const lastingPart = 0.5;

/**
 * The fraction of this file's waveforms at the level since the alarm began, while the alarm lasts: until
 * the files say that the old level is back, or that the new one hardly differs. Null without such an
 * alarm. A file that by itself shows no rise ends none.
 * @param expected fraction without the rise
 * @param leastRise a smaller one is never told
 */
export function lastingRise(
  { heldSince, isBack, risenShare }: ComparedShares,
  channelIndex: number,
  expected: number,
  leastRise: number,
): number | null {
  if (heldSince[channelIndex]! < 0 || isBack[channelIndex] === 1) return null;
  const share = risenShare[channelIndex]!;
  return share - expected > lastingPart * leastRise ? share : null;
}
