/** Months of files of one fraction, drawn with fixed seeds. */
import { type Random, randomSource } from "../../../src/flow/simulation/random.js";
import {
  addShares,
  type ComparedShares,
  compareShares,
} from "../../../src/history/shares/compare-shares.js";
import type { ShareCounts } from "../../../src/history/shares/share-counts.js";
import { type ShareMemory, startShares } from "../../../src/history/shares/share-memory.js";
import { lastingRise } from "../../../src/judge/parts/share-rise.js";

/** A detector of TPCs with as many channels each. */
export function groupsOf(tpcCount: number, channelsPerTpc: number) {
  const tpcMembers = Array.from({ length: tpcCount }, (_, tpc) =>
    Array.from({ length: channelsPerTpc }, (__, i) => tpc * channelsPerTpc + i),
  );
  return { indexCount: tpcCount * channelsPerTpc, tpcMembers };
}

/** How many of n happen with probability p. */
export function binomial(random: Random, n: number, p: number): number {
  let count = 0;
  for (let i = 0; i < n; i++) if (random.uniform() < p) count++;
  return count;
}

/** Counts of a file with events of one kind. @param kind 0 beam, 1 self, 2 others */
export function countsOf(
  indexCount: number,
  passed: (channelIndex: number) => number,
  total: number | ((channelIndex: number) => number),
  { kind = 1, followsLight = true } = {},
): ShareCounts {
  const counts: ShareCounts = {
    passed: new Uint32Array(3 * indexCount),
    total: new Uint32Array(3 * indexCount),
    followsLight,
  };
  for (let i = 0; i < indexCount; i++) {
    counts.passed[kind * indexCount + i] = passed(i);
    counts.total[kind * indexCount + i] = typeof total === "number" ? total : total(i);
  }
  return counts;
}

export interface Month {
  tpcCount?: number;
  channelsPerTpc?: number;
  fileCount: number;
  events?: number;
  seed: number;
  mostFiles?: number;
  followsLight?: boolean;
  /** Fraction of a channel in a file. */
  share(file: number, channelIndex: number): number;
}

/** Judges every file and remembers it; channels with p < 10⁻⁴ and 0.5 % more are alarmed until they are back. */
export function watchMonth(
  { tpcCount = 4, channelsPerTpc = 16, events = 300, mostFiles = 20, ...month }: Month,
  look: (compared: ComparedShares, file: number, alarmed: Uint8Array) => void,
): ShareMemory {
  const groups = groupsOf(tpcCount, channelsPerTpc);
  const random = randomSource(month.seed);
  const memory = startShares(groups.indexCount);
  for (let file = 0; file < month.fileCount; file++) {
    const passed = Array.from({ length: groups.indexCount }, (_, i) =>
      binomial(random, events, month.share(file, i)),
    );
    const { followsLight = true } = month;
    const now = countsOf(groups.indexCount, (i) => passed[i]!, events, { followsLight });
    const comparison = compareShares(memory, now, groups);
    const { compared } = comparison;
    const alarmed = Uint8Array.from(compared.chance, (chance, i) => {
      const excess = compared.passed[i]! - compared.mean[i]!;
      const isSeen = excess > 0.005 * events && chance < 1e-4;
      const expected = compared.mean[i]! / events;
      return isSeen || lastingRise(compared, i, expected, 0.005) !== null ? 1 : 0;
    });
    look(compared, file, alarmed);
    addShares(memory, comparison, alarmed, alarmed, mostFiles, file);
  }
  return memory;
}
