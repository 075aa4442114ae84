/** A watch that has seen the files before a file: from what was remembered, and the files since. */
import type { LightDqmError } from "../errors.js";
import { startWatch } from "../judge/start-watch.js";
import type { Watch, WatchSettings } from "../judge/watch.js";
import type { WatchMemory } from "../judge/watch-memory.js";
import { isKeptLonger, readMemory, savedMemories, saveMemory } from "../store/memory-files.js";
import { readForWatch } from "../store/read-for-watch.js";
import { entryAt, type StoredFile, unreadableSummary } from "../store/stored-files.js";
import type { FileSummary } from "../summary.js";
import { type Chain, nonePassed, type Passed, passedWith, passedWithout } from "./chain.js";
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
  const { chain } = before;
  const { saved, since, passed: remembered } = await latestMemory(store, before);
  const watch = startWatch(how, saved?.memory);
  const missing = [...(saved?.missing ?? [])];
  const count = since.length;
  let passed = remembered;
  for (const [i, file] of since.entries()) {
    onFile?.(i, count);
    passed = passedWith(passed, file.note!);
    try {
      const summary = await readForWatch(file);
      // Notes of earlier versions do not name the detector.
      if (summary.detector.name === detector.name) watch.pass(summary);
    } catch (error) {
      missing.push(missingFile(file, unreadableSummary(error, file.path)));
    }
    const isLast = i === count - 1 && count >= worthSaving;
    const seen = { watch, missing, readCount: count };
    const isWanted = saves === "all" ? isKeptLonger(passed.fileCount) || isLast : isLast;
    if (saves !== "nothing" && isWanted) await saveSeen(store, chain, passed, file, seen);
  }
  return { watch, missing, readCount: count };
}

const missingFile = ({ address }: StoredFile, { message }: LightDqmError): Missing => ({
  address,
  message,
});

/** Saves what a watch remembers after some files, of which `last` is the last. */
export async function saveSeen(
  store: string,
  { seed, keyAfter }: Chain,
  passed: Passed,
  { note: last }: Pick<StoredFile, "note">,
  { watch, missing }: Pick<FilesSeen, "watch" | "missing">,
): Promise<void> {
  const content: SavedMemory = { memory: watch.memory(), missing };
  const name = { seed, position: passed.fileCount, key: keyAfter(passed, last!) };
  await saveMemory(store, name, content);
}

/** What was remembered last, after which files, and the files since, oldest first. */
interface Remembered {
  saved: SavedMemory | null;
  passed: Passed;
  since: StoredFile[];
}

async function latestMemory(store: string, before: FilesBefore): Promise<Remembered> {
  const { chain, fileCount, key, someUntimed } = before;
  const names = (await savedMemories(store)).filter(({ seed }) => seed === chain.seed);
  const since: StoredFile[] = [];
  let passed: Passed = { fileCount, key, someUntimed };
  for await (const file of before.latestFirst()) {
    const there = names.filter(({ position }) => position === passed.fileCount);
    if (there.length > 0) {
      const wanted = chain.keyAfter(passed, file.note!);
      const name = there.find((one) => one.key === wanted);
      const saved = name && ((await readMemory(store, name)) as SavedMemory | null);
      if (saved && (await areStillMissing(store, saved.missing)))
        return { saved, passed, since: since.reverse() };
    }
    since.push(file);
    passed = passedWithout(passed, file.note!);
  }
  return { saved: null, passed: nonePassed, since: since.reverse() };
}

/** Whether none of some files can be read now. */
async function areStillMissing(store: string, missing: readonly Missing[]): Promise<boolean> {
  for (const { address } of missing) {
    const file = await entryAt(store, address);
    const isReadable =
      file !== null &&
      (await readForWatch(file).then(
        () => true,
        () => false,
      ));
    if (isReadable) return false;
  }
  return true;
}
