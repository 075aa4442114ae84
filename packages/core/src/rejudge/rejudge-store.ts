/** Re-evaluating the files of a store. */
import type { LightDqmError } from "../errors.js";
import { storedFiles } from "../store/stored-files.js";
import type { FilePlace } from "./reading.js";
import { readFiles } from "./reading-threads.js";
import { type Flip, startRejudge } from "./rejudge.js";
import type { Rejudgement } from "./rejudgement.js";

/** How a store is re-evaluated. */
export interface RejudgeOptions {
  /** Threads that read; default 1: the calling thread reads too. */
  threads?: number;
  /** Called for each file before it is judged: its name, its index and the number of files. */
  onFile?: (name: string, index: number, count: number) => void;
  /** Called for each file that cannot be read and is skipped. */
  onUnreadable?: (error: LightDqmError) => void;
}

/**
 * Re-evaluates every stored file, compared with the files before it, from summaries alone.
 * @returns how many files were judged, and the verdict changes in the order of the files
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
    flips.push(...rejudge.add(read.summary));
    files++;
  }
  return { files, flips };
}
