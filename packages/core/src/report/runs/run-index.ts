/**
 * The index of a directory of reports on disk: `index.html`, and its data in `index-data`: a manifest,
 * pages of runs, and the numbers of each run. Writers take turns by a lock; each file is whole at any
 * time, and a page is written before the manifest that counts its runs.
 */
import { existsSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { gzip, type ZlibOptions } from "node:zlib";
import { LightDqmError } from "../../errors.js";
import { type Lock, takeLock } from "../../files/lock.js";
import {
  ensureWritableDirectory,
  type OutputFile,
  writeOutputFiles,
} from "../../files/output-files.js";
import { sha256 } from "../../files/sha256.js";
import { htmlShell } from "../html/shell.js";
import { dataIn, scriptOf } from "./data-script.js";
import {
  type IndexManifest,
  newPageNames,
  type PageRow,
  pageOf,
  type RunsPage,
  rowOf,
  split,
  withEntry,
  withoutEntry,
} from "./index-pages.js";
import type { KeptValues } from "./kept-values.js";
import type { RunEntry } from "./run-entry.js";

/** Name of the page that shows the runs. */
export const indexName = "index.html";

/** Directory of the data of an index. */
export const indexData = (directory: string): string => join(directory, "index-data");

/** Path of a data file by its name. */
export const dataPath = (directory: string, name: string): string =>
  join(indexData(directory), `${name}.js`);

/** What an index takes beside entries. */
export interface IndexWords {
  /** Titles of checks by name. */
  checks: Readonly<Record<string, string>>;
  /** IANA zone that times are shown in. */
  timeZone: string;
}

const lockKind = { what: "Cannot update the index of runs", staleMs: 60_000 };
const longestWaitMs = 20_000;

/**
 * Does something with the index while no other process changes it.
 * @throws LightDqmError `output` where another process holds it for too long
 */
export async function withIndexLock<Result>(
  directory: string,
  work: (lock: Lock) => Promise<Result>,
): Promise<Result> {
  await ensureWritableDirectory(indexData(directory));
  const path = join(indexData(directory), "lock");
  const untilMs = performance.now() + longestWaitMs;
  for (;;) {
    const lock = await takeLock(path, lockKind);
    if (lock) {
      try {
        return await work(lock);
      } finally {
        await lock.release();
      }
    }
    if (performance.now() > untilMs)
      throw new LightDqmError("output", {
        what: lockKind.what,
        where: path,
        got: "another process holds it",
      });
    await sleep(20 + 30 * Math.random());
  }
}

/** The manifest of an index; null where there is none that can be read. */
export async function readManifest(directory: string): Promise<IndexManifest | null> {
  const data = (await readData(directory, "manifest")) as IndexManifest | null;
  return data?.kind === "manifest" && data.version === 1 && Array.isArray(data.pages) ? data : null;
}

/** The runs of a page; none where it cannot be read, as then the index has to be made again. */
export async function readRuns(directory: string, name: string): Promise<RunEntry[]> {
  const data = (await readData(directory, name)) as RunsPage | null;
  return data?.kind === "runs" && Array.isArray(data.runs) ? data.runs : [];
}

async function readData(directory: string, name: string): Promise<unknown> {
  try {
    return dataIn(await readFile(dataPath(directory, name), "utf8"));
  } catch {
    return null;
  }
}

/**
 * Adds a run to the index, or puts it in the place of what the index said of its report. What is read
 * and written does not grow with the number of runs, but for the manifest, of one row a page.
 * @param numbers its data file; null where it has none
 * @throws LightDqmError `output`
 */
export async function addRun(
  directory: string,
  entry: RunEntry,
  numbers: OutputFile | null,
  words: IndexWords,
): Promise<void> {
  await withIndexLock(directory, async () => {
    const manifest = (await readManifest(directory)) ?? emptyManifest(words.timeZone);
    const at = pageOf(manifest, entry);
    const runs = at < 0 ? [] : await readRuns(directory, manifest.pages[at]!.name);
    const isKnown = numbers !== null && existsSync(numbers.path);
    const isHere = runs.some(({ stem }) => stem === entry.stem);
    const left = isKnown && !isHere ? await pagesWithout(directory, manifest, at, entry.stem) : [];
    const [page, ...more] = split(withEntry(runs, entry));
    const names = newPageNames(manifest, more.length);
    const kept = pageFile(directory, at < 0 ? "runs-0001" : manifest.pages[at]!.name, page!);
    const added = more.map((ofPage, i) => pageFile(directory, names[i]!, ofPage));
    const rows = manifest.pages.map(
      (row) => left.find((one) => one.row.name === row.name)?.row ?? row,
    );
    rows.splice(Math.max(0, at), 1, kept.row, ...added.map(({ row }) => row));
    const next: IndexManifest = {
      ...manifest,
      pages: rows.filter(({ count }) => count > 0),
      checks: { ...manifest.checks, ...words.checks },
      timeZone: words.timeZone,
    };
    // Runs that go to another page are twice in the data for a moment, never missing.
    await writeOutputFiles([
      ...(numbers ? [numbers] : []),
      ...added.map(({ file }) => file),
      manifestFile(directory, next),
      kept.file,
      ...left.map(({ file }) => file),
    ]);
    await writePage(directory);
  });
}

export const emptyManifest = (timeZone: string): IndexManifest => ({
  ...{ kind: "manifest", version: 1, pages: [], checks: {}, timeZone },
});

/** Pages that hold a report whose data had another time before: seldom any, so all are read. */
async function pagesWithout(
  directory: string,
  { pages }: IndexManifest,
  except: number,
  stem: string,
): Promise<ReturnType<typeof pageFile>[]> {
  const changed: ReturnType<typeof pageFile>[] = [];
  for (const [i, { name }] of pages.entries()) {
    if (i === except) continue;
    const runs = await readRuns(directory, name);
    const left = withoutEntry(runs, stem);
    if (left.length < runs.length) changed.push(pageFile(directory, name, left));
  }
  return changed;
}

/** A page of runs, to be written, and its row. */
export function pageFile(
  directory: string,
  name: string,
  runs: RunEntry[],
): { file: OutputFile; row: PageRow } {
  const script = scriptOf({ kind: "runs", name, runs } satisfies RunsPage);
  const row = rowOf(name, runs, sha256(script).slice(0, 12));
  return { file: { path: dataPath(directory, name), bytes: script }, row };
}

export const manifestFile = (directory: string, manifest: IndexManifest): OutputFile => ({
  path: dataPath(directory, "manifest"),
  bytes: scriptOf(manifest),
});

/** The data file of a run's numbers. */
export async function numbersFile(
  directory: string,
  stem: string,
  values: KeptValues,
): Promise<{ name: string; file: OutputFile }> {
  const name = `values-${sha256(stem).slice(0, 16)}`;
  const packed = (await packedBytes(JSON.stringify(values), { level: packing })).toString("base64");
  const bytes = scriptOf({ kind: "values", name, packed });
  return { name, file: { path: dataPath(directory, name), bytes } };
}

/** Of zlib: the default takes four times as long for a twelfth of the bytes. */
const packing = 4;
const packedBytes = promisify(gzip) as (text: string, options: ZlibOptions) => Promise<Buffer>;

/** Writes `index.html` where it is missing or of another version. */
export async function writePage(directory: string): Promise<void> {
  const path = join(directory, indexName);
  page ??= htmlShell({
    title: "Light DQM: runs",
    words: ["The runs of a directory of Light DQM reports."],
    program: "runs",
    data: {},
    loadsBeside: true,
  });
  const bytes = await page;
  if (!(await beginsAs(path, bytes))) await writeOutputFiles([{ path, bytes }]);
}

/** Whether a page is of the same size and begins the same: its policy names what is in it by hashes. */
async function beginsAs(path: string, page: Buffer): Promise<boolean> {
  try {
    const handle = await open(path);
    try {
      const { size } = await handle.stat();
      const start = Buffer.alloc(headBytes);
      await handle.read(start, 0, headBytes, 0);
      return size === page.length && start.equals(page.subarray(0, headBytes));
    } finally {
      await handle.close();
    }
  } catch {
    return false;
  }
}

/** As much of a page holds its policy. */
const headBytes = 512;

/** The same for all directories. */
let page: Promise<Buffer> | undefined;
