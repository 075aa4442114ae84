/** Beam triggers of earlier files. Plain data. */
import type { ByTriggerClass } from "../quantities/indexed-by/trigger-class.js";

/** Sums over files, of which older ones may weigh less. */
export interface TriggerMemory {
  beam: number;
  all: number;
  /** Σ beam² / all */
  squares: number;
  files: number;
}

/** Beam triggers over files. */
export interface EarlierTriggers {
  beam: number;
  all: number;
  /** Variance of the counts between files in units of the binomial one; at least 1. */
  dispersion: number;
  /** Files, older ones as parts. */
  fileCount: number;
}

export const noTriggers = (): TriggerMemory => ({ beam: 0, all: 0, squares: 0, files: 0 });

/** Null before the first file with beam or self triggers. */
export function earlierTriggers({
  beam,
  all,
  squares,
  files,
}: TriggerMemory): EarlierTriggers | null {
  if (all === 0) return null;
  const share = beam / all;
  const binomial = share * (1 - share);
  const chiSquare = binomial > 0 ? (squares - share * beam) / binomial : 0;
  const dispersion = files > 1 ? Math.max(1, chiSquare / (files - 1)) : 1;
  return { beam, all, dispersion, fileCount: files };
}

/** Remembers the events of a file. @param mostFiles as many as the sums are about of */
export function addTriggers(
  memory: TriggerMemory,
  { beam, all }: ByTriggerClass<number>,
  mostFiles: number,
): void {
  if (beam === undefined || !all) return;
  const keep = Number.isFinite(mostFiles) ? 1 - 1 / Math.max(1, mostFiles) : 1;
  memory.beam = keep * memory.beam + beam;
  memory.all = keep * memory.all + all;
  memory.squares = keep * memory.squares + beam ** 2 / all;
  memory.files = keep * memory.files + 1;
}
