/**
 * Whether the rows of a dataset are really there. HDF5 gives fill values, and no error, for rows of
 * a virtual dataset whose source is missing or too short, and zeros beyond the end of an external file.
 */
import { closeSync, fstatSync, openSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { LightDqmError } from "../errors.js";
import { type Hdf5Bytes, hdf5Bytes, NotDirectlyReadable } from "./hdf5/bytes.js";
import { readChunkIndex } from "./hdf5/chunk-index.js";
import type { Hdf5, Hdf5Dataset, Hdf5File } from "./hdf5/h5wasm.js";
import { type ExternalPiece, type Rows, readStorage, type VirtualPiece } from "./hdf5/storage.js";

/** A dataset in an open file. */
interface Place {
  hdf5: Hdf5;
  path: string;
  file: Hdf5File;
  /** Path of the dataset from the root. */
  dataset: string;
}

/** Virtual datasets of virtual datasets are followed so far. */
const deepest = 8;

/**
 * Requires that what a dataset takes from other files, or from other datasets, is there.
 * @returns a row that was never written, where such rows are not zeros and it is known
 * @throws LightDqmError `bad-input` that names the file or the rows that are missing
 */
export function requireSources(place: Place, depth = 0): Uint8Array | null {
  const dataset = place.file.dataset(place.dataset);
  const storage = understood(place.path, (bytes) => readStorage(bytes, partsOf(place.dataset)));
  if (storage?.external) requireExternal(place, dataset, storage.external);
  if (!dataset.virtual_sources?.length && !storage?.virtual) return storage?.fillRow ?? null;
  if (depth === deepest) throw missing(place, "a virtual dataset", "one that leads in a circle");
  const pieces = storage?.virtual;
  if (!pieces) {
    const names = dataset.virtual_sources!.map(({ file_name }) => file_name).join(", ");
    throw missing(
      place,
      "a virtual dataset of fixed rows",
      `one that cannot be checked, of ${names}`,
    );
  }
  for (const piece of pieces) requirePiece(place, piece, depth);
  requireCovered(place, pieces, dataset.shape?.[0] ?? 0);
  return storage.fillRow;
}

/** Null where the file is not understood without the library. */
function understood<T>(path: string, read: (bytes: Hdf5Bytes) => T): T | null {
  const fd = openSync(path, "r");
  try {
    return read(hdf5Bytes(fd, fstatSync(fd).size));
  } catch (error) {
    if (error instanceof NotDirectlyReadable) return null;
    throw error;
  } finally {
    closeSync(fd);
  }
}

const partsOf = (dataset: string): string[] => dataset.split("/").filter(Boolean);

function requirePiece(place: Place, piece: VirtualPiece, depth: number): void {
  if (piece.file === ".") {
    requireSource({ ...place, dataset: piece.dataset }, place, piece, depth);
    return;
  }
  // As HDF5 looks for it: beside the file, then from the working directory.
  const beside = isAbsolute(piece.file) ? piece.file : join(dirname(place.path), piece.file);
  const path = [beside, resolve(piece.file)].find(isFile);
  if (path === undefined)
    throw missing(place, `its source ${piece.file}`, "nothing of that name", beside);
  let file: Hdf5File;
  try {
    file = place.hdf5.open(path, "read");
  } catch (cause) {
    const got = cause instanceof Error ? cause.message : String(cause);
    throw missing(place, `its source ${piece.file}`, got, path);
  }
  try {
    requireSource({ ...place, path, file, dataset: piece.dataset }, place, piece, depth);
  } finally {
    file.close();
  }
}

function requireSource(source: Place, place: Place, piece: VirtualPiece, depth: number): void {
  const { file, dataset, path } = source;
  const where = `${path}:${dataset}`;
  if (file.kindOf(dataset) !== "dataset")
    throw missing(place, `the dataset ${dataset} in ${piece.file}`, "none of that name", where);
  const rowCount = file.dataset(dataset).shape?.[0] ?? 0;
  const needed =
    piece.sourceRows === "all"
      ? countOf(piece.rows)
      : piece.sourceRows.reduce((most, [, last]) => Math.max(most, last + 1), 0);
  if (rowCount < needed)
    throw missing(place, `${needed} rows in its source ${piece.file}`, `${rowCount}`, where);
  requireSources(source, depth + 1);
  const index = understood(path, (bytes) => readChunkIndex(bytes, partsOf(dataset)));
  if (index?.addresses.some((address) => address < 0))
    throw missing(place, `all rows of its source ${piece.file}`, "rows never written", where);
}

function countOf(rows: Rows): number {
  return rows === "all" ? 0 : rows.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}

function requireCovered(place: Place, pieces: readonly VirtualPiece[], rowCount: number): void {
  const isCovered = new Uint8Array(rowCount);
  for (const { rows } of pieces)
    for (const [first, last] of rows === "all" ? [[0, rowCount - 1] as const] : rows)
      isCovered.fill(1, first, last + 1);
  const row = isCovered.indexOf(0);
  if (row >= 0) throw missing(place, "a source for every row", `none for row ${row}`);
}

function requireExternal(
  place: Place,
  { size, shape }: Hdf5Dataset,
  pieces: readonly ExternalPiece[],
): void {
  let left = size * (shape?.[0] ?? 0);
  for (const { file, offset, byteCount } of pieces) {
    // As HDF5 looks for it: from the working directory, not from where the file is.
    const path = resolve(file);
    if (!isFile(path)) {
      const beside = join(dirname(place.path), file);
      const got = isFile(beside)
        ? `one at ${beside} only: start the program in that directory`
        : "nothing of that name";
      throw missing(place, `its external file ${file}`, got, path);
    }
    const taken = Math.min(left, byteCount ?? left);
    const bytes = statSync(path).size;
    if (bytes < offset + taken)
      throw missing(
        place,
        `${offset + taken} bytes in its external file ${file}`,
        `${bytes}`,
        path,
      );
    left -= taken;
  }
  if (left > 0) throw missing(place, "external files for all rows", `${left} bytes less`);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function missing(place: Place, expected: string, got: string, at?: string): LightDqmError {
  return new LightDqmError("bad-input", {
    what: "Data missing that the file takes from elsewhere",
    where: `${place.path}:${place.dataset}`,
    expected,
    got: at === undefined ? got : `${got} (${at})`,
  });
}
