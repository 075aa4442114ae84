/** Caches on disk: files that begin with the hash of what follows. */
import { readFile, rm } from "node:fs/promises";
import { writeOutputFiles } from "./output-files.js";
import { sha256 } from "./sha256.js";

const hashLength = 64;

/** What `writeChecked` wrote; null where there is none, or a damaged one, which is removed. */
export async function readChecked(path: string): Promise<Buffer | null> {
  const bytes = await readFile(path).catch(() => null);
  if (!bytes) return null;
  const content = bytes.subarray(hashLength);
  if (sha256(content) === bytes.subarray(0, hashLength).toString("latin1")) return content;
  await rm(path, { force: true }).catch(() => {});
  return null;
}

/** Writes a file as a whole. @throws LightDqmError `output` */
export async function writeChecked(path: string, content: Uint8Array): Promise<void> {
  const bytes = Buffer.concat([Buffer.from(sha256(content), "latin1"), content]);
  await writeOutputFiles([{ path, bytes }]);
}
