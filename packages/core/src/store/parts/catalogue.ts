/**
 * The files of a store that are not compacted, without opening each of them every time.
 *
 * `catalogue.json` remembers what was read of every file, and for each directory its inode and time
 * of change, which the file system alone sets, at every rename and removal in it. A directory whose
 * inode and time are as remembered holds the same files. Times have a coarse grain, so a directory
 * counts as settled only when it had been unchanged for 2 seconds of the file system's own clock
 * before it was listed; clocks of writers and readers play no part. The catalogue is a cache: it is
 * replaced as a whole, may be deleted, and a damaged one is rebuilt.
 */
import { randomBytes } from "node:crypto";
import { closeSync, fstatSync, openSync, statSync, writeSync } from "node:fs";
import { readdir, readFile, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import type { LightDqmError } from "../../errors.js";
import type { RunNumber } from "../../numerics/run-number.js";
import { sealed, unsealed } from "../checksum.js";
import type { FileNote } from "../file-note.js";
import { isSummaryName, runDirectories } from "../store-paths.js";

/** A single file, or the reason why it cannot be read. */
export interface LooseFile {
  path: string;
  address: string;
  note: FileNote | null;
  error: LightDqmError | null;
}

/** Reads the note of one file, or says why it cannot. Null for a file that is gone. */
export type ReadNote = (path: string) => Promise<LooseFile | null>;

/** Identity of a version of a file or directory: inode, time of change in ns, size. */
type Stamp = string;

/** A file as it is written down: short, because there are many. */
type Entry = [
  name: string,
  stamp: Stamp,
  input: FileNote["input"]["name"],
  run: RunNumber | null,
  subRun: RunNumber | null,
  firstMs: number | null,
  lastMs: number | null,
  processedMs: number | null,
  version: string | null,
  detector: string | null,
  eventsHash?: string | null,
  imported?: FileNote["imported"],
];

interface Listed {
  /** Null where the directory was not settled: its files are examined one by one. */
  stamp: Stamp | null;
  files: Entry[];
}

interface Catalogue {
  version: typeof catalogueVersion;
  /** By name of the run's directory. */
  directories: Record<string, Listed>;
}

const catalogueVersion = 2;
const settledMs = 2000;
const readsAtOnce = 16;

/** Fewer newly read files than this are read again next time rather than written down. */
const worthWriting = 64;

/** Time at which the file system of an open file that was just made believes to be, in ns. */
export type FileClock = (descriptor: number) => bigint;

/** The time of change that the file system itself has set. */
export const fileSystemClock: FileClock = (descriptor) =>
  fstatSync(descriptor, { bigint: true }).ctimeNs;

/** Every single file, in no order. */
export async function looseFiles(
  store: string,
  readNote: ReadNote,
  clock: FileClock,
): Promise<LooseFile[]> {
  const startedMs = performance.now();
  const path = join(store, "catalogue.json");
  const known = await readCatalogue(path);
  const listed = new Map<string, Listed>();
  const found: LooseFile[] = [];
  let newCount = 0;
  for (const directory of await runDirectories(store)) {
    const run = basename(directory);
    const stamp = stampOf(directory);
    if (stamp === null) continue;
    const before = known.directories[run];
    if (before?.stamp === stamp) {
      listed.set(run, before);
      for (const file of before.files) found.push(looseFile(directory, run, file));
      continue;
    }
    const now: Listed = { stamp, files: [] };
    const remembered = new Map(before?.files.map((file) => [file[0], file]));
    const names = (await namesOf(directory)).filter(isSummaryName);
    for (let i = 0; i < names.length; i += readsAtOnce) {
      const read = names.slice(i, i + readsAtOnce).map(async (name) => {
        const fileStamp = stampOf(join(directory, name));
        const same = remembered.get(name);
        if (fileStamp !== null && same?.[1] === fileStamp)
          return { file: looseFile(directory, run, same), fileStamp, isNew: false };
        return { file: await readNote(join(directory, name)), fileStamp, isNew: true };
      });
      for (const { file, fileStamp, isNew } of await Promise.all(read)) {
        if (file === null) continue;
        found.push(file);
        if (isNew) newCount++;
        if (file.note && fileStamp)
          now.files.push(entryOf(basename(file.path), fileStamp, file.note));
        // What could not be read is tried again every time.
        else now.stamp = null;
      }
    }
    listed.set(run, now);
  }
  if (newCount >= worthWriting) await writeCatalogue(path, listed, startedMs, clock);
  return found;
}

function entryOf(name: string, stamp: Stamp, note: FileNote): Entry {
  const { input, time, processedMs, version, detector, imported } = note;
  const { run, subRun, eventsHash } = input;
  const entry: Entry = [
    name,
    stamp,
    input.name,
    run,
    subRun,
    time?.firstMs ?? null,
    time?.lastMs ?? null,
    processedMs ?? null,
    version ?? null,
    detector ?? null,
  ];
  if (eventsHash !== undefined || imported) entry.push(eventsHash ?? null);
  if (imported) entry.push(imported);
  return entry;
}

function looseFile(directory: string, runDirectory: string, entry: Entry): LooseFile {
  const [fileName, , name, run, subRun, firstMs, lastMs, ...rest] = entry;
  const [processedMs, version, detector, eventsHash, imported] = rest;
  // Not `join` and `keyOfPath`: with 10,000 files they take longer than all else.
  const address = `${runDirectory}/${fileName.slice(0, -".parquet".length)}`;
  const time = firstMs === null || lastMs === null ? null : { firstMs, lastMs };
  const note: FileNote = { address, input: { name, run, subRun }, time };
  if (processedMs !== null) note.processedMs = processedMs;
  if (version !== null) note.version = version;
  if (detector !== null) note.detector = detector;
  if (eventsHash) note.input.eventsHash = eventsHash;
  if (imported) note.imported = imported;
  return { path: `${directory}/${fileName}`, address, note, error: null };
}

/** Null where there is nothing. */
function stampOf(path: string): Stamp | null {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats ? `${stats.ctimeNs} ${stats.ino} ${stats.size}` : null;
}

async function namesOf(directory: string): Promise<string[]> {
  // Compaction removes directories that it has emptied.
  return readdir(directory).catch(() => []);
}

async function readCatalogue(path: string): Promise<Catalogue> {
  try {
    const found = unsealed(await readFile(path, "utf8"));
    const catalogue = JSON.parse(found?.line ?? "") as Catalogue;
    if (catalogue.version === catalogueVersion && found?.isChecked) return catalogue;
  } catch {
    // None, or damaged.
  }
  return { version: catalogueVersion, directories: {} };
}

/** Writes the catalogue; where that is not possible, the next reader reads the files again. */
async function writeCatalogue(
  path: string,
  listed: ReadonlyMap<string, Listed>,
  startedMs: number,
  clock: FileClock,
): Promise<void> {
  const staged = `${path}.${process.pid}-${randomBytes(4).toString("hex")}.tmp`;
  try {
    const handle = openSync(staged, "wx");
    try {
      const nowNs = clock(handle);
      const spentMs = performance.now() - startedMs + settledMs;
      const settledBeforeNs = nowNs - BigInt(Math.ceil(spentMs)) * 1_000_000n;
      const settled = (stamp: Stamp | null): boolean =>
        stamp !== null && BigInt(stamp.split(" ")[0]!) < settledBeforeNs;
      const directories = Object.fromEntries(
        [...listed].map(([run, { stamp, files }]) => {
          const kept = files.filter((file) => settled(file[1]));
          const whole = settled(stamp) && kept.length === files.length;
          return [run, { stamp: whole ? stamp : null, files: kept }];
        }),
      );
      writeSync(handle, sealed(JSON.stringify({ version: catalogueVersion, directories })));
    } finally {
      closeSync(handle);
    }
    await rename(staged, path);
  } catch {
    await rm(staged, { force: true }).catch(() => {});
  }
}
