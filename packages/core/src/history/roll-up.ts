/** Earlier files as one reference. */

import type { LeftOut, Pool } from "../quantities/quantity.js";
import { type EarlierQuantities, type NamedQuantity, quantities } from "../quantities/table.js";
import type { FileSummary } from "../summary.js";
import { type Kind, whyNotComparable } from "./kind.js";
import type { Reference } from "./reference.js";

type Comparable = Kind & Pick<FileSummary, "input">;

/** A roll-up to which files are added one by one, oldest first; they need not be kept. */
export interface RollUp {
  /** Adds a file, or refuses it with the reason. Of its spectra only the watched lines are used. */
  add(summary: FileSummary): void;
  /** The reference of the files so far, in the order they were added. */
  reference(): Reference;
}

/** How files enter a roll-up. */
export interface RollUpOptions {
  /**
   * The channels of a file to exclude, since they are bad on absolute limits: 1 by channel index.
   * Default: none.
   */
  leaveOut?: ((summary: FileSummary) => LeftOut) | undefined;
  /**
   * Pools only what checks need, not what figures need besides (default false): `p16` and `p84`
   * are NaN, counts over threshold 0.
   */
  forChecks?: boolean;
}

/** A file in a roll-up. */
interface Entry {
  file: string;
  /** Why it was refused as a whole; null where it was not. */
  reason: string | null;
  sampleCount: number;
  leftOut: LeftOut;
}

/** The pools of some quantities, by name. */
type Pools = Map<NamedQuantity["name"], Pool<unknown, unknown>>;

/**
 * Starts the roll-up of earlier files into one reference for `current`, or for files of its kind
 * where it has no `input`. Files whose detector, cut, threshold or trigger classes differ are refused,
 * with the reason. A file with another waveform length is used for baseline and noise but not for
 * fractions and lines, and is listed in `refused` for those.
 */
export function startRollUp(
  current: Kind & Partial<Comparable>,
  { leaveOut = () => null, forChecks = false }: RollUpOptions = {},
): RollUp {
  const entries: Entry[] = [];
  const startPools = (rows: readonly NamedQuantity[]): Pools =>
    new Map(
      rows.flatMap(({ name, pool }) => (pool ? [[name, pool(current, forChecks)] as const] : [])),
    );
  const ofAnyLength = startPools(quantities.filter(({ needsOneLength }) => !needsOneLength));
  const ofLength = new Map<number, Pools>();
  const poolsOf = (sampleCount: number): Pools => {
    const before = ofLength.get(sampleCount);
    if (before) return before;
    const made = startPools(quantities.filter(({ needsOneLength }) => needsOneLength));
    ofLength.set(sampleCount, made);
    return made;
  };
  return {
    add: (summary) => {
      const file = summary.input.name;
      const reason = whyNotComparable(summary, current);
      if (reason) {
        entries.push({ file, reason, sampleCount: 0, leftOut: null });
        return;
      }
      const leftOut = leaveOut(summary);
      for (const pools of [ofAnyLength, poolsOf(summary.sampleCount)])
        for (const [name, pool] of pools) pool.add(summary[name], leftOut);
      entries.push({ file, reason, sampleCount: summary.sampleCount, leftOut });
    },
    reference: () => {
      const { sampleCount } = current;
      const pooled = [...ofAnyLength, ...poolsOf(sampleCount)];
      return {
        files: entries.flatMap(({ file, reason }) => (reason === null ? [file] : [])),
        refused: entries.flatMap(({ file, reason, sampleCount: its }) => {
          if (reason !== null) return [{ file, reason }];
          return its === sampleCount ? [] : [{ file, reason: otherLength(its, sampleCount) }];
        }),
        leftOut: entries.reduce((sum, { leftOut }) => sum + countOf(leftOut), 0),
        ...(Object.fromEntries(
          pooled.map(([name, pool]) => [name, pool.earlier()]),
        ) as EarlierQuantities),
      };
    },
  };
}

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
  for (const summary of summaries) started.add(summary);
  return started.reference();
}

function countOf(leftOut: LeftOut): number {
  return leftOut?.reduce((sum, one) => sum + one, 0) ?? 0;
}

function otherLength(its: number, ours: number): string {
  return `waveforms of ${its} samples, not ${ours}: not used for fractions and lines`;
}
