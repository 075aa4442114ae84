/** Appending to the old script's files of JSON lines, from several processes at once. */
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { asLightDqmError, LightDqmError } from "../../errors.js";
import { type Lock, takeLock } from "../../files/lock.js";
import type { LegacyLine } from "./export.js";

const lockName = ".light-dqm-legacy.lock";
const lockKind = { what: "The old script's JSON lines were not written", staleMs: 120_000 };

/**
 * Appends lines to `<name>.json` in a directory. One writer at a time, so that no line is torn; what
 * was torn before stays on a line of its own. A line that is there already is not written again.
 * @throws LightDqmError `output`
 */
export async function appendLegacyLines(
  directory: string,
  lines: readonly LegacyLine[],
): Promise<void> {
  const lock = await lockOf(directory);
  try {
    for (const { name, line } of lines) await appendOnce(join(directory, `${name}.json`), line);
  } finally {
    await lock.release();
  }
}

/** Waits for the other writers: each takes less than a second. */
async function lockOf(directory: string): Promise<Lock> {
  const where = join(directory, lockName);
  for (let tries = 0; tries < 2400; tries++) {
    const lock = await takeLock(where, lockKind).catch((cause) => {
      throw asLightDqmError(cause, "output", { what: lockKind.what, where });
    });
    if (lock) return lock;
    await sleep(20 + 60 * Math.random());
  }
  throw new LightDqmError("output", {
    ...{ what: lockKind.what, where },
    expected: "a lock that its writer gives back within two minutes",
  });
}

async function appendOnce(path: string, line: string): Promise<void> {
  try {
    if (await hasLine(path, line)) return;
    const handle = await open(path, "a+");
    try {
      const { size } = await handle.stat();
      const last = Buffer.alloc(1);
      if (size > 0) await handle.read(last, 0, 1, size - 1);
      const start = size > 0 && last.toString() !== "\n" ? "\n" : "";
      await handle.appendFile(`${start}${line}\n`);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw asLightDqmError(cause, "output", { what: lockKind.what, where: path });
  }
}

async function hasLine(path: string, line: string): Promise<boolean> {
  if (!(await stat(path).catch(() => null))) return false;
  const file = createReadStream(path, { encoding: "utf8" });
  try {
    for await (const each of createInterface({ input: file })) if (each === line) return true;
    return false;
  } finally {
    file.destroy();
  }
}
