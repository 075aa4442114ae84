/** The reference that a store holds for a file, and the file before it. */

import { canonicalJson } from "../files/canonical-json.js";
import { pathOfFile } from "../store/address.js";
import { isOfDetector } from "../store/file-note.js";
import { sha256 } from "../store/parquet/provenance.js";
import {
  earlierFiles,
  type OnUnreadable,
  type PlacedFile,
  placesBefore,
  readSummary,
} from "../store/store.js";
import { type StoredFile, storedFiles, unreadableSummary } from "../store/stored-files.js";
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
    for (const { path, place } of await placesOfRun(store, current, referenceRun))
      try {
        started.add(await readSummary(path, { spectra: false, place }));
      } catch (error) {
        onUnreadable?.(path, unreadableSummary(error, path));
      }
  let previous: FileSummary | null = null;
  let oldest: FileSummary | null = null;
  let count = 0;
  for await (const summary of earlierFiles(store, current, earlierCount(choice), onUnreadable)) {
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

/** Files that are read: one more than compared with, for the reference of the previous file. */
function earlierCount({ ncomp, referenceRun }: ReferenceChoice): number {
  // With a pinned run, earlier files only show what changed: the latest few are enough.
  if (referenceRun !== null && ncomp !== 0) return latestForChange;
  return ncomp > 0 ? ncomp + 1 : ncomp;
}

const latestForChange = 3;

/**
 * A text that changes with the files that `earlierReference` reads: with one that comes late, and with
 * one that is processed again with other settings.
 */
export async function referenceStamp(
  store: string,
  current: PlacedFile & Pick<FileSummary, "detector">,
  choice: ReferenceChoice,
): Promise<string> {
  const { referenceRun } = choice;
  const pinned = referenceRun === null ? [] : await placesOfRun(store, current, referenceRun);
  const count = earlierCount(choice);
  const before = await placesBefore(store, current, count);
  // Where the last few files are counted, one of another detector is one of them.
  const earlier = before.filter(({ note }) => count >= 0 || !note || isOfDetector(note, current));
  const versions = [...pinned, ...earlier].map(({ address, note }) => [
    address,
    note?.version ?? null,
  ]);
  return sha256(canonicalJson(versions)).slice(0, 16);
}

function known(reference: Reference): Reference | null {
  return reference.files.length + reference.refused.length > 0 ? reference : null;
}

/** All stored files of a run but the file itself, oldest first. */
async function placesOfRun(store: string, current: PlacedFile, run: number): Promise<StoredFile[]> {
  const own = await pathOfFile(store, current);
  return (await storedFiles(store)).filter(
    ({ path, note }) => note?.input.run === run && path !== own,
  );
}
