/** What is remembered of the levels of a row: plain data that survives a structured clone. */

/** Numbers that channels have in memory, each [channelIndex · perChannel + part]. */
export const remembered = [
  /** Where the value is expected; NaN before the first file. */
  "level",
  /** Files that the level rests on. */
  "fileCount",
  /** Files passed since the last that moved the level. */
  "age",
  /** The latest value, and its step from the one before; NaN where there is none. */
  "latest",
  "step",
  /** The value before the latest, and the level that each of the two was compared with. */
  "secondLatest",
  "latestFrom",
  "secondLatestFrom",
  /** Sums of step² and of step · step before, of older files with less weight, and their weights. */
  "stepSquares",
  "stepWeight",
  "stepProducts",
  "productWeight",
  /** Mean square of the deviations in units of what was expected. */
  "ratio",
  /** Variance of single waveforms' values. */
  "eventVariance",
  /** Square of the standard error of a file's value. */
  "errorVariance",
  /** Mean of the first files of the epoch, and their number. */
  "longLevel",
  "longCount",
  /** Exponentially weighted mean of the values. */
  "smoothed",
  /** Index of the latest file in which that was where the long level is. */
  "nearFile",
  /** 1 where the channel was alarmed above its level when last known, −1 below; 0 where it was not. */
  "held",
] as const;
type Remembered = (typeof remembered)[number];

/** The levels of one row. */
export interface LevelMemory {
  values: Record<Remembered, Float64Array>;
  /** Mean square shift of the groups of each kind, and the files that it rests on. */
  groups: Record<string, { meanSquare: number; fileCount: number }>;
}

const unknownAtFirst: ReadonlySet<Remembered> = new Set<Remembered>([
  "level",
  "latest",
  "step",
  "secondLatest",
  "latestFrom",
  "secondLatestFrom",
  "eventVariance",
  "errorVariance",
  "longLevel",
  "smoothed",
]);

/** No file yet. @param count values of a file */
export function noLevels(count: number): LevelMemory {
  const values = Object.fromEntries(
    remembered.map((name) => [name, new Float64Array(count).fill(firstOf(name))]),
  );
  return { values: values as LevelMemory["values"], groups: {} };
}

function firstOf(name: Remembered): number {
  return unknownAtFirst.has(name) ? Number.NaN : 0;
}

/** Takes out what is remembered of one value, as if no file had had it. */
export function takeOut({ values }: LevelMemory, at: number): number[] {
  return remembered.map((name) => {
    const was = values[name][at]!;
    values[name][at] = firstOf(name);
    return was;
  });
}

/** Indices of the files that drifts may have begun in. */
export const filesInLevels = ({ values }: LevelMemory): Float64Array => values.nearFile;

/** The same, in what `takeOut` gave. */
export const nearFileOf = (takenOut: readonly number[]): number =>
  takenOut[remembered.indexOf("nearFile")]!;

/** Puts back what `takeOut` gave. */
export function putBack({ values }: LevelMemory, at: number, what: readonly number[]): void {
  remembered.forEach((name, i) => {
    values[name][at] = what[i]!;
  });
}
