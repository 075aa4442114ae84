import {
  type Change,
  channelKey,
  isAlarm,
  recordKey,
  type State,
  type Verdict,
} from "./verdict.js";

const badness: Readonly<Record<State, number>> = { ok: 0, unknown: 0, masked: 0, warn: 1, bad: 2 };

/**
 * Says of each record what changed since the previous file. Without a previous file every warning
 * and bad state is new. A common fault of a group that had none in the previous file is new where it
 * is for any of its channels: an EPCB that remains of an ADC is no new fault.
 * @param before records of the previous file, judged in the same way; null where there is none
 */
export function withChanges(
  verdicts: readonly Verdict[],
  before: readonly Verdict[] | null,
): Verdict[] {
  // Only what was alarmed differs from what was ok; so most records need no look-up.
  const alarmedBefore = new Map<string, Map<string, State>>();
  for (const one of before ?? []) {
    if (!isAlarm(one.state)) continue;
    const ofCheck = alarmedBefore.get(one.check) ?? new Map<string, State>();
    alarmedBefore.set(one.check, ofCheck.set(recordKey(one), one.state));
  }
  const stateBefore = (one: Verdict): State | undefined =>
    alarmedBefore.get(one.check)?.get(recordKey(one));
  return verdicts.map((verdict) => {
    const { state, members } = verdict;
    const own = stateBefore(verdict);
    if (own !== undefined || members.length === 0)
      return { ...verdict, change: changeOf(state, own ?? "ok") };
    const ofMembers = members.map(
      ([adc, channel]) => stateBefore(ofChannel(verdict, adc, channel)) ?? "ok",
    );
    const leastBad = (["ok", "warn"] as const).find((one) => ofMembers.includes(one)) ?? "bad";
    return { ...verdict, change: changeOf(state, leastBad) };
  });
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

/** Common faults of the previous file that are gone, as ok records of this file. */
export function recoveredCommonFaults(
  now: readonly Verdict[],
  before: readonly Verdict[] | null,
): Verdict[] {
  const still = new Set(now.filter(({ members }) => members.length > 0).map(recordKey));
  const gone = (before ?? []).filter(
    (one) => one.members.length > 0 && isAlarm(one.state) && !still.has(recordKey(one)),
  );
  if (gone.length === 0) return [];
  const checks = new Set(gone.map(({ check }) => check));
  const okNow = new Set(
    now
      .filter(
        ({ check, scope, state }) => scope === "channel" && state === "ok" && checks.has(check),
      )
      .map((one) => `${one.check} ${channelKey(one)}`),
  );
  return gone
    .filter(({ check, members }) =>
      members.every(([adc, channel]) => okNow.has(`${check} ${channelKey({ adc, channel })}`)),
    )
    .map((one) => ({
      ...one,
      state: "ok",
      change: "recovered",
      reason: `all ${one.members.length} channels recovered; before: ${one.reason}`,
    }));
}
