/** Re-evaluating the files of a store. */
import type { LightDqmError } from "../errors.js";
import { effectiveLimits } from "../judge/limits.js";
import { storedFiles } from "../store/stored-files.js";
import { startSide } from "./judged-side.js";
import { type FilePlace, postedTeller, readOrWhy, type Teller, type Told } from "./judging.js";
import { judgedHere, judgedInThread } from "./judging-thread.js";
import { type Flip, flipsOf } from "./rejudge.js";
import { differingChecks, type Rejudgement, watchSettings } from "./rejudgement.js";

/** How a store is re-evaluated. */
export interface RejudgeOptions {
  /** Threads; default 1: the calling thread alone. With two, each has one of the judgements. */
  threads?: number;
  /** Called for each file before it is judged: its name, its index and the number of files. */
  onFile?: (name: string, index: number, count: number) => void;
  /** Called for each file that cannot be read and is skipped. */
  onUnreadable?: (error: LightDqmError) => void;
}

/** Starting a thread takes as long as judging this many files. */
const filesPerThread = 50;

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
  for (const { limits, checks } of [how.before, how.after]) effectiveLimits(limits, {}, checks);
  const readable: FilePlace[] = [];
  for (const { path, place, error } of await storedFiles(store)) {
    if (error) onUnreadable(error);
    else readable.push({ path, place });
  }
  const likely = differingChecks(how);
  const teller: Teller = { how: watchSettings(how, "before"), reasonsOf: likely };
  const isShared =
    threads > 1 && readable.length >= filesPerThread && postedTeller(teller) !== null;
  const before = (isShared ? judgedInThread : judgedHere)(readable, teller);
  const after = startSide(watchSettings(how, "after"));
  const flips: Flip[] = [];
  let files = 0;
  try {
    for (const place of readable) {
      const read = await readOrWhy(place);
      const was = (await before.next()).value as Told;
      if ("unreadable" in read) {
        onUnreadable(read.unreadable);
        continue;
      }
      const { summary } = read;
      onFile(summary.input.name, files++, readable.length);
      const watch = after(summary);
      if ("told" in was) flips.push(...flipsOf(summary, was.told, watch, likely));
      else watch.pass(summary);
    }
  } finally {
    await before.return(undefined);
  }
  return { files, flips };
}
