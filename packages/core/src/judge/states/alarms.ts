/** What the shifter has to know: the warnings and bad states of a file, each fault once. */
import { checks, titleOf } from "../checks/index.js";
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
  /** Titles of other checks that are alarmed for the same channels. */
  also: string[];
  change: Change;
}

/**
 * The alarms of a file, bad before warn, new before unchanged, large groups before channels. Channels
 * that are members of a common fault of the same check are not named again.
 */
export function alarmsOf(verdicts: readonly Verdict[]): Alarm[] {
  const byPlace = new Map<string, Verdict[]>();
  for (const verdict of eachOnce(verdicts.filter(({ state }) => isAlarm(state)))) {
    const place = placeOf(verdict);
    byPlace.set(place, [...(byPlace.get(place) ?? []), verdict]);
  }
  const alarms = [...byPlace].flatMap(([place, ofPlace]) =>
    place === "file"
      ? ofPlace.map((verdict) => alarm(verdict, place, []))
      : [alarm(mostTelling(ofPlace), place, ofPlace)],
  );
  return alarms.sort(byWeight);
}

/** What was a warning or bad in the previous file and is ok now; common faults once. */
export function recoveriesOf(verdicts: readonly Verdict[]): Alarm[] {
  return eachOnce(verdicts.filter(({ change }) => change === "recovered")).map((verdict) =>
    alarm(verdict, placeOf(verdict), []),
  );
}

/** Records without those of channels that a common fault among them names. */
function eachOnce(verdicts: readonly Verdict[]): Verdict[] {
  const inGroup = new Set(
    verdicts.flatMap(({ check, members }) =>
      members.map(([adc, channel]) => `${check} ${channelKey({ adc, channel })}`),
    ),
  );
  return verdicts.filter(
    (one) => one.scope !== "channel" || !inGroup.has(`${one.check} ${channelKey(one)}`),
  );
}

function alarm(verdict: Verdict, place: string, ofPlace: readonly Verdict[]): Alarm {
  const check = checks.find(({ name }) => name === verdict.check);
  const others = ofPlace.filter((other) => other !== verdict);
  return {
    verdict,
    title: titleOf(verdict.check),
    place,
    action: check?.action ?? "",
    also: [...new Set(others.map((other) => titleOf(other.check)))],
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
