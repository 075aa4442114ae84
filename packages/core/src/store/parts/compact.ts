/**
 * Compaction: gathers the small files of a store into parts of about 1,000.
 *
 * A file moves in steps, after each of which a reader finds it exactly once and a killed compaction
 * can be followed by another: it is copied into a part; a manifest that names the part is published;
 * only then is the small file moved aside, compared with the copy, and removed. If it has been
 * rewritten in the meantime, it differs, comes back, and counts instead of the copy.
 */
import { randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rename, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { LightDqmError } from "../../errors.js";
import type { FileNote } from "../file-note.js";
import { comparePlaced } from "../order.js";
import { damagedTables } from "../parquet/damaged-tables.js";
import { decodeSummary, provenanceTextIn } from "../parquet/summary-parquet.js";
import {
  claimedAddresses,
  claimedPath,
  isSummaryName,
  namesIn,
  pathOfAddress,
  runDirectories,
} from "../store-paths.js";
import { bufferOf, noteOf, readPacked, storedFiles, unreadableSummary } from "../stored-files.js";
import { type CompactionLock, takeCompactionLock } from "./compaction-lock.js";
import { removeLeftovers } from "./leftovers.js";
import type { CompactedFile, Manifest } from "./manifest.js";
import {
  makeCompactedDirectory,
  partPath,
  publishManifest,
  readManifest,
  readPart,
  writeSyncedJson,
} from "./manifest.js";
import { type TableSource, writePartTable } from "./part-table.js";

export interface CompactOptions {
  /** Files of a full part. */
  filesPerPart?: number;
  /** Called before the first and after each part, with the files in parts so far and all that will be. */
  onProgress?: (done: number, total: number) => void;
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
  /** Files of killed writers and compactions, older than a day, that were removed. */
  leftovers: number;
}

/** A file on its way into a part. */
interface Source {
  note: FileNote;
  /** Its path as a single file; null for one of a part that is not full. */
  path: string | null;
  from: CompactedFile["place"] | null;
}

const defaultFilesPerPart = 1000;

/**
 * Compacts a store. Writers may go on writing, readers reading. Parts that are not half full are
 * merged with the new files. Arrays (NPZ) stay where they are.
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
  { filesPerPart = defaultFilesPerPart, onProgress = () => {}, signal }: CompactOptions = {},
): Promise<Compaction | null> {
  await makeCompactedDirectory(store);
  const lock = await takeCompactionLock(store);
  if (!lock) return null;
  try {
    await bringBack(store);
    const leftovers = await removeLeftovers(store, lock.takenMs);
    const how = { filesPerPart, onProgress, signal };
    return { ...(await compactUnderLock(store, lock, how)), leftovers };
  } finally {
    await lock.release();
  }
}

async function compactUnderLock(
  store: string,
  lock: CompactionLock,
  { filesPerPart, onProgress, signal }: CompactOptions & Required<Omit<CompactOptions, "signal">>,
): Promise<Omit<Compaction, "leftovers">> {
  let manifest = await readManifest(store);
  const parts = new Map<string, CompactedFile[]>();
  for (const { name } of manifest.parts) parts.set(name, await readPart(store, name));
  const packed = new Map([...parts.values()].flat().map((file) => [file.address, file]));

  const unreadable: Compaction["unreadable"] = [];
  const loose: Source[] = [];
  for (const { path, note, error, place } of await storedFiles(store)) {
    if (error) unreadable.push({ path, error });
    if (!note || place) continue;
    const copy = packed.get(note.address);
    // A compaction that was killed has left the file behind.
    if (copy && (await removeIfSame(store, copy, lock))) continue;
    loose.push({ note, path, from: null });
  }
  const small = manifest.parts.filter(({ fileCount }) => fileCount < filesPerPart / 2);
  if (loose.length === 0 && small.length < 2) {
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
    const part = await writePart(store, chunk, unreadable, stuck, signal);
    if (part === null || !(await lock.renew())) break;
    const kept = last
      ? manifest.parts.filter(
          ({ name }) => stuck.has(name) || !small.some((merged) => merged.name === name),
        )
      : manifest.parts;
    manifest = await publish(store, manifest, kept, part);
    if (part.length > 0) newParts++;
    for (const file of part) {
      if (!chunk.some(({ note, path }) => path && note.address === file.address)) continue;
      files++;
      await removeIfSame(store, file, lock);
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

/**
 * Writes the three files of a part; files that cannot be read whole are skipped. Null where it was
 * told to end before.
 * @param stuck gets the parts that files were skipped of
 */
async function writePart(
  store: string,
  chunk: readonly Source[],
  unreadable: Compaction["unreadable"],
  stuck: Set<string>,
  signal: AbortSignal | undefined,
): Promise<CompactedFile[] | null> {
  const name = `part-${randomBytes(8).toString("hex")}`;
  const files: CompactedFile[] = [];
  const table: TableSource[] = [];
  const pack = await open(partPath(store, name, "pack"), "wx");
  try {
    let offset = 0;
    for (const { note, path, from } of chunk) {
      if (signal?.aborted) break;
      const bytes = path ? await readFile(path).catch(() => null) : await readPacked(store, from!);
      if (bytes === null && from) stuck.add(from.part);
      // Gone: another file of that name has taken its place, or its part was damaged.
      if (bytes === null) continue;
      const where = path ?? partPath(store, from!.part, "pack");
      let provenance: string;
      let own: FileNote;
      try {
        // Read whole, so that no damaged file enters a part.
        const decoded = await decodeSummary(bufferOf(bytes), where);
        own = noteOf(decoded.provenance, note.address);
        provenance = await provenanceTextIn(bufferOf(bytes), where);
      } catch (error) {
        unreadable.push({ path: where, error: unreadableSummary(error, where) });
        if (from) stuck.add(from.part);
        continue;
      }
      const place = { part: name, index: files.length, offset, byteCount: bytes.length };
      await pack.write(bytes, 0, bytes.length, offset);
      offset += bytes.length;
      files.push({ ...own, place });
      const rowsIn = rowsOf(store, path, from);
      table.push({ file: own, rowsIn, fromTable: path === null, provenance });
    }
    await pack.sync();
  } finally {
    await pack.close();
  }
  if (files.length === 0 || signal?.aborted) {
    await rm(partPath(store, name, "pack"));
    return signal?.aborted ? null : files;
  }
  try {
    await writePartTable(partPath(store, name, "parquet"), table);
  } catch (cause) {
    await rm(partPath(store, name, "pack"));
    const damaged = await damagedTables([...new Set(table.map(({ rowsIn }) => rowsIn))]);
    if (damaged.length === 0) throw cause;
    unreadable.push(...damaged);
    const paths = new Set(damaged.map(({ path }) => path));
    const left = chunk.filter(({ path, from }) => {
      const isLeft = !paths.has(rowsOf(store, path, from));
      if (!isLeft && from) stuck.add(from.part);
      return isLeft;
    });
    return writePart(store, left, unreadable, stuck, signal);
  }
  await writeSyncedJson(partPath(store, name, "json"), { files });
  return files;
}

/** The Parquet file with the rows of a source. */
function rowsOf(store: string, path: Source["path"], from: Source["from"]): string {
  return path ?? partPath(store, from!.part, "parquet");
}

/**
 * Removes a single file if it is the one in the part. It is moved aside first, because
 * between a look and a removal another could take its name.
 * @returns whether it is gone
 */
async function removeIfSame(
  store: string,
  { address, place }: CompactedFile,
  lock: CompactionLock,
): Promise<boolean> {
  const path = pathOfAddress(store, address);
  const copy = await readPacked(store, place);
  const before = await readFile(path).catch(() => null);
  if (!copy || !before || !sameBytes(copy, before) || !(await lock.renew())) return false;
  const aside = claimedPath(store, address);
  await mkdir(dirname(aside), { recursive: true });
  try {
    await rename(path, aside);
  } catch {
    return false;
  }
  const moved = await readFile(aside);
  if (sameBytes(copy, moved)) {
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

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
