/** Whether a fraction of waveforms has risen from one file to the next. */
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

/** A channel that was alarmed stays so while its p-value is below this. */
const heldChance = 0.01;
/** And while the increase is above this part of `leastRise`. */
const heldRise = 0.5;

/**
 * Has the fraction of a channel risen in this file? Null where there is no earlier value.
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
  const isHeld = compared.heldSince[channelIndex]! >= 0;
  const least = limits.leastRise! * (isHeld ? heldRise : 1);
  const maxChance = isHeld ? Math.max(heldChance, limits.maxChance!) : limits.maxChance!;
  const isRise = p <= maxChance && passed > mean + least * n;
  const state = !isRise ? "ok" : passed > mean + limits.minRise! * n ? "bad" : "warn";
  const beyond = (rise: number): number => Math.floor(mean + rise * n) + 1;
  const clear = countChances(n, mean / n, compared.variance[channelIndex]!).clearFrom(maxChance);
  const from = Math.max(clear, beyond(state === "bad" ? limits.minRise! : least));
  // That an alarm goes on is no new test.
  const tested = isHeld && isRise ? null : p;
  const reason = (): string =>
    `${passed} of ${countText(n, "waveform")} ${words} (${percentText(passed / n)}), ${percentText(mean / n)} expected from ${countText(Math.round(compared.earlierFiles[channelIndex]!), "earlier file")} at equal light`;
  return { state, value: passed / n, limit: Math.min(1, from / n), n, p: tested, reason };
}
