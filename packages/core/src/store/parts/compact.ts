/**
 * Compaction: gathers the small files of a store into parts of about 1,000.
 *
 * A file moves in steps, after each of which a reader finds it exactly once and a killed compaction
 * can be followed by another: it is copied into a part; a manifest that names the part is published;
 * only then is the small file moved aside, compared with the copy, and removed. If it has been
 * rewritten in the meantime, it differs, comes back, and counts instead of the copy.
 */
import { link, mkdir, readFile, rename, rm, rmdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { LightDqmError } from "../../errors.js";
import { type Lock, type LockKind, takeLock } from "../../files/lock.js";
import { sha256 } from "../../files/sha256.js";
import { comparePlaced } from "../order.js";
import {
  claimedAddresses,
  claimedPath,
  compactedDirectory,
  isSummaryName,
  namesIn,
  pathOfAddress,
  runDirectories,
} from "../store-paths.js";
import { readPacked, storedFiles } from "../stored-files.js";
import { dropArrays } from "./drop-arrays.js";
import { removeLeftovers } from "./leftovers.js";
import type { CompactedFile, Manifest } from "./manifest.js";
import { makeCompactedDirectory, publishManifest, readManifest, readPart } from "./manifest.js";
import { type Digest, digestOf, type Source, writePart } from "./part-writer.js";

export interface CompactOptions {
  /** Files of a full part. */
  filesPerPart?: number;
  /** Called before the first and after each part, with the files in parts so far and all that will be. */
  onProgress?: (done: number, total: number) => void;
  /** So many of the newest files keep their arrays: full spectra and waveforms. Default 100. */
  keepSpectra?: number;
  /** Ends the compaction early; what is in parts by then stays there. */
  signal?: AbortSignal | undefined;
}

/** What a compaction did. */
export interface Compaction {
  /** Files that are in a part now and were not before. */
  files: number;
  /** New parts. */
  parts: number;
  /** Files that could not be read and stay where they are. */
  unreadable: { path: string; error: LightDqmError }[];
  /** Older files whose arrays were removed; their medians are in a part. */
  arrays: number;
  /** Files of killed writers and compactions, older than a day, that were removed. */
  leftovers: number;
}

const defaultFilesPerPart = 1000;

/** So many of the newest files keep their arrays: 0.3 GB for the 2x2. */
export const defaultKeepSpectra = 100;

/**
 * Keeps compactions apart, so that they don't work for nothing. It is not what keeps the store right:
 * a manifest's number is taken once, and no file is removed that isn't in a part.
 */
const compaction: LockKind = { what: "Cannot start a compaction", staleMs: 3_600_000 };

/**
 * Compacts a store. Writers may go on writing, readers reading. Parts that are not half full are
 * merged with the new files, parts and files of earlier versions converted. Arrays (NPZ) stay where they
 * are; those of all but the newest files are removed, whose rounded medians are in the parts.
 * @throws LightDqmError `output` while another compaction runs, or where nothing can be written
 */
export async function compactStore(store: string, options?: CompactOptions): Promise<Compaction> {
  const done = await compactUnlessRunning(store, options);
  if (done) return done;
  const parts = { where: store, got: "another compaction is running" };
  throw new LightDqmError("output", { what: "Cannot start a compaction", ...parts });
}

/**
 * Compacts a store if more than `mostLoose` of its files are single and no other process is
 * doing so. Directories are listed to find out; null where nothing was done.
 */
export async function compactIfCrowded(
  store: string,
  mostLoose: number,
  options?: CompactOptions,
): Promise<Compaction | null> {
  let looseCount = 0;
  for (const directory of await runDirectories(store)) {
    looseCount += (await namesIn(directory)).filter(isSummaryName).length;
    if (looseCount > mostLoose) return compactUnlessRunning(store, options);
  }
  return null;
}

async function compactUnlessRunning(
  store: string,
  {
    filesPerPart = defaultFilesPerPart,
    keepSpectra = defaultKeepSpectra,
    onProgress = () => {},
    signal,
  }: CompactOptions = {},
): Promise<Compaction | null> {
  await makeCompactedDirectory(store);
  const lock = await takeLock(join(compactedDirectory(store), "lock"), compaction);
  if (!lock) return null;
  try {
    await bringBack(store);
    const leftovers = await removeLeftovers(store, lock.takenMs);
    const how = { filesPerPart, onProgress, signal };
    const done = await compactUnderLock(store, lock, how);
    const arrays = signal?.aborted ? 0 : await dropArrays(store, keepSpectra);
    return { ...done, arrays, leftovers };
  } finally {
    await lock.release();
  }
}

async function compactUnderLock(
  store: string,
  lock: Lock,
  {
    filesPerPart,
    onProgress,
    signal,
  }: CompactOptions & Required<Pick<CompactOptions, "filesPerPart" | "onProgress">>,
): Promise<Omit<Compaction, "arrays" | "leftovers">> {
  let manifest = await readManifest(store);
  const parts = new Map<string, CompactedFile[]>();
  /** Of earlier versions: they are made anew. */
  const old = new Set<string>();
  for (const { name } of manifest.parts) {
    const list = await readPart(store, name);
    parts.set(name, list.files);
    if (!list.table) old.add(name);
  }
  const packed = new Map([...parts.values()].flat().map((file) => [file.address, file]));

  const unreadable: Compaction["unreadable"] = [];
  const loose: Source[] = [];
  for (const { path, note, error, place } of await storedFiles(store)) {
    if (error) unreadable.push({ path, error });
    if (!note || place) continue;
    const copy = packed.get(note.address);
    // A compaction that was killed has left the file behind.
    if (copy && (await removeIfSame(store, copy.address, await packedDigest(store, copy))))
      continue;
    loose.push({ note, path, from: null });
  }
  const small = manifest.parts.filter(
    ({ name, fileCount }) => old.has(name) || fileCount < filesPerPart / 2,
  );
  if (loose.length === 0 && small.length < 2 && old.size === 0) {
    await removeEmptyDirectories(store);
    return { files: 0, parts: 0, unreadable };
  }

  const isReplaced = new Set(loose.map(({ note }) => note.address));
  const merged = small.flatMap(({ name }) =>
    parts
      .get(name)!
      .filter((file) => packed.get(file.address) === file && !isReplaced.has(file.address))
      .map(({ place, ...note }): Source => ({ note, path: null, from: place })),
  );
  const sources = [...merged, ...loose].sort((a, b) => comparePlaced(a.note, b.note));
  onProgress(0, sources.length);
  /** Parts with a file that cannot be read: they stay, so that it is named and can be restored. */
  const stuck = new Set<string>();
  let files = 0;
  let newParts = 0;
  for (let start = 0; start < sources.length; start += filesPerPart) {
    const last = start + filesPerPart >= sources.length;
    const chunk = sources.slice(start, start + filesPerPart);
    const digests = new Map<string, Digest>();
    const part = await writePart(store, chunk, { unreadable, stuck, digests, signal });
    if (part === null || !(await lock.renew())) break;
    const kept = last
      ? manifest.parts.filter(
          ({ name }) => stuck.has(name) || !small.some((merged) => merged.name === name),
        )
      : manifest.parts;
    manifest = await publish(store, manifest, kept, part);
    if (part.length > 0) newParts++;
    files += digests.size;
    const inPart = [...digests];
    for (let at = 0; at < inPart.length; at += filesOfRenewal) {
      if (!(await lock.renew())) break;
      await Promise.all(
        inPart
          .slice(at, at + filesOfRenewal)
          .map(([address, digest]) => removeIfSame(store, address, digest)),
      );
    }
    onProgress(Math.min(start + filesPerPart, sources.length), sources.length);
  }
  await removeEmptyDirectories(store);
  return { files, parts: newParts, unreadable };
}

function publish(
  store: string,
  follows: Manifest,
  kept: Manifest["parts"],
  part: readonly CompactedFile[],
): Promise<Manifest> {
  const name = part[0]?.place.part;
  return publishManifest(store, follows, [
    ...kept,
    ...(name ? [{ name, fileCount: part.length }] : []),
  ]);
}

/** A packed file as a single one; null where it cannot be read. */
async function packedDigest(store: string, { place }: CompactedFile): Promise<Digest | null> {
  const bytes = await readPacked(store, place).catch(() => null);
  return bytes && digestOf(bytes);
}

/**
 * Removes a single file if it is the one in the part. It is moved aside first, because
 * between a look and a removal another could take its name.
 * @param packed the one in the part, as it was read; null where that cannot be read
 * @returns whether it is gone
 */
async function removeIfSame(
  store: string,
  address: string,
  packed: Digest | null,
): Promise<boolean> {
  const path = pathOfAddress(store, address);
  const before = await stat(path).catch(() => null);
  if (packed === null || before?.size !== packed.byteCount) return false;
  const aside = claimedPath(store, address);
  await mkdir(dirname(aside), { recursive: true });
  try {
    await rename(path, aside);
  } catch {
    return false;
  }
  if (sha256(await readFile(aside)) === packed.sha256) {
    await rm(aside, { force: true });
    return true;
  }
  await bringBackOne(path, aside);
  return false;
}

/** Puts back what a killed compaction has moved aside and not removed. */
async function bringBack(store: string): Promise<void> {
  for (const address of await claimedAddresses(store))
    await bringBackOne(pathOfAddress(store, address), claimedPath(store, address));
}

async function bringBackOne(path: string, aside: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await link(aside, path).catch((cause: NodeJS.ErrnoException) => {
    // A newer one has been written; or another compaction has put it back.
    if (cause.code !== "EEXIST" && cause.code !== "ENOENT") throw cause;
  });
  await rm(aside, { force: true });
}

/** A directory that a writer has put something into is not empty and stays. */
async function removeEmptyDirectories(store: string): Promise<void> {
  const aside = dirname(dirname(claimedPath(store, "run/key")));
  const emptied = (await namesIn(aside)).map((run) => join(aside, run));
  for (const directory of [...(await runDirectories(store)), ...emptied])
    await rmdir(directory).catch(() => {});
}

/** The lock is renewed before so many files are removed, side by side. */
const filesOfRenewal = 50;
