/** The levels of a file among those that a watch remembers. */
import { detectorGroups } from "../detector/groups.js";
import type { Acceptance } from "../history/acceptances.js";
import {
  addLevels,
  compareLevels,
  type LevelComparison,
} from "../history/levels/compare-levels.js";
import { type LevelMemory, noLevels, putBack, takeOut } from "../history/levels/level-memory.js";
import type { LevelRow } from "../history/levels/level-row.js";
import { type LevelName, levelRows } from "../history/levels/table.js";
import type { FileSummary } from "../summary.js";
import type { Check } from "./check.js";
import { type ChannelNumbers, inEpoch, type WithEpochs } from "./epochs.js";
import { isAlarm, type State, type Verdict } from "./states/verdict.js";
import type { DetectorMemory } from "./watch-memory.js";

/** A row of levels of a file, with what it was compared with. */
interface ComparedLevel extends WithEpochs<LevelMemory> {
  key: string;
  comparison: LevelComparison;
}

/** Every row of the table of levels. */
export type ComparedByLevel = Readonly<Record<LevelName, ComparedLevel>>;

/** @param kinds what decides which files a row is compared among */
export function compareWithLevels(
  summary: FileSummary,
  own: DetectorMemory,
  kinds: Readonly<Record<LevelRow["comparable"], string>>,
  acceptances: readonly Acceptance[],
  mostFiles: number,
  table: readonly Check[],
): ComparedByLevel {
  const groups = detectorGroups(summary.detector);
  const timeMs = summary.time?.firstMs ?? Number.NaN;
  const compared = levelRows.map(([name, row]) => {
    const key = `${name} ${kinds[row.comparable]}`;
    const measured = row.measure(summary);
    const known = own.levels[key] ?? noLevels(measured.value.length);
    const { memory, epochs } = inEpoch(
      { memory: known, epochs: own.epochs[key] ?? {} },
      (each) => channelNumbers(each, row),
      ...([guardsOf(name, table), acceptances, timeMs, groups] as const),
    );
    const comparison = compareLevels(row, memory, measured, groups, mostFiles);
    return [name, { key, memory, epochs, comparison }];
  });
  return Object.fromEntries(compared) as ComparedByLevel;
}

function channelNumbers(memory: LevelMemory, { perChannel }: LevelRow): ChannelNumbers {
  const placesOf = (channelIndex: number): number[] =>
    Array.from({ length: perChannel }, (_, part) => channelIndex * perChannel + part);
  return {
    takeOut: (channelIndex) => placesOf(channelIndex).map((at) => takeOut(memory, at)),
    putBack: (channelIndex, numbers) => {
      for (const [part, at] of placesOf(channelIndex).entries())
        putBack(memory, at, numbers[part]!);
    },
  };
}

/**
 * Remembers the levels of a file. Channels that are alarmed do not move those that the check guards.
 * @param bad 1 by channel index: left out of all of them
 * @param fileIndex of this file
 */
export function rememberLevels(
  compared: ComparedByLevel,
  guarded: GuardedBy,
  own: DetectorMemory,
  bad: Uint8Array,
  mostFiles: number,
  fileIndex: number,
): void {
  for (const [name, { perChannel }] of levelRows) {
    const { key, memory, epochs, comparison } = compared[name];
    const { alarmed, known } = guarded(name);
    const { held } = memory.values;
    for (let at = 0; at < held.length; at++) {
      const channelIndex = Math.floor(at / perChannel);
      const state = known[channelIndex];
      if (state !== undefined)
        held[at] = state === "ok" ? 0 : Math.sign(comparison.compared.deviation[at]!) || 1;
    }
    const leftOut = alarmed.map((one, channelIndex) => one | bad[channelIndex]!);
    addLevels(memory, comparison, leftOut, mostFiles, fileIndex);
    own.levels[key] = memory;
    own.epochs[key] = epochs;
  }
}

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
