/** Files that begin with the hash of what follows, as hexadecimal text: caches, and what one process leaves to another. */
import { readFile, rm } from "node:fs/promises";
import { writeOutputFiles } from "./output-files.js";
import { sha256 } from "./sha256.js";

const hashLength = 64;

/** The bytes of such a file. */
export function withHash(content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(sha256(content), "latin1"), content]);
}

/** What follows the hash; null where it is not of that. */
export function contentOf(bytes: Buffer): Buffer | null {
  const content = bytes.subarray(hashLength);
  return sha256(content) === bytes.toString("latin1", 0, hashLength) ? content : null;
}

/** What `writeChecked` wrote; null where there is none, or a damaged one, which is removed. */
export async function readChecked(path: string): Promise<Buffer | null> {
  const bytes = await readFile(path).catch(() => null);
  if (!bytes) return null;
  const content = contentOf(bytes);
  if (content) return content;
  await rm(path, { force: true }).catch(() => {});
  return null;
}

/** Writes a file as a whole. @throws LightDqmError `output` */
export async function writeChecked(path: string, content: Uint8Array): Promise<void> {
  await writeOutputFiles([{ path, bytes: withHash(content) }]);
}
