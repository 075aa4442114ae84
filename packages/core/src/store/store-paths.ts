/** Where a store keeps things. Paths are built from names; only directories are ever listed. */
import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { canonicalJson } from "../files/canonical-json.js";
import { fileStem } from "../flow/file-name.js";
import type { RunNumber } from "../numerics/run-number.js";
import type { Identified } from "./same-file.js";

const parquetEnding = ".parquet";
const longestKey = 180;

/**
 * The readable part of the key that a summary is stored under: the stem of the file's name; bytes
 * other than letters, digits, `_`, `-` and inner dots are written `%XX`, so that different names keep
 * different keys, and none holds the `~` before a content.
 */
export function summaryKey(nameOrStem: string): string {
  const stem = fileStem(nameOrStem);
  const key = encodeURIComponent(stem).replace(/[!'()*~]|^\./g, percentCode);
  if (key.length <= longestKey) return key || "%";
  const hash = createHash("sha256").update(stem).digest("hex").slice(0, 12);
  return `${key.slice(0, longestKey)}-${hash}`;
}

const percentCode = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;

/** What tells a file from others of its name, in 8 hexadecimal digits. */
export function contentId({ input }: Identified): string {
  const { run, subRun, sizeBytes, eventsHash } = input;
  const text = canonicalJson([run, subRun, sizeBytes, eventsHash ?? null]);
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

/** Name of the directory of a run: `run=000101`, or `run=unknown`. */
export function runName(run: RunNumber | null): string {
  return `run=${run === null ? "unknown" : String(run).padStart(6, "0")}`;
}

/**
 * Path of the arrays that belong to a Parquet file: `spectra/run=000101/<key>.npz`. They have a tree
 * of their own, so that `summaries` as a whole is a data set that other Parquet readers can open.
 */
export function arraysPath(parquetPath: string): string {
  const directory = dirname(parquetPath);
  const store = dirname(dirname(directory));
  return join(store, "spectra", basename(directory), `${keyOfPath(parquetPath)}.npz`);
}

/** The key in a Parquet path. */
export function keyOfPath(parquetPath: string): string {
  return basename(parquetPath, parquetEnding);
}

/** Directories of all runs of a store. */
export async function runDirectories(store: string): Promise<string[]> {
  const names = await namesIn(join(store, "summaries"));
  return names
    .filter((name) => name.startsWith("run="))
    .map((name) => join(store, "summaries", name));
}

/** Names in a directory; none where it does not exist. */
export async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw cause;
  }
}

/** The address of a summary within its store: `run=000101/<key>`. */
export function addressOf(parquetPath: string): string {
  return `${basename(dirname(parquetPath))}/${keyOfPath(parquetPath)}`;
}

/** The path of the summary of an address while it is a single file. */
export function pathOfAddress(store: string, address: string): string {
  return join(store, "summaries", `${address}${parquetEnding}`);
}

/** The store that a Parquet path belongs to. */
export function storeOf(parquetPath: string): string {
  return dirname(dirname(dirname(parquetPath)));
}

/** Where compacted files are kept. */
export function compactedDirectory(store: string): string {
  return join(store, "compacted");
}

/** Where compaction moves a file before it removes it. */
export function claimedPath(store: string, address: string): string {
  return join(compactedDirectory(store), "claimed", `${address}${parquetEnding}`);
}

/** Addresses of all files that compaction has moved and not yet removed: seldom any. */
export async function claimedAddresses(store: string): Promise<string[]> {
  return addressesBelow(join(compactedDirectory(store), "claimed"));
}

async function addressesBelow(directory: string): Promise<string[]> {
  const runs = (await namesIn(directory)).filter((name) => name.startsWith("run="));
  const lists = await Promise.all(
    runs.map(async (run) =>
      (await namesIn(join(directory, run)))
        .filter(isSummaryName)
        .map((name) => `${run}/${basename(name, parquetEnding)}`),
    ),
  );
  return lists.flat();
}

/** Whether a name in a run's directory is that of a summary, not of a write that is under way. */
export function isSummaryName(name: string): boolean {
  return name.endsWith(parquetEnding) && !name.startsWith(".");
}
