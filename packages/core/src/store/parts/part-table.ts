/** The table of a part: all rows of its files in one Parquet file, sorted by channel. */
import { open, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { LightDqmError } from "../../errors.js";
import type { FileNote } from "../file-note.js";
import { sqlList, sqlPath, sqlText, withDuckDb } from "../parquet/duckdb.js";
import { wholeFileColumnNames } from "../parquet/whole-file-columns.js";
import { createFileTable } from "../parquet/whole-file-table.js";

/** One file of the table to be. */
export interface TableSource {
  file: FileNote;
  /** The Parquet file that holds its rows: its own, or the table of an earlier part. */
  rowsIn: string;
  /** Whether `rowsIn` is the table of an earlier part. */
  fromTable: boolean;
  /** The JSON document of its metadata, kept in the row of its first channel. */
  provenance: string;
}

/** Rows of a row group: the channels of one ADC in 1,000 files, so that a channel is read alone. */
const rowsOfGroup = 65_536;

/**
 * Writes the table of files, in their order. Columns that some of them lack are null there.
 * @throws LightDqmError `bad-input` where rows could not be read
 */
export async function writePartTable(path: string, sources: readonly TableSource[]): Promise<void> {
  const own = sources.filter(({ fromTable }) => !fromTable).map(({ rowsIn }) => rowsIn);
  const tables = sources.filter(({ fromTable }) => fromTable).map(({ rowsIn }) => rowsIn);
  const selects = [
    ...(own.length > 0
      ? [
          `SELECT r.* EXCLUDE (filename), s.file_index FROM (${channelRows(own)}) r
           JOIN sources s ON s.rows_in = r.filename`,
        ]
      : []),
    ...(tables.length > 0
      ? [
          `SELECT r.* EXCLUDE (filename, stored_as), s.file_index
           FROM (${channelRows(tables, "file AS stored_as")}) r
           JOIN sources s ON s.rows_in = r.filename AND s.file = r.stored_as`,
        ]
      : []),
  ];
  // Readers that take every Parquet file must not find half of one.
  const staged = `${path}.tmp`;
  await withDuckDb(async (connection) => {
    await createFileTable(
      connection,
      "sources",
      sources.map((source, fileIndex) => ({ ...source, fileIndex })),
    );
    await connection.run(`SET temp_directory = ${sqlText(tmpdir())}`);
    try {
      await connection.run(
        `COPY (
           SELECT file_index, ${wholeFileColumnNames.join(", ")}, t.* EXCLUDE (file_index),
             CASE WHEN t.adc = 0 AND t.channel = 0 THEN s.provenance END AS provenance
           FROM (${selects.join(" UNION ALL BY NAME ")}) t JOIN sources s USING (file_index)
           ORDER BY t.adc, t.channel, file_index
         ) TO ${sqlText(staged)} (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE ${rowsOfGroup})`,
      );
      const handle = await open(staged, "r+");
      await handle.sync().finally(() => handle.close());
      await rename(staged, path);
    } catch (cause) {
      await rm(staged, { force: true });
      const got = cause instanceof Error ? cause.message : String(cause);
      const parts = { what: "Cannot make the table of compacted files", where: path, got };
      throw new LightDqmError("bad-input", parts, { cause });
    }
  });
}

/** SQL that reads Parquet files whose columns may differ. */
export function parquet(paths: readonly string[]): string {
  const distinct = [...new Set(paths)].map(sqlPath);
  return `read_parquet(${sqlList(distinct)}, filename = true, union_by_name = true, hive_partitioning = false)`;
}

/**
 * SQL for what is by channel in Parquet files, with their `filename`; what they say of whole files,
 * which older ones do not, is left out.
 * @param besides further columns
 */
export function channelRows(paths: readonly string[], besides: string = ""): string {
  const known = sqlList([...wholeFileColumnNames, "file_index", "provenance"]);
  const columns = `COLUMNS(name -> NOT list_contains(${known}, name))`;
  return `SELECT ${columns}${besides && `, ${besides}`} FROM ${parquet(paths)}`;
}
