/** What killed writers and compactions leave behind: removed when it is older than a day. */
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { compactedDirectory, namesIn } from "../store-paths.js";
import { partsSince } from "./manifest.js";

const dayMs = 86_400_000;

/** Old manifests stay longer, so that a process that slept for days cannot take their number. */
const manifestMs = 30 * dayMs;

/**
 * Removes temporary files older than a day, parts that no manifest has named for a day (a reader may
 * still have the manifest that did), and old manifests.
 * @param nowMs the file system's own time: clocks of other machines play no part
 * @returns how many files were removed
 */
export async function removeLeftovers(store: string, nowMs: number): Promise<number> {
  const { generation, parts } = await partsSince(store, nowMs - dayMs);
  let removed = 0;
  const removeOld = async (directory: string, ageMs: (name: string) => number): Promise<void> => {
    for (const name of await namesIn(directory)) {
      const leastMs = ageMs(name);
      if (leastMs === Number.POSITIVE_INFINITY) continue;
      const stats = await stat(join(directory, name)).catch(() => null);
      if (!stats?.isFile() || nowMs - stats.mtimeMs < leastMs) continue;
      await rm(join(directory, name), { force: true });
      removed++;
    }
  };
  const temporary = (name: string): number =>
    name.endsWith(".tmp") ? dayMs : Number.POSITIVE_INFINITY;

  for (const tree of ["summaries", "spectra"])
    for (const run of await namesIn(join(store, tree)))
      if (run.startsWith("run=")) await removeOld(join(store, tree, run), temporary);
  await removeOld(store, temporary);
  await removeOld(compactedDirectory(store), (name) => {
    const part = /^(part-[0-9a-f]+)\./.exec(name)?.[1];
    if (part) return parts.has(part) ? Number.POSITIVE_INFINITY : dayMs;
    const number = /^manifest-(\d+)\.json$/.exec(name)?.[1];
    if (number) return Number(number) < generation ? manifestMs : Number.POSITIVE_INFINITY;
    return temporary(name);
  });
  return removed;
}
