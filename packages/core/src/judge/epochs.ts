/** Levels that start anew where people have accepted a change for good. */
import type { DetectorGroups } from "../detector/groups.js";
import { type Acceptance, acceptanceInForce } from "../history/acceptances.js";
import type { Epoch } from "./watch-memory.js";

/** The numbers that are remembered of a channel. */
export interface ChannelNumbers {
  /** Takes them out, as if no file had had them. */
  takeOut(channelIndex: number): number[][];
  /** Puts back what `takeOut` gave. */
  putBack(channelIndex: number, numbers: readonly number[][]): void;
}

/** What is remembered under a key, with the epochs of its channels that had an acceptance. */
export interface WithEpochs<Memory> {
  memory: Memory;
  epochs: Record<number, Epoch>;
}

/**
 * What is remembered as it is in the epoch of a time: where another acceptance is in force than in the
 * file before, the channel's numbers are put aside and those of that acceptance, or none, take their
 * place. Once it has lapsed, the numbers before it count again.
 * @param before stays as it is
 * @param checks that guard it
 */
export function inEpoch<Memory>(
  before: WithEpochs<Memory>,
  numbersOf: (memory: Memory) => ChannelNumbers,
  checks: readonly string[],
  acceptances: readonly Acceptance[],
  timeMs: number,
  { indexOf, placeOf }: DetectorGroups,
): WithEpochs<Memory> {
  const listed = acceptances
    .filter(({ rows }) => rows.some((row) => checks.includes(row)))
    .flatMap(({ channels }) => channels.map(([adc, channel]) => indexOf(adc, channel)));
  const changed = [...new Set([...listed, ...Object.keys(before.epochs).map(Number)])].flatMap(
    (channelIndex) => {
      const { adc, channel } = placeOf(channelIndex);
      const inForce = checks
        .map((check) => acceptanceInForce(acceptances, check, adc, channel, timeMs))
        .find((each) => each !== null);
      const id = inForce?.id ?? "";
      return id === (before.epochs[channelIndex]?.id ?? "") ? [] : [{ channelIndex, id }];
    },
  );
  if (changed.length === 0) return before;
  const after = structuredClone(before);
  const numbers = numbersOf(after.memory);
  for (const { channelIndex, id } of changed) {
    const epoch = (after.epochs[channelIndex] ??= { id: "", shelved: {} });
    epoch.shelved[epoch.id] = numbers.takeOut(channelIndex);
    const shelved = epoch.shelved[id];
    if (shelved) numbers.putBack(channelIndex, shelved);
    epoch.id = id;
  }
  return after;
}
