/** What the checks that guard a level or a fraction say of the channels of a file. */
import { detectorGroups } from "../detector/groups.js";
import type { FileSummary } from "../summary.js";
import type { Check } from "./check.js";
import { isAlarm, type State, type Verdict } from "./states/verdict.js";

/** What is said of the channels of a file by the checks that guard one level or fraction. */
export interface GuardedChannels {
  /** 1 where a channel has left what the checks guard, whether masked or not. */
  alarmed: Uint8Array;
  /** The state by channel index; undefined where it is not known. */
  known: (State | undefined)[];
}

/** The same for any level or fraction. */
export type GuardedBy = (name: NonNullable<Check["guards"]>) => GuardedChannels;

/**
 * @param found records whether masked or not
 * @param verdicts the same after masks and the control of false alarms, in the same order
 */
export function guardedChannels(
  { detector }: Pick<FileSummary, "detector">,
  found: readonly Verdict[],
  verdicts: readonly Verdict[],
  table: readonly Check[],
): GuardedBy {
  const { indexOf, indexCount } = detectorGroups(detector);
  const nothing = (): GuardedChannels => ({
    alarmed: new Uint8Array(indexCount),
    known: new Array<State | undefined>(indexCount).fill(undefined),
  });
  const byName = new Map(
    table.flatMap(({ guards }) => (guards ? [[guards, nothing()] as const] : [])),
  );
  const byCheck = new Map(
    table.flatMap(({ name, guards }) => (guards ? [[name, byName.get(guards)!] as const] : [])),
  );
  found.forEach(({ check, scope, state: unmasked, adc, channel }, n) => {
    const guarded = scope === "channel" ? byCheck.get(check) : undefined;
    if (!guarded) return;
    const { alarmed, known } = guarded;
    const channelIndex = indexOf(adc!, channel!);
    const { state } = verdicts[n]!;
    // What is masked is not known, yet must not move the level where it has left it.
    if (isAlarm(state === "masked" ? unmasked : state)) alarmed[channelIndex] = 1;
    if (isAlarm(state)) known[channelIndex] = state;
    else if (state === "ok") known[channelIndex] ??= "ok";
  });
  return (name) => byName.get(name) ?? nothing();
}

/** Names of the checks that guard a level or a fraction. */
export const guardsOf = (name: Check["guards"], table: readonly Check[]): string[] =>
  table.flatMap((check) => (check.guards === name ? [check.name] : []));
