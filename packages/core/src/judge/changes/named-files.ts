/** The files that a memory may still name: those that something in it began in. */
import { filesInLevels, nearFileOf } from "../../history/levels/level-memory.js";
import { filesInShares, filesOfTakenOut } from "../../history/shares/share-memory.js";
import type { DetectorMemory, Epoch } from "../watch-memory.js";

/** Indices of the files that are named in what is remembered, whatever comes next. */
export function namedFiles({ levels, shares, epochs, known }: DetectorMemory): Set<number> {
  const named = new Set<number>();
  const add = (indices: Iterable<number>): void => {
    for (const index of indices) named.add(index);
  };
  for (const memory of Object.values(levels)) add(filesInLevels(memory));
  for (const memory of Object.values(shares)) add(filesInShares(memory));
  for (const [key, ofChannels] of Object.entries(epochs))
    for (const numbers of Object.values(ofChannels).flatMap(shelvedOf))
      add(key in levels ? [nearFileOf(numbers)] : filesOfTakenOut(numbers));
  for (const { since } of known.values()) named.add(since);
  return named;
}

const shelvedOf = ({ shelved }: Epoch): number[][] => Object.values(shelved).flat();
