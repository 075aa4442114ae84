/** SQL queries over every file of a store. */

import { asLightDqmError, LightDqmError } from "../../errors.js";
import { partPath, readManifest } from "../parts/manifest.js";
import { channelRows, parquet } from "../parts/part-table.js";
import { type StoredFile, storedFiles } from "../stored-files.js";
import { damagedTables } from "./damaged-tables.js";
import { type DuckDBConnection, withDuckDb } from "./duckdb.js";
import { tableColumns } from "./table-columns.js";
import { wholeFileColumnNames } from "./whole-file-columns.js";
import { createFileTable } from "./whole-file-table.js";

/** A result: columns and rows of plain values (numbers, texts, booleans, null, lists). */
export interface SqlAnswer {
  columns: string[];
  rows: unknown[][];
  /** Files that cannot be read and are in neither view, or tables of them, and why. */
  unreadable: { path: string; error: LightDqmError }[];
}

/**
 * Runs a query in DuckDB's SQL. There are two views: `summaries`, one row per file and channel,
 * with the columns of the stored tables, null where a file of an earlier version lacks one; and
 * `files`, one row per file. Files that cannot be read are in neither. Nothing but the store can be
 * read, and nothing written.
 * @throws LightDqmError `bad-config` for a query that DuckDB refuses
 */
export async function querySummaries(store: string, sql: string): Promise<SqlAnswer> {
  const all = await storedFiles(store);
  const unreadable: SqlAnswer["unreadable"] = all.flatMap(({ path, error }) =>
    error ? [{ path, error }] : [],
  );
  let files = all.filter(({ note }) => note !== null);
  for (;;) {
    try {
      return { ...(await answer(store, files, sql)), unreadable };
    } catch (cause) {
      const damaged = isOfQuestion(cause) ? [] : await damagedTables(tablesOf(store, files));
      if (damaged.length === 0)
        throw asLightDqmError(cause, "bad-input", { what: "Cannot run the query", where: store });
      unreadable.push(...damaged);
      const left = new Set(damaged.map(({ path }) => path));
      files = files.filter((file) => !left.has(tableOf(store, file)));
    }
  }
}

const isOfQuestion = (cause: unknown): boolean =>
  cause instanceof LightDqmError && cause.code === "bad-config";

/** The Parquet file with the rows of a file: its own, or the table of its part. */
function tableOf(store: string, { path, place }: StoredFile): string {
  return place ? partPath(store, place.part, "parquet") : path;
}

function tablesOf(store: string, files: readonly StoredFile[]): string[] {
  return [...new Set(files.map((file) => tableOf(store, file)))];
}

async function answer(
  store: string,
  all: readonly StoredFile[],
  sql: string,
): Promise<Omit<SqlAnswer, "unreadable">> {
  return withDuckDb(async (connection, { StatementType }) => {
    await createViews(connection, store, all);
    await restrict(connection, store);
    let question: Awaited<ReturnType<DuckDBConnection["prepare"]>>;
    try {
      question = await connection.prepare(sql);
      if (question.statementType !== StatementType.SELECT)
        throw new Error("a statement that does more than SELECT");
    } catch (cause) {
      throw refused(cause);
    }
    const reader = await question.runAndReadAll();
    return {
      columns: reader.deduplicatedColumnNames(),
      rows: reader.getRowsJS().map((row) => row.map(plain)),
    };
  });
}

function refused(cause: unknown): LightDqmError {
  const parts = {
    what: "Cannot run the query",
    where: "history sql",
    expected: "SQL over the views summaries and files",
    got: cause instanceof Error ? cause.message : String(cause),
  };
  return new LightDqmError("bad-config", parts, { cause });
}

async function createViews(
  connection: DuckDBConnection,
  store: string,
  all: readonly StoredFile[],
): Promise<void> {
  const live = new Map<string, number>();
  for (const { place } of all) if (place) live.set(place.part, (live.get(place.part) ?? 0) + 1);
  const { parts } = await readManifest(store);
  const wholeParts = new Set(
    parts.flatMap(({ name, fileCount }) => (fileCount === live.get(name) ? [name] : [])),
  );
  const isInWhole = ({ place }: StoredFile): boolean => !!place && wholeParts.has(place.part);
  // Tables of whole parts hold the metadata of their files.
  const others = all.filter((file) => !isInWhole(file));
  const whole = tablesOf(store, all.filter(isInWhole));
  const partly = tablesOf(
    store,
    others.filter(({ place }) => place),
  );
  const loose = tablesOf(
    store,
    others.filter(({ place }) => !place),
  );
  await createFileTable(
    connection,
    "placed",
    others.map((file) => ({
      file: file.note!,
      rowsIn: tableOf(store, file),
      fileIndex: file.place?.index ?? null,
    })),
  );
  const ofFiles = "SELECT * EXCLUDE (rows_in, file_index, provenance) FROM placed";
  const selects = [
    // So that every column is there, also where no file has it.
    `${ofFiles} WHERE false`,
    `SELECT ${noCells()} WHERE false`,
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
          `SELECT f.* EXCLUDE (rows_in, file_index, provenance), r.* EXCLUDE (filename)
           FROM (${channelRows(loose)}) r JOIN placed f ON f.rows_in = r.filename`,
        ]
      : []),
  ];
  await connection.run(`CREATE TEMP VIEW summaries AS ${selects.join(" UNION ALL BY NAME ")}`);
  const columns = wholeFileColumnNames.map((name) => `'${name}'`).join(", ");
  const inWhole =
    whole.length > 0
      ? `UNION ALL BY NAME SELECT COLUMNS(name -> name IN (${columns})) FROM ${parquet(whole)}
         WHERE adc = 0 AND channel = 0`
      : "";
  await connection.run(
    `CREATE TEMP VIEW files AS SELECT * FROM (${ofFiles} ${inWhole}) ORDER BY first_ms`,
  );
}

const sqlTypes = { INT32: "INTEGER", DOUBLE: "DOUBLE", BYTE_ARRAY: "BLOB" };

/** SQL for the columns by channel, without any value. */
function noCells(): string {
  return tableColumns
    .flatMap(({ name, type }) => (type ? [`CAST(NULL AS ${sqlTypes[type]}) AS ${name}`] : []))
    .join(", ");
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
