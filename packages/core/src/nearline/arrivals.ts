/** Which of the files that scans see are complete. Pure. */
import type { Seen } from "./scan.js";

/** A file that has not been reported, over scans. */
export interface Sighting extends Seen {
  /** When it was first seen with this size and time, milliseconds UTC. */
  sinceMs: number;
  /** In how many scans it was seen so, from 1. */
  scans: number;
}

/** What is known of files after a scan: a changed one begins again, one that is gone is forgotten. */
export function sightingsAfter(
  before: ReadonlyMap<string, Sighting>,
  seen: readonly Seen[],
  nowMs: number,
): Map<string, Sighting> {
  return new Map(
    seen.map((file) => {
      const last = before.get(file.path);
      const isSame = last?.sizeBytes === file.sizeBytes && last.mtimeMs === file.mtimeMs;
      const since = isSame ? { ...last, scans: last.scans + 1 } : { sinceMs: nowMs, scans: 1 };
      return [file.path, { ...file, sinceMs: since.sinceMs, scans: since.scans }];
    }),
  );
}

/**
 * Whether a file is taken to be complete: unchanged over two scans, and not written for a while. A
 * clock of the file server that is ahead makes it wait from when it was first seen so. One that stays
 * empty is complete too, so that it fails and is told of, not waited for in silence.
 */
export function isComplete(
  { mtimeMs, sinceMs, scans }: Sighting,
  nowMs: number,
  ageMs: number,
): boolean {
  const untouchedMs = mtimeMs <= nowMs ? nowMs - mtimeMs : nowMs - sinceMs;
  return scans >= 2 && untouchedMs >= ageMs;
}
