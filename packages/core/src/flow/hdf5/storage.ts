/**
 * Where a dataset's values come from, if not from its own place in the file: HDF5 gives fill values
 * for what is missing there, without a word. HDF5 File Format Specification, sections IV.A.2.f
 * (fill value), IV.A.2.h (external files), VII.D (virtual datasets) and VIII.A (selections).
 */
import { demand, type FileBytes, type Hdf5Bytes } from "./bytes.js";
import { findObject, type HeaderMessage, messageTypes } from "./objects.js";

/** Rows of a one-dimensional dataset: blocks of first and last row, or all. */
export type Rows = readonly (readonly [first: number, last: number])[] | "all";

/** Rows of a virtual dataset and the rows of another that they are. */
export interface VirtualPiece {
  rows: Rows;
  /** `.` is the file itself. */
  file: string;
  dataset: string;
  sourceRows: Rows;
}

/** A stretch of an external file. */
export interface ExternalPiece {
  file: string;
  offset: number;
  /** Null: as far as the data go. */
  byteCount: number | null;
}

export interface Storage {
  /** Null for a dataset that is not virtual. */
  virtual: VirtualPiece[] | null;
  /** Null for a dataset without external files. */
  external: ExternalPiece[] | null;
  /** A row that was never written; null where it is zeros or not defined. */
  fillRow: Uint8Array | null;
}

/**
 * @param path names of the groups from the root, and of the dataset
 * @throws NotDirectlyReadable with the reason
 */
export function readStorage(file: Hdf5Bytes, path: readonly string[]): Storage {
  const messages = findObject(file, path);
  const find = (type: number): HeaderMessage | undefined =>
    messages.find((message) => message.type === type && !message.shared);
  const layout = find(messageTypes.layout);
  const external = find(messageTypes.externalFiles);
  const fill = find(messageTypes.fillValue);
  demand(layout !== undefined, "not a dataset");
  return {
    virtual: virtualPieces(file, layout),
    external: external ? externalPieces(file, external) : null,
    fillRow: fill ? fillRow(fill) : null,
  };
}

function fillRow({ piece, at }: HeaderMessage): Uint8Array | null {
  const version = piece.u8(at);
  demand(version >= 1 && version <= 3, `fill value version ${version}`);
  const isDefined = version === 3 ? (piece.u8(at + 1) & 0x20) !== 0 : piece.u8(at + 3) !== 0;
  if (!isDefined) return null;
  const sizeAt = at + (version === 3 ? 2 : 4);
  const bytes = piece.bytes.slice(sizeAt + 4, sizeAt + 4 + piece.u32(sizeAt));
  return bytes.some((byte) => byte !== 0) ? bytes : null;
}

function externalPieces(file: Hdf5Bytes, { piece, at }: HeaderMessage): ExternalPiece[] {
  const heapAddress = piece.address(at + 8);
  demand(piece.u8(at) === 1 && heapAddress !== null, "external files without names");
  const heap = file.read(heapAddress, 32);
  const namesAddress = heap.address(24);
  demand(heap.text(0, 4) === "HEAP" && namesAddress !== null, "external files without names");
  const names = file.read(namesAddress, heap.uint(8, 8));
  return Array.from({ length: piece.u16(at + 6) }, (_, i) => {
    const slot = at + 16 + 24 * i;
    return {
      file: textFrom(names, piece.uint(slot, 8)).text,
      offset: piece.uint(slot + 8, 8),
      byteCount: piece.address(slot + 16),
    };
  });
}

const virtualClass = 3;

function virtualPieces(file: Hdf5Bytes, { piece, at }: HeaderMessage): VirtualPiece[] | null {
  if (piece.u8(at) < 4 || piece.u8(at + 1) !== virtualClass) return null;
  const address = piece.address(at + 2);
  if (address === null) return [];
  const block = heapObject(file, address, piece.u32(at + 10));
  const version = block.u8(0);
  demand(version <= 1, `a virtual dataset of version ${version}`);
  const pieces: VirtualPiece[] = [];
  let next = 9;
  const name = (isShared: boolean, of: "file" | "dataset"): string => {
    if (isShared) {
      const other = pieces[block.uint(next, 8)];
      demand(other !== undefined, "a virtual dataset that names no source");
      next += 8;
      return other[of];
    }
    const { text, end } = textFrom(block, next);
    next = end;
    return text;
  };
  const rows = (): Rows => {
    const read = readSelection(block, next);
    next = read.end;
    return read.rows;
  };
  for (let count = block.uint(1, 8); count > 0; count--) {
    const flags = version === 1 ? block.u8(next++) : 0;
    const source = (flags & 4) !== 0 ? "." : name((flags & 1) !== 0, "file");
    const dataset = name((flags & 2) !== 0, "dataset");
    demand(!/%b/.test(source + dataset), "a virtual dataset of numbered sources");
    const sourceRows = rows();
    pieces.push({ file: source, dataset, sourceRows, rows: rows() });
  }
  return pieces;
}

/** An object of a global heap. */
function heapObject(file: Hdf5Bytes, address: number, index: number): FileBytes {
  const head = file.read(address, 16);
  demand(head.text(0, 4) === "GCOL", "no global heap where there should be one");
  const collection = file.read(address, head.uint(8, 8));
  for (let at = 16; at + 16 <= collection.length; ) {
    const [found, size] = [collection.u16(at), collection.uint(at + 8, 8)];
    if (found === index) return file.read(address + at + 16, size);
    demand(found !== 0, "no such object in a global heap");
    at += 16 + 8 * Math.ceil(size / 8);
  }
  demand(false, "no such object in a global heap");
}

/** No dataset of events has more pieces. */
const mostBlocks = 10_000_000;

function readSelection(block: FileBytes, at: number): { rows: Rows; end: number } {
  const [type, version] = [block.u32(at), block.u32(at + 4)];
  if (type === 3) return { rows: "all", end: at + 16 };
  demand(type === 2 && version >= 1 && version <= 3, "a selection that is no range of rows");
  const isRegular = version > 1 && (block.u8(at + 8) & 1) !== 0;
  const size = version === 1 ? 4 : version === 2 ? 8 : block.u8(at + 9);
  const rankAt = at + (version === 1 ? 16 : version === 2 ? 13 : 10);
  demand(block.u32(rankAt) === 1, "not one dimension of rows");
  const numbersAt = rankAt + 4;
  const number = (i: number): number => block.uint(numbersAt + size * i, size);
  if (isRegular) {
    const [start, stride, count, length] = [number(0), number(1), number(2), number(3)];
    demand(count <= mostBlocks && count < 2 ** (8 * size) - 1, "rows without an end");
    const rows = Array.from(
      { length: count },
      (_, i) => [start + i * stride, start + i * stride + length - 1] as const,
    );
    return { rows, end: numbersAt + 4 * size };
  }
  const count = number(0);
  demand(count <= mostBlocks, "rows without an end");
  const rows = Array.from(
    { length: count },
    (_, i) => [number(1 + 2 * i), number(2 + 2 * i)] as const,
  );
  return { rows, end: numbersAt + size * (1 + 2 * count) };
}

/** Text that ends with a zero. */
function textFrom(piece: FileBytes, at: number): { text: string; end: number } {
  const end = piece.bytes.indexOf(0, at);
  demand(end >= 0, "a name without an end");
  return { text: Buffer.from(piece.bytes.subarray(at, end)).toString("utf8"), end: end + 1 };
}
