/** The files that were passed, of which only those are kept that something may be told to be since. */
import type { Since } from "./since.js";

/** Plain data. */
export interface FilesPassed {
  /** All of them. */
  count: number;
  /** By index: the oldest is 0. */
  named: Map<number, Since>;
}

export const noneSoFar = (): FilesPassed => ({ count: 0, named: new Map() });

export const copyOf = ({ count, named }: FilesPassed): FilesPassed => ({
  count,
  named: new Map(named),
});

/** Adds one, in place. @returns the same */
export function addFile(files: FilesPassed, file: Since): FilesPassed {
  files.named.set(files.count++, file);
  return files;
}

/** Forgets, in place, all but some; the first and the latest may always be named. */
export function keepOnly({ count, named }: FilesPassed, indices: ReadonlySet<number>): void {
  for (const index of named.keys())
    if (index !== 0 && index !== count - 1 && !indices.has(index)) named.delete(index);
}
