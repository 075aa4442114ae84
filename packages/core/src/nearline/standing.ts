/** Where a file stands, by the ledger. Pure. */
import type { LedgerEntry } from "./ledger.js";
import { waitAfterMs } from "./retries.js";
import type { Seen } from "./scan.js";

type Entries = ReadonlyMap<string, LedgerEntry>;

export const isUnchanged = (a: Seen | undefined, b: Seen): boolean =>
  a?.sizeBytes === b.sizeBytes && a.mtimeMs === b.mtimeMs;

/** Tries of a file as it is now; one that was written anew begins again. */
export function triesOf(entry: LedgerEntry | null, file: Seen): number {
  return entry && isUnchanged(entry, file) && entry.state !== "done" ? entry.tries : 0;
}

/** Of these tries, those that failed for a reason of the file's own. */
export function ownFailuresOf(entry: LedgerEntry | null, file: Seen): number {
  const tries = triesOf(entry, file);
  return tries === 0 ? 0 : (entry?.ownFailures ?? tries);
}

/** Whether a file as it is now was tried, with whatever result. */
export const isTried = (entries: Entries, file: Seen): boolean =>
  isUnchanged(entries.get(file.path), file) && entries.get(file.path)!.state !== "begun";

/** Whether anything is left to do about a file as it is now. */
export const isOpen = (entries: Entries, file: Seen): boolean =>
  !isTried(entries, file) || entries.get(file.path)!.state === "retry";

/** Whether a file may be tried now. */
export function isDue(entries: Entries, file: Seen, nowMs: number): boolean {
  const entry = entries.get(file.path);
  if (!entry || entry.state === "done" || !isUnchanged(entry, file)) return true;
  // Most that were in hand when a watcher ended had nothing to do with it.
  const waitMs = entry.state === "begun" && entry.tries <= 2 ? 0 : waitAfterMs(entry.tries);
  // A clock that was set back does not make it wait for longer.
  return nowMs - entry.atMs >= waitMs || entry.atMs > nowMs;
}

/** At least so many scans until a finished file is looked at again, in case it was written anew. */
const fewestTurns = 20;
/** So many finished files are looked at in one scan, beyond those that `fewestTurns` asks for. */
const finishedAtOnce = 1000;

/**
 * Which of the paths have their turn in a scan: each in one of so many scans that a scan stays cheap,
 * however many there are.
 * @param count of all paths
 */
export function turnOf(scan: number, count: number): (path: string) => boolean {
  const turns = Math.max(fewestTurns, Math.ceil(count / finishedAtOnce));
  return (path) => {
    let hash = 0;
    for (let i = 0; i < path.length; i++) hash = (Math.imul(hash, 31) + path.charCodeAt(i)) | 0;
    return (hash >>> 0) % turns === scan % turns;
  };
}
