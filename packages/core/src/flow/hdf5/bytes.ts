/** Bytes of an HDF5 file by address, and the checksum of its newer structures. */
import { readSync } from "node:fs";

/**
 * Something in the file that the direct reader does not know or trust. Never shown to users: the
 * reader that meets it steps aside for h5wasm, which reads the file or says what is wrong with it.
 */
export class NotDirectlyReadable extends Error {}

/** Throws `NotDirectlyReadable` unless a condition holds. */
export function demand(condition: boolean, reason: string): asserts condition {
  if (!condition) throw new NotDirectlyReadable(reason);
}

/** A piece of the file with little-endian access; addresses as numbers, null for "undefined". */
export interface FileBytes {
  length: number;
  u8(at: number): number;
  u16(at: number): number;
  u32(at: number): number;
  /** An unsigned number of 1…8 bytes that a double holds exactly. */
  uint(at: number, size: number): number;
  address(at: number): number | null;
  /** Four or more characters, as in a signature. */
  text(at: number, length: number): string;
  bytes: Uint8Array;
}

/** An HDF5 file. */
export interface Hdf5Bytes {
  sizeBytes: number;
  /** @throws NotDirectlyReadable where the file ends before */
  read(address: number, length: number): FileBytes;
}

/** No structure that is read in one piece is larger. */
const largestPieceBytes = 64 * 2 ** 20;

/** @param fd open for reading */
export function hdf5Bytes(fd: number, sizeBytes: number): Hdf5Bytes {
  return {
    sizeBytes,
    read(address, length) {
      demand(
        address >= 0 && length <= largestPieceBytes && address + length <= sizeBytes,
        `a structure of ${length} bytes at ${address} lies outside the file`,
      );
      const bytes = new Uint8Array(length);
      let done = 0;
      while (done < length) {
        const got = readSync(fd, bytes, done, length - done, address + done);
        demand(got > 0, "the file ends within a structure");
        done += got;
      }
      return fileBytes(bytes);
    },
  };
}

/** A file that lies in memory: its pieces are views, not copies. */
export function hdf5InMemory(bytes: Uint8Array): Hdf5Bytes {
  return {
    sizeBytes: bytes.length,
    read: (address, length) => fileBytes(bytes.subarray(address, address + length)),
  };
}

function fileBytes(bytes: Uint8Array): FileBytes {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const inside = (at: number, size: number): void =>
    demand(at + size <= bytes.length, "a structure ends before its contents");
  const uint = (at: number, size: number): number => {
    inside(at, size);
    let value = 0;
    for (let i = size - 1; i >= 0; i--) value = value * 256 + bytes[at + i]!;
    demand(Number.isSafeInteger(value), "a number beyond 2⁵³");
    return value;
  };
  return {
    length: bytes.length,
    bytes,
    uint,
    u8: (at) => uint(at, 1),
    u16: (at) => uint(at, 2),
    u32: (at) => uint(at, 4),
    address(at) {
      inside(at, 8);
      const undefinedAddress = view.getBigUint64(at, true) === 0xffffffffffffffffn;
      return undefinedAddress ? null : uint(at, 8);
    },
    text: (at, length) => String.fromCharCode(...bytes.subarray(at, at + length)),
  };
}

/** Requires a signature at the beginning of a piece and, in its last four bytes, its checksum. */
export function checkPiece(piece: FileBytes, signature: string): void {
  demand(piece.text(0, 4) === signature, `no ${signature} where there should be one`);
  checkSum(piece.bytes);
}

/** Requires the last four bytes to be the checksum of those before. */
export function checkSum(bytes: Uint8Array): void {
  const end = bytes.length - 4;
  const stored = new DataView(bytes.buffer, bytes.byteOffset).getUint32(end, true);
  demand(lookup3(bytes.subarray(0, end)) === stored, "a checksum does not match");
}

/** Bob Jenkins' lookup3 hash (public domain, 2006), "hashlittle" with initial value 0. */
export function lookup3(bytes: Uint8Array): number {
  const rotate = (x: number, k: number): number => (x << k) | (x >>> (32 - k));
  let a = (0xdeadbeef + bytes.length) | 0;
  let b = a;
  let c = a;
  const word = (at: number): number => {
    let value = 0;
    for (let i = 0; i < 4; i++) value |= (bytes[at + i] ?? 0) << (8 * i);
    return value;
  };
  let at = 0;
  for (; bytes.length - at > 12; at += 12) {
    a = (a + word(at)) | 0;
    b = (b + word(at + 4)) | 0;
    c = (c + word(at + 8)) | 0;
    a = (a - c) ^ rotate(c, 4);
    c = (c + b) | 0;
    b = (b - a) ^ rotate(a, 6);
    a = (a + c) | 0;
    c = (c - b) ^ rotate(b, 8);
    b = (b + a) | 0;
    a = (a - c) ^ rotate(c, 16);
    c = (c + b) | 0;
    b = (b - a) ^ rotate(a, 19);
    a = (a + c) | 0;
    c = (c - b) ^ rotate(b, 4);
    b = (b + a) | 0;
  }
  if (at === bytes.length) return c >>> 0;
  a = (a + word(at)) | 0;
  b = (b + word(at + 4)) | 0;
  c = (c + word(at + 8)) | 0;
  c = ((c ^ b) - rotate(b, 14)) | 0;
  a = ((a ^ c) - rotate(c, 11)) | 0;
  b = ((b ^ a) - rotate(a, 25)) | 0;
  c = ((c ^ b) - rotate(b, 16)) | 0;
  a = ((a ^ c) - rotate(c, 4)) | 0;
  b = ((b ^ a) - rotate(a, 14)) | 0;
  c = ((c ^ b) - rotate(b, 24)) | 0;
  return c >>> 0;
}
