/**
 * The manifest of a store: which parts hold its compacted files. Manifests are numbered; the highest
 * number counts. A new one appears whole or not at all, and only where no other has taken its number,
 * so that of two compactions at once one fails and none is undone.
 *
 * A part is three files that never change. `<part>.parquet` is one table of all its summaries, for
 * questions over many files; `<part>.pack` holds what of their Parquet files is not in the table, one
 * after another; `<part>.json` says what lies where. Each file in the pack and each column of the
 * table has a checksum, in the `.json`, which is sealed itself as the manifest is.
 */
import { randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { LightDqmError } from "../../errors.js";
import { sealed, unsealed } from "../checksum.js";
import type { FileNote } from "../file-note.js";
import { compactedDirectory, namesIn } from "../store-paths.js";
import { checkTable, type TableNeed, type TableSums } from "./table-sums.js";

/** Where the bytes of a compacted summary are. */
export interface PackPlace {
  part: string;
  /** Position in the part: `file_index` in its table. */
  index: number;
  offset: number;
  byteCount: number;
  /** Of these bytes; absent in parts of earlier versions, as is what follows. */
  checksum?: string;
  /** So many of them, the last, are the deflated footer of the Parquet file; see `packed`. */
  footerByteCount?: number;
  /** So many columns of it, the first, are in the table; absent in parts of earlier versions. */
  tableColumns?: number;
  /** Size of its arrays, where it holds the medians of its spectra itself. */
  arraysByteCount?: number;
}

/** A compacted summary. */
export interface CompactedFile extends FileNote {
  place: PackPlace;
}

export interface Manifest {
  /** 0: there is none. */
  generation: number;
  /** Oldest first; where two hold the same address, the later one counts. */
  parts: { name: string; fileCount: number }[];
}

const manifestName = /^manifest-(\d{8})\.json$/;

/**
 * The current manifest.
 * @throws LightDqmError `bad-input` for one that is damaged or of a newer format
 */
export async function readManifest(store: string): Promise<Manifest> {
  const [generation = 0] = await generationsOf(store);
  if (generation === 0) return { generation, parts: [] };
  return readGeneration(store, generation);
}

/**
 * The current generation, and the names of the parts of every manifest that was the current one at
 * some time since a moment of the file system's clock.
 */
export async function partsSince(
  store: string,
  sinceMs: number,
): Promise<{ generation: number; parts: Set<string> }> {
  const generations = await generationsOf(store);
  const names = new Set<string>();
  for (const generation of generations) {
    const { parts } = await readGeneration(store, generation);
    for (const { name } of parts) names.add(name);
    const { mtimeMs } = await stat(join(compactedDirectory(store), nameOf(generation)));
    if (mtimeMs <= sinceMs) break;
  }
  return { generation: generations[0] ?? 0, parts: names };
}

/** Latest first. */
async function generationsOf(store: string): Promise<number[]> {
  return (await namesIn(compactedDirectory(store)))
    .map((name) => Number(manifestName.exec(name)?.[1]))
    .filter(Number.isInteger)
    .sort((a, b) => b - a);
}

async function readGeneration(store: string, generation: number): Promise<Manifest> {
  const where = join(compactedDirectory(store), nameOf(generation));
  const { parts } = await readJson<Manifest>(where);
  return { generation, parts };
}

/**
 * Publishes the manifest that follows another.
 * @throws LightDqmError `output` where another compaction has published one in the meantime
 */
export async function publishManifest(
  store: string,
  follows: Manifest,
  parts: Manifest["parts"],
): Promise<Manifest> {
  const directory = compactedDirectory(store);
  const generation = follows.generation + 1;
  const staged = join(directory, `.manifest.${process.pid}-${randomBytes(4).toString("hex")}.tmp`);
  await writeSyncedJson(staged, { generation, parts });
  try {
    // Unlike a rename, a link fails where the name is taken.
    await link(staged, join(directory, nameOf(generation)));
  } catch (cause) {
    const taken = (cause as NodeJS.ErrnoException).code === "EEXIST";
    const got = taken ? "another compaction finished first" : String((cause as Error).message);
    const parts = { what: "Cannot publish the compacted files", where: directory, got };
    throw new LightDqmError("output", parts, { cause });
  } finally {
    await rm(staged, { force: true });
  }
  await syncDirectory(directory);
  return { generation, parts };
}

/** What the list of a part says. */
export interface PartList {
  /** In the order of the part. */
  files: CompactedFile[];
  /** Checksums of its table; absent in parts of earlier versions. */
  table?: TableSums;
}

/** The list of a part's files. */
export async function readPart(store: string, part: string): Promise<PartList> {
  return readJson<PartList>(partPath(store, part, "json"));
}

/**
 * Checks what is to be read of a part's table; see `checkTable`.
 * @param path of the table
 */
export async function checkPartTable(path: string, need: TableNeed): Promise<void> {
  const sums = latest?.tables.has(path)
    ? latest.tables.get(path)
    : (await readJson<PartList>(path.replace(/parquet$/, "json"))).table;
  if (sums) await checkTable(path, sums, need);
}

/** The files that the manifest holds, by address. */
export async function compactedFiles(store: string): Promise<ReadonlyMap<string, CompactedFile>> {
  for (let attempt = 1; ; attempt++) {
    const { parts } = await readManifest(store);
    try {
      return await filesOfParts(
        store,
        parts.map(({ name }) => name),
      );
    } catch (error) {
      // A part that was replaced a day ago may be removed under a very slow reader.
      const missing = (error as { cause?: NodeJS.ErrnoException }).cause?.code === "ENOENT";
      if (!missing || attempt === 3) throw error;
    }
  }
}

let latest: {
  key: string;
  files: ReadonlyMap<string, CompactedFile>;
  /** By path of the table. */
  tables: ReadonlyMap<string, TableSums | undefined>;
} | null = null;

/** Parts never change, and no other has their name: what was read last is kept. */
async function filesOfParts(
  store: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, CompactedFile>> {
  const key = [store, ...names].join("\n");
  if (latest?.key === key) return latest.files;
  const files = new Map<string, CompactedFile>();
  const tables = new Map<string, TableSums | undefined>();
  // One after another: the texts of all at once would take more memory than what they say.
  for (const name of names) {
    const list = await readPart(store, name);
    for (const file of list.files) files.set(file.address, file);
    tables.set(partPath(store, name, "parquet"), list.table);
  }
  latest = { key, files, tables };
  return files;
}

/** Path of one of the three files of a part. */
export function partPath(store: string, part: string, ending: "pack" | "json" | "parquet"): string {
  return join(compactedDirectory(store), `${part}.${ending}`);
}

/**
 * Writes JSON so that it is on the disk before anything refers to it: twice, each with its checksum,
 * because all files of a store or part depend on it.
 */
export async function writeSyncedJson(path: string, value: object): Promise<void> {
  const line = JSON.stringify({ version: formatVersion, ...value });
  const handle = await open(path, "wx");
  try {
    await handle.writeFile(sealed(line).repeat(2));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes the names in a directory last, where the file system can be asked to. */
async function syncDirectory(directory: string): Promise<void> {
  try {
    const handle = await open(directory);
    await handle.sync().finally(() => handle.close());
  } catch {
    // Some file systems refuse this and need no asking.
  }
}

/** Makes the directory of compacted files. */
export async function makeCompactedDirectory(store: string): Promise<void> {
  await mkdir(compactedDirectory(store), { recursive: true });
}

/**
 * Version of manifests and parts; readers refuse newer ones. Version 1 had no checksums; in version 2
 * a pack held its files whole, and the table their numbers a second time.
 */
const formatVersion = 3;
const versionWithout = 1;

async function readJson<Content>(where: string): Promise<Content> {
  try {
    const found = unsealed(await readFile(where, "utf8"));
    if (!found) throw new Error("a text that has changed since it was written");
    const content = JSON.parse(found.line) as Content & { version: number };
    const { version } = content;
    const isKnown = found.isChecked
      ? version > versionWithout && version <= formatVersion
      : version === versionWithout;
    if (isKnown) return content;
    throw new Error(`version ${version}${found.isChecked ? "" : " without a checksum"}`);
  } catch (cause) {
    throw new LightDqmError(
      "bad-input",
      {
        what: "Cannot read the compacted files",
        where,
        expected: `a whole text of version ${formatVersion}`,
        got: (cause as Error).message,
      },
      { cause },
    );
  }
}

const nameOf = (generation: number): string =>
  `manifest-${String(generation).padStart(8, "0")}.json`;
