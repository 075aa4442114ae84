/**
 * The store of summaries. For each input file there is one Parquet file, `summaries/run=NNNNNN/`,
 * and one NPZ file of the same name, `spectra/run=NNNNNN/`; `address.ts` says under which name. Compaction gathers old Parquet files
 * under `compacted/`; they are listed, found and read as before, by the path that they had.
 */
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { LightDqmError } from "../errors.js";
import {
  ensureWritableDirectory,
  type OutputFile,
  writeOutputFiles,
} from "../files/output-files.js";
import { sha256 } from "../files/sha256.js";
import { fileStem } from "../flow/file-name.js";
import type { QuantityName } from "../quantities/table.js";
import type { FileSummary } from "../summary.js";
import { cutTextUtc } from "../words/event-cut.js";
import { pathOfFile, pathToWrite } from "./address.js";
import { decodeArrays, encodeArrays } from "./arrays/summary-arrays.js";
import { filesBeforePlace, latestOfFiles } from "./overview/files-before-place.js";
import { overviewOf, without } from "./overview/overview.js";
import type { Provenance } from "./parquet/provenance.js";
import {
  decodeProvenance,
  decodeSummary,
  encodeSummary,
  readMedians,
} from "./parquet/summary-parquet.js";
import type { PackPlace } from "./parts/manifest.js";
import { addressOf, arraysPath, summaryKey } from "./store-paths.js";
import type { StoredFile } from "./stored-files.js";
import { bufferOf, readStoredBytes, storedFiles, unreadableSummary } from "./stored-files.js";

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

/** What to read of a stored summary. */
export interface ReadOptions {
  /**
   * Also reads the arrays: full spectra and waveforms (default true), of older files medians. Without them, the spectra
   * hold the medians at the watched lines only, and `jumpEvent` and `brightestEvents` are null.
   */
  spectra?: boolean;
  /**
   * Without arrays, reads only what checks need (default false): no histograms (null), no counts
   * by EPCB and TPC (0). Twice as fast.
   */
  forChecks?: boolean;
  /** Without arrays, reads these quantities only; all others are unknown. Default null: all. */
  only?: readonly QuantityName[] | null;
}

/**
 * Stores a summary, in place of an earlier one of the same file (see `isSameFile`). Both files are
 * complete before either is renamed to its name; the Parquet file comes last.
 * @returns the path of the Parquet file
 * @throws LightDqmError `output`; `incompatible` for numbers of a cut, which later files must not
 *   take for those of the whole file
 */
export async function writeSummary(store: string, summary: FileSummary): Promise<string> {
  return writeSummaryWith(store, summary, []);
}

/**
 * Stores a summary together with other files: all are complete before the first is renamed to its
 * name, and the summary is the last of them, so that what fails or is interrupted leaves no summary.
 * @returns the path of the Parquet file
 * @throws LightDqmError `output`; `interrupted` when the signal was raised before the renames
 */
export async function writeSummaryWith(
  store: string,
  summary: FileSummary,
  others: readonly OutputFile[],
  signal?: AbortSignal,
): Promise<string> {
  const { cut } = summary.settings;
  if (cut)
    throw new LightDqmError("incompatible", {
      what: "Numbers of chosen events are not kept in a store",
      where: summary.input.name,
      expected: "a summary of all events",
      got: `one of the cut "${cutTextUtc(cut)}"`,
    });
  const path = await pathToWrite(store, summary);
  const arrays = encodeArrays(summary);
  const written = { bytes: arrays.length, sha256: sha256(arrays) };
  const table = encodeSummary(summary, written, addressOf(path));
  const files = [
    { path: arraysPath(path), bytes: arrays },
    { path, bytes: table },
  ];
  for (let attempt = 1; ; attempt++) {
    try {
      for (const file of files) await ensureWritableDirectory(dirname(file.path));
      await writeOutputFiles([...others, ...files], signal);
      return path;
    } catch (error) {
      // Compaction may remove the run's directory, while it is empty, before the first file is in it,
      // or while it is looked at.
      const code = (error as { cause?: NodeJS.ErrnoException }).cause?.code;
      const isRemoved = code === "ENOENT" || code === "EEXIST";
      if (!isRemoved || attempt === writeAttempts) throw error;
    }
  }
}

const writeAttempts = 20;

/**
 * Reads a stored summary. It equals the one that was written; spectra to single precision. Of older
 * files, whose arrays compaction has dropped, the spectra are rounded medians (`isRounded`, see
 * `encodeMedians`) and there are no waveforms.
 * @throws LightDqmError `not-found`; `bad-input` for damaged files and for arrays that belong to
 *   another write of the same file
 */
export async function readSummary(
  parquetPath: string,
  {
    spectra = true,
    forChecks = false,
    only = null,
    place = null,
  }: ReadOptions & { place?: PackPlace | null } = {},
): Promise<FileSummary> {
  const bytes = await readStoredBytes(parquetPath, place);
  const { summary, provenance } = await decodeSummary(
    bufferOf(bytes),
    parquetPath,
    forChecks && !spectra,
    spectra ? null : only,
  );
  if (!spectra) return summary;

  const { spectrumScale, jumpEvent } = provenance;
  const where = arraysPath(parquetPath);
  const arrays = await readArrays(where);
  if (arrays === null) {
    const medians = await readMedians(bufferOf(bytes), parquetPath, spectrumScale);
    if (medians) return { ...summary, spectra: medians };
    const parts = { what: "Cannot read from the store", where };
    const expected = "a file that was written with its summary";
    throw new LightDqmError("not-found", { ...parts, expected, got: "none" });
  }
  if (sha256(arrays) !== provenance.arrays.sha256) {
    throw new LightDqmError("bad-input", {
      what: "Stored arrays do not belong to their summary",
      where,
      expected: `${provenance.arrays.bytes} bytes written together with ${parquetPath}`,
      got: `${arrays.length} bytes of another write (reprocess the file)`,
    });
  }
  return { ...summary, ...decodeArrays(arrays, where, spectrumScale, jumpEvent) };
}

/**
 * Every stored summary by its metadata, ordered by the time of the first event, then by name in
 * natural order; files without a time after those, unreadable ones last.
 */
export async function listSummaries(store: string): Promise<SummaryEntry[]> {
  const files = await storedFiles(store);
  const entries: SummaryEntry[] = [];
  for (let i = 0; i < files.length; i += readsAtOnce)
    entries.push(...(await Promise.all(files.slice(i, i + readsAtOnce).map(entryOf))));
  return entries;
}

const readsAtOnce = 16;

async function entryOf({ path, key, place, error }: StoredFile): Promise<SummaryEntry> {
  const entry = { path, key, provenance: null, error };
  if (error) return entry;
  try {
    const bytes = await readStoredBytes(path, place);
    return { ...entry, provenance: await decodeProvenance(bufferOf(bytes), path) };
  } catch (cause) {
    return { ...entry, error: unreadableSummary(cause, path) };
  }
}

/**
 * Path of the stored summary of an input file, by its name or stem, or by its key; null where there
 * is none. Of several files of that name it is the one that comes last in time.
 */
export async function findSummary(store: string, nameOrStem: string): Promise<string | null> {
  return (await summariesNamed(store, nameOrStem)).at(-1)?.path ?? null;
}

/** The stored summaries of a name, stem or key, unreadable ones first, then by time. */
export async function summariesNamed(store: string, nameOrStem: string): Promise<StoredFile[]> {
  const files = await storedFiles(store);
  const byKey = files.filter(({ key }) => key === nameOrStem);
  if (byKey.length > 0) return byKey;
  const stem = fileStem(nameOrStem);
  const plain = summaryKey(nameOrStem);
  const named = files.filter(({ key, note }) =>
    note ? fileStem(note.input.name) === stem : key.split("~")[0] === plain,
  );
  return [...named.filter(({ note }) => !note), ...named.filter(({ note }) => note)];
}

/** What of a file tells which stored files are before it. */
export type PlacedFile = Pick<FileSummary, "input" | "time" | "imported">;

/**
 * Where the files lie that `earlierFiles` reads, oldest first.
 * @param ncomp −1 all, 0 none, N the previous N
 */
export async function placesBefore(
  store: string,
  current: PlacedFile,
  ncomp: number,
  onUnreadable: OnUnreadable = () => {},
): Promise<StoredFile[]> {
  if (ncomp === 0) return [];
  const overview = without(await overviewOf(store), await pathOfFile(store, current));
  for (const { path, error } of overview.singles) if (error) onUnreadable(path, error);
  const before = await filesBeforePlace(overview, current, null);
  return latestOfFiles(before, ncomp < 0 ? Number.POSITIVE_INFINITY : ncomp);
}

/** Called for every stored summary that cannot be read, with the reason. */
export type OnUnreadable = (path: string, error: LightDqmError) => void;

/**
 * The stored summaries before a file, oldest first, without their arrays; never the file itself.
 * Files without a time count as earlier only where `current` has none either. They are read one
 * at a time, so that a long history needs no memory.
 * @param ncomp −1 all, 0 none, N the previous N
 */
export async function* earlierFiles(
  store: string,
  current: PlacedFile,
  ncomp: number,
  onUnreadable: OnUnreadable = () => {},
): AsyncGenerator<FileSummary> {
  const earlier = await placesBefore(store, current, ncomp, onUnreadable);
  for (const { path, place } of earlier) {
    let summary: FileSummary;
    try {
      summary = await readSummary(path, { spectra: false, place });
    } catch (error) {
      onUnreadable(path, unreadableSummary(error, path));
      continue;
    }
    yield summary;
  }
}

/** All of `earlierFiles` at once: about 1 MB per file. */
export async function earlierSummaries(
  ...args: Parameters<typeof earlierFiles>
): Promise<FileSummary[]> {
  const summaries: FileSummary[] = [];
  for await (const summary of earlierFiles(...args)) summaries.push(summary);
  return summaries;
}

/** Null where compaction has dropped them. */
async function readArrays(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return null;
    const parts = { what: "Cannot read from the store", where: path };
    const got = (cause as Error).message;
    throw new LightDqmError("bad-input", { ...parts, got }, { cause });
  }
}
