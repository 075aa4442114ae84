/**
 * NPZ files, as numpy's `savez_compressed` writes and `load` reads them: a zip of NPY files (format
 * 1.0: magic, version, header length, a Python literal with dtype and shape, then the values).
 */
import { constants, crc32, deflateRawSync } from "node:zlib";
import { unzipSync, Zip, ZipPassThrough } from "fflate";
import { LightDqmError } from "../../errors.js";

/** Values that an NPZ file may hold here. */
export type NpyData = Float64Array | Float32Array | Int16Array | Uint32Array;

/** An array with its shape, last axis fastest. */
export interface NpyArray {
  data: NpyData;
  shape: readonly number[];
}

const dtypes = {
  "<f8": Float64Array,
  "<f4": Float32Array,
  "<i2": Int16Array,
  "<u4": Uint32Array,
} as const;

const magic = "\x93NUMPY\x01\x00";
/** The earliest time a zip can hold: equal arrays give equal bytes. */
const zipTime = new Date(1980, 0, 1);

/** The bytes of an NPZ file with these arrays. */
export function encodeNpz(arrays: Readonly<Record<string, NpyArray>>): Uint8Array {
  const parts: Uint8Array[] = [];
  const zip = new Zip((_, part) => parts.push(part));
  for (const [name, array] of Object.entries(arrays)) {
    const entry = new DeflatedEntry(`${name}.npy`);
    entry.mtime = zipTime;
    zip.add(entry);
    entry.push(encodeNpy(array), true);
  }
  zip.end();
  return new Uint8Array(Buffer.concat(parts));
}

/**
 * Deflated and summed by node:zlib, which takes a fifth of the time of fflate. Runs alone are sought:
 * channels without values are runs of NaN, and in the digits of the others there is nothing to find.
 */
class DeflatedEntry extends ZipPassThrough {
  override compression = 8;
  override push(bytes: Uint8Array, isLast: boolean): void {
    this.size = bytes.length;
    this.crc = crc32(bytes);
    this.ondata(null, deflateRawSync(bytes, { strategy: constants.Z_RLE }), isLast);
  }
}

/**
 * The arrays of an NPZ file.
 * @throws LightDqmError `bad-input` for damaged files and for types that are not written here
 */
export function decodeNpz(bytes: Uint8Array, where: string): Record<string, NpyArray> {
  try {
    const files = Object.entries(unzipSync(bytes));
    return Object.fromEntries(
      files.map(([name, file]) => [name.replace(/\.npy$/, ""), decodeNpy(file)]),
    );
  } catch (cause) {
    const got = cause instanceof Error ? cause.message : String(cause);
    const parts = { what: "Cannot read stored arrays", where, expected: "an NPZ file", got };
    throw new LightDqmError("bad-input", parts, { cause });
  }
}

function encodeNpy({ data, shape }: NpyArray): Uint8Array {
  const count = shape.reduce((product, length) => product * length, 1);
  if (count !== data.length)
    throw new RangeError(`${data.length} values do not fill the shape (${shape.join(", ")})`);
  const dtype = Object.entries(dtypes).find(([, type]) => data instanceof type)![0];
  const shapeText = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const literal = `{'descr': '${dtype}', 'fortran_order': False, 'shape': (${shapeText}), }`;
  // The values start at a multiple of 64, so that they can be mapped into memory.
  const start = Math.ceil((magic.length + 2 + literal.length + 1) / 64) * 64;
  const headerLength = start - magic.length - 2;

  const file = Buffer.alloc(start + data.byteLength);
  file.write(magic, 0, "latin1");
  file.writeUInt16LE(headerLength, magic.length);
  file.write(`${literal.padEnd(headerLength - 1)}\n`, magic.length + 2, "latin1");
  file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), start);
  return file;
}

function decodeNpy(file: Uint8Array): NpyArray {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.toString("latin1", 0, magic.length) !== magic) throw new Error("no NPY 1.0 array");
  const start = magic.length + 2 + bytes.readUInt16LE(magic.length);
  const header = bytes.toString("latin1", magic.length + 2, start);
  const dtype = /'descr': '([^']+)'/.exec(header)?.[1] ?? "none";
  const shape = /'shape': \(([^)]*)\)/
    .exec(header)?.[1]
    ?.split(",")
    .map((part) => part.trim());
  if (!(dtype in dtypes)) throw new Error(`an array of type ${dtype}`);
  if (!shape || /'fortran_order': True/.test(header)) throw new Error("an array in another order");
  // Copied, because typed arrays must start at a multiple of their element size.
  const values = new Uint8Array(bytes.subarray(start)).buffer;
  return {
    data: new dtypes[dtype as keyof typeof dtypes](values),
    shape: shape.filter((part) => part !== "").map(Number),
  };
}
