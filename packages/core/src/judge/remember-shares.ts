/** The fractions of a file among those that a watch remembers. */
import { detectorGroups } from "../detector/groups.js";
import type { Acceptance } from "../history/acceptances.js";
import {
  addShares,
  compareShares,
  type ShareComparison,
} from "../history/shares/compare-shares.js";
import { type ShareName, shareCounts, shareNames } from "../history/shares/share-counts.js";
import { putBackShares, startShares, takeOutShares } from "../history/shares/share-memory.js";
import type { FileSummary } from "../summary.js";
import type { Check } from "./check.js";
import { enterEpochs } from "./epochs.js";
import { isAlarm, type Verdict } from "./states/verdict.js";
import type { DetectorMemory } from "./watch-memory.js";

/** A file's fractions compared with those that are remembered. */
export type ComparedByShare = Readonly<Record<ShareName, ShareComparison>>;

/** @param kind of files that are compared with each other */
export function compareWithRemembered(
  summary: FileSummary,
  own: DetectorMemory,
  kind: string,
  acceptances: readonly Acceptance[],
  table: readonly Check[],
): ComparedByShare {
  const groups = detectorGroups(summary.detector);
  const timeMs = summary.time?.firstMs ?? Number.NaN;
  const compared = shareNames.map((share) => {
    const key = `${share} ${kind}`;
    const memory = (own.shares[key] ??= startShares(groups.indexCount));
    const numbers = {
      takeOut: (channelIndex: number) => [takeOutShares(memory, channelIndex)],
      putBack: (channelIndex: number, [what]: readonly number[][]) =>
        putBackShares(memory, channelIndex, what!),
    };
    const guards = guardsOf(share, table);
    enterEpochs(numbers, (own.epochs[key] ??= {}), guards, acceptances, timeMs, groups);
    return [share, compareShares(memory, shareCounts(summary, share), groups)];
  });
  return Object.fromEntries(compared) as ComparedByShare;
}

/**
 * Remembers the fractions of a file. Channels that are alarmed do not move those that the check guards.
 * @param kind as in `compareWithRemembered`
 * @param bad 1 by channel index: left out of all of them
 * @param fileIndex of this file
 */
export function rememberShares(
  summary: FileSummary,
  verdicts: readonly Verdict[],
  compared: ComparedByShare,
  own: DetectorMemory,
  kind: string,
  bad: Uint8Array,
  mostFiles: number,
  fileIndex: number,
  table: readonly Check[],
): void {
  const { indexOf, indexCount } = detectorGroups(summary.detector);
  for (const share of shareNames) {
    const guards = guardsOf(share, table);
    const memory = own.shares[`${share} ${kind}`]!;
    const alarmed = new Uint8Array(indexCount);
    // What cannot be told stays as it was.
    const held = Uint8Array.from(memory.heldSince, (since) => (since >= 0 ? 1 : 0));
    for (const { check, scope, state, adc, channel } of verdicts) {
      if (scope !== "channel" || !guards.includes(check)) continue;
      const channelIndex = indexOf(adc!, channel!);
      if (isAlarm(state)) alarmed[channelIndex] = held[channelIndex] = 1;
      else if (state === "ok") held[channelIndex] = 0;
    }
    const leftOut = alarmed.map((one, channelIndex) => one | bad[channelIndex]!);
    addShares(memory, compared[share], leftOut, held, mostFiles, fileIndex);
  }
}

const guardsOf = (share: ShareName, table: readonly Check[]): string[] =>
  table.flatMap((check) => (check.guards === share ? [check.name] : []));
