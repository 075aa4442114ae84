/** The files of a store that share a detector, for what is drawn over all of them. */
import type { DetectorProfile } from "../detector/profile.js";
import type { LightDqmError } from "../errors.js";
import { withDuckDb } from "./parquet/duckdb.js";
import { parquet } from "./parquet/rows-sql.js";
import { decodeProvenance } from "./parquet/summary-parquet.js";
import { partPath } from "./parts/manifest.js";
import type { StoredFile } from "./stored-files.js";
import { bufferOf, readStoredBytes, storedFiles, unreadableSummary } from "./stored-files.js";

/** Files of one detector. */
export interface OneDetector {
  /** Of the newest file that can be read; null where there is none. */
  detector: DetectorProfile | null;
  /** In their order. */
  files: StoredFile[];
  /** How many files of other detectors there are, by the detector's name. */
  excluded: { detector: string; fileCount: number }[];
  /** Files that could not be read, and why. */
  unreadable: { path: string; error: LightDqmError }[];
}

/** The files of the newest file's detector. */
export async function filesOfOneDetector(store: string): Promise<OneDetector> {
  const all = await storedFiles(store);
  const unreadable = all.flatMap(({ path, error }) => (error ? [{ path, error }] : []));
  const readable = all.filter(({ note }) => note !== null);
  let detector: DetectorProfile | null = null;
  while (!detector && readable.length > 0) {
    const newest = readable.at(-1)!;
    try {
      detector = await detectorIn(newest);
    } catch (cause) {
      unreadable.push({ path: newest.path, error: unreadableSummary(cause, newest.path) });
      readable.pop();
    }
  }
  if (!detector) return { detector, files: [], excluded: [], unreadable };
  const nameOf = await detectorNames(store, readable);
  const counts = new Map<string, number>();
  const files = readable.filter((file) => {
    // What cannot be read is told by whoever reads it.
    const name = nameOf(file) ?? detector.name;
    if (name === detector.name) return true;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    return false;
  });
  const excluded = [...counts].map(([name, fileCount]) => ({ detector: name, fileCount }));
  return { detector, files, excluded, unreadable };
}

/**
 * Names of detectors by file. Parts of earlier versions have them in the metadata only: in that of
 * their table, or where this is damaged of each file. Undefined for a file that cannot be read.
 */
async function detectorNames(
  store: string,
  files: readonly StoredFile[],
): Promise<(file: StoredFile) => string | undefined> {
  const found = new Map<StoredFile, string>();
  const byTable = new Map<string, Map<number, StoredFile>>();
  for (const file of files) {
    if (file.note!.detector !== undefined || !file.place) continue;
    const table = partPath(store, file.place.part, "parquet");
    const ofTable = byTable.get(table) ?? new Map<number, StoredFile>();
    byTable.set(table, ofTable.set(file.place.index, file));
  }
  for (const [table, ofTable] of byTable) {
    try {
      for (const [index, name] of await namesInTable(table)) {
        const file = ofTable.get(index);
        if (file) found.set(file, name);
      }
    } catch {
      for (const file of ofTable.values()) {
        const detector = await detectorIn(file).catch(() => null);
        if (detector) found.set(file, detector.name);
      }
    }
  }
  return (file) => file.note!.detector ?? found.get(file);
}

async function namesInTable(table: string): Promise<[index: number, name: string][]> {
  return withDuckDb(async (connection) => {
    const reader = await connection.runAndReadAll(
      `SELECT file_index, provenance FROM ${parquet([table])} WHERE adc = 0 AND channel = 0`,
    );
    return reader.getRows().map(([index, text]) => {
      const { detector } = JSON.parse(text as string) as { detector: DetectorProfile };
      return [index as number, detector.name];
    });
  });
}

async function detectorIn({ path, place }: StoredFile): Promise<DetectorProfile> {
  return (await decodeProvenance(bufferOf(await readStoredBytes(path, place)), path)).detector;
}
