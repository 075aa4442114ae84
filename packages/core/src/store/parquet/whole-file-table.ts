/** The files of a query as a table of DuckDB. */
import type { DuckDBConnection } from "@duckdb/node-api";
import type { FileNote } from "../file-note.js";
import { load } from "./duckdb.js";
import { microseconds, wholeFileColumns } from "./whole-file-columns.js";

/** A file, the Parquet file that holds its rows, and its number in there. */
export interface TabledFile {
  file: FileNote;
  rowsIn: string;
  fileIndex: number | null;
}

const sqlTypes = { text: "VARCHAR", whole: "BIGINT", number: "DOUBLE", time: "TIMESTAMPTZ" };

/** Makes a table of files: `rows_in`, `file_index` and the columns of whole files. */
export async function createFileTable(
  connection: DuckDBConnection,
  table: string,
  files: readonly TabledFile[],
): Promise<void> {
  const { DuckDBTimestampTZValue } = await load();
  const columns = wholeFileColumns.map(({ name, kind }) => `${name} ${sqlTypes[kind]}`);
  await connection.run(
    `CREATE TEMP TABLE ${table} (rows_in VARCHAR, file_index INTEGER, ${columns.join(", ")})`,
  );
  const appender = await connection.createAppender(table);
  for (const { file, rowsIn, fileIndex } of files) {
    appender.appendVarchar(rowsIn);
    if (fileIndex === null) appender.appendNull();
    else appender.appendInteger(fileIndex);
    for (const { kind, of } of wholeFileColumns) {
      const value = of(file);
      const timeUs = kind === "time" && typeof value === "number" ? microseconds(value) : null;
      if (value === null || (kind === "time" && timeUs === null)) appender.appendNull();
      else if (timeUs !== null) appender.appendTimestampTZ(new DuckDBTimestampTZValue(timeUs));
      else if (kind === "whole") appender.appendBigInt(BigInt(value));
      else if (typeof value === "string") appender.appendVarchar(value);
      else appender.appendDouble(value);
    }
    appender.endRow();
  }
  appender.closeSync();
}
