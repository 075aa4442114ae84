/** Reading a stored file for a re-evaluation: all that needs no other file, so any thread can do it. */
import type { LightDqmError } from "../errors.js";
import type { BadInBoth } from "../judge/bad-channels.js";
import { readSummary } from "../store/store.js";
import { type StoredFile, unreadableSummary } from "../store/stored-files.js";
import type { FileSummary } from "../summary.js";
import { badJudge, type Rejudgement } from "./rejudgement.js";

/** Where a file lies. */
export type FilePlace = Pick<StoredFile, "path" | "place">;

/** A file that was read. */
export interface ReadFile {
  summary: FileSummary;
  /** Its channels that references of later files exclude. */
  bad: BadInBoth;
}

/** A file that could not be read, and why. */
export interface UnreadableFile {
  unreadable: LightDqmError;
}

/** Reads files for a re-evaluation; never rejects. */
export function startReading(
  how: Rejudgement,
): (file: FilePlace) => Promise<ReadFile | UnreadableFile> {
  const badOf = badJudge(how);
  return async ({ path, place }) => {
    try {
      const summary = await readSummary(path, { spectra: false, forChecks: true, place });
      return { summary, bad: badOf(summary) };
    } catch (error) {
      return { unreadable: unreadableSummary(error, path) };
    }
  };
}
