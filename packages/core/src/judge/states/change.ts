import { type Change, isAlarm, recordKey, type State, type Verdict } from "./verdict.js";

const badness: Readonly<Record<State, number>> = { ok: 0, unknown: 0, masked: 0, warn: 1, bad: 2 };

/**
 * Says of each record what changed since the previous file. Without a previous file every warning
 * and bad state is new.
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
  return verdicts.map((verdict) => {
    const stateBefore = alarmedBefore.get(verdict.check)?.get(recordKey(verdict)) ?? "ok";
    return { ...verdict, change: changeOf(verdict.state, stateBefore) };
  });
}

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
  const common = (before ?? []).filter((one) => one.members.length > 0 && isAlarm(one.state));
  if (common.length === 0) return [];
  const still = new Set(now.map(recordKey));
  return common
    .filter((one) => !still.has(recordKey(one)))
    .filter((one) => one.members.every((member) => isOkNow(now, one.check, member)))
    .map((one) => ({
      ...one,
      state: "ok",
      change: "recovered",
      reason: `all ${one.members.length} channels recovered; before: ${one.reason}`,
    }));
}

function isOkNow(
  now: readonly Verdict[],
  check: string,
  [adc, channel]: readonly [number, number],
): boolean {
  return now.some(
    (one) =>
      one.check === check && one.adc === adc && one.channel === channel && one.state === "ok",
  );
}
