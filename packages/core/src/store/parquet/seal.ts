/**
 * The checksums in a summary's own Parquet file, as an entry of its key-value metadata: of the pages,
 * and of the footer with the digits of its own checksum as zeros.
 */
import { gunzipSync } from "node:zlib";
import { type AsyncBuffer, type Compressors, type FileMetaData, parquetMetadata } from "hyparquet";
import { LightDqmError } from "../../errors.js";
import { checksumOf } from "../checksum.js";

const key = "light-dqm-crc32";
const blank = "pages 00000000 footer 00000000";
const filled = /pages ([0-9a-f]{8}) footer ([0-9a-f]{8})/g;
const digits = 8;
/** The length of the footer and the magic number. */
const endBytes = 8;

/** The footer of a summary is smaller than this, so one read is enough. */
const footerBytes = 65_536;

/** The entry that `seal` fills in. */
export const blankSeal = { key, value: blank };

/** Fills in the checksums of a Parquet file that has a blank seal. */
export function seal(file: Buffer): void {
  const start = file.length - endBytes - file.readUInt32LE(file.length - endBytes);
  const at = file.lastIndexOf(blank);
  const [pages, footer] = [at + "pages ".length, at + blank.length - digits];
  file.write(checksumOf(file.subarray(0, start)), pages, "latin1");
  file.write(checksumOf(file.subarray(start)), footer, "latin1");
}

/** A footer that is as it was written. */
export interface CheckedFooter {
  metadata: FileMetaData;
  /** Where it begins: so many bytes are pages. */
  start: number;
  /** Checksum of the pages; null in files of earlier versions. */
  pages: string | null;
}

/**
 * Reads and checks the footer of a Parquet file.
 * @throws LightDqmError `bad-input` for a damaged one
 */
export async function readFooter(file: AsyncBuffer, where: string): Promise<CheckedFooter> {
  try {
    const { byteLength } = file;
    const tailStart = Math.max(0, byteLength - footerBytes);
    const tail = Buffer.from(await file.slice(tailStart));
    const start = byteLength - endBytes - tail.readUInt32LE(tail.length - endBytes);
    if (start < 0) throw new Error("a footer longer than the file");
    const footer =
      start < tailStart ? Buffer.from(await file.slice(start)) : tail.subarray(start - tailStart);
    const pages = checkedPages(footer);
    return { metadata: parquetMetadata(new Uint8Array(footer).buffer), start, pages };
  } catch (cause) {
    throw damaged(where, "a Parquet file", cause instanceof Error ? cause.message : "", cause);
  }
}

function checkedPages(footer: Buffer): string | null {
  const text = footer.toString("latin1");
  const found = [...text.matchAll(filled)].at(-1);
  if (!found && !text.includes(key)) return null;
  if (!found || !text.includes(key)) throw new Error("a damaged checksum");
  const [all, pages, own] = found as unknown as [string, string, string];
  const end = found.index + all.length;
  const zeros = Buffer.from(footer).fill("0", end - digits, end, "latin1");
  if (checksumOf(zeros) !== own) throw new Error("a footer that has changed since it was written");
  return pages;
}

/**
 * Checks the pages of a Parquet file.
 * @throws LightDqmError `bad-input` for damaged ones
 */
export async function checkPages(
  file: AsyncBuffer,
  { start, pages }: Pick<CheckedFooter, "start" | "pages">,
  where: string,
): Promise<void> {
  if (pages === null || checksumOf(new Uint8Array(await file.slice(0, start))) === pages) return;
  throw damaged(where, "a whole Parquet file", "pages that have changed since they were written");
}

/** What summaries are compressed by; Snappy, of earlier versions, is the reader's own. */
export const parquetCompressors: Compressors = { GZIP: (bytes) => gunzipSync(bytes) };

/** What a damaged summary is reported as. */
export function damaged(
  where: string,
  expected: string,
  got: string,
  cause?: unknown,
): LightDqmError {
  const parts = { what: "Cannot read a stored summary", where, expected, got };
  return new LightDqmError("bad-input", parts, { cause });
}
