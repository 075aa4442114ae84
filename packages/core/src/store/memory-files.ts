/**
 * What a watch remembered after some files of a store, so that the next report need not read them:
 * `memory/<seed>.<position>.<key>.bin`. It is a cache: it may be deleted, and what is damaged is
 * removed and made again.
 */
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { readChecked, writeChecked } from "../files/checked-file.js";
import { ensureWritableDirectory } from "../files/output-files.js";
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
/** …and those after every so many files, for files that come late: fewer, the further back. */
const stepKept = 64;
/** Of all together, at most so many: those of the seeds that were written last. */
const mostKept = 64;

/** Whether a memory after so many files outlives the next few. */
export const isKeptLonger = (position: number): boolean =>
  position > 0 && position % stepKept === 0;

/**
 * Whether a memory outlives the next few while the latest is so much later. The steps between those
 * that do are at most half of the way back, so that after a late file few more files have to be read
 * again than come after it, and there are about two for each doubling of the history.
 */
export function isKeptFor(position: number, latest: number): boolean {
  let step = stepKept;
  while (4 * step <= latest - position) step *= 2;
  return position > 0 && position % step === 0;
}

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

/** Null where there is none, or only a damaged one, which is removed. */
export async function readMemory(store: string, name: MemoryName): Promise<unknown> {
  const content = await readChecked(pathOf(store, name));
  try {
    return content && deserialize(content);
  } catch {
    // Of another version of Node.
    return null;
  }
}

/**
 * Saves what a watch remembers, and removes what is kept no longer. Where this is not possible, the
 * next report takes longer; nothing else depends on it.
 * @param content plain data
 */
export async function saveMemory(store: string, name: MemoryName, content: unknown): Promise<void> {
  try {
    await ensureWritableDirectory(directoryOf(store));
    await writeChecked(pathOf(store, name), serialize(content));
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
  const bySeed = new Map<string, MemoryName[]>();
  for (const { name } of latestFirst)
    bySeed.set(name.seed, [...(bySeed.get(name.seed) ?? []), name]);
  const kept = new Set([...bySeed.values()].flatMap(keptOfSeed).slice(0, mostKept));
  for (const name of saved) if (!kept.has(name)) await rm(pathOf(store, name), { force: true });
}

/** @param names those of a seed, latest written first */
function keptOfSeed(names: readonly MemoryName[]): MemoryName[] {
  const latest = Math.max(...names.map(({ position }) => position));
  const positions = new Set<number>();
  return names.filter(({ position }, i) => {
    // Of two after so many files the newer one is more likely to be of the files that are there.
    const isNewest = !positions.has(position);
    positions.add(position);
    return i < latestKept || (isNewest && isKeptFor(position, latest));
  });
}
