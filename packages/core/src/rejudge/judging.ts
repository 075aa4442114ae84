/** Reading and judging the files of a store in their order, with one judgement. */
import type { LightDqmError } from "../errors.js";
import type { Verdict } from "../judge/states/verdict.js";
import type { WatchSettings } from "../judge/watch.js";
import { readForWatch } from "../store/read-for-watch.js";
import { type StoredFile, unreadableSummary } from "../store/stored-files.js";
import type { FileSummary } from "../summary.js";
import { startSide } from "./judged-side.js";

/** Where a file lies. */
export type FilePlace = Pick<StoredFile, "path" | "place">;

/** A file that was read and judged. */
export interface JudgedPlace {
  /** Name of the input file. */
  name: string;
  verdicts: Verdict[];
}

/** A file that could not be read, and why. */
export interface UnreadableFile {
  unreadable: LightDqmError;
}

/**
 * Starts to judge files.
 * @returns reads and judges one file after another
 * @throws LightDqmError `bad-config` for a limit that no check has
 */
export function startJudging(
  how: WatchSettings,
): (file: FilePlace) => Promise<JudgedPlace | UnreadableFile> {
  const judge = startSide(how);
  return async (file) => {
    let summary: FileSummary;
    try {
      summary = await readForWatch(file);
    } catch (error) {
      return { unreadable: unreadableSummary(error, file.path) };
    }
    return { name: summary.input.name, verdicts: judge(summary) };
  };
}
