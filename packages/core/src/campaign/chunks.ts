/** Chunks: the files of a manifest in so many equal parts, which tasks do side by side. */
import { LightDqmError } from "../errors.js";

/** Chunk `number`, from 1, of `count`. */
export interface Chunk {
  number: number;
  count: number;
}

/**
 * A chunk as `i/K` names it.
 * @throws LightDqmError `bad-config` unless 1 ≤ i ≤ K
 */
export function chunkOf(text: string): Chunk {
  const [, number = 0, count = 0] = (/^(\d{1,9})\/(\d{1,9})$/.exec(text) ?? []).map(Number);
  if (number >= 1 && number <= count) return { number, count };
  throw new LightDqmError("bad-config", {
    what: "Bad value",
    where: "--chunk",
    expected: "i/K, the i-th of K chunks, with i from 1 to K",
    got: text,
  });
}

/** The files of a chunk: all chunks together have each file once; with more chunks than files, some have none. */
export function filesOfChunk<File>(files: readonly File[], { number, count }: Chunk): File[] {
  const startOf = (chunk: number): number => Math.floor((chunk * files.length) / count);
  return files.slice(startOf(number - 1), startOf(number));
}

/** How the files of a manifest are shared out among tasks. */
export interface Tasks {
  /** Numbers of the chunks with a file that is to be computed, ascending. */
  chunks: number[];
  chunkCount: number;
  filesPerTask: number;
}

/** Arrays of Slurm end at 1000 unless it is set up otherwise. */
export const mostTasks = 1000;
export const fewestFilesPerTask = 10;

/**
 * A chunk a task.
 * @param filesPerTask at most; null: as few as there may be, from `fewestFilesPerTask` on
 * @param isWanted whether a file is to be computed
 */
export function tasksOf<File>(
  files: readonly File[],
  filesPerTask: number | null,
  isWanted: (file: File) => boolean,
): Tasks {
  const perTask = filesPerTask ?? Math.max(fewestFilesPerTask, Math.ceil(files.length / mostTasks));
  const count = Math.ceil(files.length / perTask);
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  const chunks = numbers.filter((number) =>
    filesOfChunk(files, { number, count }).some((file) => isWanted(file)),
  );
  return { chunks, chunkCount: count, filesPerTask: perTask };
}
