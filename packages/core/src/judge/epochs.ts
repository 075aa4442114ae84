/** Levels that start anew where people have accepted a change for good. */
import type { DetectorGroups } from "../detector/groups.js";
import { type Acceptance, acceptanceInForce } from "../history/acceptances.js";
import { type LevelMemory, putBack, takeOut } from "../history/levels/level-memory.js";
import type { Epoch } from "./watch-memory.js";

/**
 * Brings the levels of a row to the epoch of a time: where another acceptance is in force than in the
 * file before, the channel's levels are put aside and those of that acceptance, or none, take their place. Once it has
 * lapsed, the levels before it count again.
 * @param epochs of the channels of the row that had an acceptance
 * @param checks that guard the row
 */
export function enterEpochs(
  memory: LevelMemory,
  epochs: Record<number, Epoch>,
  checks: readonly string[],
  perChannel: number,
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
    const parts = Array.from({ length: perChannel }, (_, part) => channelIndex * perChannel + part);
    epoch.shelved[epoch.id] = parts.map((at) => takeOut(memory, at));
    for (const [part, numbers] of (epoch.shelved[id] ?? []).entries())
      putBack(memory, parts[part]!, numbers);
    epoch.id = id;
  }
}
