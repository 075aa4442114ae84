/** Arrays of older files: what compaction drops, once their medians are in a part. */
import { existsSync } from "node:fs";
import { rm, rmdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { namesIn, pathOfAddress } from "../store-paths.js";
import { storedFiles } from "../stored-files.js";

/**
 * Removes the arrays of all packed files but the newest, where the pack holds their medians. Arrays
 * that another write of the file has put there stay.
 * @param keepSpectra how many of the newest files keep theirs
 * @returns how many were removed
 */
export async function dropArrays(store: string, keepSpectra: number): Promise<number> {
  const runs = (await namesIn(join(store, "spectra"))).filter((name) => name.startsWith("run="));
  const kept: string[] = [];
  for (const run of runs)
    for (const name of await namesIn(join(store, "spectra", run)))
      if (name.endsWith(".npz") && !name.startsWith(".")) kept.push(`${run}/${name.slice(0, -4)}`);
  if (kept.length <= keepSpectra) return 0;

  const readable = (await storedFiles(store)).filter(({ note }) => note !== null);
  const newest = new Set(
    keepSpectra === 0 ? [] : readable.slice(-keepSpectra).map(({ address }) => address),
  );
  const places = new Map(readable.map(({ address, place }) => [address, place]));
  let dropped = 0;
  for (const address of kept) {
    const byteCount = places.get(address)?.arraysByteCount;
    if (newest.has(address) || byteCount === undefined) continue;
    const path = join(store, "spectra", `${address}.npz`);
    const found = await stat(path).catch(() => null);
    if (found?.size !== byteCount || existsSync(pathOfAddress(store, address))) continue;
    await rm(path, { force: true });
    dropped++;
  }
  // What a writer has put something into is not empty and stays.
  for (const run of runs) await rmdir(join(store, "spectra", run)).catch(() => {});
  return dropped;
}
