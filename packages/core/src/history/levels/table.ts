/** The table of levels as data. */
import type { LevelRow } from "./level-row.js";
import * as table from "./rows/index.js";

export type LevelName = keyof typeof table;

/** Every level, in the order of names. */
export const levelRows: readonly (readonly [LevelName, LevelRow])[] = Object.entries(table) as [
  LevelName,
  LevelRow,
][];
