/** One of the two judgements of a re-evaluation, told in short. */
import type { LightDqmError } from "../errors.js";
import { checkTable, filesOfOwn } from "../judge/own/check-table.js";
import type { WatchSettings } from "../judge/watch.js";
import { readForWatch } from "../store/read-for-watch.js";
import { type StoredFile, unreadableSummary } from "../store/stored-files.js";
import type { FileSummary } from "../summary.js";
import { startSide } from "./judged-side.js";
import { toldBy } from "./rejudge.js";
import type { ToldFile } from "./told-file.js";

/** Where a file lies. */
export type FilePlace = Pick<StoredFile, "path" | "place">;

/** Why a file could not be read. */
export interface UnreadableFile {
  unreadable: LightDqmError;
}

/** What is told of a file, or why it cannot be read. */
export type Told = { told: ToldFile } | UnreadableFile;

/** What is told by one of the judgements. */
export interface Teller {
  how: WatchSettings;
  /** Checks whose records have their reasons. */
  reasonsOf: ReadonlySet<string>;
}

/** What a thread is told: functions stay here, the files of own checks are read there again. */
export interface PostedTeller extends Teller {
  checkFiles: readonly string[];
}

/** Null where an own check is from no file, so that no other thread can have it. */
export function postedTeller({ how, reasonsOf }: Teller): PostedTeller | null {
  const checkFiles = filesOfOwn(how.checks ?? []);
  return checkFiles && { how: { ...how, checks: undefined }, reasonsOf, checkFiles };
}

/** What was told, in the thread. */
export function receivedTeller({ how, reasonsOf, checkFiles }: PostedTeller): Teller {
  return { how: { ...how, checks: checkTable(checkFiles) }, reasonsOf };
}

/**
 * Starts to judge files.
 * @returns reads and judges one file after another
 */
export function startJudging({ how, reasonsOf }: Teller): (file: FilePlace) => Promise<Told> {
  const watchOf = startSide(how);
  return async (file) => {
    const read = await readOrWhy(file);
    if ("unreadable" in read) return read;
    return { told: toldBy(watchOf(read.summary), read.summary, reasonsOf) };
  };
}

/** A stored file, or why it cannot be read. */
export async function readOrWhy(
  file: FilePlace,
): Promise<{ summary: FileSummary } | UnreadableFile> {
  try {
    return { summary: await readForWatch(file) };
  } catch (error) {
    return { unreadable: unreadableSummary(error, file.path) };
  }
}
