/** The files of a store that share a detector, for what is drawn over all of them. */
import type { DetectorProfile } from "../detector/profile.js";
import type { LightDqmError } from "../errors.js";
import { withDuckDb } from "./parquet/duckdb.js";
import { decodeProvenance } from "./parquet/summary-parquet.js";
import { partPath } from "./parts/manifest.js";
import { parquet } from "./parts/part-table.js";
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
    const { path, place } = readable.at(-1)!;
    try {
      const bytes = await readStoredBytes(path, place);
      detector = (await decodeProvenance(bufferOf(bytes), path)).detector;
    } catch (cause) {
      unreadable.push({ path, error: unreadableSummary(cause, path) });
      readable.pop();
    }
  }
  if (!detector) return { detector, files: [], excluded: [], unreadable };
  const nameOf = await detectorNames(store, readable);
  const counts = new Map<string, number>();
  const files = readable.filter((file) => {
    const name = nameOf(file);
    if (name === detector.name) return true;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    return false;
  });
  const excluded = [...counts].map(([name, fileCount]) => ({ detector: name, fileCount }));
  return { detector, files, excluded, unreadable };
}

/** Names of detectors by file; parts of earlier versions have them in the metadata of their table only. */
async function detectorNames(
  store: string,
  files: readonly StoredFile[],
): Promise<(file: StoredFile) => string> {
  const tableOf = ({ place }: StoredFile): string => partPath(store, place!.part, "parquet");
  const keyOf = (table: string, index: number): string => `${index} ${table}`;
  const tables = new Set(
    files.flatMap((file) => (file.note!.detector === undefined && file.place ? tableOf(file) : [])),
  );
  const names = new Map<string, string>();
  if (tables.size > 0)
    await withDuckDb(async (connection) => {
      const reader = await connection.runAndReadAll(
        `SELECT filename, file_index, provenance FROM ${parquet([...tables])}
         WHERE adc = 0 AND channel = 0`,
      );
      for (const [table, index, text] of reader.getRows())
        names.set(
          keyOf(table as string, index as number),
          (JSON.parse(text as string) as { detector: DetectorProfile }).detector.name,
        );
    });
  return (file) => {
    const inTable = file.place && names.get(keyOf(tableOf(file), file.place.index));
    return file.note!.detector ?? inTable ?? "unknown";
  };
}
