/** Chosen columns of chosen channels, over all files of a store. */
import { parquetRead } from "hyparquet";
import { LightDqmError } from "../../errors.js";
import type { FileNote } from "../file-note.js";
import { checkPartTable, partPath } from "../parts/manifest.js";
import type { StoredFile } from "../stored-files.js";
import { bufferOf, readStoredBytes, unreadableSummary } from "../stored-files.js";
import { withDuckDb } from "./duckdb.js";
import { parquet } from "./rows-sql.js";
import { checkPages, parquetCompressors, readFooter } from "./seal.js";

/** Columns over files, oldest first. */
export interface FileColumns {
  files: FileNote[];
  /** `[column][file * channels.length + channel]`; NaN where unknown or absent. */
  cells: Record<string, Float64Array>;
  /** Files that could not be read and are not among `files`. */
  unreadable: { path: string; error: LightDqmError }[];
}

/** A channel to read. */
type Channel = readonly [adc: number, channel: number];

/** A number for each channel of a file. */
const keyOf = (adc: number, channel: number): number => adc * 65_536 + channel;

/**
 * Reads columns of numbers. Packed files are read by DuckDB, a table of 1,000 at a time; single files one by one.
 * @param all files that can be read, in their order
 * @param channels each once
 */
export async function readFileColumns(
  store: string,
  all: readonly StoredFile[],
  columns: readonly string[],
  channels: readonly Channel[],
): Promise<FileColumns> {
  const width = channels.length;
  const unreadable: FileColumns["unreadable"] = [];
  let cells = Object.fromEntries(
    columns.map((name) => [name, new Float64Array(all.length * width).fill(Number.NaN)]),
  );
  const inTables = await readTables(store, all, cells, channels);
  const isRead = all.map(({ note }) => note !== null);
  const single = all.flatMap(({ note }, i) => (note && !inTables.has(i) ? [i] : []));
  for (const i of single) {
    const { path, place } = all[i]!;
    try {
      await readOne(await readStoredBytes(path, place), path, i, cells, channels);
    } catch (cause) {
      unreadable.push({ path, error: unreadableSummary(cause, path) });
      isRead[i] = false;
    }
  }
  if (isRead.includes(false))
    cells = Object.fromEntries(
      columns.map((name) => [
        name,
        cells[name]!.filter((_, cell) => isRead[Math.floor(cell / width)]),
      ]),
    );
  return {
    files: all.flatMap(({ note }, i) => (note && isRead[i] ? [note] : [])),
    cells,
    unreadable,
  };
}

/** @returns the files that were read; those of a damaged table are not among them */
async function readTables(
  store: string,
  files: readonly StoredFile[],
  cells: Record<string, Float64Array>,
  channels: readonly Channel[],
): Promise<ReadonlySet<number>> {
  /** Which file a row of a table belongs to; none for rows that have been replaced. */
  const fileOf = new Map<string, Map<number, number>>();
  files.forEach(({ place }, i) => {
    if (!place) return;
    const table = partPath(store, place.part, "parquet");
    if (!fileOf.has(table)) fileOf.set(table, new Map());
    fileOf.get(table)!.set(place.index, i);
  });
  const read = async (tables: readonly string[]): Promise<boolean> => {
    try {
      await readRows(tables, fileOf, cells, channels);
      return true;
    } catch {
      return false;
    }
  };
  const tables = [...fileOf.keys()];
  const whole: string[] = [];
  if (tables.length === 0 || (await read(tables))) whole.push(...tables);
  else for (const table of tables) if (await read([table])) whole.push(table);
  return new Set(whole.flatMap((table) => [...fileOf.get(table)!.values()]));
}

async function readRows(
  tables: readonly string[],
  fileOf: ReadonlyMap<string, ReadonlyMap<number, number>>,
  cells: Record<string, Float64Array>,
  channels: readonly Channel[],
): Promise<void> {
  const names = Object.keys(cells);
  const need = {
    columns: new Set([...names, "file_index", "adc", "channel"]),
    adcs: new Set(channels.map(([adc]) => adc)),
  };
  for (const table of tables) await checkPartTable(table, need);
  const positions = new Map(channels.map(([adc, channel], i) => [keyOf(adc, channel), i]));
  const numbers = (of: 0 | 1): string => [...new Set(channels.map((each) => each[of]))].join(", ");
  await withDuckDb(async (connection) => {
    const result = await connection.stream(
      `SELECT filename, file_index, adc, channel, ${names.map((name) => `${name}::DOUBLE`).join(", ")}
       FROM ${parquet(tables)}
       WHERE adc IN (${numbers(0)}) AND channel IN (${numbers(1)})`,
    );
    for (
      let chunk = await result.fetchChunk();
      chunk?.rowCount;
      chunk = await result.fetchChunk()
    ) {
      const [tables, indices, adcs, rowChannels, ...values] = Array.from(
        { length: names.length + 4 },
        (_, column) => chunk!.getColumnValues(column),
      );
      for (let row = 0; row < chunk.rowCount; row++) {
        const file = fileOf.get(tables![row] as string)?.get(indices![row] as number);
        const position = positions.get(keyOf(adcs![row] as number, rowChannels![row] as number));
        if (file === undefined || position === undefined) continue;
        const at = file * channels.length + position;
        for (const [k, name] of names.entries())
          cells[name]![at] = (values[k]![row] as number | null) ?? Number.NaN;
      }
    }
  });
}

async function readOne(
  bytes: Uint8Array,
  path: string,
  file: number,
  cells: Record<string, Float64Array>,
  channels: readonly Channel[],
): Promise<void> {
  const buffer = bufferOf(bytes);
  const footer = await readFooter(buffer, path);
  const { metadata } = footer;
  await checkPages(buffer, footer, path);
  const has = new Set(metadata.schema.map(({ name }) => name));
  const wanted = Object.keys(cells).filter((name) => has.has(name));
  const table = new Map<string, ArrayLike<unknown>>();
  await parquetRead({
    file: buffer,
    metadata,
    compressors: parquetCompressors,
    columns: ["adc", "channel", ...wanted],
    onChunk: ({ columnName, columnData }) => table.set(columnName, columnData),
  });
  const [adcs, rowChannels] = [table.get("adc"), table.get("channel")];
  if (!adcs || !rowChannels)
    throw new LightDqmError("bad-input", { what: "No table of channels", where: path });
  const positions = new Map(channels.map(([adc, channel], i) => [keyOf(adc, channel), i]));
  for (let row = 0; row < adcs.length; row++) {
    const i = positions.get(keyOf(adcs[row] as number, rowChannels[row] as number));
    if (i === undefined) continue;
    for (const name of wanted) {
      const cell = table.get(name)?.[row] as number | null | undefined;
      cells[name]![file * channels.length + i] = cell ?? Number.NaN;
    }
  }
}
