/**
 * What a watch remembered after some files of a store, so that the next report need not read them:
 * `memory/<seed>.<position>.<key>.bin`. It is a cache: it may be deleted, and what is damaged is
 * removed and made again.
 */
import { readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { ensureWritableDirectory, writeOutputFiles } from "../files/output-files.js";
import { sha256 } from "../files/sha256.js";
import { namesIn } from "./store-paths.js";

/** Which memory it is. */
export interface MemoryName {
  /** Of the chain: letters and digits. */
  seed: string;
  /** How many files it is after. */
  position: number;
  /** Of what it rests on: letters and digits. */
  key: string;
}

/** Of each seed, so many are kept that were written last… */
const latestKept = 4;
/** …and those after every so many files, for files that come late. */
const stepKept = 64;
/** Of all together, at most so many: those that were written last. */
const mostKept = 40;

/** Whether a memory after so many files outlives the next few. */
export const isKeptLonger = (position: number): boolean =>
  position > 0 && position % stepKept === 0;

const directoryOf = (store: string): string => join(store, "memory");
const pathOf = (store: string, { seed, position, key }: MemoryName): string =>
  join(directoryOf(store), `${seed}.${position}.${key}.bin`);

const namePattern = /^([0-9a-z]+)\.(\d+)\.([0-9a-z]+)\.bin$/;

/** The memories of a store, in no order. */
export async function savedMemories(store: string): Promise<MemoryName[]> {
  const names = await namesIn(directoryOf(store)).catch(() => []);
  return names.flatMap((name) => {
    const [, seed, position, key] = namePattern.exec(name) ?? [];
    return key === undefined ? [] : [{ seed: seed!, position: Number(position), key }];
  });
}

const hashLength = 64;

/** Null where there is none, or only a damaged one, which is removed. */
export async function readMemory(store: string, name: MemoryName): Promise<unknown> {
  const path = pathOf(store, name);
  try {
    const bytes = await readFile(path);
    const content = bytes.subarray(hashLength);
    if (sha256(content) === bytes.subarray(0, hashLength).toString("latin1"))
      return deserialize(content);
  } catch {
    // None, or one that no longer can be read.
  }
  await rm(path, { force: true }).catch(() => {});
  return null;
}

/**
 * Saves what a watch remembers, and removes what is kept no longer. Where this is not possible, the
 * next report takes longer; nothing else depends on it.
 * @param content plain data
 */
export async function saveMemory(store: string, name: MemoryName, content: unknown): Promise<void> {
  try {
    const bytes = serialize(content);
    await ensureWritableDirectory(directoryOf(store));
    const written = Buffer.concat([Buffer.from(sha256(bytes), "latin1"), bytes]);
    await writeOutputFiles([{ path: pathOf(store, name), bytes: written }]);
    await removeOld(store);
  } catch {
    // Such as a store that may only be read.
  }
}

async function removeOld(store: string): Promise<void> {
  const saved = await savedMemories(store);
  const withTimes = await Promise.all(
    saved.map(async (name) => {
      const found = await stat(pathOf(store, name)).catch(() => null);
      return { name, writtenMs: found?.mtimeMs ?? 0 };
    }),
  );
  const latestFirst = withTimes.sort(
    (a, b) => b.writtenMs - a.writtenMs || b.name.position - a.name.position,
  );
  const countOf = new Map<string, number>();
  let kept = 0;
  for (const { name } of latestFirst) {
    const count = countOf.get(name.seed) ?? 0;
    countOf.set(name.seed, count + 1);
    const isKept = (count < latestKept || isKeptLonger(name.position)) && kept < mostKept;
    if (isKept) kept++;
    else await rm(pathOf(store, name), { force: true });
  }
}
