/** SQL queries over every file of a store. */
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { asLightDqmError, LightDqmError } from "../../errors.js";
import { partPath, readManifest } from "../parts/manifest.js";
import { readStoredBytes, type StoredFile, storedFiles } from "../stored-files.js";
import {
  changedTables,
  columnsRead,
  type DamagedFile,
  damagedTables,
  type RowsFile,
} from "./damaged-tables.js";
import { type DuckDBConnection, sqlList, withDuckDb } from "./duckdb.js";
import { channelRows, ofFileAndChannel, parquet } from "./rows-sql.js";
import { onlyInSummaries, tableColumns } from "./table-columns.js";
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
 * `files`, one row per file. Files that cannot be read are in neither. A store that is compacted
 * meanwhile is listed again, so that each file is in the answer once. Nothing but the store can be
 * read, and nothing written.
 * @throws LightDqmError `bad-config` for a query that DuckDB refuses
 */
export async function querySummaries(store: string, sql: string): Promise<SqlAnswer> {
  const inPlace: RowsOf = (file) => tableOf(store, file);
  const direct = await ask(store, sql, await storedFiles(store), inPlace);
  if (direct) return direct;
  for (let attempt = 1; attempt < mostAttempts; attempt++) {
    const files = await storedFiles(store);
    const found = await withCopies(store, files, (rowsOf) => ask(store, sql, files, rowsOf));
    if (found) return found;
  }
  const got = "parts that are replaced faster than they are read";
  throw new LightDqmError("bad-input", { what: "Cannot run the query", where: store, got });
}

const mostAttempts = 5;

/** The Parquet file with the rows of a file. */
type RowsOf = (file: StoredFile) => string;

/** Null where a compaction has moved what was listed. */
async function ask(
  store: string,
  sql: string,
  all: readonly StoredFile[],
  rowsOf: RowsOf,
): Promise<SqlAnswer | null> {
  const unreadable: SqlAnswer["unreadable"] = all.flatMap(({ path, error }) =>
    error ? [{ path, error }] : [],
  );
  let files = all.filter(({ note }) => note !== null);
  const leaveOut = (damaged: readonly DamagedFile[]): void => {
    const reasons = new Map(damaged.map(({ path, error }) => [path, error]));
    const left = files.filter((file) => reasons.has(rowsOf(file)));
    const named = new Map(left.map((file) => [tableOf(store, file), reasons.get(rowsOf(file))!]));
    for (const [path, error] of named) unreadable.push({ path, error });
    files = files.filter((file) => !reasons.has(rowsOf(file)));
  };
  const tables = (): RowsFile[] =>
    [...new Map(files.map((file) => [rowsOf(file), file.place !== null]))].map(
      ([path, isPart]) => ({ path, isPart }),
    );
  const isMoved = (): boolean => !tables().every(({ path }) => existsSync(path));
  const named = columnsRead(sql);
  const columns = named && new Set([...named, "file_index", "adc", "channel", "first_ms"]);
  const changed = await changedTables(tables(), { columns, adcs: null });
  if (isMoved()) return null;
  leaveOut(changed);
  for (;;) {
    try {
      return { ...(await answer(store, files, sql, rowsOf)), unreadable };
    } catch (cause) {
      if (isMoved()) return null;
      const damaged = isOfQuestion(cause) ? [] : await damagedTables(tables());
      if (isMoved()) return null;
      if (damaged.length === 0)
        throw asLightDqmError(cause, "bad-input", { what: "Cannot run the query", where: store });
      leaveOut(damaged);
    }
  }
}

/** With copies of the single files, which nobody moves. */
async function withCopies<Result>(
  store: string,
  files: readonly StoredFile[],
  use: (rowsOf: RowsOf) => Promise<Result>,
): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), "light-dqm-sql-"));
  try {
    const copies = new Map<StoredFile, string>();
    for (const [i, file] of files.entries()) {
      if (!file.note || file.place) continue;
      const copy = join(directory, `${i}.parquet`);
      await writeFile(copy, await readStoredBytes(file.path));
      copies.set(file, copy);
    }
    return await use((file) => copies.get(file) ?? tableOf(store, file));
  } finally {
    await rm(directory, { recursive: true });
  }
}

const isOfQuestion = (cause: unknown): boolean =>
  cause instanceof LightDqmError && cause.code === "bad-config";

/** The Parquet file with the rows of a file: its own, or the table of its part. */
function tableOf(store: string, { path, place }: StoredFile): string {
  return place ? partPath(store, place.part, "parquet") : path;
}

async function answer(
  store: string,
  all: readonly StoredFile[],
  sql: string,
  rowsOf: RowsOf,
): Promise<Omit<SqlAnswer, "unreadable">> {
  return withDuckDb(async (connection, { StatementType }) => {
    await createViews(connection, store, all, rowsOf);
    await restrict(connection, [store, ...new Set(all.map((file) => dirname(rowsOf(file))))]);
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
  rowsOf: RowsOf,
): Promise<void> {
  const tablesOf = (files: readonly StoredFile[]): string[] => [...new Set(files.map(rowsOf))];
  const live = new Map<string, number>();
  for (const { place } of all) if (place) live.set(place.part, (live.get(place.part) ?? 0) + 1);
  const { parts } = await readManifest(store);
  const wholeParts = new Set(
    parts.flatMap(({ name, fileCount }) => (fileCount === live.get(name) ? [name] : [])),
  );
  const isInWhole = ({ place }: StoredFile): boolean => !!place && wholeParts.has(place.part);
  // Tables of whole parts hold the metadata of their files.
  const others = all.filter((file) => !isInWhole(file));
  const whole = tablesOf(all.filter(isInWhole));
  const partly = tablesOf(others.filter(({ place }) => place));
  const loose = tablesOf(others.filter(({ place }) => !place));
  await createFileTable(
    connection,
    "placed",
    others.map((file) => ({
      file: file.note!,
      rowsIn: rowsOf(file),
      fileIndex: file.place?.index ?? null,
    })),
  );
  const ofFiles = "SELECT * EXCLUDE (rows_in, file_index) FROM placed";
  const selects = [
    // So that every column is there, also where no file has it.
    `${ofFiles} WHERE false`,
    `SELECT ${noCells()} WHERE false`,
    ...(whole.length > 0 ? [`SELECT ${ofFileAndChannel()} FROM ${parquet(whole)}`] : []),
    // Some files of these parts have been replaced.
    ...(partly.length > 0
      ? [
          `SELECT ${ofFileAndChannel()} FROM (SELECT * FROM ${parquet(partly)} r
           SEMI JOIN placed p ON p.rows_in = r.filename AND p.file_index = r.file_index)`,
        ]
      : []),
    ...(loose.length > 0
      ? [
          `SELECT f.* EXCLUDE (rows_in, file_index), r.* EXCLUDE (filename)
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
    .filter(({ name }) => !onlyInSummaries.includes(name))
    .flatMap(({ name, type }) => (type ? [`CAST(NULL AS ${sqlTypes[type]}) AS ${name}`] : []))
    .join(", ");
}

async function restrict(
  connection: DuckDBConnection,
  directories: readonly string[],
): Promise<void> {
  await connection.run(`SET allowed_directories = ${sqlList(directories)}`);
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
