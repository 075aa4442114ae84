/**
 * Finding a dataset's header in an HDF5 file (HDF5 File Format Specification, version 3.0):
 * superblocks 0–3, object headers 1 and 2, groups with symbol tables or compact links. Anything
 * else is `NotDirectlyReadable`.
 */
import { checkPiece, demand, type FileBytes, type Hdf5Bytes } from "./bytes.js";

/** Header messages by type. */
export const messageTypes = {
  dataspace: 0x01,
  linkInfo: 0x02,
  datatype: 0x03,
  fillValue: 0x05,
  link: 0x06,
  externalFiles: 0x07,
  layout: 0x08,
  filters: 0x0b,
  attribute: 0x0c,
  continuation: 0x10,
  symbolTable: 0x11,
} as const;

/** A message of an object header: its bytes are those of `piece` from `at` on. */
export interface HeaderMessage {
  type: number;
  /** Kept elsewhere; its bytes are a reference. */
  shared: boolean;
  piece: FileBytes;
  at: number;
  size: number;
}

/** The header messages of the object that a path names, from the root. */
export function findObject(file: Hdf5Bytes, path: readonly string[]): HeaderMessage[] {
  let messages = readHeader(file, rootAddress(file));
  for (const name of path) messages = readHeader(file, memberAddress(file, messages, name));
  return messages;
}

function rootAddress(file: Hdf5Bytes): number {
  const block = file.read(0, 96);
  demand(block.text(0, 8) === "\x89HDF\r\n\x1a\n", "no HDF5 signature at the file's beginning");
  const version = block.u8(8);
  demand(version <= 3, `superblock version ${version}`);
  const sizesAt = version < 2 ? 13 : 9;
  demand(block.u8(sizesAt) === 8 && block.u8(sizesAt + 1) === 8, "addresses not of 8 bytes");
  const baseAt = version === 0 ? 24 : version === 1 ? 28 : 12;
  demand(block.uint(baseAt, 8) === 0, "a user block");
  const root = block.address(version < 2 ? baseAt + 40 : 36);
  demand(root !== null, "no root group");
  return root;
}

/** No header has more blocks than this, unless it goes round in circles. */
const mostHeaderBlocks = 1000;

function readHeader(file: Hdf5Bytes, address: number): HeaderMessage[] {
  const start = file.read(address, 16);
  return start.text(0, 4) === "OHDR"
    ? readHeader2(file, address)
    : readHeader1(file, address, start);
}

function readHeader1(file: Hdf5Bytes, address: number, start: FileBytes): HeaderMessage[] {
  demand(start.u8(0) === 1, `object header version ${start.u8(0)}`);
  const messages: HeaderMessage[] = [];
  const blocks: [number, number][] = [[address + 16, start.u32(8)]];
  for (const [blockAddress, length] of blocks) {
    demand(blocks.length <= mostHeaderBlocks, "an endless object header");
    const piece = file.read(blockAddress, length);
    for (let at = 0; at + 8 <= length; ) {
      const size = piece.u16(at + 2);
      const type = piece.u16(at);
      demand(at + 8 + size <= length, "a message longer than its header");
      messages.push({ type, shared: (piece.u8(at + 4) & 2) !== 0, piece, at: at + 8, size });
      if (type === messageTypes.continuation) blocks.push(continuation(piece, at + 8));
      at += 8 + size;
    }
  }
  return messages;
}

function readHeader2(file: Hdf5Bytes, address: number): HeaderMessage[] {
  const prefix = file.read(address, Math.min(64, file.sizeBytes - address));
  demand(prefix.u8(4) === 2, `object header version ${prefix.u8(4)}`);
  const flags = prefix.u8(5);
  const lengthAt = 6 + ((flags & 0x20) !== 0 ? 16 : 0) + ((flags & 0x10) !== 0 ? 4 : 0);
  const lengthSize = 1 << (flags & 3);
  const firstMessage = lengthAt + lengthSize;
  const firstLength = firstMessage + prefix.uint(lengthAt, lengthSize) + 4;

  const messages: HeaderMessage[] = [];
  const messageHead = (flags & 4) !== 0 ? 6 : 4;
  const blocks: [number, number][] = [[address, firstLength]];
  for (const [index, [blockAddress, length]] of blocks.entries()) {
    demand(blocks.length <= mostHeaderBlocks, "an endless object header");
    const piece = file.read(blockAddress, length);
    checkPiece(piece, index === 0 ? "OHDR" : "OCHK");
    const end = length - 4;
    for (let at = index === 0 ? firstMessage : 4; at + messageHead <= end; ) {
      const type = piece.u8(at);
      const size = piece.u16(at + 1);
      const body = at + messageHead;
      demand(body + size <= end, "a message longer than its header");
      messages.push({ type, shared: (piece.u8(at + 3) & 2) !== 0, piece, at: body, size });
      if (type === messageTypes.continuation) blocks.push(continuation(piece, body));
      at = body + size;
    }
  }
  return messages;
}

function continuation(piece: FileBytes, at: number): [number, number] {
  const address = piece.address(at);
  demand(address !== null, "a continuation that leads nowhere");
  return [address, piece.uint(at + 8, 8)];
}

function memberAddress(file: Hdf5Bytes, group: HeaderMessage[], name: string): number {
  for (const message of group) {
    const { type } = message;
    const found =
      type === messageTypes.symbolTable
        ? findSymbol(file, message, name)
        : type === messageTypes.link
          ? linkTarget(message, name)
          : null;
    if (found !== null) return found;
  }
  demand(false, `no link "${name}" that can be followed`);
}

function linkTarget({ piece, at }: HeaderMessage, name: string): number | null {
  demand(piece.u8(at) === 1, `link version ${piece.u8(at)}`);
  const flags = piece.u8(at + 1);
  let next = at + 2;
  const isHard = (flags & 8) === 0 || piece.u8(next) === 0;
  if ((flags & 8) !== 0) next += 1;
  if ((flags & 4) !== 0) next += 8;
  if ((flags & 0x10) !== 0) next += 1;
  const lengthSize = 1 << (flags & 3);
  const length = piece.uint(next, lengthSize);
  next += lengthSize;
  if (length !== name.length || piece.text(next, length) !== name) return null;
  demand(isHard, `the link "${name}" is not a hard one`);
  return piece.address(next + length);
}

/** No group or index is deeper or wider than this, unless it goes round in circles. */
const mostNodes = 100_000;

function findSymbol(file: Hdf5Bytes, { piece, at }: HeaderMessage, name: string): number | null {
  const [root, heapAddress] = [piece.address(at), piece.address(at + 8)];
  demand(root !== null && heapAddress !== null, "a symbol table that leads nowhere");
  const heap = file.read(heapAddress, 32);
  demand(heap.text(0, 4) === "HEAP", "no local heap where there should be one");
  const namesAddress = heap.address(24);
  demand(namesAddress !== null, "a local heap without names");
  const names = file.read(namesAddress, heap.uint(8, 8));
  const nameAt = (offset: number): string => {
    const end = names.bytes.indexOf(0, offset);
    demand(end >= 0, "a name without an end");
    return names.text(offset, end - offset);
  };

  const nodes = [root];
  for (const node of nodes) {
    demand(nodes.length <= mostNodes, "an endless group");
    const head = file.read(node, 8);
    if (head.text(0, 4) === "TREE") {
      demand(head.u8(4) === 0, "a group's tree that is not of groups");
      const count = head.u16(6);
      const children = file.read(node + 24, count * 16 + 8);
      for (let i = 0; i < count; i++) {
        const child = children.address(16 * i + 8);
        demand(child !== null, "a group's tree that leads nowhere");
        nodes.push(child);
      }
      continue;
    }
    demand(head.text(0, 4) === "SNOD", "no group node where there should be one");
    const count = head.u16(6);
    const entries = file.read(node + 8, count * 40);
    for (let i = 0; i < count; i++) {
      if (nameAt(entries.uint(40 * i, 8)) !== name) continue;
      demand(entries.u32(40 * i + 16) !== 2, `the link "${name}" is not a hard one`);
      return entries.address(40 * i + 8);
    }
  }
  return null;
}
