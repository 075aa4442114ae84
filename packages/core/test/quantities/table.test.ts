import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as table from "../../src/quantities/index.js";
import { quantitiesMarkdown } from "../../src/quantities/quantities-text.js";
import { quantities, quantityColumns, viewOf, views } from "../../src/quantities/table.js";
import { tableColumns } from "../../src/store/parquet/table-columns.js";

const source = new URL("../../src/quantities/", import.meta.url);

describe("the table of quantities", () => {
  test("lists every file of its folder that declares a quantity", () => {
    const declared = readdirSync(source, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .flatMap((name) => {
        const text = readFileSync(new URL(name, source), "utf8");
        return [...text.matchAll(/^export const (\w+): \w*Quantity\b/gm)].map(([, each]) => each!);
      });
    expect(declared.sort()).toEqual(Object.keys(table).sort());
  });

  test("names every column of the store once", () => {
    const names = tableColumns.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name } of quantityColumns) expect(names).toContain(name);
  });

  test("offers views whose cells are those of the columns they name", () => {
    const names = new Set(quantityColumns.map(({ name }) => name));
    for (const { columns } of views) for (const column of columns) expect(names).toContain(column);
  });

  test("finds a view by what is asked for, the first where that is left open", () => {
    expect(viewOf("clipped", { triggerClass: "self", denominator: "tpc" })?.columns).toEqual([
      "clipped_self_tpc_passed",
      "clipped_self_tpc_total",
    ]);
    expect(viewOf("baseline")?.columns).toEqual(["baseline_p50", "baseline_p16", "baseline_p84"]);
    expect(viewOf("spectra", { lineMHz: 11 })).toBeUndefined();
    expect(viewOf("eventCount")).toBeUndefined();
  });

  test("says of each quantity what it is, and in ASCII names of columns and trends", () => {
    for (const { title, definition, columnName, trendName } of quantities) {
      expect(title).not.toBe("");
      expect(definition).toMatch(/\.$/);
      expect(columnName).toMatch(/^[a-z_]+$/);
      expect(trendName).toMatch(/^[a-z-]+$/);
    }
  });

  test("is docs/quantities.md, which is therefore up to date", () => {
    const page = new URL("../../../../docs/quantities.md", import.meta.url);
    expect(quantitiesMarkdown()).toBe(readFileSync(page, "utf8"));
  });
});
