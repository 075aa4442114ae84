/** What processes that were killed have left half-written. */
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** As `writeOutputFiles` names what it has not finished. */
const temporary = /^\..+\.\d+-[0-9a-f]{8}\.tmp$/;
const dayMs = 86_400_000;

/** Removes the temporary files of a directory that nobody can be writing any more: those of yesterday. */
export async function removeLeftovers(directory: string, nowMs: number): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!temporary.test(name)) continue;
    const path = join(directory, name);
    const status = await stat(path).catch(() => null);
    if (status && nowMs - status.mtimeMs > dayMs) await rm(path, { force: true });
  }
}
