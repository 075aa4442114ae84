/** What changed since the last known state. */

import type { FilesPassed } from "../../history/files-passed.js";
import type { KnownAlarm } from "../watch-memory.js";
import { type Change, isAlarm, recordKey, type State, type Verdict } from "./verdict.js";

const badness: Readonly<Record<State, number>> = { ok: 0, unknown: 0, masked: 0, warn: 1, bad: 2 };

/** What is known of earlier files. */
export interface KnownStates {
  /** Alarms when last known, by `recordKey`. */
  known: ReadonlyMap<string, KnownAlarm>;
  /** Common faults when last known. */
  common: readonly Verdict[];
  files: FilesPassed;
}

/**
 * Writes into each record what changed since its state was last known, however many files ago: what
 * is unknown or masked in between changes nothing. A common fault of a group that had none is new
 * where it is for any of its channels: an EPCB that remains of an ADC is no new fault.
 * @param verdicts changed in place: copies of thousands would take longer than all checks
 * @param toldOnce names of checks whose alarms are always new
 */
export function tellChanges(
  verdicts: readonly Verdict[],
  { known, files }: KnownStates,
  toldOnce: ReadonlySet<string> = new Set(),
): void {
  const mayBeKnown = alarmedPlaces(known);
  for (const verdict of verdicts) {
    const { check, state } = verdict;
    const was =
      mayBeKnown(verdict) && !toldOnce.has(check) ? alarmBefore(verdict, known) : undefined;
    verdict.change = changeOf(state, was?.state ?? "ok");
    verdict.since = was && isAlarm(state) ? (files.named.get(was.since) ?? null) : null;
  }
}

/**
 * Tells of a record whether it may have had an alarm: false for most, without a look-up by key. It is true
 * for a channel that had one of the same check, and for every wider record of such a check.
 * @param known alarms by `recordKey`
 */
export function alarmedPlaces(
  known: ReadonlyMap<string, KnownAlarm>,
): (verdict: Verdict) => boolean {
  const channelsOf = new Map<string, Set<number>>();
  for (const key of known.keys()) {
    const [check, scope, adc, channel] = key.split(" ") as [string, string, string, string];
    const channels = channelsOf.get(check) ?? new Set();
    channelsOf.set(check, channels);
    if (scope === "channel") channels.add(numberOf(Number(adc), Number(channel)));
  }
  return ({ check, scope, adc, channel }) => {
    const channels = channelsOf.get(check);
    return !!channels && (scope !== "channel" || channels.has(numberOf(adc!, channel!)));
  };
}

/** No ADC has as many channels. */
const manyChannels = 65_536;
const numberOf = (adc: number, channel: number): number => adc * manyChannels + channel;

/** The alarm of a record when last known; of a common fault that of its least bad channel. */
export function alarmBefore(
  verdict: Verdict,
  known: ReadonlyMap<string, KnownAlarm>,
): KnownAlarm | undefined {
  if (known.size === 0) return undefined;
  const own = known.get(recordKey(verdict));
  if (own || verdict.members.length === 0) return own;
  const ofMembers = verdict.members.map(([adc, channel]) =>
    known.get(recordKey(ofChannel(verdict, adc, channel))),
  );
  if (!ofMembers.every((each) => each !== undefined)) return undefined;
  return ofMembers.reduce((least, each) => ({
    state: badness[each.state] < badness[least.state] ? each.state : least.state,
    since: Math.max(least.since, each.since),
  }));
}

/** What names the record of a member of a common fault. */
const ofChannel = (common: Verdict, adc: number, channel: number): Verdict => ({
  ...common,
  ...{ scope: "channel", adc, channel, label: null },
});

function changeOf(now: State, before: State): Change {
  if (now === "masked") return "known";
  if (badness[now] > badness[before]) return "new";
  return now === "ok" && isAlarm(before) ? "recovered" : "unchanged";
}

/** Common faults that are gone, as ok records of this file. */
export function recoveredCommonFaults(now: readonly Verdict[], { common }: KnownStates): Verdict[] {
  const { gone, membersIn } = goneFaults(now, common);
  return gone.flatMap((one): Verdict[] => {
    const members = membersIn(one, "ok");
    if (members.length < recoveredFraction * one.members.length) return [];
    const isAll = members.length === one.members.length;
    const many = isAll ? `all ${members.length}` : `${members.length} of ${one.members.length}`;
    const reason = `${many} channels recovered`;
    return [{ ...one, members, state: "ok", change: "recovered", since: null, reason }];
  });
}

/** A common fault is over where so many of its channels are: what is left is told by itself. */
const recoveredFraction = 2 / 3;

/**
 * The common faults that are known after a file: its own, and earlier ones of which it says nothing.
 * Without what only a told file has of them: reason and change.
 */
export function commonFaultsKnown(
  now: readonly Verdict[],
  { common }: Pick<KnownStates, "common">,
): Verdict[] {
  const own = now
    .filter(({ members, state }) => members.length > 0 && isAlarm(state))
    .map((one) => ({ ...one, reason: "", change: null, since: null }));
  const { gone, membersIn } = goneFaults(now, common);
  const isUnknown = (one: Verdict): boolean =>
    membersIn(one, "unknown", "masked", undefined).length === one.members.length;
  return [...own, ...gone.filter(isUnknown)];
}

type MembersIn = (common: Verdict, ...wanted: (State | undefined)[]) => Verdict["members"];

function goneFaults(
  now: readonly Verdict[],
  common: readonly Verdict[],
): { gone: Verdict[]; membersIn: MembersIn } {
  if (common.length === 0) return { gone: [], membersIn: () => [] };
  const still = new Set(
    now.filter(({ members, state }) => members.length > 0 && isAlarm(state)).map(recordKey),
  );
  const gone = common.filter((one) => !still.has(recordKey(one)));
  const statesOf = new Map(gone.map(({ check }) => [check, new Map<number, State>()]));
  for (const { check, scope, adc, channel, state } of now)
    if (scope === "channel") statesOf.get(check)?.set(numberOf(adc!, channel!), state);
  const membersIn: MembersIn = ({ check, members }, ...wanted) =>
    members.filter(([adc, channel]) =>
      wanted.includes(statesOf.get(check)!.get(numberOf(adc, channel))),
    );
  return { gone, membersIn };
}
