/**
 * Under which address a file's summary is stored: `run=000101/<stem>~<content>`. A file has one
 * address, whatever it is called and wherever it lies; files that differ have different ones.
 * Summaries of earlier versions, and those of the old script, have none of their content in it; the
 * same file takes the place of such a summary.
 */
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { isLightDqmError } from "../errors.js";
import { addressHash, hasHash, nameHash, type PartHead } from "./overview/part-head.js";
import { partFiles, partHeads } from "./overview/part-heads.js";
import { decodeProvenance } from "./parquet/summary-parquet.js";
import { type Identified, isSameFile } from "./same-file.js";
import {
  addressOf,
  claimedAddresses,
  contentId,
  isSummaryName,
  namesIn,
  pathOfAddress,
  runDirectories,
  runName,
  summaryKey,
} from "./store-paths.js";
import { bufferOf, entryAt, readStoredBytes, type StoredFile } from "./stored-files.js";

/** Path of the stored summary of this very file; null where there is none. */
export async function pathOfFile(store: string, file: Identified): Promise<string | null> {
  const { name, run, eventsHash } = file.input;
  const plain = summaryKey(name);
  const own = `${runName(run)}/${plain}`;
  if (eventsHash !== undefined) {
    const known = await addressOfContent(store, runName(run), `${own}~${contentId(file)}`);
    if (known !== null) return pathOfAddress(store, known);
  }
  if ((await holds(store, own, file)) === "same") return pathOfAddress(store, own);
  const others =
    eventsHash === undefined ? [`${own}~${contentId(file)}`] : await addressesWithKey(store, plain);
  for (const address of others)
    if (address !== own && (await holds(store, address, file, false)) === "same")
      return pathOfAddress(store, address);
  return null;
}

/** The entry of this very file; null where there is none that can be read. */
export async function entryOfFile(store: string, file: Identified): Promise<StoredFile | null> {
  const path = await pathOfFile(store, file);
  return path === null ? null : entryAt(store, addressOf(path));
}

/** Path that the summary of a file is to be written to: its own, or one that no other file has. */
export async function pathToWrite(store: string, file: Identified): Promise<string> {
  const stored = await pathOfFile(store, file);
  if (stored !== null) return stored;
  const { name, run, eventsHash } = file.input;
  const address = `${runName(run)}/${summaryKey(name)}`;
  const isFree = eventsHash === undefined && (await holds(store, address, file)) === "nothing";
  return pathOfAddress(store, isFree ? address : `${address}~${contentId(file)}`);
}

/** Any address of a run that ends with the same content as `own`, which comes first. */
async function addressOfContent(store: string, run: string, own: string): Promise<string | null> {
  const ending = own.slice(own.lastIndexOf("~"));
  const loose = (await namesIn(join(store, "summaries", run)))
    .filter(isSummaryName)
    .map((name) => `${run}/${basename(name, ".parquet")}`);
  // In the order in which compaction moves a file.
  const claimed = await claimedAddresses(store);
  const hash = addressHash(own);
  const packed = await packedAddresses(store, ({ addresses }) => hasHash(addresses, hash));
  const found = [...loose, ...claimed, ...packed].filter(
    (address) => address.startsWith(`${run}/`) && address.endsWith(ending),
  );
  return found.includes(own) ? own : (found[0] ?? null);
}

/** Addresses of any run with a key: earlier versions told other run numbers of some names. */
async function addressesWithKey(store: string, key: string): Promise<string[]> {
  const loose = (await runDirectories(store))
    .filter((directory) => existsSync(join(directory, `${key}.parquet`)))
    .map((directory) => `${basename(directory)}/${key}`);
  const hash = nameHash(key);
  const packed = await packedAddresses(store, ({ names }) => hasHash(names, hash));
  return [...loose, ...packed.filter((address) => address.endsWith(`/${key}`))];
}

/** Addresses in those parts that may hold what is looked for. */
async function packedAddresses(
  store: string,
  mayHold: (head: PartHead) => boolean,
): Promise<string[]> {
  const addresses = new Set<string>();
  for (const head of (await partHeads(store)).filter(mayHold))
    for (const { address } of await partFiles(store, head.name)) addresses.add(address);
  return [...addresses];
}

/**
 * What is stored under an address.
 * @param damagedIsSame a damaged summary is replaced by the next file of its name and run
 */
async function holds(
  store: string,
  address: string,
  file: Identified,
  damagedIsSame: boolean = true,
): Promise<"nothing" | "same" | "other"> {
  const path = pathOfAddress(store, address);
  try {
    const stored = await decodeProvenance(bufferOf(await readStoredBytes(path)), path);
    return isSameFile(stored, file) ? "same" : "other";
  } catch (error) {
    if (!isLightDqmError(error)) throw error;
    if (error.code === "not-found") return "nothing";
    return damagedIsSame ? "same" : "other";
  }
}
