/**
 * The store of summaries. For each input file there is one Parquet file, `summaries/run=NNNNNN/`,
 * and one NPZ file of the same name, `spectra/run=NNNNNN/`.
 */
import { open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { AsyncBuffer } from "hyparquet";
import { isLightDqmError, LightDqmError } from "../errors.js";
import { ensureWritableDirectory, writeOutputFiles } from "../output-files.js";
import type { FileSummary } from "../summary.js";
import { compareEntries, isEarlier } from "./order.js";
import type { Provenance } from "./provenance.js";
import { sha256 } from "./provenance.js";
import { arraysPath, keyOfPath, summaryKey, summaryPath, summaryPaths } from "./store-paths.js";
import { decodeArrays, encodeArrays } from "./summary-arrays.js";
import { decodeProvenance, decodeSummary, encodeSummary } from "./summary-parquet.js";

export { findSummary } from "./store-paths.js";

/** A stored summary as a listing shows it. */
export interface SummaryEntry {
  /** The Parquet file. */
  path: string;
  key: string;
  /** What the summary says of itself; null where it could not be read. */
  provenance: Provenance | null;
  /** Why it could not be read. */
  error: LightDqmError | null;
}

/** What a reader wants of a stored summary. */
export interface ReadOptions {
  /**
   * Also reads the arrays: full spectra and the jump event's waveforms (default true). Without
   * them, the spectra hold the medians at the watched lines only and `jumpEvent` is null.
   */
  spectra?: boolean;
}

/**
 * Stores a summary, in place of an earlier one of the same input file. Both files are complete
 * before either is renamed to its name; the Parquet file comes last.
 * @returns the path of the Parquet file
 * @throws LightDqmError `output`
 */
export async function writeSummary(store: string, summary: FileSummary): Promise<string> {
  const path = summaryPath(store, summary.input);
  const arrays = encodeArrays(summary);
  const table = encodeSummary(summary, { bytes: arrays.length, sha256: sha256(arrays) });
  for (const directory of [dirname(path), dirname(arraysPath(path))])
    await ensureWritableDirectory(directory);
  await writeOutputFiles([
    { path: arraysPath(path), bytes: arrays },
    { path, bytes: table },
  ]);
  return path;
}

/**
 * Reads a stored summary. It equals the one that was written; spectra to single precision.
 * @throws LightDqmError `not-found`; `bad-input` for damaged files and for arrays that belong to
 *   another write of the same file
 */
export async function readSummary(
  parquetPath: string,
  { spectra = true }: ReadOptions = {},
): Promise<FileSummary> {
  const bytes = await readStored(parquetPath);
  const { summary, provenance } = await decodeSummary(bufferOf(bytes), parquetPath);
  if (!spectra) return summary;

  const where = arraysPath(parquetPath);
  const arrays = await readStored(where);
  if (sha256(arrays) !== provenance.arrays.sha256) {
    throw new LightDqmError("bad-input", {
      what: "Stored arrays do not belong to their summary",
      where,
      expected: `${provenance.arrays.bytes} bytes written together with ${parquetPath}`,
      got: `${arrays.length} bytes of another write (process the file again)`,
    });
  }
  const { spectrumScale, jumpEvent } = provenance;
  return { ...summary, ...decodeArrays(arrays, where, spectrumScale, jumpEvent) };
}

/**
 * Every stored summary by its metadata, ordered by the time of the first event, then by name in
 * natural order; files without a time after those, unreadable ones last.
 */
export async function listSummaries(store: string): Promise<SummaryEntry[]> {
  const paths = await summaryPaths(store);
  const entries: SummaryEntry[] = [];
  for (let i = 0; i < paths.length; i += readsAtOnce)
    entries.push(...(await Promise.all(paths.slice(i, i + readsAtOnce).map(readEntry))));
  return entries.sort(compareEntries);
}

const readsAtOnce = 16;

/** Told of every stored summary that could not be read, and why. */
export type OnUnreadable = (path: string, error: LightDqmError) => void;

/**
 * The stored summaries before a file, oldest first, without their arrays; never the file itself.
 * Files without a time count as earlier only where `current` has none either. One is read at a
 * time, so that a long history needs no memory.
 * @param ncomp −1 all, 0 none, N the previous N
 */
export async function* earlierFiles(
  store: string,
  current: Pick<FileSummary, "input" | "time">,
  ncomp: number,
  onUnreadable: OnUnreadable = () => {},
): AsyncGenerator<FileSummary> {
  if (ncomp === 0) return;
  const currentKey = summaryKey(current.input.name);
  const earlier: string[] = [];
  for (const { path, key, provenance, error } of await listSummaries(store)) {
    if (key === currentKey) continue;
    if (error) onUnreadable(path, error);
    if (provenance && isEarlier(provenance, current)) earlier.push(path);
  }
  for (const path of ncomp < 0 ? earlier : earlier.slice(-ncomp)) {
    let summary: FileSummary;
    try {
      summary = await readSummary(path, { spectra: false });
    } catch (error) {
      onUnreadable(path, asLightDqmError(error, path));
      continue;
    }
    yield summary;
  }
}

/** All of `earlierFiles` at once: about 1 MB a file. */
export async function earlierSummaries(
  ...args: Parameters<typeof earlierFiles>
): Promise<FileSummary[]> {
  const summaries: FileSummary[] = [];
  for await (const summary of earlierFiles(...args)) summaries.push(summary);
  return summaries;
}

async function readEntry(path: string): Promise<SummaryEntry> {
  const entry = { path, key: keyOfPath(path) };
  try {
    const handle = await open(path);
    try {
      const { size } = await handle.stat();
      const file: AsyncBuffer = {
        byteLength: size,
        slice: async (start, end = size) => {
          const into = new Uint8Array(end - start);
          await handle.read(into, 0, into.length, start);
          return into.buffer;
        },
      };
      return { ...entry, provenance: await decodeProvenance(file, path), error: null };
    } finally {
      await handle.close();
    }
  } catch (error) {
    return { ...entry, provenance: null, error: asLightDqmError(error, path) };
  }
}

async function readStored(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    throw new LightDqmError(
      missing ? "not-found" : "bad-input",
      {
        what: "Cannot read from the store",
        where: path,
        expected: "a file that was written with its summary",
        got: missing ? "none" : (cause as Error).message,
      },
      { cause },
    );
  }
}

function bufferOf(bytes: Uint8Array): AsyncBuffer {
  return {
    byteLength: bytes.length,
    slice: (start, end) => new Uint8Array(bytes.subarray(start, end)).buffer,
  };
}

function asLightDqmError(error: unknown, where: string): LightDqmError {
  if (isLightDqmError(error)) return error;
  const parts = { what: "Cannot read a stored summary", where, got: String(error) };
  return new LightDqmError("bad-input", parts, { cause: error });
}
