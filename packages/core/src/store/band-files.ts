/**
 * What was rolled up of the files that figures show as a band, so that the next report need not read
 * them: `memory/<seed>.<kind>.band`. It is a cache: it may be deleted, and what is damaged is removed
 * and made again.
 */
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { readChecked, writeChecked } from "../files/checked-file.js";
import { ensureWritableDirectory } from "../files/output-files.js";
import { namesIn } from "./store-paths.js";

/** Which band it is. */
export interface BandName {
  /** Of the way to judge: letters and digits. */
  seed: string;
  /** Of the kind of files: letters and digits. */
  kind: string;
}

/** So many bands are kept that were written last. */
const mostKept = 8;

/** Changes with what is written. */
const formatVersion = 1;

const directoryOf = (store: string): string => join(store, "memory");
const pathOf = (store: string, { seed, kind }: BandName): string =>
  join(directoryOf(store), `${seed}.${kind}.band`);

/** Null where there is none, or only one that is damaged, which is removed, or of another version. */
export async function readBand(store: string, name: BandName): Promise<unknown> {
  const bytes = await readChecked(pathOf(store, name));
  try {
    const { version, content } = bytes && deserialize(bytes);
    return version === formatVersion ? content : null;
  } catch {
    // Of another version of Node.
    return null;
  }
}

/**
 * Saves a band in place of the one of its name, and removes those that are kept no longer. Where this
 * is not possible, the next report takes longer; nothing else depends on it.
 * @param content plain data
 */
export async function saveBand(store: string, name: BandName, content: unknown): Promise<void> {
  try {
    await ensureWritableDirectory(directoryOf(store));
    await writeChecked(pathOf(store, name), serialize({ version: formatVersion, content }));
    await removeOld(directoryOf(store));
  } catch {
    // Such as a store that may only be read.
  }
}

async function removeOld(directory: string): Promise<void> {
  const names = (await namesIn(directory)).filter((name) => name.endsWith(".band"));
  if (names.length <= mostKept) return;
  const withTimes = await Promise.all(
    names.map(async (name) => {
      const found = await stat(join(directory, name)).catch(() => null);
      return { name, writtenMs: found?.mtimeMs ?? 0 };
    }),
  );
  withTimes.sort((a, b) => b.writtenMs - a.writtenMs);
  for (const { name } of withTimes.slice(mostKept))
    await rm(join(directory, name), { force: true });
}
