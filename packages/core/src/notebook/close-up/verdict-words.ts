/** What the checks say of a channel. */

import { titleOf } from "../../judge/checks/index.js";
import { verdictInUnits } from "../../judge/in-units.js";
import { isAlarm, type Verdict } from "../../judge/states/verdict.js";
import { countText } from "../../words/phrases.js";
import type { Run } from "../open-run.js";

/**
 * The alarms of a channel, and of groups and the ADC that it is part of, with their reasons; without
 * any, what is masked and how much is unknown.
 */
export function verdictWords(
  { verdicts, checks, config }: Pick<Run, "verdicts" | "checks" | "config">,
  adc: number,
  channel: number,
): string {
  const ofChannel = verdicts
    .filter((verdict) => isOf(verdict, adc, channel))
    .map((verdict) => verdictInUnits(verdict, config.units));
  const own = new Set(
    ofChannel.flatMap(({ scope, state, check }) =>
      scope === "channel" && isAlarm(state) ? [check] : [],
    ),
  );
  const said = ({ check, label, reason }: Verdict): string =>
    `${titleOf(check, checks)}${label === null ? "" : ` of ${label}`}: ${reason}.`;
  const list = (shown: readonly Verdict[]): string => shown.map(said).join(" ");
  // What is said of the channel itself is not said again of its group.
  const alarms = ofChannel.filter(
    ({ state, scope, check }) => isAlarm(state) && (scope === "channel" || !own.has(check)),
  );
  if (alarms.length > 0)
    return list([
      ...alarms.filter(({ state }) => state === "bad"),
      ...alarms.filter(({ state }) => state === "warn"),
    ]);
  const masked = ofChannel.filter(({ state }) => state === "masked");
  if (masked.length > 0) return `Known: ${list(masked)}`;
  const unknown = ofChannel.filter(({ state }) => state === "unknown");
  if (unknown.length === ofChannel.length)
    return unknown[0] ? `Unknown: ${list(unknown.slice(0, 1))}` : "Unknown: no check judges it.";
  return unknown.length === 0
    ? "No alarm."
    : `No alarm; ${countText(unknown.length, "check")} could not tell.`;
}

function isOf({ scope, members, ...at }: Verdict, adc: number, channel: number): boolean {
  if (scope === "channel") return at.adc === adc && at.channel === channel;
  // A whole ADC may be at fault without members that are named.
  if (scope === "adc" && members.length === 0) return at.adc === adc;
  return members.some(([ofAdc, ofChannel]) => ofAdc === adc && ofChannel === channel);
}
