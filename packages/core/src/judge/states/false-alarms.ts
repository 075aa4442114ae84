/** Control of false alarms over thousands of tests per file. */
import { discoveryThreshold } from "../../numerics/chances.js";
import { countText } from "../../words/phrases.js";
import { isAlarm, recordKey, type Verdict } from "./verdict.js";

/**
 * How false alarms from multiple comparisons are controlled. `discovery-rate`: Benjamini-Hochberg over all
 * statistical records of the file. `persistence`: a statistical record is bad only when the previous
 * file had it too. `none`: each check by its own limits.
 */
export type FalseAlarmControl = "discovery-rate" | "persistence" | "none";
export const falseAlarmControls: readonly FalseAlarmControl[] = [
  "discovery-rate",
  "persistence",
  "none",
];

/** False discovery rate: in a file without faults, the probability of any statistical alarm. */
export const defaultFalseDiscoveryRate = 0.05;

/**
 * Resets statistical warnings and bad states that are not significant after multiple comparisons to
 * ok. Records without a p-value, masked and unknown ones stay as they are.
 * @param rate allowed fraction of false discoveries; in a file without faults, the probability of any
 */
export function controlDiscoveryRate(verdicts: readonly Verdict[], rate: number): Verdict[] {
  const pValues: number[] = [];
  for (const { p, state } of verdicts)
    if (p !== null && (state === "ok" || isAlarm(state))) pValues.push(p);
  const threshold = discoveryThreshold(pValues, rate);
  return verdicts.map((verdict) => {
    if (verdict.p === null || !isAlarm(verdict.state) || verdict.p <= threshold) return verdict;
    const reason = `${verdict.reason}; not significant (Benjamini–Hochberg, ${countText(pValues.length, "test")})`;
    return { ...verdict, state: "ok", reason };
  });
}

/**
 * Makes statistical bad states warnings unless the previous file shows them too.
 * @param before keys of the records that were alarmed by their own limits in the file before
 */
export function controlByPersistence(
  verdicts: readonly Verdict[],
  before: ReadonlySet<string>,
): Verdict[] {
  return verdicts.map((verdict) => {
    if (verdict.p === null || verdict.state !== "bad" || before.has(recordKey(verdict)))
      return verdict;
    return {
      ...verdict,
      state: "warn",
      reason: `${verdict.reason}; bad if the next file confirms it`,
    };
  });
}
