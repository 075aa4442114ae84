/**
 * The manifest of a store: which parts hold its compacted files. Manifests are numbered; the highest
 * number counts. A new one appears whole or not at all, and only where no other has taken its number,
 * so that of two compactions at once one fails and none is undone.
 *
 * A part is three files that never change: `<part>.pack` holds the Parquet files of its summaries as
 * they were, one after another; `<part>.json` says what lies where; `<part>.parquet` is one table of
 * them all, sorted by channel, for questions over many files.
 */
import { randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { LightDqmError } from "../../errors.js";
import type { FileNote } from "../file-note.js";
import { compactedDirectory, namesIn } from "../store-paths.js";

/** Where the bytes of a compacted summary are. */
export interface PackPlace {
  part: string;
  /** Position in the part: `file_index` in its table. */
  index: number;
  offset: number;
  byteCount: number;
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
  const directory = compactedDirectory(store);
  const generations = (await namesIn(directory)).map((name) =>
    Number(manifestName.exec(name)?.[1]),
  );
  const generation = Math.max(0, ...generations.filter(Number.isInteger));
  if (generation === 0) return { generation, parts: [] };
  const where = join(directory, nameOf(generation));
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

/** The files of a part, in the order of the part. */
export async function readPart(store: string, part: string): Promise<CompactedFile[]> {
  const path = partPath(store, part, "json");
  const { files } = await readJson<{ files: CompactedFile[] }>(path);
  return files;
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

let latest: { key: string; files: ReadonlyMap<string, CompactedFile> } | null = null;

/** Parts never change, and no other has their name: what was read last is kept. */
async function filesOfParts(
  store: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, CompactedFile>> {
  const key = [store, ...names].join("\n");
  if (latest?.key === key) return latest.files;
  const files = new Map<string, CompactedFile>();
  // One after another: the texts of all at once would take more memory than what they say.
  for (const name of names)
    for (const file of await readPart(store, name)) files.set(file.address, file);
  latest = { key, files };
  return files;
}

/** Path of one of the three files of a part. */
export function partPath(store: string, part: string, ending: "pack" | "json" | "parquet"): string {
  return join(compactedDirectory(store), `${part}.${ending}`);
}

/** Writes JSON so that it is on the disk before anything refers to it. */
export async function writeSyncedJson(path: string, value: unknown): Promise<void> {
  const handle = await open(path, "wx");
  try {
    await handle.writeFile(`${JSON.stringify(value && { version: formatVersion, ...value })}\n`);
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

/** Version of manifests and parts; readers refuse newer ones. */
const formatVersion = 1;

async function readJson<Content>(where: string): Promise<Content> {
  try {
    const content = JSON.parse(await readFile(where, "utf8")) as Content & { version: number };
    if (content.version === formatVersion) return content;
    throw new Error(`version ${content.version}`);
  } catch (cause) {
    throw new LightDqmError(
      "bad-input",
      {
        what: "Cannot read the compacted files",
        where,
        expected: `version ${formatVersion}`,
        got: (cause as Error).message,
      },
      { cause },
    );
  }
}

const nameOf = (generation: number): string =>
  `manifest-${String(generation).padStart(8, "0")}.json`;
