/** DuckDB, embedded: loaded at the first query, one database in memory per query. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { LightDqmError } from "../../errors.js";

export type { DuckDBConnection } from "@duckdb/node-api";

type DuckDb = typeof import("@duckdb/node-api");

/** Memory that one database may take; what needs more goes through a temporary directory. */
const memoryLimit = "700MB";

/**
 * Calls back with a connection to an empty database in memory, which ends with the call.
 * @throws LightDqmError `not-found` where DuckDB is not installed for this machine
 */
export async function withDuckDb<Result>(
  use: (connection: DuckDBConnection, duckDb: DuckDb) => Promise<Result>,
): Promise<Result> {
  const duckDb = await load();
  const instance = await duckDb.DuckDBInstance.create(":memory:", {
    memory_limit: memoryLimit,
    preserve_insertion_order: "true",
  });
  const connection = await instance.connect();
  try {
    return await use(connection, duckDb);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/**
 * DuckDB's own interface.
 * @throws LightDqmError `not-found` where DuckDB is not installed for this machine
 */
export async function load(): Promise<DuckDb> {
  try {
    return await import("@duckdb/node-api");
  } catch (cause) {
    throw new LightDqmError(
      "not-found",
      {
        what: "Cannot load DuckDB",
        where: "@duckdb/node-api",
        expected: "its prebuilt library for this machine (npm install with optional dependencies)",
        got: cause instanceof Error ? cause.message : String(cause),
      },
      { cause },
    );
  }
}

/** A text as an SQL literal. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Texts as an SQL list. */
export function sqlList(texts: readonly string[]): string {
  return `[${texts.map(sqlText).join(", ")}]`;
}

/** The path as DuckDB reads it literally: it takes `*`, `?` and `[` for patterns. */
export function sqlPath(path: string): string {
  return path.replace(/[*?[]/g, (character) => `[${character}]`);
}
