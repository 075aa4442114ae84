/**
 * A summary's Parquet file in a part: the columns of tables are in the part's table, and nowhere else;
 * the pack holds what follows them in the file, then, deflated, where in the table each column is, and
 * the footer. Put together they are the file as it was, to the byte.
 */
import { readSync } from "node:fs";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { PackPlace } from "./manifest.js";
import type { Extent } from "./part-table.js";

/** Offset and size of a column, as unsigned integers of 64 and 32 bits: tables may exceed 4 GiB. */
const extentBytes = 12;

/** The start of every Parquet file. */
export const magic: Buffer = Buffer.from("PAR1");

/** The bytes to pack, and how many of them, the last, are deflated. */
export function packed(
  file: Uint8Array,
  footerStart: number,
  extents: readonly Extent[],
): { bytes: Uint8Array; footerByteCount: number } {
  const inTable = extents.reduce((sum, [, byteCount]) => sum + byteCount, magic.length);
  const where = new DataView(new ArrayBuffer(extentBytes * extents.length));
  for (const [i, [offset, byteCount]] of extents.entries()) {
    where.setBigUint64(extentBytes * i, BigInt(offset), true);
    where.setUint32(extentBytes * i + 8, byteCount, true);
  }
  const last = Buffer.concat([new Uint8Array(where.buffer), file.subarray(footerStart)]);
  const footer = deflateRawSync(last);
  const bytes = Buffer.concat([file.subarray(inTable, footerStart), footer]);
  return { bytes, footerByteCount: footer.length };
}

/**
 * The Parquet file again. Parts of earlier versions hold it as it is, or but for its deflated footer.
 * @param table descriptor of the part's table; null where the pack holds all
 */
export function unpacked(
  bytes: Uint8Array,
  { footerByteCount, tableColumns = 0 }: Pick<PackPlace, "footerByteCount" | "tableColumns">,
  table: number | null,
): Uint8Array {
  if (footerByteCount === undefined) return bytes;
  const end = bytes.length - footerByteCount;
  const last = inflateRawSync(bytes.subarray(end));
  const footer = last.subarray(extentBytes * tableColumns);
  if (table === null) return Buffer.concat([bytes.subarray(0, end), footer]);
  const sizes = Array.from({ length: tableColumns }, (_, i) =>
    last.readUInt32LE(extentBytes * i + 8),
  );
  const inTable = sizes.reduce((sum, size) => sum + size, magic.length);
  // Of a table that is cut off, what is missing stays zero: the checksum in the footer tells.
  const file = Buffer.alloc(inTable + end + footer.length);
  let at = magic.copy(file);
  for (const [i, size] of sizes.entries()) {
    readSync(table, file, at, size, last.readBigUInt64LE(extentBytes * i));
    at += size;
  }
  file.set(bytes.subarray(0, end), at);
  file.set(footer, at + end);
  return file;
}
