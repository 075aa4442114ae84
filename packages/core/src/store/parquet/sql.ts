/** SQL queries over every file of a store. */

import { LightDqmError } from "../../errors.js";
import { partPath, readManifest } from "../parts/manifest.js";
import { parquet } from "../parts/part-table.js";
import { pathOfAddress } from "../store-paths.js";
import { type StoredFile, storedFiles } from "../stored-files.js";
import { type DuckDBConnection, withDuckDb } from "./duckdb.js";

/** A result: columns and rows of plain values (numbers, texts, booleans, null, lists). */
export interface SqlAnswer {
  columns: string[];
  rows: unknown[][];
}

/**
 * Runs a query in DuckDB's SQL. There are two views: `summaries`, one row per file and channel,
 * with the columns of the stored tables beside `file`, `input`, `run`, `sub_run`, `first_ms` and
 * `last_ms`; and `files`, one row per file. Files that cannot be read are in neither. Nothing but the
 * store can be read, and nothing written.
 * @throws LightDqmError `bad-config` for a query that DuckDB refuses
 */
export async function querySummaries(store: string, sql: string): Promise<SqlAnswer> {
  const all = (await storedFiles(store)).filter(({ note }) => note !== null);
  return withDuckDb(async (connection, { StatementType }) => {
    const live = new Map<string, number>();
    for (const { place } of all) if (place) live.set(place.part, (live.get(place.part) ?? 0) + 1);
    const { parts } = await readManifest(store);
    const wholeParts = new Set(
      parts.flatMap(({ name, fileCount }) => (fileCount === live.get(name) ? [name] : [])),
    );
    const isInWhole = ({ place }: StoredFile): boolean => !!place && wholeParts.has(place.part);
    const tableOf = (part: string): string => partPath(store, part, "parquet");
    const whole = [...wholeParts].map(tableOf);
    const partly = [...live.keys()].filter((part) => !wholeParts.has(part)).map(tableOf);
    const loose = all
      .filter(({ place }) => !place)
      .map(({ address }) => pathOfAddress(store, address));
    // Tables of whole parts hold the metadata of their files.
    await fillFiles(
      connection,
      store,
      all.filter((file) => !isInWhole(file)),
    );
    const selects = [
      ...(whole.length > 0
        ? [`SELECT * EXCLUDE (filename, file_index, provenance) FROM ${parquet(whole)}`]
        : []),
      // Some files of these parts have been replaced.
      ...(partly.length > 0
        ? [
            `SELECT r.* EXCLUDE (filename, file_index, provenance) FROM ${parquet(partly)} r
             SEMI JOIN placed p ON p.rows_in = r.filename AND p.file_index = r.file_index`,
          ]
        : []),
      ...(loose.length > 0
        ? [
            `SELECT f.* EXCLUDE (rows_in, file_index), r.* EXCLUDE (filename) FROM ${parquet(loose)} r
             JOIN placed f ON f.rows_in = r.filename`,
          ]
        : []),
    ];
    if (selects.length > 0)
      await connection.run(`CREATE TEMP VIEW summaries AS ${selects.join(" UNION ALL BY NAME ")}`);
    const fileColumns = "file, input, run, sub_run, first_ms, last_ms";
    const inWhole =
      whole.length > 0
        ? `UNION ALL SELECT ${fileColumns} FROM ${parquet(whole)} WHERE adc = 0 AND channel = 0`
        : "";
    await connection.run(
      `CREATE TEMP VIEW files AS SELECT ${fileColumns} FROM placed ${inWhole} ORDER BY first_ms`,
    );
    await restrict(connection, store);
    try {
      const question = await connection.prepare(sql);
      if (question.statementType !== StatementType.SELECT)
        throw new Error("a statement that does more than SELECT");
      const reader = await question.runAndReadAll();
      return {
        columns: reader.deduplicatedColumnNames(),
        rows: reader.getRowsJS().map((row) => row.map(plain)),
      };
    } catch (cause) {
      throw new LightDqmError(
        "bad-config",
        {
          what: "Cannot run the query",
          where: "history sql",
          expected: "SQL over the views summaries and files",
          got: cause instanceof Error ? cause.message : String(cause),
        },
        { cause },
      );
    }
  });
}

async function restrict(connection: DuckDBConnection, store: string): Promise<void> {
  await connection.run(`SET allowed_directories = ['${store.replaceAll("'", "''")}']`);
  await connection.run("SET enable_external_access = false");
  await connection.run("SET lock_configuration = true");
}

/** Integers too large to be exact as numbers stay texts; times become ISO 8601. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  if (value instanceof Date) return value.toISOString();
  return Array.isArray(value) ? value.map(plain) : value;
}

async function fillFiles(
  connection: DuckDBConnection,
  store: string,
  all: readonly StoredFile[],
): Promise<void> {
  await connection.run(
    `CREATE TEMP TABLE placed (rows_in VARCHAR, file_index INTEGER, file VARCHAR, input VARCHAR,
       run INTEGER, sub_run INTEGER, first_ms DOUBLE, last_ms DOUBLE)`,
  );
  const appender = await connection.createAppender("placed");
  const number = (value: number | null | undefined, isWhole: boolean): void => {
    if (value === null || value === undefined) appender.appendNull();
    else if (isWhole) appender.appendInteger(value);
    else appender.appendDouble(value);
  };
  for (const { note, address, place, path } of all) {
    const { input, time } = note!;
    appender.appendVarchar(place ? partPath(store, place.part, "parquet") : path);
    number(place?.index, true);
    for (const text of [address, input.name]) appender.appendVarchar(text);
    number(input.run, true);
    number(input.subRun, true);
    number(time?.firstMs, false);
    number(time?.lastMs, false);
    appender.endRow();
  }
  appender.closeSync();
}
