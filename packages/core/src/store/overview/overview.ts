/** A store at one moment, of whose parts those files alone are read that are asked for. */

import { fileStem } from "../../flow/file-name.js";
import { compareRunNumbers, type RunNumber } from "../../numerics/run-number.js";
import type { CompactedFile } from "../parts/manifest.js";
import { addressOf, summaryKey } from "../store-paths.js";
import { compactedFile, type StoredFile, singleFiles } from "../stored-files.js";
import { addressHash, hasHash, nameHash, type PartHead } from "./part-head.js";
import { partFiles, partHeads } from "./part-heads.js";

/** A part among the others. */
export interface PartInStore {
  head: PartHead;
  /** Its files that count: of what is in a later part too, or single, that copy does. */
  files(): Promise<StoredFile[]>;
  /** Whether all that the head tells of counts. */
  isWhole: boolean;
}

export interface Overview {
  /** Those that are in no part, or newer than their copy there; in no order. */
  singles: StoredFile[];
  /** In the order of the manifest. */
  parts: PartInStore[];
}

/** Looks at a store. What is being written or compacted meanwhile is as it was or as it has become. */
export async function overviewOf(store: string): Promise<Overview> {
  // In the order in which compaction moves a file: what has left one place is in a later one.
  const singles = await singleFiles(store);
  const heads = await partHeads(store);
  const hidden = await copiesIn(store, heads, [...singles.keys()]);
  return {
    singles: [...singles.values()],
    parts: heads.map((head) => partOf(store, head, hidden.get(head.name) ?? new Set())),
  };
}

/** Of some addresses those that parts hold too, by part. */
async function copiesIn(
  store: string,
  heads: readonly PartHead[],
  addresses: readonly string[],
): Promise<Map<string, Set<string>>> {
  const copies = new Map<string, Set<string>>();
  const hashes = addresses.map(addressHash);
  for (const head of heads) {
    const likely = addresses.filter((_, i) => hasHash(head.addresses, hashes[i]!));
    if (likely.length === 0) continue;
    const there = new Set((await partFiles(store, head.name)).map(({ address }) => address));
    const held = likely.filter((address) => there.has(address));
    if (held.length > 0) copies.set(head.name, new Set(held));
  }
  return copies;
}

function partOf(store: string, head: PartHead, hidden: ReadonlySet<string>): PartInStore {
  const replaced = new Set(head.replaced.map(([index]) => index));
  const counts = (file: CompactedFile, index: number): boolean =>
    !replaced.has(index) && !hidden.has(file.address);
  return {
    head,
    isWhole: hidden.size === 0,
    files: async () =>
      (await partFiles(store, head.name)).filter(counts).map((file) => compactedFile(store, file)),
  };
}

/** The overview without the file of a path. */
export function without({ singles, parts }: Overview, path: string | null): Overview {
  const others = singles.filter((file) => file.path !== path);
  if (path === null || others.length < singles.length) return { singles: others, parts };
  const hash = addressHash(addressOf(path));
  return {
    singles,
    parts: parts.map((part) =>
      hasHash(part.head.addresses, hash)
        ? {
            ...part,
            isWhole: false,
            files: async () => (await part.files()).filter((file) => file.path !== path),
          }
        : part,
    ),
  };
}

/** The readable files of a run, in no order. */
export async function filesOfRun(
  { singles, parts }: Overview,
  run: RunNumber,
): Promise<StoredFile[]> {
  const likely = parts.filter(
    ({ head: { runs } }) =>
      runs !== null && compareRunNumbers(runs[0], run) <= 0 && compareRunNumbers(run, runs[1]) <= 0,
  );
  return filesAmong(singles, likely, ({ note }) => note?.input.run === run);
}

/** The readable files of a name, whatever its endings, in no order. */
export async function filesNamed(
  { singles, parts }: Overview,
  name: string,
): Promise<StoredFile[]> {
  const stem = fileStem(name);
  const hash = nameHash(summaryKey(stem));
  const likely = parts.filter(({ head }) => hasHash(head.names, hash));
  return filesAmong(
    singles,
    likely,
    ({ note }) => note !== null && fileStem(note.input.name) === stem,
  );
}

async function filesAmong(
  singles: readonly StoredFile[],
  parts: readonly PartInStore[],
  isWanted: (file: StoredFile) => boolean,
): Promise<StoredFile[]> {
  const found = singles.filter(isWanted);
  for (const part of parts) found.push(...(await part.files()).filter(isWanted));
  return found;
}
