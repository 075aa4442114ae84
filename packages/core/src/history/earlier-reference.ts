/** The reference that a store holds for a file, and the file before it. */

import { earlierFiles, type OnUnreadable, readSummary } from "../store/store.js";
import { storedFiles } from "../store/stored-files.js";
import type { FileSummary } from "../summary.js";
import { whyNotComparable } from "./kind.js";
import type { Reference } from "./reference.js";
import { type RollUpOptions, startRollUp } from "./roll-up.js";

/** Which stored files make the reference of a file. */
export interface ReferenceChoice {
  /** Earlier files: −1 all, 0 none, N the previous N. */
  ncomp: number;
  /** All files of this run instead, whatever their time; null for earlier files. */
  referenceRun: number | null;
}

/** The files of a store before a file. */
export interface EarlierFiles {
  /** Null where there is no file to compare with. */
  reference: Reference | null;
  /** The latest comparable earlier file, without its arrays, and its own reference. */
  previous: { summary: FileSummary; reference: Reference | null } | null;
}

/**
 * Rolls up the files that a file is compared with, one by one, so that memory does not grow with the
 * history. The previous file's own reference is made of as many files before it.
 */
export async function earlierReference(
  store: string,
  current: FileSummary,
  choice: ReferenceChoice,
  options: RollUpOptions = {},
  onUnreadable?: OnUnreadable,
): Promise<EarlierFiles> {
  const { ncomp, referenceRun } = choice;
  const pinned = referenceRun !== null;
  const started = startRollUp(current, options);
  if (pinned)
    for await (const summary of filesOfRun(store, current, referenceRun)) started.add(summary);
  let previous: FileSummary | null = null;
  let oldest: FileSummary | null = null;
  let count = 0;
  // With a pinned run, earlier files only show what changed: the latest few are enough.
  const earlierCount = pinned && ncomp !== 0 ? latestForChange : ncomp > 0 ? ncomp + 1 : ncomp;
  for await (const summary of earlierFiles(store, current, earlierCount, onUnreadable)) {
    oldest ??= summary;
    count++;
    if (whyNotComparable(summary, current) !== null) {
      if (!pinned) started.add(summary);
      continue;
    }
    if (previous && !pinned) started.add(previous);
    previous = summary;
  }
  const before = known(started.reference());
  // One more than the file is compared with: the oldest is for the previous file only.
  const isOver = !pinned && ncomp > 0 && count > ncomp;
  if (isOver && previous === oldest) return { reference: before, previous: null };
  if (previous && !pinned) started.add(previous);
  if (isOver) started.drop(oldest!);
  const reference = pinned ? before : known(started.reference());
  return { reference, previous: previous && { summary: previous, reference: before } };
}

const latestForChange = 3;

function known(reference: Reference): Reference | null {
  return reference.files.length + reference.refused.length > 0 ? reference : null;
}

/** All stored files of a run but the file itself, oldest first, without their arrays. */
async function* filesOfRun(
  store: string,
  current: FileSummary,
  run: number,
): AsyncGenerator<FileSummary> {
  for (const { path, place, note } of await storedFiles(store))
    if (note?.input.run === run && note.input.name !== current.input.name)
      yield await readSummary(path, { spectra: false, place });
}
