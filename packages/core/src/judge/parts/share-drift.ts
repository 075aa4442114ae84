/** Whether a fraction of waveforms has risen slowly over many files. */

import type { FilesPassed } from "../../history/files-passed.js";
import type { ComparedShares } from "../../history/shares/compare-shares.js";
import { countText } from "../../words/phrases.js";
import { type CheckLimits, type Finding, type LimitRow, limitRow } from "../check.js";
import { percentText } from "../words.js";

/** The limits of `findShareDrift`. */
export const shareDriftLimits: Readonly<Record<"minRise" | "minDeviation", LimitRow>> = {
  minRise: limitRow(0.025, "a slow increase of the fraction by more than this is a warning"),
  minDeviation: limitRow(4.5, "if it is also this many standard errors"),
};

/** A rise that goes on for no more than these files, or was told as a rise within them, is a step. */
const filesOfStep = 3;

/**
 * Has the fraction of a channel risen slowly since the first files of the epoch? Null where these are
 * too few. A step is none of its business: `findRise` tells it.
 * @param words after "waveforms"
 * @param files by index
 */
export function findShareDrift(
  compared: ComparedShares,
  channelIndex: number,
  limits: CheckLimits,
  words: string,
  files: FilesPassed,
): Finding | null {
  const drift = compared.drift[channelIndex]!;
  if (Number.isNaN(drift)) return null;
  const n = compared.total[channelIndex]!;
  const limit = Math.max(
    limits.minRise!,
    limits.minDeviation! * compared.driftUncertainty[channelIndex]!,
  );
  const since = compared.driftSince[channelIndex]!;
  const heldSince = compared.heldSince[channelIndex]!;
  const isTold = heldSince >= 0 && heldSince < since + filesOfStep;
  const isStep = isTold || files.count < since + filesOfStep;
  const size = (): string => `${percentText(Math.max(0, drift))} more of the waveforms ${words}`;
  if (drift <= limit || isStep) {
    const why = isStep && drift > limit ? ", but at once and not slowly" : "";
    const reason = (): string => `${size()} than in the first files${why}`;
    return { state: "ok", value: drift, limit, n, p: null, reason };
  }
  const reason = (): string =>
    `${size()} than in the first files: a slow rise${beginning(files, since)}`;
  return { state: "warn", value: drift, limit, n, p: null, reason };
}

/** Where the rise began, in words. */
function beginning(files: FilesPassed, index: number): string {
  const began = files.named.get(index);
  if (!began) return "";
  const where = began.run === null ? began.file : `run ${began.run}`;
  return ` since ${where}, ${countText(files.count - index, "file")} ago`;
}
