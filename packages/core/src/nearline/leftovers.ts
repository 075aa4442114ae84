/** What processes that were killed have left half-written. */
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

const temporary = [
  // As `writeOutputFiles` names what it has not finished.
  /^\..+\.\d+-[0-9a-f]{8}\.tmp$/,
  // As `takeLock` names a lock that it is about to take, or to remove.
  /^.+\.lock\.\d+-[0-9a-f]{16}(\.stale)?\.tmp$/,
];
const dayMs = 86_400_000;

/**
 * Removes the temporary files that nobody can be writing any more.
 * @param outputDir other commands write there as well: those of yesterday
 * @param ownDir only the watcher that holds the lock writes there: all
 */
export async function removeLeftovers(
  outputDir: string,
  ownDir: string,
  nowMs: number,
): Promise<void> {
  await removeTemporary(outputDir, nowMs - dayMs);
  await removeTemporary(ownDir, Number.POSITIVE_INFINITY);
}

async function removeTemporary(directory: string, beforeMs: number): Promise<void> {
  for (const name of await readdir(directory).catch(() => [])) {
    if (!temporary.some((form) => form.test(name))) continue;
    const path = join(directory, name);
    const status = await stat(path).catch(() => null);
    if (status && status.mtimeMs < beforeMs) await rm(path, { force: true });
  }
}
