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

/**
 * Brings the levels of a row to the epoch of a time: where another acceptance is in force than in the
 * file before, the channel's levels are put aside and those of that acceptance, or none, take their place. Once it has
 * lapsed, the levels before it count again.
 * @param epochs of the channels of the row that had an acceptance
 * @param checks that guard the row
 */
export function enterEpochs(
  memory: ChannelNumbers,
  epochs: Record<number, Epoch>,
  checks: readonly string[],
  acceptances: readonly Acceptance[],
  timeMs: number,
  { indexOf, placeOf }: DetectorGroups,
): void {
  const listed = acceptances
    .filter(({ rows }) => rows.some((row) => checks.includes(row)))
    .flatMap(({ channels }) => channels.map(([adc, channel]) => indexOf(adc, channel)));
  for (const channelIndex of new Set([...listed, ...Object.keys(epochs).map(Number)])) {
    const { adc, channel } = placeOf(channelIndex);
    const inForce = checks
      .map((check) => acceptanceInForce(acceptances, check, adc, channel, timeMs))
      .find((each) => each !== null);
    const id = inForce?.id ?? "";
    const epoch = (epochs[channelIndex] ??= { id: "", shelved: {} });
    if (epoch.id === id) continue;
    epoch.shelved[epoch.id] = memory.takeOut(channelIndex);
    const before = epoch.shelved[id];
    if (before) memory.putBack(channelIndex, before);
    epoch.id = id;
  }
}
