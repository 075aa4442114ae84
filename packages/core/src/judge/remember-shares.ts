/** The fractions of a file among those that a watch remembers. */
import { detectorGroups } from "../detector/groups.js";
import type { Acceptance } from "../history/acceptances.js";
import {
  addShares,
  compareShares,
  type ShareComparison,
} from "../history/shares/compare-shares.js";
import { type ShareName, shareCounts, shareNames } from "../history/shares/share-counts.js";
import {
  putBackShares,
  type ShareMemory,
  startShares,
  takeOutShares,
} from "../history/shares/share-memory.js";
import type { FileSummary } from "../summary.js";
import type { Check } from "./check.js";
import { type ChannelNumbers, inEpoch, type WithEpochs } from "./epochs.js";
import { type GuardedBy, guardsOf } from "./remember-levels.js";
import type { DetectorMemory } from "./watch-memory.js";

/** A fraction of a file, with what it was compared with. */
interface ComparedShare extends WithEpochs<ShareMemory> {
  key: string;
  comparison: ShareComparison;
}

/** Every fraction that is followed. */
export type ComparedByShare = Readonly<Record<ShareName, ComparedShare>>;

/** @param kind of files that are compared with each other */
export function compareWithShares(
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
    const { memory, epochs } = inEpoch(
      {
        memory: own.shares[key] ?? startShares(groups.indexCount),
        epochs: own.epochs[key] ?? {},
      },
      channelNumbers,
      ...([guardsOf(share, table), acceptances, timeMs, groups] as const),
    );
    const comparison = compareShares(memory, shareCounts(summary, share), groups);
    return [share, { key, memory, epochs, comparison }];
  });
  return Object.fromEntries(compared) as ComparedByShare;
}

const channelNumbers = (memory: ShareMemory): ChannelNumbers => ({
  takeOut: (channelIndex) => [takeOutShares(memory, channelIndex)],
  putBack: (channelIndex, [what]) => putBackShares(memory, channelIndex, what!),
});

/** Remembers the fractions of a file; its parameters are those of `rememberLevels`. */
export function rememberShares(
  compared: ComparedByShare,
  guarded: GuardedBy,
  own: DetectorMemory,
  bad: Uint8Array,
  mostFiles: number,
  fileIndex: number,
): void {
  for (const share of shareNames) {
    const { key, memory, epochs, comparison } = compared[share];
    const { alarmed, known } = guarded(share);
    // What cannot be told stays as it was.
    const held = Uint8Array.from(memory.heldSince, (since, channelIndex) => {
      const state = known[channelIndex];
      return state === undefined ? (since >= 0 ? 1 : 0) : state === "ok" ? 0 : 1;
    });
    const leftOut = alarmed.map((one, channelIndex) => one | bad[channelIndex]!);
    addShares(memory, comparison, leftOut, held, mostFiles, fileIndex);
    own.shares[key] = memory;
    own.epochs[key] = epochs;
  }
}
