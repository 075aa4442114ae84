/** Tables as files, for other programs. */
import { extname, resolve } from "node:path";
import { csvFormat } from "d3-dsv";
import { parquetWriteBuffer } from "hyparquet-writer";
import { LightDqmError } from "../../errors.js";
import { writeOutputFiles } from "../../files/output-files.js";
import { requireRows } from "../given.js";
import { startDirectory } from "../run-settings.js";
import type { Row } from "./table.js";

/**
 * Writes rows, their keys as its head, as CSV or as Parquet: the ending of the file says which. What is
 * unknown (null, NaN) is empty in CSV and null in Parquet. There a column of whole numbers has integers of
 * 32 bits, if they fit, any other column of numbers doubles, and one of several types texts. A file of
 * that name is replaced.
 * @param path ends in `.csv` or `.parquet`; relative to where the notebook was started from
 * @throws LightDqmError `bad-input` for another ending, and for Parquet without rows, whose columns are
 *   not known; `output` where it cannot be written
 */
export async function saveTable(path: string, rows: readonly Row[]): Promise<void> {
  const ending = extname(path).toLowerCase();
  const encode = encoders[ending];
  if (!encode)
    throw new LightDqmError("bad-input", {
      what: "The ending of a table says how it is written",
      where: path,
      expected: "a name that ends in .csv or .parquet",
      got: ending || "none",
    });
  requireRows(rows, `saveTable("${path}", rows)`);
  const bytes = encode(rows, path);
  await writeOutputFiles([{ path: resolve(startDirectory(), path), bytes }]);
}

const encoders: Record<string, (rows: readonly Row[], path: string) => Uint8Array | string> = {
  ".csv": csvOf,
  ".parquet": parquetOf,
};

type Value = Row[string];

const known = (value: Value | undefined): Value =>
  value === undefined || Number.isNaN(value) ? null : value;

function csvOf(rows: readonly Row[]): string {
  const withoutNaN = (row: Row): Row =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, known(value)]));
  return `${csvFormat(rows.map(withoutNaN))}\n`;
}

function parquetOf(rows: readonly Row[], path: string): Uint8Array {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (names.length === 0)
    throw new LightDqmError("bad-input", {
      what: "A Parquet file needs at least one row: without any it has no columns",
      where: `saveTable("${path}", rows)`,
      got: `${rows.length} rows`,
    });
  const columnData = names.map((name) => {
    const values = rows.map((row) => known(row[name]));
    const type = typeOf(values.filter((value) => value !== null));
    const data =
      type === "STRING" ? values.map((value) => (value === null ? null : String(value))) : values;
    return { name, data, type };
  });
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}

function typeOf(values: readonly Value[]): "BOOLEAN" | "INT32" | "DOUBLE" | "STRING" {
  if (values.length > 0 && values.every((value) => typeof value === "boolean")) return "BOOLEAN";
  if (!values.every((value) => typeof value === "number")) return "STRING";
  // Only whole numbers of 32 bits stay as they are.
  const isWhole = values.length > 0 && values.every((value) => (value | 0) === value);
  return isWhole ? "INT32" : "DOUBLE";
}
