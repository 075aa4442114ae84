/**
 * The files of a store, each exactly once, wherever it lies: as a single file, moved aside by a
 * compaction that is removing it, or in a part. A single file is at least as new as any other copy.
 */
import { open, readFile } from "node:fs/promises";
import type { AsyncBuffer } from "hyparquet";
import { asLightDqmError, LightDqmError } from "../errors.js";
import { sha256 } from "../files/sha256.js";
import { checksumOf } from "./checksum.js";
import type { FileNote } from "./file-note.js";
import { compareEntries } from "./order.js";
import { packedFile } from "./overview/part-heads.js";
import type { Provenance } from "./parquet/provenance.js";
import { damaged } from "./parquet/seal.js";
import { decodeProvenance } from "./parquet/summary-parquet.js";
import { type FileClock, fileSystemClock, type LooseFile, looseFiles } from "./parts/catalogue.js";
import { type CompactedFile, compactedFiles, type PackPlace, partPath } from "./parts/manifest.js";
import { unpacked } from "./parts/packed-file.js";
import {
  addressOf,
  claimedAddresses,
  claimedPath,
  keyOfPath,
  pathOfAddress,
  storeOf,
} from "./store-paths.js";

/** A stored summary: where it is and what is known without reading it. */
export interface StoredFile {
  /** The Parquet file; for a compacted one the path it had, under which it is still read. */
  path: string;
  address: string;
  key: string;
  /** Null where it could not be read. */
  note: FileNote | null;
  error: LightDqmError | null;
  /** Where it is kept, if compacted. */
  place: PackPlace | null;
}

/**
 * Every stored summary, ordered by the time of the first event, then by name in natural order;
 * unreadable ones last. What is being written or compacted meanwhile is listed once, as it was or as
 * it has become.
 * @param clock tells which directories have been left alone for long enough to be remembered
 */
export async function storedFiles(
  store: string,
  clock: FileClock = fileSystemClock,
): Promise<StoredFile[]> {
  // In the order in which compaction moves a file: what has left one place is in a later one.
  const singles = await singleFiles(store, clock);
  const files = new Map<string, StoredFile>();
  for (const [address, file] of await compactedFiles(store))
    files.set(address, compactedFile(store, file));
  for (const [address, file] of singles) files.set(address, file);
  return [...files.values()].sort(byPlace);
}

/** The files that are in no part yet, or are newer than their copy there, by address. */
export async function singleFiles(
  store: string,
  clock: FileClock = fileSystemClock,
): Promise<Map<string, StoredFile>> {
  const loose = await looseFiles(store, readNote, clock);
  const claimed = await Promise.all(
    (await claimedAddresses(store)).map((address) => readNote(claimedPath(store, address))),
  );
  const files = new Map<string, StoredFile>();
  for (const file of [...claimed, ...loose])
    if (file) files.set(file.address, singleFile(store, file));
  return files;
}

/** The entry of an address; null where nothing that can be read is stored under it. */
export async function entryAt(store: string, address: string): Promise<StoredFile | null> {
  const path = pathOfAddress(store, address);
  // A file that compaction has moved aside wrongly comes back: hence the second look at its path.
  for (const place of [path, claimedPath(store, address), path]) {
    const single = await readNote(place);
    if (single) return single.note && singleFile(store, single);
  }
  const packed = await packedFile(store, address);
  return packed && compactedFile(store, packed);
}

/** A file that was moved aside is still read by the path that it had. */
function singleFile(store: string, { address, note, error }: LooseFile): StoredFile {
  const key = address.slice(address.indexOf("/") + 1);
  return { path: pathOfAddress(store, address), address, key, note, error, place: null };
}

function byPlace(a: StoredFile, b: StoredFile): number {
  return compareEntries({ path: a.path, provenance: a.note }, { path: b.path, provenance: b.note });
}

/** The entry of a file of a part. */
export function compactedFile(store: string, { place, ...note }: CompactedFile): StoredFile {
  const path = pathOfAddress(store, note.address);
  return { path, address: note.address, key: keyOfPath(path), note, error: null, place };
}

/** The metadata in the footer of one file. */
async function readNote(path: string): Promise<LooseFile | null> {
  const address = addressOf(path);
  try {
    const provenance = await withPart(path, 0, undefined, (file) => decodeProvenance(file, path));
    return { path, address, note: noteOf(provenance, address), error: null };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    return { path, address, note: null, error: unreadableSummary(error, path) };
  }
}

/** What is kept of a summary beside it. */
export function noteOf(provenance: Provenance, address: string): FileNote {
  const { input, time, processedMs, detector, imported } = provenance;
  const { name, run, subRun, eventsHash } = input;
  return {
    address,
    input: { name, run, subRun, ...(eventsHash !== undefined && { eventsHash }) },
    time,
    processedMs,
    version: versionOf(provenance),
    detector: detector.name,
    ...(imported && { imported }),
  };
}

/** The same for numbers that are computed again with the same settings and channel status. */
function versionOf({ settingsHash, statusHash, softwareVersion, arrays }: Provenance): string {
  const status = statusHash === undefined ? "" : ` ${statusHash}`;
  return sha256(`${settingsHash} ${softwareVersion} ${arrays.sha256}${status}`).slice(0, 8);
}

/**
 * The bytes of a stored summary's Parquet file, by the path it has or had.
 * @throws LightDqmError `not-found` where the store has none
 */
export async function readStoredBytes(
  path: string,
  place: PackPlace | null = null,
): Promise<Uint8Array> {
  const store = storeOf(path);
  const address = addressOf(path);
  const inPart = async (found: PackPlace | null | undefined): Promise<Uint8Array | null> =>
    found ? readPacked(store, found) : null;
  // A file that compaction has moved aside wrongly comes back: hence the second look at its path.
  const read =
    (await inPart(place)) ??
    (await readIfThere(path)) ??
    (await readIfThere(claimedPath(store, address))) ??
    (await readIfThere(path)) ??
    (await inPart((await packedFile(store, address))?.place));
  if (read) return read;
  throw new LightDqmError("not-found", {
    what: "Cannot read from the store",
    where: path,
    expected: "a file that was written with its summary",
    got: "none",
  });
}

/** The Parquet file as it was before compaction; null where its part is gone. */
export async function readPacked(store: string, place: PackPlace): Promise<Uint8Array | null> {
  const path = partPath(store, place.part, "pack");
  try {
    return await withPart(path, place.offset, place.byteCount, async ({ byteLength, slice }) => {
      const bytes = new Uint8Array(await slice(0, byteLength));
      if (place.checksum !== undefined && checksumOf(bytes) !== place.checksum) {
        const where = `${path}, file ${place.index}`;
        throw damaged(where, "a file as it was packed", "bytes that have changed since");
      }
      if (place.tableColumns === undefined) return unpacked(bytes, place, null);
      const table = await open(partPath(store, place.part, "parquet"));
      // The checksum of the file itself covers what is read here.
      try {
        return unpacked(bytes, place, table.fd);
      } finally {
        await table.close();
      }
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw unreadableSummary(error, path);
  }
}

/** Reads within a file: from an offset on, so many bytes or all that follow. */
async function withPart<Result>(
  path: string,
  offset: number,
  byteCount: number | undefined,
  use: (file: AsyncBuffer) => Promise<Result>,
): Promise<Result> {
  const handle = await open(path);
  try {
    const byteLength = byteCount ?? (await handle.stat()).size - offset;
    return await use({
      byteLength,
      slice: async (start, end = byteLength) => {
        const into = new Uint8Array(end - start);
        await handle.read(into, 0, into.length, offset + start);
        return into.buffer;
      },
    });
  } finally {
    await handle.close();
  }
}

async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw unreadableSummary(cause, path);
  }
}

/** An error of this package that says where a stored summary could not be read. */
export function unreadableSummary(error: unknown, where: string): LightDqmError {
  return asLightDqmError(error, "bad-input", { what: "Cannot read a stored summary", where });
}

/** Bytes in memory as a Parquet reader takes them. */
export function bufferOf(bytes: Uint8Array): AsyncBuffer {
  return {
    byteLength: bytes.length,
    slice: (start, end) => new Uint8Array(bytes.subarray(start, end)).buffer,
  };
}
