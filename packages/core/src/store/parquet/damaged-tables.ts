/** Which Parquet files keep DuckDB from reading the others, or have changed since they were written. */
import { readFile } from "node:fs/promises";
import { asLightDqmError, type LightDqmError } from "../../errors.js";
import { checkPartTable } from "../parts/manifest.js";
import type { TableNeed } from "../parts/table-sums.js";
import { bufferOf } from "../stored-files.js";
import { withDuckDb } from "./duckdb.js";
import { parquet } from "./rows-sql.js";
import { checkPages, readFooter } from "./seal.js";

/** A Parquet file to read rows from. */
export interface RowsFile {
  path: string;
  /** Whether it is the table of a part. */
  isPart: boolean;
}

/** A file that cannot be read, and why. */
export interface DamagedFile {
  path: string;
  error: LightDqmError;
}

/** Files whose checksums do not fit, of what is needed of parts; DuckDB looks at none. */
export async function changedTables(
  files: readonly RowsFile[],
  need: TableNeed,
): Promise<DamagedFile[]> {
  return failing(files, async ({ path, isPart }) => {
    if (isPart) return checkPartTable(path, need);
    const file = bufferOf(await readFile(path));
    return checkPages(file, await readFooter(file, path), path);
  });
}

/** Files that DuckDB cannot read, every value of every one. */
export async function damagedTables(files: readonly RowsFile[]): Promise<DamagedFile[]> {
  return withDuckDb((connection) =>
    failing(files, async ({ path }) => {
      await connection.run(`SELECT max(hash(t)) FROM ${parquet([path])} t`);
    }),
  );
}

async function failing(
  files: readonly RowsFile[],
  check: (file: RowsFile) => Promise<void>,
): Promise<DamagedFile[]> {
  const damaged: DamagedFile[] = [];
  for (const file of files)
    try {
      await check(file);
    } catch (cause) {
      const parts = { what: "Cannot read a stored summary", where: file.path };
      damaged.push({ path: file.path, error: asLightDqmError(cause, "bad-input", parts) });
    }
  return damaged;
}

/**
 * The words of a query, among which are the names of all columns that it reads; null where it may read
 * others, as `SELECT *` does.
 */
export function columnsRead(sql: string): ReadonlySet<string> | null {
  const text = sql.toLowerCase().replace(/count\s*\(\s*\*\s*\)/g, "");
  const readsAll = /[*#]|\b(columns|natural|positional|describe|summarize|table|pivot|unpivot)\b/;
  const words: string[] = text.match(/[\p{L}\p{N}_]+/gu) ?? [];
  // `SELECT summaries FROM …` is a row as a whole; `FROM summaries` alone, all of them.
  const views = text.match(/\b(summaries|files)\b(?!\s*\.)/g)?.length ?? 0;
  const sources = text.match(/\b(from|join)\s+"?(summaries|files)\b/g)?.length ?? 0;
  if (readsAll.test(text) || !words.includes("select") || views !== sources) return null;
  return new Set(words);
}
