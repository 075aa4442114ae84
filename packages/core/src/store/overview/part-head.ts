/**
 * What is known of a part without its files: enough to tell whether it has to be opened. Heads of parts
 * are independent of each other but for `replaced`.
 */
import { sha256 } from "../../files/sha256.js";
import { compareRunNumbers, type RunNumber } from "../../numerics/run-number.js";
import type { FileNote } from "../file-note.js";
import { comparePlaced, type Line, lineOf, type Placed } from "../order.js";
import type { CompactedFile } from "../parts/manifest.js";
import { summaryKey } from "../store-paths.js";
import { keyOfNone, keyOfText, keyText, toggled } from "./set-key.js";

/** The files of a line and a detector in a part, without those that are `replaced`. */
export interface LineHead {
  line: Line;
  /** Null where the notes do not say. */
  detector: string | null;
  fileCount: number;
  /** A `SetKey` as digits. */
  key: string;
  /** Those that come first and last in time. */
  first: Placed;
  last: Placed;
}

/** The head of a part. */
export interface PartHead {
  name: string;
  lines: LineHead[];
  /** The smallest and the largest run number; null without any. */
  runs: readonly [smallest: RunNumber, largest: RunNumber] | null;
  /** Files that a later part has too, whose copy counts: index here and name of the later part. */
  replaced: readonly (readonly [index: number, by: string])[];
  /** Hashes of all names and of all addresses, ascending: see `nameHash` and `addressHash`. */
  names: Uint32Array;
  addresses: Uint32Array;
}

const hashed = (text: string): number => Number.parseInt(sha256(text).slice(0, 8), 16);

/** Hash of the plain key of a file: the same for all files of a name. */
export const nameHash = (plainKey: string): number => hashed(plainKey);

/** Hash of an address by its run and content, or where it has no content by its run and key. */
export function addressHash(address: string): number {
  const run = address.slice(0, address.indexOf("/") + 1);
  const content = address.lastIndexOf("~");
  return hashed(`${run}${address.slice(content < 0 ? run.length : content)}`);
}

/** Hashes of the plain keys of a file: that of its address, and that of its name. */
function nameHashes({ address, input }: FileNote): number[] {
  const key = address.slice(address.indexOf("/") + 1).split("~")[0]!;
  const ofName = summaryKey(input.name);
  return (key === ofName ? [key] : [key, ofName]).map(nameHash);
}

/** The head of a part of these files. */
export function partHead(
  name: string,
  files: readonly CompactedFile[],
  replaced: PartHead["replaced"] = [],
): PartHead {
  const isReplaced = new Set(replaced.map(([index]) => index));
  const lines = new Map<string, LineHead>();
  let runs: PartHead["runs"] = null;
  for (const [index, file] of files.entries()) {
    const { run } = file.input;
    if (run !== null) runs = runs ? withRun(runs, run) : [run, run];
    if (isReplaced.has(index)) continue;
    const [line, detector] = [lineOf(file), file.detector ?? null];
    const key = `${line} ${detector}`;
    const before = lines.get(key);
    const placed = placeOf(file);
    lines.set(key, {
      line,
      detector,
      fileCount: (before?.fileCount ?? 0) + 1,
      key: keyText(toggled(before ? keyOfText(before.key) : keyOfNone, file)),
      first: before && comparePlaced(before.first, placed) <= 0 ? before.first : placed,
      last: before && comparePlaced(before.last, placed) >= 0 ? before.last : placed,
    });
  }
  const sorted = (hashes: number[]): Uint32Array => Uint32Array.from(new Set(hashes)).sort();
  return {
    ...{ name, lines: [...lines.values()], runs, replaced },
    names: sorted(files.flatMap(nameHashes)),
    addresses: sorted(files.map(({ address }) => addressHash(address))),
  };
}

type Runs = NonNullable<PartHead["runs"]>;

const withRun = ([smallest, largest]: Runs, run: RunNumber): Runs => [
  compareRunNumbers(run, smallest) < 0 ? run : smallest,
  compareRunNumbers(run, largest) > 0 ? run : largest,
];

function placeOf({ time, imported, input: { name, run, subRun, eventsHash } }: FileNote): Placed {
  return {
    time,
    ...(imported && { imported }),
    input: { name, run, subRun, ...(eventsHash !== undefined && { eventsHash }) },
  };
}

/** Whether a hash is among sorted ones: if so, what was hashed is very likely there. */
export function hasHash(hashes: Uint32Array, hash: number): boolean {
  let [low, high] = [0, hashes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (hashes[middle]! < hash) low = middle + 1;
    else high = middle;
  }
  return hashes[low] === hash;
}
