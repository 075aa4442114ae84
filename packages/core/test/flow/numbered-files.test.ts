import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { numberedFiles } from "../../src/flow/numbered-files.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-numbered-"));
afterAll(() => rmSync(directory, { recursive: true }));
for (const name of [
  ...["run_3", "run_3b", "run_4", "run_004x", "run_00005", "run_6", "run_006", "run_10"],
  ...["run_20251104174640123456", "run_20251104174640123457"],
])
  writeFileSync(join(directory, `${name}.FLOW.hdf5`), "");

const found = async (prefix: string, first: string, count = 1): Promise<string[][]> =>
  (await numberedFiles(directory, prefix, first, count)).map(({ number, path }) => [
    number,
    basename(path, ".FLOW.hdf5"),
  ]);

describe("files by the number that ends their name", () => {
  it("are those of the numbers from the first one on, never of others that begin so", async () => {
    expect(await found("run_", "3", 2)).toEqual([
      ["3", "run_3"],
      ["4", "run_4"],
    ]);
    expect(await found("run_", "1")).toEqual([["1", "run_1"]]);
  });

  it("may have zeros before the number, in the name or in what is asked for", async () => {
    expect(await found("run_", "5")).toEqual([["5", "run_00005"]]);
    expect(await found("run_", "003")).toEqual([["3", "run_3"]]);
    expect(await found("run_0", "0006")).toEqual([["6", "run_006"]]);
  });

  it("are as they were asked for, where two differ in zeros", async () => {
    expect(await found("run_", "6")).toEqual([["6", "run_6"]]);
    expect(await found("run_", "006")).toEqual([["6", "run_006"]]);
    await expect(found("run_", "00006")).rejects.toThrow(/run_006\S*, run_6|run_6\S*, run_006/);
  });

  it("have the name that they should have where they are missing", async () => {
    expect(await found("run_", "0007")).toEqual([["7", "run_0007"]]);
    expect(await found("walk_", "3")).toEqual([["3", "walk_3"]]);
  });

  it("may have numbers of more than 53 bits", async () => {
    expect(await found("run_", "20251104174640123456", 2)).toEqual([
      ["20251104174640123456", "run_20251104174640123456"],
      ["20251104174640123457", "run_20251104174640123457"],
    ]);
  });

  it("need their directory", async () => {
    await expect(numberedFiles(join(directory, "gone"), "run_", "3", 1)).rejects.toThrow(
      /Input directory not found/,
    );
  });
});
