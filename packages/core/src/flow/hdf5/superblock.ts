/** What an HDF5 file's first bytes tell before the library opens it: HDF5's superblock. */
import type { FileHandle } from "node:fs/promises";

/** The state of a file by its superblock. */
export type Hdf5State =
  | { state: "not-hdf5"; firstBytes: string }
  | { state: "open-for-writing" }
  | { state: "truncated"; expectedBytes: number | null }
  | { state: "complete" };

const signature = Buffer.from("\x89HDF\r\n\x1a\n", "latin1");
const longestSuperblock = 64;

/**
 * Reads the superblock: the signature (at 0 or after a user block of 512, 1024, 2048… bytes), the
 * flags that a writer sets while it has the file open, and where the file should end. Fields by the
 * HDF5 file format specification, section II.A, versions 0 to 3.
 */
export async function readSuperblock(file: FileHandle, sizeBytes: number): Promise<Hdf5State> {
  let start = 0;
  let block = await readAt(file, start);
  const firstBytes = block.subarray(0, 8).toString("hex");
  while (!block.subarray(0, 8).equals(signature)) {
    start = start === 0 ? 512 : start * 2;
    if (start >= sizeBytes) return { state: "not-hdf5", firstBytes };
    block = await readAt(file, start);
  }
  const version = block[8] ?? 0;
  const isOld = version < 2;
  const addressBytes = block[isOld ? 13 : 9] ?? 0;
  // Versions 0 and 1: flags in 4 bytes, then addresses of the base, free space and the end.
  const flagsAt = isOld ? 20 : 11;
  const baseAt = isOld ? (version === 0 ? 24 : 28) : 12;
  const endAt = baseAt + 2 * addressBytes;
  if (block.length < endAt + addressBytes) return { state: "truncated", expectedBytes: null };
  if (block[flagsAt]! & writerFlags) return { state: "open-for-writing" };
  if (addressBytes !== 8) return { state: "complete" };
  const expectedBytes =
    start + Number(block.readBigUInt64LE(endAt) - block.readBigUInt64LE(baseAt));
  return expectedBytes > sizeBytes ? { state: "truncated", expectedBytes } : { state: "complete" };
}

/** Bit 0: open for writing; bit 2: open for writing while others read. */
const writerFlags = 0b101;

async function readAt(file: FileHandle, position: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(
    Buffer.alloc(longestSuperblock),
    0,
    longestSuperblock,
    position,
  );
  return buffer.subarray(0, bytesRead);
}
