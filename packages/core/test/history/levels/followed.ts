/** Simulated values of many channels, followed from file to file. */
import { detectorGroups } from "../../../src/detector/groups.js";
import { type Random, randomSource } from "../../../src/flow/simulation/random.js";
import {
  addLevels,
  compareLevels,
  type LevelComparison,
} from "../../../src/history/levels/compare-levels.js";
import { type LevelMemory, noLevels } from "../../../src/history/levels/level-memory.js";
import type { LevelRow } from "../../../src/history/levels/level-row.js";
import { dune2x2 } from "../../detectors.js";

export const groups = detectorGroups(dune2x2);
const { active, indexCount } = groups;

/** A row whose values are known exactly and that looks for no group. */
export const row: LevelRow = {
  ...{ perChannel: 1, comparable: "detector", leastScatter: 1e-6 },
  leastGroupShift: Number.POSITIVE_INFINITY,
  measure: () => {
    throw new Error("values are given");
  },
};

/** How one file is followed. */
export interface Followed {
  comparison: LevelComparison;
  /** After the file. */
  memory: LevelMemory;
}

/** Waveforms so many that values have practically no errors. */
export const manyWaveforms = 1e12;

/** Follows files of values by channel index; channels of `leftOut` are not remembered. */
export function startFollowing(mostFiles = Number.POSITIVE_INFINITY, of: LevelRow = row) {
  const memory = noLevels(indexCount);
  let fileIndex = 0;
  return (
    value: Float64Array,
    { leftOut = new Uint8Array(indexCount), count = manyWaveforms, spread = 1 } = {},
  ): Followed => {
    const numbers = (each: number) => new Float64Array(indexCount).fill(each);
    const measured = { value, eventSpread: numbers(spread), count: numbers(count) };
    const comparison = compareLevels(of, memory, measured, groups, mostFiles);
    addLevels(memory, comparison, leftOut, mostFiles, fileIndex++);
    return { comparison, memory };
  };
}

/** A number for each active channel; NaN for the others. */
export function byChannel(of: (channelIndex: number) => number): Float64Array {
  const made = new Float64Array(indexCount).fill(Number.NaN);
  for (const i of active) made[i] = of(i);
  return made;
}

/** Values that walk by `walk` a file and scatter by `scatter`: standard deviations by channel index. */
export function walkingValues(
  seed: number,
  walk: (channelIndex: number) => number,
  scatter: (channelIndex: number) => number,
): () => Float64Array {
  const random: Random = randomSource(seed);
  const level = byChannel((i) => 100 * i);
  return () =>
    byChannel((i) => {
      level[i]! += walk(i) * random.gaussian();
      return level[i]! + scatter(i) * random.gaussian();
    });
}
