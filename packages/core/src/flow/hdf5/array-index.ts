/**
 * The chunk indices of newer HDF5 files that are arrays (HDF5 File Format Specification, sections
 * "Fixed Array Index" and "Extensible Array Index"). Every block has a checksum, which is checked.
 */
import { checkPiece, checkSum, demand, type FileBytes, type Hdf5Bytes } from "./bytes.js";

/** An entry: where a chunk is. */
export interface ArrayElement {
  /** Null where it was never written. */
  address: number | null;
  /** Bytes in the file; null for chunks without filters. */
  storedBytes: number | null;
  filterMask: number;
}

/** Takes the entries one by one. */
type Add = (chunk: number, element: ArrayElement) => void;

/** Requires a block's signature and checksum, and that it belongs to the array whose header is at `owner`. */
function checkBlock(block: FileBytes, signature: string, owner: number): void {
  checkPiece(block, signature);
  demand(block.address(6) === owner, "a block of another array");
}

function element(piece: FileBytes, at: number, filtered: boolean, size: number): ArrayElement {
  const address = piece.address(at);
  return filtered
    ? {
        address,
        storedBytes: piece.uint(at + 8, size - 12),
        filterMask: piece.u32(at + size - 4),
      }
    : { address, storedBytes: null, filterMask: 0 };
}

/** Whether entries are of filtered chunks, and their size: bytes 5 and 6 of both kinds' headers. */
function elementKind(header: FileBytes): { filtered: boolean; size: number } {
  const client = header.u8(5);
  const size = header.u8(6);
  demand(header.u8(4) === 0 && client <= 1, "an array index of another version");
  demand(client === 1 ? size > 12 && size <= 20 : size === 8, "array entries of another size");
  return { filtered: client === 1, size };
}

/** Reads the entries of a fixed array. @param address null where nothing was ever written */
export function fixedArray(file: Hdf5Bytes, address: number | null, count: number, add: Add): void {
  if (address === null) return;
  const header = file.read(address, 28);
  checkPiece(header, "FAHD");
  const { filtered, size } = elementKind(header);
  const perPage = 2 ** header.u8(7);
  const entries = header.uint(8, 8);
  demand(entries >= count, "an array index shorter than the dataset");
  const blockAddress = header.address(16);
  if (blockAddress === null) return;

  const prefix = 14;
  if (entries <= perPage) {
    const block = file.read(blockAddress, prefix + entries * size + 4);
    checkBlock(block, "FADB", address);
    for (let i = 0; i < count; i++) add(i, element(block, prefix + i * size, filtered, size));
    return;
  }
  const pages = Math.ceil(entries / perPage);
  const bitmapBytes = Math.ceil(pages / 8);
  const block = file.read(blockAddress, prefix + bitmapBytes + 4);
  checkBlock(block, "FADB", address);
  let pageAddress = blockAddress + block.length;
  for (let page = 0; page < pages; page++) {
    const first = page * perPage;
    const length = Math.min(perPage, entries - first);
    const pageBytes = length * size + 4;
    if (isInitialised(block, prefix, page)) {
      const piece = file.read(pageAddress, pageBytes);
      checkSum(piece.bytes);
      for (let i = 0; i < length && first + i < count; i++)
        add(first + i, element(piece, i * size, filtered, size));
    }
    pageAddress += pageBytes;
  }
}

/** Bit of a page in a bitmap, the first page in the highest bit. */
function isInitialised(piece: FileBytes, bitmapAt: number, page: number): boolean {
  return (piece.u8(bitmapAt + (page >> 3)) & (0x80 >> (page & 7))) !== 0;
}

/** Reads the entries of an extensible array. @param address null where nothing was written */
export function extensibleArray(
  file: Hdf5Bytes,
  address: number | null,
  count: number,
  add: Add,
): void {
  if (address === null) return;
  const header = file.read(address, 72);
  checkPiece(header, "EAHD");
  const { filtered, size } = elementKind(header);
  const maxBits = header.u8(7);
  const indexElements = header.u8(8);
  const blockMinElements = header.u8(9);
  const superBlockMinPointers = header.u8(10);
  const perPage = 2 ** header.u8(11);
  const indexAddress = header.address(60);
  if (indexAddress === null) return;
  demand(
    isPowerOf2(blockMinElements) && isPowerOf2(superBlockMinPointers) && maxBits <= 64,
    "an extensible array of another shape",
  );
  const offsetBytes = Math.ceil(maxBits / 8);

  /** Elements of a data block, and data blocks of a super block, by super block. */
  const blockElements = (superBlock: number): number =>
    blockMinElements * 2 ** Math.floor((superBlock + 1) / 2);
  const blocksOf = (superBlock: number): number => 2 ** Math.floor(superBlock / 2);

  const superBlocks = 1 + maxBits - Math.log2(blockMinElements);
  const directSuperBlocks = 2 * Math.log2(superBlockMinPointers);
  const directBlocks = 2 * (superBlockMinPointers - 1);
  const indexPrefix = 14;
  const blocksAt = indexPrefix + indexElements * size;
  const superBlocksAt = blocksAt + 8 * directBlocks;
  const index = file.read(indexAddress, superBlocksAt + 8 * (superBlocks - directSuperBlocks) + 4);
  checkBlock(index, "EAIB", address);

  let next = 0;
  const addFrom = (piece: FileBytes, at: number, length: number): void => {
    for (let i = 0; i < length && next + i < count; i++)
      add(next + i, element(piece, at + i * size, filtered, size));
  };
  addFrom(index, indexPrefix, indexElements);
  next = indexElements;

  const readBlock = (
    blockAddress: number | null,
    length: number,
    pageIsInitialised: (page: number) => boolean,
  ): void => {
    if (blockAddress !== null) {
      const prefix = 14 + offsetBytes;
      const paged = length > perPage;
      const block = file.read(blockAddress, prefix + (paged ? 0 : length * size) + 4);
      checkBlock(block, "EADB", address);
      if (!paged) addFrom(block, prefix, length);
      else {
        const start = next;
        const pageBytes = perPage * size + 4;
        for (let page = 0; page < length / perPage && next < count; page++) {
          if (pageIsInitialised(page)) {
            const piece = file.read(blockAddress + prefix + 4 + page * pageBytes, pageBytes);
            checkSum(piece.bytes);
            addFrom(piece, 0, perPage);
          }
          next += perPage;
        }
        next = start;
      }
    }
    next += length;
  };

  let pointer = 0;
  for (let superBlock = 0; superBlock < superBlocks && next < count; superBlock++) {
    const length = blockElements(superBlock);
    const blocks = blocksOf(superBlock);
    if (superBlock < directSuperBlocks) {
      for (let i = 0; i < blocks && next < count; i++)
        readBlock(index.address(blocksAt + 8 * pointer++), length, () => false);
      continue;
    }
    const superAddress = index.address(superBlocksAt + 8 * (superBlock - directSuperBlocks));
    if (superAddress === null) {
      next += blocks * length;
      continue;
    }
    const bitmapBytes = length > perPage ? Math.ceil(length / perPage / 8) : 0;
    const pointersAt = 14 + offsetBytes + blocks * bitmapBytes;
    const piece = file.read(superAddress, pointersAt + 8 * blocks + 4);
    checkBlock(piece, "EASB", address);
    for (let i = 0; i < blocks && next < count; i++)
      readBlock(piece.address(pointersAt + 8 * i), length, (page) =>
        isInitialised(piece, 14 + offsetBytes, (i * length) / perPage + page),
      );
  }
}

function isPowerOf2(n: number): boolean {
  return n > 0 && (n & (n - 1)) === 0;
}
