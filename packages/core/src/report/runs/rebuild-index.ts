/** The index of runs made from what is in a directory. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { ensureWritableDirectory, writeOutputFiles } from "../../files/output-files.js";
import { namesIn } from "../../store/store-paths.js";
import { compareEntries, newPageNames, split } from "./index-pages.js";
import { entryReader } from "./read-entries.js";
import type { RunEntry } from "./run-entry.js";
import {
  dataPath,
  emptyManifest,
  indexData,
  indexName,
  manifestFile,
  pageFile,
  readManifest,
  readRuns,
  withIndexLock,
  writePage,
} from "./run-index.js";

export interface RebuildHooks {
  signal?: AbortSignal | undefined;
  /** Gets what cannot be read, and why. */
  note?: (text: string) => void;
  /** Called with the fraction of the work that is done, 0…1. */
  onProgress?: (share: number) => void;
}

export interface Rebuilt {
  /** Path of the page. */
  page: string;
  runs: number;
  /** Runs without a report. */
  unreported: number;
}

/**
 * Makes the index of a directory of reports, or of a store. What it says already of reports that have
 * not changed is kept; of those that are gone it is removed. Reports may be made meanwhile.
 * @param store its files without a report are in the index too, as unknown
 * @throws LightDqmError `output`, `interrupted`
 */
export async function rebuildIndex(
  directory: string,
  store: string,
  timeZone: string,
  { signal, note = () => {}, onProgress = () => {} }: RebuildHooks = {},
): Promise<Rebuilt> {
  await ensureWritableDirectory(indexData(directory));
  const before = await readManifest(directory);
  const known: RunEntry[] = [];
  for (const { name } of before?.pages ?? []) known.push(...(await readRuns(directory, name)));
  const reader = await entryReader(directory, store, known, signal);
  // What takes long, while others may write.
  const others = await reader.unreported(await reader.reported(onProgress));
  return withIndexLock(directory, async () => {
    const reports = await reader.reported(() => {});
    const stems = new Set(reports.map(({ stem }) => stem));
    const unreported = others.filter(({ stem }) => !stems.has(stem));
    const runs = [...reports, ...unreported].sort(compareEntries);
    const manifest = emptyManifest(timeZone);
    const pages = split(runs);
    const names = newPageNames(manifest, pages.length);
    const made = pages.map((ofPage, i) => pageFile(directory, names[i]!, ofPage));
    await writeOutputFiles([
      ...made.map(({ file }) => file),
      manifestFile(directory, {
        ...manifest,
        pages: made.map(({ row }) => row),
        checks: { ...before?.checks, ...reader.checks },
      }),
    ]);
    await removeOthers(directory, [...names, ...runs.flatMap(({ values }) => values ?? [])]);
    await writePage(directory);
    for (const text of reader.notes) note(text);
    return { page: join(directory, indexName), runs: runs.length, unreported: unreported.length };
  });
}

/** Removes data of runs that are gone, and pages that are none any more. */
async function removeOthers(directory: string, kept: readonly string[]): Promise<void> {
  const paths = new Set(kept.map((name) => dataPath(directory, name)));
  for (const name of await namesIn(indexData(directory))) {
    const path = join(indexData(directory), name);
    if (/^(runs|values)-/.test(name) && !paths.has(path)) await rm(path, { force: true });
  }
}
