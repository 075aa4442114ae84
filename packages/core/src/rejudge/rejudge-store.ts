/** Judging the files of a store again. */
import type { LightDqmError } from "../errors.js";
import { storedFiles } from "../store/stored-files.js";
import type { FilePlace } from "./reading.js";
import { readFiles } from "./reading-threads.js";
import { type Flip, startRejudge } from "./rejudge.js";
import type { Rejudgement } from "./rejudgement.js";

/** How a store is judged again. */
export interface RejudgeOptions {
  /** Threads that read, beside the one that judges; default 1: that one reads too. */
  threads?: number;
  /** Told of each file before it is judged: its name, its place from 0, and how many there are. */
  onFile?: (name: string, index: number, count: number) => void;
  /** Told of each file that cannot be read and is left out. */
  onUnreadable?: (error: LightDqmError) => void;
}

/**
 * What flips when every stored file is judged again, against the files before it. Summaries are
 * enough; no raw data is read.
 * @returns how many files were judged, and what flips in the order of the files
 * @throws LightDqmError `bad-config` for a limit that no check has; `compute` where a thread ends
 */
export async function rejudgeStore(
  store: string,
  how: Rejudgement,
  { threads = 1, onFile = () => {}, onUnreadable = () => {} }: RejudgeOptions = {},
): Promise<{ files: number; flips: Flip[] }> {
  const rejudge = startRejudge(how);
  const readable: FilePlace[] = [];
  for (const { path, place, error } of await storedFiles(store)) {
    if (error) onUnreadable(error);
    else readable.push({ path, place });
  }
  const flips: Flip[] = [];
  let files = 0;
  for await (const read of readFiles(readable, how, threads)) {
    if ("unreadable" in read) {
      onUnreadable(read.unreadable);
      continue;
    }
    onFile(read.summary.input.name, files, readable.length);
    flips.push(...rejudge.add(read.summary, read.bad));
    files++;
  }
  return { files, flips };
}
