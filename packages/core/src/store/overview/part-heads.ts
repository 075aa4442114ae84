/**
 * The heads of all parts of a store. They are kept in `compacted/heads.json` and brought forward part by
 * part: of a new part alone the files are read. It is a cache: it may be deleted, and what is missing
 * or damaged is made again from the parts.
 */
import { join } from "node:path";
import { readChecked, writeChecked } from "../../files/checked-file.js";
import { type CompactedFile, readManifest, readPart } from "../parts/manifest.js";
import { compactedDirectory } from "../store-paths.js";
import { addressHash, hasHash, type PartHead, partHead } from "./part-head.js";

/** Changes with what heads hold. */
const formatVersion = 1;

/** A head as it is written: hashes as base64. */
type WrittenHead = Omit<PartHead, "names" | "addresses"> & { names: string; addresses: string };

/**
 * The heads of the parts that the manifest holds, in its order: of two that hold the same address,
 * the later one counts.
 */
export async function partHeads(store: string): Promise<readonly PartHead[]> {
  for (let attempt = 1; ; attempt++) {
    const names = (await readManifest(store)).parts.map(({ name }) => name);
    if (names.length === 0) return [];
    const key = [store, ...names].join("\n");
    if (latest?.key === key) return latest.heads;
    const path = join(compactedDirectory(store), "heads.json");
    const known = await readHeads(path);
    try {
      const heads = await broughtForward(store, names, known);
      if (heads.some((head, i) => head !== known[i]) || known.length > heads.length)
        await writeHeads(path, heads);
      latest = { key, heads };
      return heads;
    } catch (error) {
      // A part that was replaced a day ago may be removed under a very slow reader.
      const missing = (error as { cause?: NodeJS.ErrnoException }).cause?.code === "ENOENT";
      if (!missing || attempt === 3) throw error;
    }
  }
}

/** Parts never change, and no other has their name: what was read last is kept. */
let latest: { key: string; heads: readonly PartHead[] } | null = null;

/** @param known may be of other parts too, and lack some */
async function broughtForward(
  store: string,
  names: readonly string[],
  known: readonly PartHead[],
): Promise<PartHead[]> {
  const isThere = new Set(names);
  // What was replaced by a part that is gone has to be looked up again.
  const usable = known.filter(({ replaced }) => replaced.every(([, by]) => isThere.has(by)));
  const knownOf = new Map(usable.map((head) => [head.name, head]));
  const heads: PartHead[] = [];
  const made = new Set<number>();
  for (const [i, name] of names.entries()) {
    const head = knownOf.get(name);
    if (!head) made.add(i);
    heads.push(head ?? partHead(name, await partFiles(store, name)));
  }
  if (made.size === 0) return heads;
  for (const [earlier, later] of pairsWithSameHash(heads)) {
    if (!made.has(earlier) && !made.has(later)) continue;
    const [own, by] = [heads[earlier]!, heads[later]!];
    const files = await partFiles(store, own.name);
    const newer = new Set((await partFiles(store, by.name)).map(({ address }) => address));
    const isReplaced = new Set(own.replaced.map(([index]) => index));
    const more = files.flatMap(({ address }, index) =>
      newer.has(address) && !isReplaced.has(index) ? [[index, by.name] as const] : [],
    );
    if (more.length > 0) heads[earlier] = partHead(own.name, files, [...own.replaced, ...more]);
  }
  return heads;
}

/** Pairs of parts that may hold the same address, the earlier first. */
function pairsWithSameHash(heads: readonly PartHead[]): [earlier: number, later: number][] {
  const holders = new Map<number, number[]>();
  const pairs = new Map<string, [number, number]>();
  for (const [later, { addresses }] of heads.entries())
    for (const hash of addresses) {
      const before = holders.get(hash);
      if (!before) holders.set(hash, [later]);
      else {
        for (const earlier of before) pairs.set(`${earlier} ${later}`, [earlier, later]);
        before.push(later);
      }
    }
  return [...pairs.values()];
}

/** The file of an address in the parts of a store; null where none holds it. */
export async function packedFile(store: string, address: string): Promise<CompactedFile | null> {
  const hash = addressHash(address);
  for (const { name, addresses } of [...(await partHeads(store))].reverse()) {
    if (!hasHash(addresses, hash)) continue;
    const found = (await partFiles(store, name)).find((file) => file.address === address);
    if (found) return found;
  }
  return null;
}

/** Parts never change, and no other has their name: those read last are kept. */
const latestParts = new Map<string, readonly CompactedFile[]>();
const partsKept = 4;

/** The files of a part, in its order. */
export async function partFiles(store: string, name: string): Promise<readonly CompactedFile[]> {
  const key = `${store}\n${name}`;
  const files = latestParts.get(key) ?? (await readPart(store, name)).files;
  latestParts.delete(key);
  latestParts.set(key, files);
  if (latestParts.size > partsKept) latestParts.delete(latestParts.keys().next().value!);
  return files;
}

async function readHeads(path: string): Promise<PartHead[]> {
  const content = await readChecked(path);
  if (!content) return [];
  const { version, heads } = JSON.parse(String(content)) as {
    version: number;
    heads: WrittenHead[];
  };
  if (version !== formatVersion) return [];
  return heads.map((head) => ({
    ...head,
    names: hashesOf(head.names),
    addresses: hashesOf(head.addresses),
  }));
}

/** Where this is not possible, the next reader makes them again. */
async function writeHeads(path: string, heads: readonly PartHead[]): Promise<void> {
  const written = heads.map(
    (head): WrittenHead => ({
      ...head,
      names: textOf(head.names),
      addresses: textOf(head.addresses),
    }),
  );
  const content = JSON.stringify({ version: formatVersion, heads: written });
  await writeChecked(path, Buffer.from(content)).catch(() => {});
}

const textOf = ({ buffer, byteOffset, byteLength }: Uint32Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString("base64");

const hashesOf = (text: string): Uint32Array =>
  new Uint32Array(Uint8Array.from(Buffer.from(text, "base64")).buffer);
