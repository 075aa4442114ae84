/** Empty FLOW files in the producer's layout, for any number of ADCs, channels and samples. */
import { readFile } from "node:fs/promises";
import type { DetectorProfile } from "../../detector/profile.js";
import { assetUrl } from "../../files/assets.js";
import { datatypeClasses, eventsPath, waveformsPath } from "../flow-layout.js";
import { type FileBytes, hdf5InMemory } from "../hdf5/bytes.js";
import { findObject, type HeaderMessage, messageTypes } from "../hdf5/objects.js";

/** ADCs, channels of an ADC, samples of a waveform: an array of rank n has the first n of them. */
type ArrayLengths = readonly [adcCount: number, channelCount: number, sampleCount: number];

/**
 * The bytes of a file with all groups, attributes and datasets, and no rows. The library cannot
 * create arrays in a compound, so a template of one shape is taken and its arrays are given other
 * lengths, in place: every length, offset and size has a field of its own in the file. Structures
 * by the HDF5 File Format Specification, version 3.0, sections IV.A.2.d, i and m.
 * @param typed today's, with `trig_type`, one time per ADC and clipped flags; or without, and with
 *   one time per channel
 */
export async function emptyFlowFile(
  { adcCount, channelCount }: DetectorProfile,
  sampleCount: number,
  typed: boolean,
  gzip: boolean,
): Promise<Uint8Array> {
  const lengths: ArrayLengths = [adcCount, channelCount, sampleCount];
  const name = `${typed ? "typed" : "untyped"}-${gzip ? "gzip" : "raw"}.hdf5`;
  const bytes = await readFile(assetUrl(`flow-templates/${name}`));
  const file = hdf5InMemory(bytes);
  for (const path of [eventsPath, waveformsPath]) {
    const messages = findObject(file, path.split("/").slice(1));
    const find = (wanted: number): HeaderMessage => messages.find(({ type }) => type === wanted)!;
    const datatype = find(messageTypes.datatype);
    const { valueBytes } = reshape(datatype.piece, datatype.at, lengths);
    // After version, class, rank and address come the lengths of a chunk: rows, bytes of a row.
    const layout = find(messageTypes.layout);
    viewOf(layout.piece).setUint32(layout.at + 15, valueBytes, true);
  }
  const attributes = new Map([
    ["n_adcs", adcCount],
    ["n_channels", channelCount],
    ["n_samples", sampleCount],
  ]);
  for (const { type, piece, at } of findObject(file, eventsPath.split("/").slice(1, -1))) {
    if (type !== messageTypes.attribute) continue;
    const nameBytes = piece.u16(at + 2);
    const value = attributes.get(piece.text(at + 8, nameBytes - 1));
    if (value === undefined) continue;
    const valueAt = [nameBytes, piece.u16(at + 4), piece.u16(at + 6)].reduce(
      (sum, size) => sum + padded(size),
      at + 8,
    );
    viewOf(piece).setBigInt64(valueAt, BigInt(value), true);
  }
  return bytes;
}

/** Gives the arrays of a datatype their lengths; where its description ends, and a value's size. */
function reshape(
  piece: FileBytes,
  at: number,
  lengths: ArrayLengths,
): { end: number; valueBytes: number } {
  const view = viewOf(piece);
  const typeClass = piece.u8(at) & 0x0f;
  if (typeClass === datatypeClasses.compound) {
    let end = at + 8;
    let valueBytes = 0;
    for (let member = 0; member < piece.u16(at + 1); member++) {
      const offsetAt = end + padded(piece.bytes.indexOf(0, end) + 1 - end);
      view.setUint32(offsetAt, valueBytes, true);
      const type = reshape(piece, offsetAt + 4, lengths);
      end = type.end;
      valueBytes += type.valueBytes;
    }
    view.setUint32(at + 4, valueBytes, true);
    return { end, valueBytes };
  }
  if (typeClass === datatypeClasses.array) {
    const own = lengths.slice(0, piece.u8(at + 8));
    own.forEach((length, i) => {
      view.setUint32(at + 12 + 4 * i, length, true);
    });
    const element = reshape(piece, at + 12 + 8 * own.length, lengths);
    const valueBytes = own.reduce((product, length) => product * length, element.valueBytes);
    view.setUint32(at + 4, valueBytes, true);
    return { end: element.end, valueBytes };
  }
  if (typeClass === datatypeClasses.enumeration) {
    // Its integer type, then the names, then their values.
    const values = piece.u16(at + 1);
    let { end, valueBytes } = reshape(piece, at + 8, lengths);
    for (let value = 0; value < values; value++)
      end += padded(piece.bytes.indexOf(0, end) + 1 - end);
    return { end: end + values * valueBytes, valueBytes };
  }
  // Integers: eight bytes as every type has them, four of bit offset and precision.
  return { end: at + 12, valueBytes: piece.u32(at + 4) };
}

const padded = (size: number): number => 8 * Math.ceil(size / 8);

const viewOf = ({ bytes }: FileBytes): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
