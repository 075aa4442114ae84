/**
 * Waveforms read without the HDF5 library: slices of uncompressed chunks straight into shared
 * memory, gzip (and shuffled) chunks through node:zlib. Only where the file's index can be
 * understood and trusted; else h5wasm reads.
 */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { constants, inflateSync } from "node:zlib";
import { detectorGroups } from "../detector/groups.js";
import { LightDqmError } from "../errors.js";
import type { OpenFlowFile } from "./flow-file.js";
import { hdf5Bytes, NotDirectlyReadable } from "./hdf5/bytes.js";
import { type ChunkIndex, readChunkIndex } from "./hdf5/chunk-index.js";

/** Where the waveforms are. Plain data: other threads read with it too, through the same `fd`. */
export interface FlowDirectLayout extends ChunkIndex {
  /** First byte of the samples in an element, which may hold other members, and their bytes. */
  samplesOffset: number;
  samplesBytes: number;
  fd: number;
  path: string;
}

/** A file that can be read directly, or the reason why not. */
export type DirectAccess =
  | { layout: FlowDirectLayout; close(): void }
  | { layout: null; reason: string };

/** The waveforms' dataset in a FLOW file. */
const waveformPath: readonly string[] = ["light", "wvfm", "data"];

/**
 * Tries to open a FLOW file for direct reading. The first and the last of `events` are read both
 * ways and must agree byte for byte.
 * @param events event indices that will be read, ascending
 */
export function openDirect(file: OpenFlowFile, events: readonly number[]): DirectAccess {
  let fd: number;
  try {
    fd = openSync(file.path, "r");
  } catch {
    return { layout: null, reason: "the file cannot be opened by its path" };
  }
  try {
    const bytes = hdf5Bytes(fd, fstatSync(fd).size);
    const samplesBytes = 2 * detectorGroups(file.detector).indexCount * file.sampleCount;
    const layout: FlowDirectLayout = {
      ...readChunkIndex(bytes, waveformPath),
      samplesOffset: file.waveformRow.samplesOffset,
      samplesBytes,
      fd,
      path: file.path,
    };
    checkAgainst(file, layout, events);
    return { layout, close: () => closeSync(fd) };
  } catch (error) {
    closeSync(fd);
    if (error instanceof NotDirectlyReadable) return { layout: null, reason: error.message };
    throw error;
  }
}

function checkAgainst(
  file: OpenFlowFile,
  layout: FlowDirectLayout,
  events: readonly number[],
): void {
  if (layout.elementBytes !== file.waveformRow.bytes)
    throw new NotDirectlyReadable("the two readers disagree on the size of a row");
  for (const event of events) {
    const chunk = Math.floor(event / layout.chunkElements);
    if (!(layout.addresses[chunk]! >= 0)) throw new NotDirectlyReadable("a chunk is missing");
  }
  const waveforms = new Int16Array(layout.samplesBytes / 2);
  const direct = new Uint8Array(layout.samplesBytes);
  for (const event of new Set([events[0], events.at(-1)])) {
    if (event === undefined) continue;
    file.readEvent(event, waveforms);
    readWhole(layout, event, direct);
    if (Buffer.compare(direct, new Uint8Array(waveforms.buffer)) !== 0)
      throw new NotDirectlyReadable("the two readers disagree");
  }
}

/** Reads the samples of one event. @param into `samplesBytes` long */
function readWhole(layout: FlowDirectLayout, event: number, into: Uint8Array): void {
  if (layout.filters.length === 0) {
    readSlices(layout, event, 0, into, 0, into.length);
    return;
  }
  let chunk: Uint8Array;
  try {
    chunk = chunkReader(layout)(Math.floor(event / layout.chunkElements));
  } catch {
    throw new NotDirectlyReadable("a chunk that cannot be unpacked");
  }
  into.set(samplesInChunk(layout, chunk, event));
}

/** The samples of an event, in its unpacked chunk: a view that may begin at an odd byte. */
export function samplesInChunk(
  { chunkElements, elementBytes, samplesOffset, samplesBytes }: FlowDirectLayout,
  chunk: Uint8Array,
  event: number,
): Uint8Array {
  const start = (event % chunkElements) * elementBytes + samplesOffset;
  return chunk.subarray(start, start + samplesBytes);
}

/**
 * Reads bytes of the samples of one event of an uncompressed file.
 * @param offset first byte within the event's samples
 * @throws LightDqmError `bad-input` where the file ends before or cannot be read
 */
export function readSlices(
  layout: FlowDirectLayout,
  event: number,
  offset: number,
  into: Uint8Array,
  at: number,
  length: number,
): void {
  const chunk = Math.floor(event / layout.chunkElements);
  const row = (event - chunk * layout.chunkElements) * layout.elementBytes;
  const position = layout.addresses[chunk]! + row + layout.samplesOffset + offset;
  readFully(layout, position, into, at, length);
}

/**
 * Reads and unpacks chunks of a compressed file: the elements of one after the other. What it
 * gives is good until the next chunk: a new buffer for each would cost more than reading.
 * @throws LightDqmError `bad-input` where a chunk is not what it should be
 */
export function chunkReader(layout: FlowDirectLayout): (chunk: number) => Uint8Array {
  let stored = new Uint8Array(0);
  return (chunk) => {
    const length = layout.storedBytes[chunk]!;
    if (stored.length < length) stored = new Uint8Array(Math.ceil(1.25 * length));
    readFully(layout, layout.addresses[chunk]!, stored, 0, length);
    return unpacked(layout, chunk, stored.subarray(0, length));
  };
}

function unpacked(layout: FlowDirectLayout, chunk: number, stored: Uint8Array): Uint8Array {
  const chunkBytes = layout.chunkElements * layout.elementBytes;
  let bytes = stored;
  for (const filter of [...layout.filters].reverse())
    bytes =
      filter === "deflate"
        ? inflated(layout, chunk, bytes, chunkBytes)
        : unshuffled(bytes, layout.elementBytes);
  if (bytes.length !== chunkBytes)
    throw new LightDqmError("bad-input", {
      what: "a chunk of waveforms has the wrong size",
      where: `${layout.path}, chunk ${chunk}`,
      expected: `${chunkBytes} bytes`,
      got: `${bytes.length}`,
    });
  return bytes;
}

function inflated(
  layout: FlowDirectLayout,
  chunk: number,
  bytes: Uint8Array,
  chunkBytes: number,
): Uint8Array {
  try {
    // One buffer of the right size, and a byte more, so that a longer chunk shows.
    const chunkSize = Math.max(constants.Z_MIN_CHUNK, chunkBytes + 1);
    return inflateSync(bytes, { chunkSize, maxOutputLength: chunkSize });
  } catch (cause) {
    throw new LightDqmError(
      "bad-input",
      { what: "a chunk of waveforms cannot be unpacked", where: `${layout.path}, chunk ${chunk}` },
      { cause },
    );
  }
}

/** Undoes HDF5's shuffle: byte b of element e was put at b · count + e. */
function unshuffled(bytes: Uint8Array, elementBytes: number): Uint8Array {
  const count = Math.floor(bytes.length / elementBytes);
  if (count <= 1) return bytes;
  const plain = new Uint8Array(bytes.length);
  for (let element = 0; element < count; element++)
    for (let byte = 0; byte < elementBytes; byte++)
      plain[element * elementBytes + byte] = bytes[byte * count + element]!;
  // Bytes of an incomplete element are left as they are.
  plain.set(bytes.subarray(count * elementBytes), count * elementBytes);
  return plain;
}

function readFully(
  layout: FlowDirectLayout,
  position: number,
  into: Uint8Array,
  at: number,
  length: number,
): void {
  let done = 0;
  while (done < length) {
    let got: number;
    try {
      got = readSync(layout.fd, into, at + done, length - done, position + done);
    } catch (cause) {
      throw new LightDqmError(
        "bad-input",
        { what: "waveforms cannot be read", where: layout.path },
        { cause },
      );
    }
    if (got === 0)
      throw new LightDqmError("bad-input", {
        what: "the file ends within its waveforms",
        where: layout.path,
        expected: `${position + length} bytes`,
        got: `${position + done}`,
      });
    done += got;
  }
}
