import { randomBytes } from "node:crypto";
import { access, constants, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { LightDqmError, throwIfInterrupted } from "../errors.js";

/** A file to be written: its final path and its bytes. */
export interface OutputFile {
  path: string;
  bytes: Uint8Array | string;
}

/**
 * Makes sure that a directory exists and can be written to, before hours of work.
 * @throws LightDqmError `output`
 */
export async function ensureWritableDirectory(directory: string): Promise<void> {
  try {
    await makeDirectory(directory);
    await access(directory, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new LightDqmError(
      "output",
      {
        what: "Cannot write to the output directory",
        where: directory,
        expected: "a directory that can be created or written to",
        got: systemReason(cause),
      },
      { cause },
    );
  }
}

/** Not by mkdir's `recursive`: it loops for ever where a parent refuses children, as /proc does. */
async function makeDirectory(directory: string): Promise<void> {
  const parent = dirname(directory);
  if (await isMissing(parent)) await makeDirectory(parent);
  try {
    await mkdir(directory);
  } catch (cause) {
    if (!(await isDirectory(directory))) throw cause;
  }
}

const isMissing = (path: string): Promise<boolean> =>
  stat(path).then(
    () => false,
    (cause: NodeJS.ErrnoException) => cause.code === "ENOENT",
  );

const isDirectory = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/**
 * Writes a set of files so that no reader ever sees half of one: each goes to a temporary name in
 * its own directory, and only when all are complete are they renamed. On failure or abort the
 * temporary files are removed and earlier versions stay as they were.
 * @throws LightDqmError `output`, or `interrupted` when the signal was raised before the renames
 */
export async function writeOutputFiles(files: OutputFile[], signal?: AbortSignal): Promise<void> {
  const suffix = `.${process.pid}-${randomBytes(4).toString("hex")}.tmp`;
  const staged = files.map(({ path }) => join(dirname(path), `.${basename(path)}${suffix}`));
  let at = "";
  try {
    for (const [i, file] of files.entries()) {
      at = file.path;
      await writeSynced(staged[i]!, file.bytes);
      throwIfInterrupted(signal);
    }
    for (const [i, file] of files.entries()) {
      at = file.path;
      await rename(staged[i]!, file.path);
    }
  } catch (cause) {
    await Promise.all(staged.map((path) => rm(path, { force: true })));
    if (cause instanceof LightDqmError) throw cause;
    throw new LightDqmError(
      "output",
      { what: "Cannot write an output file", where: at, got: systemReason(cause) },
      { cause },
    );
  }
}

async function writeSynced(path: string, bytes: Uint8Array | string): Promise<void> {
  const handle = await open(path, "wx");
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const reasons: Record<string, string> = {
  EACCES: "no permission",
  EPERM: "no permission",
  EROFS: "a read-only file system",
  ENOSPC: "no space left on the device",
  EDQUOT: "no quota left",
  ENOTDIR: "a path through a file",
  EEXIST: "a file with that name",
  EISDIR: "a directory with that name",
  ENOENT: "a parent that does not allow directories",
};

function systemReason(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException).code ?? "";
  return reasons[code] ?? (cause instanceof Error ? cause.message : String(cause));
}
