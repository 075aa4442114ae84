/** The table of a part: all rows of its files in one Parquet file, sorted by channel. */
import { tmpdir } from "node:os";
import { LightDqmError } from "../../errors.js";
import type { FileNote } from "../file-note.js";
import { type DuckDBConnection, sqlList, sqlPath, sqlText, withDuckDb } from "../parquet/duckdb.js";

/** One file of the table to be. */
export interface TableSource {
  note: FileNote;
  /** The Parquet file that holds its rows: its own, or the table of an earlier part. */
  rowsIn: string;
  /** Whether `rowsIn` is the table of an earlier part. */
  fromTable: boolean;
  /** The JSON document of its metadata, kept in the row of its first channel. */
  provenance: string;
}

/** Columns that a table has before those of the summaries, from its list of files. */
const fileColumns = "file_index, file, input, run, sub_run, first_ms, last_ms";

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
          `SELECT r.* EXCLUDE (filename), s.file_index FROM ${parquet(own)} r
           JOIN sources s ON s.rows_in = r.filename`,
        ]
      : []),
    ...(tables.length > 0
      ? [
          `SELECT r.* EXCLUDE (filename, provenance, ${fileColumns}), s.file_index
           FROM ${parquet(tables)} r
           JOIN sources s ON s.rows_in = r.filename AND s.file = r.file`,
        ]
      : []),
  ];
  await withDuckDb(async (connection) => {
    await fillSources(connection, sources);
    await connection.run(`SET temp_directory = ${sqlText(tmpdir())}`);
    try {
      await connection.run(
        `COPY (
           SELECT ${fileColumns}, t.* EXCLUDE (file_index),
             CASE WHEN t.adc = 0 AND t.channel = 0 THEN s.provenance END AS provenance
           FROM (${selects.join(" UNION ALL BY NAME ")}) t JOIN sources s USING (file_index)
           ORDER BY t.adc, t.channel, file_index
         ) TO ${sqlText(path)} (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE ${rowsOfGroup})`,
      );
    } catch (cause) {
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

async function fillSources(
  connection: DuckDBConnection,
  sources: readonly TableSource[],
): Promise<void> {
  await connection.run(
    `CREATE TEMP TABLE sources (file_index INTEGER, rows_in VARCHAR, file VARCHAR, input VARCHAR,
       run INTEGER, sub_run INTEGER, first_ms DOUBLE, last_ms DOUBLE, provenance VARCHAR)`,
  );
  const appender = await connection.createAppender("sources");
  for (const [index, { note, rowsIn, provenance }] of sources.entries()) {
    const { run, subRun, name } = note.input;
    appender.appendInteger(index);
    for (const text of [rowsIn, note.address, name]) appender.appendVarchar(text);
    for (const number of [run, subRun])
      if (number === null) appender.appendNull();
      else appender.appendInteger(number);
    for (const timeMs of [note.time?.firstMs, note.time?.lastMs])
      if (timeMs === undefined) appender.appendNull();
      else appender.appendDouble(timeMs);
    appender.appendVarchar(provenance);
    appender.endRow();
  }
  appender.closeSync();
}
