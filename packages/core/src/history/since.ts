import type { RunNumber } from "../numerics/run-number.js";
import type { FileSummary } from "../summary.js";

/** A file of the past. */
export interface Since {
  /** Name of the input file. */
  file: string;
  run: RunNumber | null;
  /** Start, milliseconds UTC; null where unknown. */
  timeMs: number | null;
}

/** What is remembered of a file. */
export function sinceOf({ input, time }: Pick<FileSummary, "input" | "time">): Since {
  return { file: input.name, run: input.run, timeMs: time?.firstMs ?? null };
}
