/** The earlier files that figures show as a band. */

import { pathOfFile } from "../store/address.js";
import { isOfDetector } from "../store/file-note.js";
import { type OnUnreadable, placesBefore, readSummary } from "../store/store.js";
import { type StoredFile, storedFiles, unreadableSummary } from "../store/stored-files.js";
import type { FileSummary } from "../summary.js";
import type { Reference } from "./reference.js";
import { type RollUpOptions, startRollUp } from "./roll-up.js";

/** Which stored files make the reference of a file. */
export interface ReferenceChoice {
  /** Earlier files of the detector: 0 none, N the previous N, −1 the previous 20. */
  ncomp: number;
  /** All files of this run instead, whatever their time; null for earlier files. */
  referenceRun: number | null;
}

/** A band of more files looks the same. */
const mostInBand = 20;

/**
 * Rolls up the files that a file is shown with, one by one. Those that are not comparable are in
 * `refused`.
 * @returns null where there is no file
 */
export async function earlierReference(
  store: string,
  current: FileSummary,
  choice: ReferenceChoice,
  options: RollUpOptions = {},
  onUnreadable: OnUnreadable = () => {},
): Promise<Reference | null> {
  const started = startRollUp(current, options);
  for (const { path, place } of await filesInBand(store, current, choice, onUnreadable))
    try {
      started.add(await readSummary(path, { spectra: false, place }));
    } catch (error) {
      onUnreadable(path, unreadableSummary(error, path));
    }
  const reference = started.reference();
  return reference.files.length + reference.refused.length > 0 ? reference : null;
}

async function filesInBand(
  store: string,
  current: FileSummary,
  { ncomp, referenceRun }: ReferenceChoice,
  onUnreadable: OnUnreadable,
): Promise<StoredFile[]> {
  if (ncomp === 0) return [];
  if (referenceRun !== null) {
    const own = await pathOfFile(store, current);
    return (await storedFiles(store)).filter(
      ({ path, note }) => note?.input.run === referenceRun && path !== own,
    );
  }
  const before = await placesBefore(store, current, -1, onUnreadable);
  const ofDetector = before.filter(({ note }) => note && isOfDetector(note, current));
  return ofDetector.slice(-(ncomp < 0 ? mostInBand : ncomp));
}
