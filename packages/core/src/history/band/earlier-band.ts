/**
 * The earlier files that figures show as a band. What was rolled up of them is kept in the store and
 * brought forward file by file, so that the next report reads none of them again.
 */
import { sha256 } from "../../files/sha256.js";
import { type BandName, readBand, saveBand } from "../../store/band-files.js";
import { isSameFile } from "../../store/same-file.js";
import { type OnUnreadable, readSummary } from "../../store/store.js";
import { entryAt, type StoredFile, unreadableSummary } from "../../store/stored-files.js";
import type { FileSummary } from "../../summary.js";
import { type Kind, kindText } from "../kind.js";
import type { Reference } from "../reference.js";
import { type RollUp, type RollUpMemory, type RollUpOptions, startRollUp } from "../roll-up.js";

/** The band of a file. */
export interface EarlierBand {
  /** Files that are not comparable are in `refused`. Null where there is no file at all. */
  reference: Reference | null;
  /** Keeps the band of the file that comes next: this one, with the file itself. */
  keepNext(own: StoredFile, most: number): Promise<void>;
}

/** How a band is made. */
export interface BandOptions extends RollUpOptions {
  /**
   * Tells the ways to judge apart that leave other channels out: letters and digits. Without it,
   * nothing is kept, nor used that was kept before.
   */
  seed?: string | undefined;
}

/** So few files are read again in about the time that it takes to keep what was made of them. */
const fewFiles = 2;

/**
 * Rolls up the files that a file is shown with, or goes on from what was kept of most of them.
 * @param files oldest first
 */
export async function earlierBand(
  store: string,
  current: FileSummary,
  files: readonly StoredFile[],
  { seed, ...options }: BandOptions = {},
  onUnreadable: OnUnreadable = () => {},
): Promise<EarlierBand> {
  const { input: _, ...kind } = current;
  const name = seed === undefined ? null : nameOf(seed, kind);
  const kept = name && ((await readBand(store, name)) as RollUpMemory | null);
  const rollUp =
    (kept && (await goneOnFrom(store, startRollUp(kind, options, kept), files))) ??
    startRollUp(kind, options);
  const readCount = await addMissing(rollUp, files, onUnreadable);
  // A copy of the file itself is refused, for this file alone: what is kept is for others too.
  if ([...rollUp.entries.values()].some((entry) => isSameFile(entry, current))) {
    const refusing = startRollUp(current, options);
    await addMissing(refusing, files, () => {});
    return { reference: referenceOf(refusing, files), keepNext: async () => {} };
  }
  const hasVersion = ({ note }: StoredFile): boolean => note?.version !== undefined;
  const keeps = name !== null && files.every(hasVersion);
  if (keeps && readCount > fewFiles) await saveBand(store, name, rollUp.memory());
  return {
    reference: referenceOf(rollUp, files),
    keepNext: async (own, most) => {
      if (!keeps || !hasVersion(own)) return;
      rollUp.add(idOf(own), current);
      if (await dropOthers(store, rollUp, [...files, own].slice(-most)))
        await saveBand(store, name, rollUp.memory());
    },
  };
}

const nameOf = (seed: string, kind: Kind): BandName => ({
  seed,
  kind: sha256(kindText(kind)).slice(0, 12),
});

/** The same for files with the same numbers. */
const idOf = ({ address, note }: StoredFile): string =>
  `${address} ${note?.version} ${note?.processedMs}`;

const addressIn = (id: string): string => id.split(" ").slice(0, -2).join(" ");

function referenceOf(rollUp: RollUp, files: readonly StoredFile[]): Reference | null {
  const ids = files.map(idOf).filter((id) => rollUp.entries.has(id));
  return ids.length === 0 ? null : rollUp.reference(ids);
}

/** Adds the files that are not in it and can be read. @returns how many were not in it */
async function addMissing(
  rollUp: RollUp,
  files: readonly StoredFile[],
  onUnreadable: OnUnreadable,
): Promise<number> {
  const missing = files.filter((file) => !rollUp.entries.has(idOf(file)));
  for (const file of missing) {
    const { path, place } = file;
    try {
      rollUp.add(idOf(file), await readSummary(path, { spectra: false, place }));
    } catch (error) {
      onUnreadable(path, unreadableSummary(error, path));
    }
  }
  return missing.length;
}

/** Drops what is not among some files; null where it takes less to start anew, or is not possible. */
async function goneOnFrom(
  store: string,
  rollUp: RollUp,
  files: readonly StoredFile[],
): Promise<RollUp | null> {
  const wanted = new Set(files.map(idOf));
  const common = [...rollUp.entries.keys()].filter((id) => wanted.has(id)).length;
  const readCount = wanted.size + rollUp.entries.size - 2 * common;
  return readCount < wanted.size && (await dropOthers(store, rollUp, files)) ? rollUp : null;
}

/** @returns false, with some of them dropped, where one is no longer stored as it was added */
async function dropOthers(
  store: string,
  rollUp: RollUp,
  files: readonly StoredFile[],
): Promise<boolean> {
  const wanted = new Set(files.map(idOf));
  for (const [id, { reason }] of [...rollUp.entries]) {
    if (wanted.has(id)) continue;
    const summary = reason === null ? await storedAs(store, id) : null;
    if (reason === null && !summary) return false;
    rollUp.drop(id, summary);
  }
  return true;
}

async function storedAs(store: string, id: string): Promise<FileSummary | null> {
  const file = await entryAt(store, addressIn(id));
  if (!file || idOf(file) !== id) return null;
  const { path, place } = file;
  const summary = await readSummary(path, { spectra: false, place }).catch(() => null);
  // Another process may have stored it again meanwhile.
  return summary?.processedMs === file.note?.processedMs ? summary : null;
}
