/** Whether a value has left its level: what the checks that compare with earlier files share. */

import { type ComparedLevels, levelChance } from "../../history/levels/compare-levels.js";
import { chanceBeyond } from "../../numerics/chances.js";
import type { State } from "../states/verdict.js";

/** A deviation from the level, and how it is to be judged. */
export interface LevelStep {
  /** Value − level. */
  deviation: number;
  /** Its size for the limits: that of the group where the channel moved with one. */
  size: number;
  /** p-value; null where the channel was alarmed before, so that this is no new test. */
  p: number | null;
  isSeen: boolean;
}

/** Limits of a step, in the unit of the value. */
export interface StepLimits {
  /** A step is significant below this p-value. */
  maxChance: number;
  /** Smaller ones are never told. */
  least: number;
  /** Whether three files together may tell what one does not. */
  overThree?: boolean;
}

/** What a channel has besides its group's shift is its own from this p-value on. */
const ownChance = 1e-3;
/** An alarmed channel has returned to its level once the p-value is above this. */
const returnedChance = 0.01;

/**
 * A step is told where it is significant and not small. A channel that moves with its group is judged by
 * the group's shift, which is known better than its own. An alarm stays until the value is back: within
 * 2.6 standard uncertainties of the level, or half of the least step, or on the other side of it.
 */
export function levelStep(
  compared: ComparedLevels,
  at: number,
  { maxChance, least, overThree = false }: StepLimits,
): LevelStep {
  const deviation = compared.deviation[at]!;
  const shift = compared.groupShift[at]!;
  const alone = levelChance(compared, at, deviation);
  const isOfGroup = shift !== 0 && levelChance(compared, at, deviation - shift) >= ownChance;
  const chance = isOfGroup ? Math.min(alone, compared.groupChance[at]!) : alone;
  const size = Math.abs(isOfGroup ? shift : deviation);
  if (compared.held[at]! * deviation > 0 && chance < returnedChance && size > least / 2)
    return { deviation, size, p: null, isSeen: true };
  const isSeen = chance < maxChance && size >= least;
  if (isSeen || !overThree) return { deviation, size, p: chance, isSeen };
  const recent = compared.recent[at]!;
  const ofThree = chanceBeyond(Number.isNaN(recent) ? 0 : recent, {
    uncertainty: compared.recentUncertainty[at]!,
    degreesOfFreedom: compared.recentFreedom[at]!,
  });
  if (!(ofThree < maxChance && Math.abs(recent) >= least && recent * deviation > 0))
    return { deviation, size, p: chance, isSeen };
  return { deviation: recent, size: Math.abs(recent), p: ofThree, isSeen: true };
}

/** Bad where the step matters, else a warning. */
export function stepState(
  { isSeen, size }: LevelStep,
  far: number,
): Exclude<State, "unknown" | "masked"> {
  return !isSeen ? "ok" : size > far ? "bad" : "warn";
}
