/** Which FLOW files lie in directories now. */
import { type Stats, stat } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { flowNames } from "../flow/discover.js";

/** A file as a scan saw it. */
export interface Seen {
  /** Absolute. */
  path: string;
  sizeBytes: number;
  /** Milliseconds UTC, as the file system says. */
  mtimeMs: number;
}

/** What was last found in a directory. */
interface Listing {
  /** Absolute. */
  files: string[];
  folders: string[];
  /** Which directory it is, by whatever path. */
  identity: string;
  /** Of the directory, as the file system says. */
  mtimeMs: number;
  /** When that was first seen, milliseconds UTC. */
  sinceMs: number;
  /** When it was listed. */
  listedMs: number;
}

/** What scans remember, by directory; each changes it. */
export type Listings = Map<string, Listing>;

/** A directory that cannot be listed, or whose files cannot be looked at. */
export interface Away {
  directory: string;
  /** Code of the system error, as `ENOENT`. */
  reason: string;
}

export interface ScanOptions {
  listings: Listings;
  nowMs: number;
  /** Only files whose name starts with this; the same in all scans. */
  prefix: string;
  /** False where a file need not be looked at again; its size is not asked for. */
  isOfInterest(path: string): boolean;
  /** Whether a directory is listed even if nothing says that it has changed. */
  isToList(directory: string): boolean;
}

/** Directories, or files, that are asked about at a time. */
const atOnce = 64;

/**
 * A directory is taken to be as it was listed if its time is the same, and it was listed when that time
 * had been known for so long: within the same tick of a clock a second file changes no time, and a
 * client of NFS keeps the old time for up to a minute.
 */
const settledMs = 70_000;

/**
 * The FLOW files of directories and all below, by the rule of `discoverFlowFiles` in each; links are
 * followed, and a directory that several paths lead to is taken once. Polled, since file systems in a
 * network tell nobody of what other machines write.
 * @returns the files of interest, the directories that cannot be listed, and those with files that
 *   cannot be looked at; what is gone further down is left out
 */
export async function scanDirectories(
  directories: readonly string[],
  { listings, nowMs, prefix, isOfInterest, isToList }: ScanOptions,
): Promise<{ seen: Seen[]; away: Away[]; unseen: Away[] }> {
  const paths: string[] = [];
  const away: Away[] = [];
  const present = new Set<string>();
  const taken = new Set<string>();
  let level = [...directories];
  for (let depth = 0; level.length > 0; depth++) {
    const found = await inTurns(level, async (directory) => {
      present.add(directory);
      try {
        const before = isToList(directory) ? null : listings.get(directory);
        return await listingOf(directory, before ?? null, { nowMs, prefix, listings });
      } catch (cause) {
        listings.delete(directory);
        const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
        if (depth === 0 || reason !== "ENOENT") away.push({ directory, reason });
        return null;
      }
    });
    level = [];
    for (const each of found) {
      if (!each || taken.has(each.identity)) continue;
      taken.add(each.identity);
      for (const file of each.files) paths.push(file);
      for (const folder of each.folders) level.push(folder);
    }
  }
  for (const directory of listings.keys()) if (!present.has(directory)) listings.delete(directory);
  const unseen = new Map<string, Away>();
  const seen = await inTurns(paths.filter(isOfInterest), (path) =>
    seenAt(path).catch((cause: NodeJS.ErrnoException) => {
      const directory = dirname(path);
      if (!isNothing(cause))
        unseen.set(directory, { directory, reason: cause.code ?? String(cause) });
      return null;
    }),
  );
  return { seen: seen.filter((each) => each !== null), away, unseen: [...unseen.values()] };
}

const isNothing = ({ code }: NodeJS.ErrnoException): boolean =>
  code === "ENOENT" || code === "ENOTDIR";

async function listingOf(
  directory: string,
  before: Listing | null,
  { nowMs, prefix, listings }: Pick<ScanOptions, "nowMs" | "prefix" | "listings">,
): Promise<Listing> {
  // Its time is asked for first: what comes in between is seen next time.
  const { mtimeMs, dev, ino } = await statusOf(directory);
  if (before?.mtimeMs === mtimeMs && before.listedMs - before.sinceMs >= settledMs) return before;
  const last = listings.get(directory);
  const sinceMs = last?.mtimeMs === mtimeMs ? last.sinceMs : nowMs;
  // Some file systems do not number their directories.
  const identity = ino > 0 ? `${dev}:${ino}` : directory;
  const found = await listed(directory, prefix);
  const listing = { ...found, identity, mtimeMs, sinceMs, listedMs: nowMs };
  listings.set(directory, listing);
  return listing;
}

async function listed(
  directory: string,
  prefix: string,
): Promise<Pick<Listing, "files" | "folders">> {
  const entries = await readdir(directory, { withFileTypes: true });
  const open = entries.filter(({ name }) => !name.startsWith("."));
  const isFolder = await inTurns(open, async (entry) => {
    if (!entry.isSymbolicLink()) return entry.isDirectory();
    const target = await statusOf(join(directory, entry.name)).catch(() => null);
    return target?.isDirectory() ?? false;
  });
  const folders = open.filter((_, i) => isFolder[i]).map(({ name }) => name);
  const files = open.filter((_, i) => !isFolder[i]).map(({ name }) => name);
  return {
    files: flowNames(files.filter((name) => name.startsWith(prefix))).map((name) =>
      join(directory, name),
    ),
    folders: folders.map((name) => join(directory, name)),
  };
}

/** Null for what is no file. @throws Error where it cannot be looked at */
async function seenAt(path: string): Promise<Seen | null> {
  const status = await statusOf(path);
  return status.isFile() ? { path, sizeBytes: status.size, mtimeMs: status.mtimeMs } : null;
}

/** By the callback: that of promises takes three times as long, which counts with 100,000 files. */
const statusOf = (path: string): Promise<Stats> =>
  new Promise((resolve, reject) =>
    stat(path, (error, status) => (error ? reject(error) : resolve(status))),
  );

async function inTurns<In, Out>(
  items: readonly In[],
  work: (item: In) => Promise<Out>,
): Promise<Out[]> {
  const results: Out[] = [];
  for (let i = 0; i < items.length; i += atOnce)
    results.push(...(await Promise.all(items.slice(i, i + atOnce).map(work))));
  return results;
}
