/** Writes the three files of a part, whose bytes are those of the files that go into it. */
import { randomBytes } from "node:crypto";
import { type FileHandle, open, readFile, rename, rm } from "node:fs/promises";
import type { LightDqmError } from "../../errors.js";
import { sha256 } from "../../files/sha256.js";
import { writeAll } from "../../files/write-all.js";
import { checksumOf } from "../checksum.js";
import type { FileNote } from "../file-note.js";
import { knownShapes } from "../parquet/column-pages.js";
import { pathOfAddress } from "../store-paths.js";
import { readPacked, unreadableSummary } from "../stored-files.js";
import { type CompactedFile, type PartList, partPath, writeSyncedJson } from "./manifest.js";
import { packed } from "./packed-file.js";
import { type Packing, packingOf } from "./packing.js";
import { filesOfGroup, startTable, type TableWriter } from "./part-table.js";
import { tableSumsOf } from "./table-sums.js";

/** A file on its way into a part. */
export interface Source {
  note: FileNote;
  /** Its path as a single file; null for one of a part that is not full. */
  path: string | null;
  from: CompactedFile["place"] | null;
}

/** What a file is recognised by. */
export interface Digest {
  byteCount: number;
  sha256: string;
}

export const digestOf = (bytes: Uint8Array): Digest => ({
  byteCount: bytes.length,
  sha256: sha256(bytes),
});

/** What a part is made with. */
export interface PartWork {
  /** Gets the files that cannot be read, and why. */
  unreadable: { path: string; error: LightDqmError }[];
  /** Gets the parts that files were skipped of. */
  stuck: Set<string>;
  /** Gets every single file that went into the part, by its address. */
  digests: Map<string, Digest>;
  signal: AbortSignal | undefined;
}

/**
 * Writes the three files of a part; files that cannot be read whole are skipped. Null where it was
 * told to end before.
 */
export async function writePart(
  store: string,
  chunk: readonly Source[],
  work: PartWork,
): Promise<CompactedFile[] | null> {
  const name = `part-${randomBytes(8).toString("hex")}`;
  const path = (ending: "pack" | "json" | "parquet"): string => partPath(store, name, ending);
  // Readers that take every Parquet file must not find half of one.
  const staged = `${path("parquet")}.tmp`;
  const files: CompactedFile[] = [];
  try {
    const pack = await open(path("pack"), "wx");
    try {
      const table = await startTable(staged);
      try {
        await writeFiles(store, name, chunk, work, { pack, table, files });
        if (files.length > 0) await table.finish();
      } finally {
        await table.close();
      }
      await pack.sync();
    } finally {
      await pack.close();
    }
    if (files.length > 0 && !work.signal?.aborted) {
      const sums = await tableSumsOf(staged);
      await rename(staged, path("parquet"));
      await writeSyncedJson(path("json"), { files, table: sums } satisfies PartList);
      return files;
    }
  } catch (cause) {
    await rm(staged, { force: true });
    await rm(path("pack"), { force: true });
    throw cause;
  }
  await rm(staged, { force: true });
  await rm(path("pack"), { force: true });
  return work.signal?.aborted ? null : files;
}

/** What files are written into. */
interface Into {
  pack: FileHandle;
  table: TableWriter;
  /** Gets the files that are in. */
  files: CompactedFile[];
}

async function writeFiles(
  store: string,
  part: string,
  chunk: readonly Source[],
  work: PartWork,
  { pack, table, files }: Into,
): Promise<void> {
  const shapes = new Map(knownShapes);
  let offset = 0;
  const writeGroup = async (group: readonly Packing[]): Promise<void> => {
    if (group.length === 0) return;
    const extents = await table.add(group);
    for (const [i, { note, bytes: file, footerStart, place }] of group.entries()) {
      const { bytes, footerByteCount } = packed(file, footerStart, extents[i]!);
      await writeAll(pack, bytes, offset);
      const byteCount = bytes.length;
      files.push({
        ...note,
        place: {
          ...{ part, index: files.length, offset, byteCount, checksum: checksumOf(bytes) },
          ...{ footerByteCount, tableColumns: extents[i]!.length },
          ...place,
        },
      });
      offset += byteCount;
    }
  };
  for (let start = 0; start < chunk.length; start += filesOfGroup) {
    const sources = chunk.slice(start, start + filesOfGroup);
    const reading = sources.map((source) => bytesOf(store, source));
    // Each is told of in its turn.
    for (const each of reading) each.catch(() => {});
    const group: Packing[] = [];
    for (const [i, source] of sources.entries()) {
      if (work.signal?.aborted) return;
      const packing = await readSource(store, source, reading[i]!, shapes, work);
      if (packing) group.push(packing);
    }
    await writeGroup(group);
  }
}

/** Null for a single file that is gone, or one whose part cannot be read. */
const bytesOf = (store: string, { path, from }: Source): Promise<Uint8Array | null> =>
  path ? readFile(path).catch(() => null) : readPacked(store, from!);

/** Null for a file that is skipped. */
async function readSource(
  store: string,
  { note, path, from }: Source,
  reading: Promise<Uint8Array | null>,
  shapes: Map<string, string>,
  { unreadable, stuck, digests }: PartWork,
): Promise<Packing | null> {
  const where = path ?? partPath(store, from!.part, "pack");
  try {
    const bytes = await reading;
    if (bytes === null && from) stuck.add(from.part);
    // Gone: another file of that name has taken its place, or its part was damaged.
    if (bytes === null) return null;
    const own = path ?? pathOfAddress(store, note.address);
    const packing = await packingOf(bytes, own, note, where, shapes);
    if (path) digests.set(note.address, digestOf(bytes));
    return packing;
  } catch (error) {
    unreadable.push({ path: where, error: unreadableSummary(error, where) });
    if (from) stuck.add(from.part);
    return null;
  }
}
