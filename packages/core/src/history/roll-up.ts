/** Earlier files as one reference. */

import type { LeftOut, Pool, PoolMemory } from "../quantities/quantity.js";
import { type EarlierQuantities, type NamedQuantity, quantities } from "../quantities/table.js";
import type { FileSummary } from "../summary.js";
import { type Kind, whyNotComparable } from "./kind.js";
import type { Reference } from "./reference.js";

type Comparable = Kind & Pick<FileSummary, "input">;

/** A roll-up of files that are added and dropped one by one; they need not be kept. */
export interface RollUp {
  /**
   * Adds a file, or refuses it with the reason. Of its spectra only the watched lines are used.
   * @param id tells it from the others
   */
  add(id: string, summary: FileSummary): void;
  /** Drops a file: the summary that was added. One that was refused is not needed. */
  drop(id: string, summary: FileSummary | null): void;
  /** The files that were added and not dropped, by their ids. */
  entries: ReadonlyMap<string, Entry>;
  /** The reference of the files. @param ids of all of them, oldest first */
  reference(ids: readonly string[]): Reference;
  /** What another roll-up goes on from: the same for the same files, however they came and went. */
  memory(): RollUpMemory;
}

/** Plain data that survives a structured clone. */
export interface RollUpMemory {
  entries: Map<string, Entry>;
  ofAnyLength: PoolMemories;
  /** By samples of a waveform. */
  ofLength: Map<number, PoolMemories>;
}

/** How files enter a roll-up. */
export interface RollUpOptions {
  /**
   * The channels of a file to exclude, since they are bad on absolute limits: 1 by channel index.
   * Default: none.
   */
  leaveOut?: ((summary: FileSummary) => LeftOut) | undefined;
}

/** A file in a roll-up. */
export interface Entry extends Pick<FileSummary, "input" | "time"> {
  /** Why it was refused as a whole; null where it was not. */
  reason: string | null;
  sampleCount: number;
  leftOut: LeftOut;
}

/** The pools of some quantities, by name. */
type Pools = Map<NamedQuantity["name"], Pool<unknown, unknown>>;
type PoolMemories = Record<string, PoolMemory>;

const ofOneLength = quantities.filter(({ needsOneLength }) => needsOneLength);
const ofAllLengths = quantities.filter(({ needsOneLength }) => !needsOneLength);

/**
 * Starts the roll-up of earlier files into one reference for `current`, or for files of its kind
 * where it has no `input`. Files whose detector, cut, threshold or trigger classes differ are refused,
 * with the reason. A file with another waveform length is used for baseline and noise but not for
 * fractions and lines, and is listed in `refused` for those.
 * @param memory of a roll-up for files of the same kind, to go on from; is used and changed
 */
export function startRollUp(
  current: Kind & Partial<Comparable>,
  { leaveOut = () => null }: RollUpOptions = {},
  memory?: RollUpMemory,
): RollUp {
  const entries = memory?.entries ?? new Map<string, Entry>();
  const startPools = (rows: readonly NamedQuantity[], known: PoolMemories = {}): Pools =>
    new Map(
      rows.flatMap(({ name, pool }) => (pool ? [[name, pool(current, known[name])] as const] : [])),
    );
  const ofAnyLength = startPools(ofAllLengths, memory?.ofAnyLength);
  const ofLength = new Map(
    [...(memory?.ofLength ?? [])].map(([length, known]) => [
      length,
      startPools(ofOneLength, known),
    ]),
  );
  const poolsOf = (sampleCount: number): Pools => {
    const before = ofLength.get(sampleCount);
    if (before) return before;
    const made = startPools(ofOneLength);
    ofLength.set(sampleCount, made);
    return made;
  };
  return {
    entries,
    add: (id, summary) => {
      const { input, time, sampleCount } = summary;
      const reason = whyNotComparable(summary, current);
      const leftOut = reason === null ? leaveOut(summary) : null;
      entries.set(id, { input, time, reason, sampleCount, leftOut });
      if (reason !== null) return;
      for (const pools of [ofAnyLength, poolsOf(sampleCount)])
        for (const [name, pool] of pools) pool.add(summary[name], leftOut);
    },
    drop: (id, summary) => {
      const { reason, sampleCount, leftOut } = entries.get(id)!;
      entries.delete(id);
      if (reason !== null) return;
      for (const pools of [ofAnyLength, poolsOf(sampleCount)])
        for (const [name, pool] of pools) pool.drop(summary![name], leftOut);
    },
    reference: (ids) => {
      const { sampleCount } = current;
      const files = ids.map((id) => entries.get(id)!);
      const pooled = [...ofAnyLength, ...poolsOf(sampleCount)];
      return {
        files: files.flatMap(({ input, reason }) => (reason === null ? [input.name] : [])),
        refused: files.flatMap(({ input: { name: file }, reason, sampleCount: its }) => {
          if (reason !== null) return [{ file, reason }];
          return its === sampleCount ? [] : [{ file, reason: otherLength(its, sampleCount) }];
        }),
        leftOut: files.reduce((sum, { leftOut }) => sum + countOf(leftOut), 0),
        ...(Object.fromEntries(
          pooled.map(([name, pool]) => [name, pool.earlier()]),
        ) as EarlierQuantities),
      };
    },
    memory: () => {
      const pooled = [...entries.values()].filter(({ reason }) => reason === null);
      const lengths = new Set(pooled.map(({ sampleCount }) => sampleCount));
      return {
        entries,
        ofAnyLength: memoriesOf(ofAnyLength),
        ofLength: new Map([...lengths].map((length) => [length, memoriesOf(poolsOf(length))])),
      };
    },
  };
}

const memoriesOf = (pools: Pools): PoolMemories =>
  Object.fromEntries([...pools].map(([name, pool]) => [name, pool.memory()]));

/**
 * Rolls earlier files up into one reference for `current`; see `startRollUp`.
 * @param summaries oldest first
 */
export function rollUp(
  summaries: readonly FileSummary[],
  current: Comparable,
  options?: RollUpOptions,
): Reference {
  const started = startRollUp(current, options);
  for (const [n, summary] of summaries.entries()) started.add(String(n), summary);
  return started.reference([...started.entries.keys()]);
}

function countOf(leftOut: LeftOut): number {
  return leftOut?.reduce((sum, one) => sum + one, 0) ?? 0;
}

function otherLength(its: number, ours: number): string {
  return `waveforms of ${its} samples, not ${ours}: not used for fractions and lines`;
}
