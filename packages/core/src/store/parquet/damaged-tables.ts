/** Which Parquet files keep DuckDB from reading the others. */
import { LightDqmError } from "../../errors.js";
import { parquet } from "../parts/part-table.js";
import { withDuckDb } from "./duckdb.js";

/** Reads every value of every file; those that cannot be read, with the reason. */
export async function damagedTables(
  paths: readonly string[],
): Promise<{ path: string; error: LightDqmError }[]> {
  const damaged: { path: string; error: LightDqmError }[] = [];
  await withDuckDb(async (connection) => {
    for (const path of paths)
      try {
        await connection.run(`SELECT max(hash(t)) FROM ${parquet([path])} t`);
      } catch (cause) {
        const got = cause instanceof Error ? cause.message : String(cause);
        const parts = { what: "Cannot read a stored summary", where: path, got };
        damaged.push({ path, error: new LightDqmError("bad-input", parts, { cause }) });
      }
  });
  return damaged;
}
