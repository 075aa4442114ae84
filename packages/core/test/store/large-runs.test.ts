import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { main } from "../../src/cli/main.js";
import { runNumber } from "../../src/config/value-kinds.js";
import { runNumbers } from "../../src/flow/file-name.js";
import { compareRunNumbers, runNumberOf } from "../../src/numerics/run-number.js";
import { compactStore } from "../../src/store/parts/compact.js";
import { listSummaries, readSummary, writeSummary } from "../../src/store/store.js";
import { storedFiles } from "../../src/store/stored-files.js";
import { capturedIo } from "../cli/captured-io.js";
import { makeSummary, smallDetector } from "./make-summary.js";

/** Neighbours that are the same as numbers, and the last of 64 bits. */
const runs = ["9007199254740992", "9007199254740993", "9223372036854775807"];

describe("a run number", () => {
  test("is a number where that is exact, else its digits, up to 64 bits; beyond, none", () => {
    expect(runNumberOf("9007199254740991")).toBe(9007199254740991);
    expect(runNumberOf("0000101")).toBe(101);
    expect(runs.map(runNumberOf)).toEqual(runs);
    expect(runNumberOf("-9223372036854775808")).toBe("-9223372036854775808");
    for (const text of ["9223372036854775808", "1e3", "", "12.5"])
      expect([text, runNumberOf(text)]).toEqual([text, null]);
  });

  test("is read from a file's name exactly; one of more than 64 bits is none", () => {
    for (const run of runs)
      expect(runNumbers(`mpd_run_demo_rctl_${run}_p2.FLOW.hdf5`)).toEqual({ run, subRun: 2 });
    expect(runNumbers("run_9223372036854775808.hdf5").run).toBeNull();
  });

  test("is ordered by its value, whatever it is kept as", () => {
    const mixed = ["9223372036854775807", 12, "9007199254740993", 9007199254740991, -1];
    expect(mixed.sort(compareRunNumbers)).toEqual([
      ...[-1, 12, 9007199254740991, "9007199254740993", "9223372036854775807"],
    ]);
  });

  test("as a setting is exact or refused", () => {
    expect(runNumber.read("9007199254740993")).toBe("9007199254740993");
    expect(runNumber.read("12")).toBe(12);
    // YAML and JSON have rounded it before anybody could look.
    expect(runNumber.read(2 ** 53)).toBeUndefined();
    expect(runNumber.read("9223372036854775808")).toBeUndefined();
    expect(runNumber.read("-1")).toBeUndefined();
  });
});

describe("a store with runs beyond 2⁵³", () => {
  let store: string;
  beforeEach(async () => {
    store = await mkdtemp(join(tmpdir(), "light-dqm-large-"));
    for (const run of [...runs].reverse()) {
      const made = makeSummary({
        detector: smallDetector,
        name: `rctl_${run}.hdf5`,
        firstMs: null,
      });
      made.input.run = run;
      await writeSummary(store, made);
    }
  });
  afterEach(() => rm(store, { recursive: true }));

  const history = async (...argv: string[]) => {
    const io = capturedIo({ cwd: store });
    const status = await main(["history", ...argv, "--store", store], io);
    return { status, out: io.out(), err: io.err() };
  };

  test.each(["single files", "packed"])("keeps them exact: %s", async (how) => {
    expect((await readdir(join(store, "summaries"))).sort()).toEqual(
      runs.map((run) => `run=${run}`),
    );
    if (how === "packed") expect((await compactStore(store)).files).toBe(3);
    const entries = await listSummaries(store);
    expect(entries.map(({ provenance }) => provenance!.input.run)).toEqual(runs);
    expect((await storedFiles(store)).map(({ note }) => note!.input.run)).toEqual(runs);
    for (const [i, { path }] of entries.entries())
      expect((await readSummary(path)).input.run).toBe(runs[i]);

    const sql = "SELECT DISTINCT run FROM summaries ORDER BY run";
    const records = JSON.parse((await history("sql", sql, "--json")).out);
    expect(records.map(({ run }: { run: string }) => run)).toEqual(runs);
    const one = `SELECT count(*) AS n FROM files WHERE run = ${runs[1]}`;
    expect(JSON.parse((await history("sql", one, "--json")).out)).toEqual([{ n: 1 }]);
    const { out } = await history("list");
    for (const run of runs) expect(out).toContain(run);
    const compared = await history("compare", runs[0]!, runs[1]!);
    expect([compared.status, compared.err]).toEqual([0, ""]);
    expect(compared.out).toContain(runs[1]);
  });
});
