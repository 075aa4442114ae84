/** The columns that say which file a row is of: the same in single files, in parts and in queries. */
import type { SchemaElement } from "hyparquet";
import type { FileNote } from "../file-note.js";

type Kind = "text" | "whole" | "number" | "time";

/** A column with one value a file; null where it is unknown. */
export interface WholeFileColumn {
  name: string;
  kind: Kind;
  /** Times are in milliseconds UTC. */
  of(file: FileNote): string | number | null;
}

/** In the order of the table. */
export const wholeFileColumns: readonly WholeFileColumn[] = [
  { name: "file", kind: "text", of: ({ address }) => address },
  { name: "input", kind: "text", of: ({ input }) => input.name },
  { name: "run", kind: "whole", of: ({ input }) => input.run },
  { name: "sub_run", kind: "whole", of: ({ input }) => input.subRun },
  { name: "first_event_time", kind: "time", of: ({ time }) => time?.firstMs ?? null },
  { name: "first_ms", kind: "number", of: ({ time }) => time?.firstMs ?? null },
  { name: "last_ms", kind: "number", of: ({ time }) => time?.lastMs ?? null },
  { name: "detector", kind: "text", of: ({ detector }) => detector ?? null },
  { name: "processed_time", kind: "time", of: ({ processedMs }) => processedMs ?? null },
];

/** Names of the columns. */
export const wholeFileColumnNames: readonly string[] = wholeFileColumns.map(({ name }) => name);

/** Microseconds, as DuckDB writes times; null for what no calendar has. */
export function microseconds(timeMs: number): bigint | null {
  const latestMs = 8.64e15;
  return Math.abs(timeMs) <= latestMs ? BigInt(Math.round(timeMs * 1000)) : null;
}

/** How Parquet describes a column of a kind. */
export const parquetTypes: Record<Kind, Partial<SchemaElement>> = {
  text: { type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } },
  whole: { type: "INT64" },
  number: { type: "DOUBLE" },
  time: {
    type: "INT64",
    converted_type: "TIMESTAMP_MICROS",
    logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MICROS" },
  },
};

/** The value of a column as Parquet's writer takes it. */
export function parquetValue({ kind, of }: WholeFileColumn, file: FileNote): unknown {
  const value = of(file);
  if (value !== null && kind === "whole") return BigInt(value);
  return typeof value === "number" && kind === "time" ? microseconds(value) : value;
}
