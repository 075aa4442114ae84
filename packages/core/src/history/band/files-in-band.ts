/** The stored files that figures show as a band. */
import type { RunNumber } from "../../numerics/run-number.js";
import { pathOfFile } from "../../store/address.js";
import { comparePlaced } from "../../store/order.js";
import { type FilesBeforePlace, latestOfFiles } from "../../store/overview/files-before-place.js";
import { filesOfRun, overviewOf, without } from "../../store/overview/overview.js";
import type { StoredFile } from "../../store/stored-files.js";
import type { FileSummary } from "../../summary.js";

/** Which stored files make the reference of a file. */
export interface ReferenceChoice {
  /** Earlier files of the detector: 0 none, N the previous N, at most 20, −1 the previous 20. */
  ncomp: number;
  /** All files of this run instead, whatever their time; null for earlier files. */
  referenceRun: RunNumber | null;
}

/** A band of more files looks the same. */
const mostInBand = 20;

/** How many earlier files make a band at most. */
export const bandCount = (ncomp: number): number =>
  ncomp < 0 ? mostInBand : Math.min(ncomp, mostInBand);

/**
 * The files of a band, oldest first; of a reference run those of other detectors too.
 * @param before the files before the current one
 */
export async function filesInBand(
  store: string,
  current: FileSummary,
  { ncomp, referenceRun }: ReferenceChoice,
  before: Pick<FilesBeforePlace, "latestFirst">,
): Promise<StoredFile[]> {
  if (referenceRun === null || ncomp === 0) return latestOfFiles(before, bandCount(ncomp));
  const overview = without(await overviewOf(store), await pathOfFile(store, current));
  const files = await filesOfRun(overview, referenceRun);
  return files.sort((a, b) => comparePlaced(a.note!, b.note!));
}
