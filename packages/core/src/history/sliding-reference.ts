/** References of one file after another, each of the files before it, updated instead of rebuilt. */

import { isEarlier } from "../store/order.js";
import type { FileSummary } from "../summary.js";
import { type Kind, kindOf, whyNotComparable } from "./kind.js";
import type { Reference } from "./reference.js";
import { type RollUp, type RollUpOptions, startRollUp } from "./roll-up.js";

/** Takes files oldest first; see `startSlidingReference`. */
export interface SlidingReference {
  /** The reference of a file that follows all added so far; null where there is none. */
  of(current: FileSummary): Reference | null;
  add(summary: FileSummary): void;
}

/** What is kept of a file whose numbers are not. */
type Kept = Kind & Pick<FileSummary, "input" | "time" | "imported">;

/**
 * Starts with no file. Each kind of comparable files has one roll-up, to which every file is
 * added and from which the oldest is dropped.
 * @param ncomp −1 all earlier files, of which none is kept; N the latest N
 */
export function startSlidingReference(
  ncomp: number,
  options: RollUpOptions = {},
): SlidingReference {
  const isSliding = ncomp >= 0;
  const rollUps = new Map<string, RollUp>();
  const files: Kept[] = [];
  const rollUpFor = (current: FileSummary): RollUp => {
    const key = kindOf(current);
    const before = rollUps.get(key);
    if (before) return before;
    const { input: _, ...anyOfItsKind } = keptOf(current);
    const made = startRollUp(anyOfItsKind, options);
    for (const file of files) made.refuse(file.input.name, whyNotComparable(file, anyOfItsKind)!);
    rollUps.set(key, made);
    return made;
  };
  const forgetOthers = (current: FileSummary): void => {
    const last = files.at(-1);
    if (!last || isEarlier(last, current)) return;
    // Files without a time come last, and no file with a time counts as earlier.
    rollUps.clear();
    files.length = 0;
  };
  return {
    of: (current) => {
      forgetOthers(current);
      if (files.length === 0) return null;
      return rollUpFor(current).reference(current.sampleCount);
    },
    add: (summary) => {
      forgetOthers(summary);
      rollUpFor(summary);
      for (const rollUp of rollUps.values()) rollUp.add(summary);
      files.push(isSliding ? summary : keptOf(summary));
      if (!isSliding || files.length <= ncomp) return;
      const oldest = files.shift() as FileSummary;
      for (const rollUp of rollUps.values()) rollUp.drop(oldest);
    },
  };
}

function keptOf(summary: FileSummary): Kept {
  const { detector, settings, sampleCount, triggersTyped, baselineTriggerClass } = summary;
  const kind = { detector, settings, sampleCount, triggersTyped, baselineTriggerClass };
  return { ...kind, input: summary.input, time: summary.time, imported: summary.imported };
}
