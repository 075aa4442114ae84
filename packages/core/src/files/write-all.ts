import type { FileHandle } from "node:fs/promises";

/**
 * Writes all bytes at a place of a file: a single write may take only some of them, as on a disk that
 * is nearly full.
 */
export async function writeAll(
  handle: FileHandle,
  bytes: Uint8Array,
  offset: number,
): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, offset + done);
    done += bytesWritten;
  }
}
