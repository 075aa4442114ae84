import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, describe, expect, it } from "vitest";
import { saveTable } from "../../src/notebook/index.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-table-"));
afterAll(() => rmSync(directory, { recursive: true }));

const rows = [
  { adc: 3, name: 'a, "b"', noise: 1.5, isLit: true, mixed: 1, unknown: Number.NaN, large: 3e9 },
  { adc: 4, name: "µ", noise: Number.NaN, isLit: null, mixed: "x", unknown: null, large: -1 },
];

describe("a table of which the file ends in .parquet", () => {
  it("is read by DuckDB with names, types, values, and null for what is unknown", async () => {
    const path = join(directory, "table.parquet");
    await saveTable(path, rows);
    const connection = await (await DuckDBInstance.create()).connect();
    const read = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
    const from = `FROM read_parquet('${path}')`;
    const described = await read(`DESCRIBE SELECT * ${from}`);
    expect(described.map((each) => [each.column_name, each.column_type])).toEqual([
      ["adc", "INTEGER"],
      ["name", "VARCHAR"],
      ["noise", "DOUBLE"],
      ["isLit", "BOOLEAN"],
      ["mixed", "VARCHAR"],
      ["unknown", "DOUBLE"],
      ["large", "DOUBLE"],
    ]);
    expect(await read(`SELECT * ${from}`)).toEqual([
      { ...rows[0], mixed: "1", unknown: null },
      { ...rows[1], noise: null },
    ]);
  });

  it("needs a row, which says what its columns are", async () => {
    await expect(saveTable(join(directory, "none.parquet"), [])).rejects.toThrow(
      "A Parquet file needs at least one row",
    );
  });
});

it("a table of which the file ends in .csv has empty cells for what is unknown", async () => {
  const path = join(directory, "TABLE.CSV");
  await saveTable(path, rows);
  expect(readFileSync(path, "utf8")).toBe(
    'adc,name,noise,isLit,mixed,unknown,large\n3,"a, ""b""",1.5,true,1,,3000000000\n4,µ,,,x,,-1\n',
  );
});

it.each(["table.xlsx", "table"])("%s is refused, with the endings that there are", async (name) => {
  await expect(saveTable(join(directory, name), rows)).rejects.toThrow(
    "expected a name that ends in .csv or .parquet",
  );
});
