/** What the shifter has to know: the warnings and bad states of a file, each fault once. */

import { countText } from "../../words/phrases.js";
import type { Check } from "../check.js";
import { checks, titleOf } from "../checks/index.js";
import { callsNobody } from "./callers.js";
import { type Change, channelKey, isAlarm, type Verdict } from "./verdict.js";

/** One fault: its most telling record, and what else was seen in the same place. */
export interface Alarm {
  verdict: Verdict;
  /** Title of its check. */
  title: string;
  /** `ADC 3, channel 26`, `EPCB 2 of ADC 0`, `ADC 0 in TPC 1`, `file`. */
  place: string;
  /** What to do. */
  action: string;
  /** Whom to call, as `Check` has it. */
  callers: string;
  /** Titles of other checks that are alarmed for the same channels, or for so many of them. */
  also: string[];
  change: Change;
}

/**
 * The alarms of a file, bad before warn, new before unchanged, large groups before channels. Channels
 * that are members of a common fault of the same check are not named again. What other checks find
 * in some channels of a common fault is told with it, unless it is worse, newer or to be called about
 * where nobody is for that fault.
 * @param table of checks that they were judged with
 */
export function alarmsOf(verdicts: readonly Verdict[], table: readonly Check[] = checks): Alarm[] {
  return toldOnce(
    verdicts.filter(({ state }) => isAlarm(state)),
    table,
  );
}

/**
 * What was a warning or bad in the previous file and is ok now, in the manner of alarms: the checks
 * that recovered in one place are told together.
 */
export function recoveriesOf(
  verdicts: readonly Verdict[],
  table: readonly Check[] = checks,
): Alarm[] {
  return toldOnce(
    verdicts.filter(({ change }) => change === "recovered"),
    table,
  );
}

/** Records as one alarm for each place, those of channels within that of their group. */
function toldOnce(verdicts: readonly Verdict[], table: readonly Check[]): Alarm[] {
  const byPlace = new Map<string, Verdict[]>();
  for (const verdict of eachOnce(verdicts)) {
    const place = placeOf(verdict);
    byPlace.set(place, [...(byPlace.get(place) ?? []), verdict]);
  }
  const alarms = [...byPlace].flatMap(([place, ofPlace]) =>
    place === "file"
      ? ofPlace.map((verdict) => alarm(verdict, place, [], table))
      : [alarm(mostTelling(ofPlace), place, ofPlace, table)],
  );
  return withinGroups(alarms).sort(byWeight);
}

/** The alarms, those of channels of a larger group as part of that one's alarm. */
function withinGroups(alarms: readonly Alarm[]): Alarm[] {
  const groups = alarms
    .filter(({ verdict }) => verdict.members.length > 0)
    .sort((a, b) => sizeOf(b) - sizeOf(a));
  const hostsOf = new Map<string, Alarm[]>();
  for (const group of groups)
    for (const key of channelsOf(group)) {
      const before = hostsOf.get(key);
      if (before) before.push(group);
      else hostsOf.set(key, [group]);
    }
  const found = new Map<Alarm, Map<string, number>>();
  const left = alarms.filter((one) => {
    const channels = channelsOf(one);
    // The largest that may tell it, so that none is told within another itself.
    const host = hostsOf
      .get(channels[0] ?? "")
      ?.find(
        (group) =>
          sizeOf(group) > sizeOf(one) &&
          mayTell(group, one) &&
          channels.every((key) => hostsOf.get(key)?.includes(group)),
      );
    if (!host) return true;
    const counts = found.get(host) ?? new Map<string, number>();
    found.set(host, counts);
    for (const title of [one.title, ...one.also])
      counts.set(title, (counts.get(title) ?? 0) + channels.length);
    return false;
  });
  return left.map((one) => {
    const parts = [...(found.get(one) ?? [])].filter(([title]) => !one.also.includes(title));
    const also = parts.map(([title, count]) => `${title} (${countText(count, "channel")})`);
    return { ...one, also: [...one.also, ...also] };
  });
}

/** Nothing that is worse or newer, or to be called about, is hidden behind the alarm of a group. */
const mayTell = (group: Alarm, one: Alarm): boolean =>
  (callsNobody(one.callers) || !callsNobody(group.callers)) &&
  (group.verdict.state === "bad" || one.verdict.state !== "bad") &&
  (group.change === "new" || one.change !== "new");

/** The channels of an alarm as keys; none for one of the file. */
function channelsOf({ verdict: { scope, adc, channel, members } }: Alarm): string[] {
  if (scope === "channel") return [channelKey({ adc, channel })];
  return members.map(([ofAdc, ofChannel]) => channelKey({ adc: ofAdc, channel: ofChannel }));
}

/** Records without those of channels that a common fault among them names. */
export function eachOnce(verdicts: readonly Verdict[]): Verdict[] {
  const inGroup = new Set(
    verdicts.flatMap(({ check, members }) =>
      members.map(([adc, channel]) => `${check} ${channelKey({ adc, channel })}`),
    ),
  );
  return verdicts.filter(
    (one) => one.scope !== "channel" || !inGroup.has(`${one.check} ${channelKey(one)}`),
  );
}

function alarm(
  verdict: Verdict,
  place: string,
  ofPlace: readonly Verdict[],
  table: readonly Check[],
): Alarm {
  const check = table.find(({ name }) => name === verdict.check);
  const others = ofPlace.filter((other) => other !== verdict);
  return {
    verdict,
    title: titleOf(verdict.check, table),
    place,
    action: check?.action ?? "",
    callers: check?.callers ?? "shift leader",
    also: [...new Set(others.map((other) => titleOf(other.check, table)))],
    change: verdict.change ?? "new",
  };
}

/** Bad before warn; of equals the first in the table of checks. */
function mostTelling(verdicts: readonly Verdict[]): Verdict {
  return verdicts.find(({ state }) => state === "bad") ?? verdicts[0]!;
}

/** Where a record belongs, in words. */
export function placeOf({ scope, adc, channel, label }: Verdict): string {
  if (label !== null) return label;
  if (scope === "channel") return `ADC ${adc}, channel ${channel}`;
  return scope === "adc" ? `ADC ${adc}` : "file";
}

/** Bad before warn, new before unchanged, large groups before channels; what has no members first. */
function byWeight(a: Alarm, b: Alarm): number {
  const isBad = ({ verdict }: Alarm): number => (verdict.state === "bad" ? 1 : 0);
  const isNew = ({ change }: Alarm): number => (change === "new" ? 1 : 0);
  return isBad(b) - isBad(a) || isNew(b) - isNew(a) || sizeOf(b) - sizeOf(a);
}

function sizeOf({ verdict: { scope, members } }: Alarm): number {
  return scope === "channel" ? 1 : members.length || Number.MAX_SAFE_INTEGER;
}
