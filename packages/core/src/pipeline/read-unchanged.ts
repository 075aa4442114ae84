/** Reading of files that others may be writing. */
import { stat } from "node:fs/promises";
import { isLightDqmError, LightDqmError } from "../errors.js";

/**
 * Reads a file; once more where it changed meanwhile, by size, time of change or inode.
 * @param read all that is read of the file: its result is dropped where the file changed
 * @throws LightDqmError `bad-input` for a file that changed again; else what `read` throws
 */
export async function readUnchanged<Result>(
  path: string,
  read: () => Promise<Result>,
): Promise<Result> {
  const first = await readOnce(path, read);
  const last = first.change === null ? first : await readOnce(path, read);
  if (last.change !== null)
    throw new LightDqmError(
      "bad-input",
      {
        what: "File changed while it was read, and again while it was read once more",
        where: path,
        expected: "a file that nobody writes any more",
        got: last.change,
      },
      { cause: last.error },
    );
  if ("error" in last) throw last.error;
  return last.result;
}

type Reading<Result> = { change: string | null } & (
  | { result: Result; error?: never }
  | { error: unknown }
);

async function readOnce<Result>(
  path: string,
  read: () => Promise<Result>,
): Promise<Reading<Result>> {
  const before = await versionOf(path);
  try {
    const result = await read();
    return { result, change: changeOf(before, await versionOf(path)) };
  } catch (error) {
    if (isLightDqmError(error) && error.code === "interrupted") throw error;
    return { error, change: changeOf(before, await versionOf(path)) };
  }
}

interface Version {
  inode: string;
  sizeBytes: bigint;
  changedNs: string;
}

/** Null for a file that is not there or not to be seen: reading it tells why. */
async function versionOf(path: string): Promise<Version | null> {
  const found = await stat(path, { bigint: true }).catch(() => null);
  return (
    found && {
      inode: `${found.dev}:${found.ino}`,
      sizeBytes: found.size,
      // The second cannot be set by programs that give copies the times of their originals.
      changedNs: `${found.mtimeNs} ${found.ctimeNs}`,
    }
  );
}

/** What changed, in words; null where nothing did. */
function changeOf(before: Version | null, after: Version | null): string | null {
  if (!before || !after) return before === after ? null : "a file that came or went";
  if (before.inode !== after.inode) return "another file of the same name";
  if (before.sizeBytes !== after.sizeBytes)
    return `a size of ${before.sizeBytes} bytes, then ${after.sizeBytes}`;
  return before.changedNs === after.changedNs ? null : "a new time of change";
}
