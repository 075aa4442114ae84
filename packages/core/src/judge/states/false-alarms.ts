/** Control of false alarms over thousands of looks a file. */
import { discoveryThreshold } from "../../numerics/chances.js";
import { countText } from "../words.js";
import { isAlarm, recordKey, type Verdict } from "./verdict.js";

/**
 * How many looks are kept from giving false alarms. `discovery-rate`: Benjamini-Hochberg over all
 * statistical records of the file. `persistence`: a statistical record is bad only when the previous
 * file had it too. `none`: each check by its own limits.
 */
export type FalseAlarmControl = "discovery-rate" | "persistence" | "none";
export const falseAlarmControls: readonly FalseAlarmControl[] = [
  "discovery-rate",
  "persistence",
  "none",
];

/** Share of false discoveries: limits of size keep most false ones back already. */
export const defaultFalseDiscoveryRate = 0.2;

/**
 * Takes back statistical warnings and bad states that chance explains, given how many records were
 * looked at. Records without a chance, masked and unknown ones stay as they are.
 * @param rate share of false ones allowed among discoveries; over a file without faults, the chance
 *   of any
 */
export function controlDiscoveryRate(verdicts: readonly Verdict[], rate: number): Verdict[] {
  const chances: number[] = [];
  for (const { p, state } of verdicts)
    if (p !== null && (state === "ok" || isAlarm(state))) chances.push(p);
  const threshold = discoveryThreshold(chances, rate);
  return verdicts.map((verdict) => {
    if (verdict.p === null || !isAlarm(verdict.state) || verdict.p <= threshold) return verdict;
    const reason = `${verdict.reason}; within chance for ${countText(chances.length, "look")}`;
    return { ...verdict, state: "ok", reason };
  });
}

/**
 * Makes statistical bad states warnings unless the previous file shows them too.
 * @param before records of the previous file by their own limits; null where there is none
 */
export function controlByPersistence(
  verdicts: readonly Verdict[],
  before: readonly Verdict[] | null,
): Verdict[] {
  const alarmedBefore = new Set(
    (before ?? []).filter(({ state }) => isAlarm(state)).map(recordKey),
  );
  return verdicts.map((verdict) => {
    if (verdict.p === null || verdict.state !== "bad" || alarmedBefore.has(recordKey(verdict)))
      return verdict;
    return {
      ...verdict,
      state: "warn",
      reason: `${verdict.reason}; bad if the next file shows it`,
    };
  });
}
