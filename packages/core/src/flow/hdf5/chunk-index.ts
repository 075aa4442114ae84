/**
 * Where the chunks of a one-dimensional dataset lie in the file, parsed once: contiguous data,
 * the version 1 B-tree of files up to HDF5 1.8, and the newer single-chunk, implicit, fixed-array
 * and extensible-array indices. Anything else, or anything that looks wrong, is
 * `NotDirectlyReadable`.
 */
import { type ArrayElement, extensibleArray, fixedArray } from "./array-index.js";
import { demand, type FileBytes, type Hdf5Bytes } from "./bytes.js";
import { findObject, type HeaderMessage, messageTypes } from "./objects.js";

/** Where the bytes of a dataset are. */
export interface ChunkIndex {
  /** Bytes of an element, one event. */
  elementBytes: number;
  /** Elements of a chunk. */
  chunkElements: number;
  /** First byte of a chunk in the file; −1 where it was never written. [chunk] */
  addresses: Float64Array;
  /** Bytes of a chunk in the file. [chunk] */
  storedBytes: Float64Array;
  /** Filters that were applied in writing, in that order. */
  filters: readonly ("shuffle" | "deflate")[];
}

/** HDF5's numbers of the filters that can be undone here. */
const filterNames = new Map([
  [1, "deflate"],
  [2, "shuffle"],
] as const);

/**
 * @param path names of the groups from the root, and of the dataset
 * @throws NotDirectlyReadable with the reason
 */
export function readChunkIndex(file: Hdf5Bytes, path: readonly string[]): ChunkIndex {
  const messages = findObject(file, path);
  const find = (type: number): HeaderMessage | undefined => {
    const message = messages.find((candidate) => candidate.type === type);
    demand(!message?.shared, "a message that is kept elsewhere");
    return message;
  };
  const dataspace = find(messageTypes.dataspace);
  const layout = find(messageTypes.layout);
  demand(dataspace !== undefined && layout !== undefined, "not a dataset");
  demand(find(messageTypes.externalFiles) === undefined, "data in external files");
  const count = elementCount(dataspace);
  const filters = filterList(find(messageTypes.filters));
  const index = readLayout(file, layout, count, filters);
  checkChunks(file, index);
  return index;
}

function elementCount({ piece, at }: HeaderMessage): number {
  const version = piece.u8(at);
  demand(version === 1 || version === 2, `dataspace version ${version}`);
  demand(piece.u8(at + 1) === 1, "not one dimension");
  return piece.uint(at + (version === 1 ? 8 : 4), 8);
}

function filterList(message: HeaderMessage | undefined): ("shuffle" | "deflate")[] {
  if (!message) return [];
  const { piece, at } = message;
  const version = piece.u8(at);
  demand(version === 1 || version === 2, `filter pipeline version ${version}`);
  let next = at + (version === 1 ? 8 : 2);
  return Array.from({ length: piece.u8(at + 1) }, () => {
    const number = piece.u16(next);
    const name = filterNames.get(number as 1 | 2);
    demand(name !== undefined, `filter ${number}`);
    const hasName = version === 1 || number >= 256;
    const nameBytes = hasName ? piece.u16(next + 2) : 0;
    const valuesAt = next + (hasName ? 8 : 6);
    const values = piece.u16(valuesAt - 2);
    const padded = version === 1 ? values + (values % 2) : values;
    next = valuesAt + (version === 1 ? 8 * Math.ceil(nameBytes / 8) : nameBytes) + 4 * padded;
    return name;
  });
}

function readLayout(
  file: Hdf5Bytes,
  { piece, at }: HeaderMessage,
  count: number,
  filters: ChunkIndex["filters"],
): ChunkIndex {
  const version = piece.u8(at);
  const layoutClass = piece.u8(at + 1);
  demand(version === 3 || version === 4, `layout version ${version}`);
  if (layoutClass === 1) {
    const address = piece.address(at + 2) ?? -1;
    const bytes = piece.uint(at + 10, 8);
    demand(filters.length === 0 && count > 0 && bytes % count === 0, "contiguous but not whole");
    return {
      elementBytes: bytes / count,
      chunkElements: count,
      addresses: Float64Array.of(address),
      storedBytes: Float64Array.of(bytes),
      filters,
    };
  }
  demand(layoutClass === 2, `layout class ${layoutClass}`);
  return version === 3
    ? treeLayout(file, piece, at + 2, count, filters)
    : newerLayout(file, piece, at + 2, count, filters);
}

/** An index with no chunk known yet. */
function emptyIndex(
  count: number,
  chunkElements: number,
  elementBytes: number,
  filters: ChunkIndex["filters"],
): ChunkIndex {
  demand(chunkElements > 0 && elementBytes > 0, "chunks without contents");
  const chunkCount = Math.ceil(count / chunkElements);
  demand(chunkCount <= file32, "more chunks than a file holds");
  return {
    elementBytes,
    chunkElements,
    addresses: new Float64Array(chunkCount).fill(-1),
    storedBytes: new Float64Array(chunkCount),
    filters,
  };
}
const file32 = 2 ** 31;

/** Layout version 3: a version 1 B-tree. */
function treeLayout(
  file: Hdf5Bytes,
  piece: FileBytes,
  at: number,
  count: number,
  filters: ChunkIndex["filters"],
): ChunkIndex {
  demand(piece.u8(at) === 2, "not one dimension of chunks");
  const root = piece.address(at + 1);
  const index = emptyIndex(count, piece.u32(at + 9), piece.u32(at + 13), filters);
  if (root === null) return index;

  const keyBytes = 24;
  const stride = keyBytes + 8;
  const nodes: { address: number; level: number | null }[] = [{ address: root, level: null }];
  for (const { address, level } of nodes) {
    demand(nodes.length <= index.addresses.length + 1000, "an endless chunk tree");
    const head = file.read(address, 24);
    demand(head.text(0, 4) === "TREE" && head.u8(4) === 1, "no chunk tree where one should be");
    const own = head.u8(5);
    demand(level === null || own === level, "a chunk tree with a node of a wrong level");
    const entries = head.u16(6);
    const body = file.read(address + 24, entries * stride + keyBytes);
    for (let i = 0; i < entries; i++) {
      const key = i * stride;
      const child = body.address(key + keyBytes);
      demand(child !== null, "a chunk tree that leads nowhere");
      if (own > 0) {
        nodes.push({ address: child, level: own - 1 });
        continue;
      }
      const offset = body.uint(key + 8, 8);
      demand(body.uint(key + 16, 8) === 0, "a chunk within an element");
      demand(offset % index.chunkElements === 0, "a chunk off the grid");
      addChunk(index, offset / index.chunkElements, {
        address: child,
        storedBytes: body.u32(key),
        filterMask: body.u32(key + 4),
      });
    }
  }
  return index;
}

/** Layout version 4: one of the newer indices. */
function newerLayout(
  file: Hdf5Bytes,
  piece: FileBytes,
  start: number,
  count: number,
  filters: ChunkIndex["filters"],
): ChunkIndex {
  const flags = piece.u8(start);
  demand(piece.u8(start + 1) === 2, "not one dimension of chunks");
  const size = piece.u8(start + 2);
  const chunkElements = piece.uint(start + 3, size);
  const elementBytes = piece.uint(start + 3 + size, size);
  const index = emptyIndex(count, chunkElements, elementBytes, filters);
  demand((flags & 1) === 0 || filters.length === 0, "a last chunk without filters");
  const chunkBytes = chunkElements * elementBytes;
  const chunkCount = index.addresses.length;
  const type = piece.u8(start + 3 + 2 * size);
  const at = start + 4 + 2 * size;
  const add = (chunk: number, element: ArrayElement): void => {
    if (element.address !== null)
      addChunk(index, chunk, {
        address: element.address,
        storedBytes: element.storedBytes ?? chunkBytes,
        filterMask: element.filterMask,
      });
  };

  if (type === 1) {
    demand(chunkCount <= 1, "one chunk for more");
    const filtered = (flags & 2) !== 0;
    const storedBytes = filtered ? piece.uint(at, 8) : null;
    const filterMask = filtered ? piece.u32(at + 8) : 0;
    add(0, { address: piece.address(at + (filtered ? 12 : 0)), storedBytes, filterMask });
  } else if (type === 2) {
    const first = piece.address(at);
    for (let chunk = 0; first !== null && chunk < chunkCount; chunk++)
      add(chunk, { address: first + chunk * chunkBytes, storedBytes: null, filterMask: 0 });
  } else if (type === 3) fixedArray(file, piece.address(at + 1), chunkCount, add);
  else if (type === 4) extensibleArray(file, piece.address(at + 5), chunkCount, add);
  else demand(false, `chunk index type ${type}`);
  return index;
}

function addChunk(
  { addresses, storedBytes }: ChunkIndex,
  chunk: number,
  found: { address: number; storedBytes: number; filterMask: number },
): void {
  demand(chunk < addresses.length, "a chunk beyond the dataset's end");
  demand(addresses[chunk] === -1, "a chunk that is there twice");
  demand(found.filterMask === 0, "a chunk with filters skipped");
  addresses[chunk] = found.address;
  storedBytes[chunk] = found.storedBytes;
}

/** Chunks lie in the file, apart from each other, and have the size that they should have. */
function checkChunks({ sizeBytes }: Hdf5Bytes, index: ChunkIndex): void {
  const { addresses, storedBytes } = index;
  const chunkBytes = index.chunkElements * index.elementBytes;
  const written = Array.from(addresses.keys()).filter((chunk) => addresses[chunk]! >= 0);
  written.sort((a, b) => addresses[a]! - addresses[b]!);
  let end = 0;
  for (const chunk of written) {
    const address = addresses[chunk]!;
    const bytes = storedBytes[chunk]!;
    demand(index.filters.length > 0 || bytes === chunkBytes, "a chunk of a wrong size");
    demand(bytes > 0 && address >= end, "chunks that overlap");
    end = address + bytes;
  }
  demand(end <= sizeBytes, "a chunk beyond the file's end");
}
