import type { GroupKind } from "../../detector/channel-groups.js";
import type { Since } from "../../history/since.js";

/** What a check says of one channel, group or file. Unknown is never shown as good. */

/** ok · warn · bad · unknown (cannot be determined) · masked (known, listed in the status file). */
export type State = "ok" | "warn" | "bad" | "unknown" | "masked";
/** In the order of counts. */
export const states: readonly State[] = ["ok", "warn", "bad", "unknown", "masked"];
/**
 * Of several states of one channel, the first of these stands for all: a known fault hides what
 * cannot be determined. (Lists for people put unknown before masked, since it may need attention.)
 */
export const worstFirst: readonly State[] = ["bad", "warn", "masked", "unknown", "ok"];

/** True for warn and bad. */
export const isAlarm = (state: State): boolean => state === "warn" || state === "bad";

/** What a verdict is about. */
export type Scope = "channel" | GroupKind | "file";

/**
 * A record compared with that of the previous file. `new`: it was better before. `known`: listed as a known
 * fault. `recovered`: it was a warning or bad and is ok now. `unchanged`: none of these.
 */
export type Change = "new" | "known" | "recovered" | "unchanged";
export const changes: readonly Change[] = ["new", "known", "recovered", "unchanged"];

/** A fault since the previous file; without one every fault is new. */
export type FaultChange = "new" | "still there" | "recovered";

/** One record of a check. Values and limits are in `unit`. */
export interface Verdict {
  /** Name of the check: a row of the check table. */
  check: string;
  scope: Scope;
  /** Null where the scope is wider than one ADC. */
  adc: number | null;
  /** Null where the scope is wider than one channel. */
  channel: number | null;
  state: State;
  /** Of a masked record, the state that it hides; absent from all others. */
  unmaskedState?: Exclude<State, "masked">;
  /** What was measured; null where nothing could be. */
  value: number | null;
  /** What it was compared with: a bound, or [lowest, highest]; null where there was nothing. */
  limit: number | readonly [number, number] | null;
  /** Unit of value and limit, as written on an axis; empty for counts and ratios. */
  unit: string;
  /** Waveforms or events the value rests on. */
  n: number;
  /** Why this state, in words. */
  reason: string;
  /**
   * p-value: probability that a healthy channel differs at least this much from earlier files; null for checks that are
   * not statistical.
   */
  p: number | null;
  /** Since the previous file; null where records have not been compared with one. */
  change: Change | null;
  /**
   * The file in which the present alarm began, where it is not this one: the last known state before
   * that was better. Null for records without an alarm, and for new ones.
   */
  since: Since | null;
  /**
   * Number of the group that a common fault is of, as `ChannelGroup` counts: of an EPCB in its ADC, of
   * a trap in its TPC, of the TPC for half an ADC; null for other records.
   */
  group: number | null;
  /** That group in words: `ADC 0 in TPC 1`; null for other records. */
  label: string | null;
  /** Channels that a common fault is made of, as [adc, channel]; empty for other records. */
  members: (readonly [adc: number, channel: number])[];
}

/** What a record is about, as a key. */
export function recordKey({ check, scope, adc, channel, label }: Verdict): string {
  return `${check} ${scope} ${label ?? `${adc} ${channel}`}`;
}

/** A channel as a key. */
export function channelKey({ adc, channel }: Pick<Verdict, "adc" | "channel">): string {
  return `${adc} ${channel}`;
}
