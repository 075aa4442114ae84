/** SQL that reads rows of stored Parquet files. */
import { sqlList, sqlPath } from "./duckdb.js";
import { onlyInSummaries } from "./table-columns.js";
import { wholeFileColumnNames } from "./whole-file-columns.js";

/** Columns of tables of parts that are not of the files. */
const ofTables: readonly string[] = ["file_index", "provenance"];

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
  const known = sqlList([...wholeFileColumnNames, ...ofTables, ...onlyInSummaries]);
  const columns = `COLUMNS(name -> NOT list_contains(${known}, name))`;
  return `SELECT ${columns}${besides && `, ${besides}`} FROM ${parquet(paths)}`;
}

/** SQL for all columns of tables of parts that are of the files and channels. */
export function ofFileAndChannel(): string {
  return `COLUMNS(name -> NOT list_contains(${sqlList([...ofTables, "filename"])}, name))`;
}
