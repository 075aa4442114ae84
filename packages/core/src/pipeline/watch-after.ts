/** A watch that has seen the files before a file: from what was remembered, and the files since. */
import type { LightDqmError } from "../errors.js";
import { startWatch } from "../judge/start-watch.js";
import type { Watch, WatchSettings } from "../judge/watch.js";
import type { WatchMemory } from "../judge/watch-memory.js";
import { isKeptLonger, readMemory, savedMemories, saveMemory } from "../store/memory-files.js";
import { readForWatch } from "../store/read-for-watch.js";
import { type StoredFile, unreadableSummary } from "../store/stored-files.js";
import type { FileSummary } from "../summary.js";
import type { FilesBefore } from "./files-before.js";

/** A file that could not be read, and is missing in a memory. */
interface Missing {
  address: string;
  /** Why, in words. */
  message: string;
}

/** What is saved. */
interface SavedMemory {
  memory: WatchMemory;
  missing: Missing[];
}

/** A watch that has seen some files. */
export interface FilesSeen {
  watch: Watch;
  missing: Missing[];
  /** Files that had to be read. */
  readCount: number;
}

/** Hooks of `watchAfter`. */
export interface SeeingHooks {
  /** Called before each file that is read, with its index and how many there are. */
  onFile?: ((index: number, count: number) => void) | undefined;
  /** Which of what is remembered on the way is saved: where many files were read the last, or all. */
  saves: "nothing" | "last" | "all";
}

/** So many files take long enough to read for what was made of them to be kept. */
const worthSaving = 16;

/**
 * The watch after some files: goes on from the latest memory that fits, however long the history.
 * Files that cannot be read are missing in it; once one can, memories without it fit no longer.
 */
export async function watchAfter(
  store: string,
  before: FilesBefore,
  how: WatchSettings,
  detector: Pick<FileSummary["detector"], "name">,
  { onFile, saves }: SeeingHooks,
): Promise<FilesSeen> {
  const { files } = before;
  const { position, saved } = await latestMemory(store, before);
  const watch = startWatch(how, saved?.memory);
  const missing = [...(saved?.missing ?? [])];
  const count = files.length - position;
  for (let i = 0; i < count; i++) {
    onFile?.(i, count);
    const file = files[position + i]!;
    try {
      const summary = await readForWatch(file);
      // Notes of earlier versions do not name the detector.
      if (summary.detector.name === detector.name) watch.pass(summary);
    } catch (error) {
      missing.push(missingFile(file, unreadableSummary(error, file.path)));
    }
    const isLast = i === count - 1 && count >= worthSaving;
    const seen = { watch, missing, readCount: count };
    const isWanted = saves === "all" ? isKeptLonger(position + i + 1) || isLast : isLast;
    if (saves !== "nothing" && isWanted) await saveSeen(store, before, position + i + 1, seen);
  }
  return { watch, missing, readCount: count };
}

const missingFile = ({ address }: StoredFile, { message }: LightDqmError): Missing => ({
  address,
  message,
});

/** Saves what a watch remembers after the first so many files. */
export async function saveSeen(
  store: string,
  { chain: { seed }, keys }: Pick<FilesBefore, "chain" | "keys">,
  position: number,
  { watch, missing }: FilesSeen,
): Promise<void> {
  const content: SavedMemory = { memory: watch.memory(), missing };
  await saveMemory(store, { seed, position, key: keys[position]! }, content);
}

async function latestMemory(
  store: string,
  { files, keys }: FilesBefore,
): Promise<{ position: number; saved: SavedMemory | null }> {
  const nameOf = new Map((await savedMemories(store)).map((name) => [name.key, name]));
  for (let position = files.length; position > 0; position--) {
    const name = nameOf.get(keys[position]!);
    const saved = name && ((await readMemory(store, name)) as SavedMemory | null);
    if (saved && (await areStillMissing(saved.missing, files))) return { position, saved };
  }
  return { position: 0, saved: null };
}

/** Whether none of some files can be read now. */
async function areStillMissing(
  missing: readonly Missing[],
  files: readonly StoredFile[],
): Promise<boolean> {
  const addresses = new Set(missing.map(({ address }) => address));
  for (const file of files) {
    if (!addresses.has(file.address)) continue;
    const isReadable = await readForWatch(file).then(
      () => true,
      () => false,
    );
    if (isReadable) return false;
  }
  return true;
}
