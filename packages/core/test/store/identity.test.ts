import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { main } from "../../src/cli/main.js";
import { compactStore } from "../../src/store/parts/compact.js";
import { findSummary, listSummaries, readSummary, writeSummary } from "../../src/store/store.js";
import type { FileSummary, InputFile } from "../../src/summary.js";
import { capturedIo } from "../cli/captured-io.js";
import { makeSummary, smallDetector } from "./make-summary.js";

let store: string;
beforeEach(async () => {
  store = await mkdtemp(join(tmpdir(), "light-dqm-identity-"));
});
afterEach(() => rm(store, { recursive: true }));

function file(changes: Partial<InputFile> = {}, baselineAdc16 = -28_000): FileSummary {
  const summary = makeSummary({
    detector: smallDetector,
    name: "run_7.hdf5",
    run: 7,
    baselineAdc16,
  });
  return { ...summary, input: { ...summary.input, eventsHash: "0123456789abcdef", ...changes } };
}

/** Names and baselines of what is stored. */
async function stored(): Promise<[string, number][]> {
  const entries = await listSummaries(store);
  return Promise.all(
    entries.map(async ({ path }) => {
      const { input, baseline } = await readSummary(path);
      return [input.name, baseline.p50[2]!] as [string, number];
    }),
  );
}

describe.each([
  ["single", async () => {}],
  ["packed", () => compactStore(store)],
])("a summary among %s files", (_, pack) => {
  test("takes the place of one of the same content, whatever its name, path and time of change", async () => {
    const path = await writeSummary(store, file());
    await pack();
    expect(await writeSummary(store, file({ mtimeMs: 5 }, -27_000))).toBe(path);
    expect(await stored()).toEqual([["run_7.hdf5", -27_000]]);
    expect(await writeSummary(store, file({ name: "copy_of_run_7.hdf5" }, -26_000))).toBe(path);
    expect(await stored()).toEqual([["copy_of_run_7.hdf5", -26_000]]);
    expect(await findSummary(store, "copy_of_run_7")).toBe(path);
  });

  test.each<Partial<InputFile>>([
    { eventsHash: "ffffffffffffffff" },
    { sizeBytes: 1 },
    { run: 8 },
    { subRun: 1 },
  ])("never takes the place of another: %j", async (changes) => {
    const paths = [await writeSummary(store, file())];
    await pack();
    paths.push(await writeSummary(store, file(changes, -27_000)));
    expect(new Set(paths).size).toBe(2);
    for (const path of paths) expect(basename(path)).toMatch(/^run_7~[0-9a-f]{8}\.parquet$/);
    expect((await stored()).map(([, baseline]) => baseline).sort()).toEqual([-27_000, -28_000]);
  });
});

test("files of one name are listed and found by their keys; their name is the latest", async () => {
  const early = file();
  const late = { ...file({ eventsHash: "f" }, -27_000), time: { firstMs: 2e12, lastMs: 2e12 } };
  const paths = [await writeSummary(store, late), await writeSummary(store, early)];
  const keys = paths.map((path) => basename(path, ".parquet"));
  expect(await findSummary(store, "run_7.hdf5")).toBe(paths[0]);
  for (const [i, key] of keys.entries()) expect(await findSummary(store, key)).toBe(paths[i]);
  const history = async (...argv: string[]) => {
    const io = capturedIo({ cwd: store });
    await main(["history", ...argv, "--store", store], io);
    return { out: io.out(), err: io.err() };
  };
  const { out } = await history("list");
  for (const key of keys) expect(out).toContain(key);
  const shown = await history("show", "run_7");
  expect(shown.out).toContain(paths[0]);
  expect(shown.err).toContain(`2 files are called run_7; using the latest, ${keys[0]}`);
});

describe("a store of an earlier version, without contents", () => {
  const firstStore = fileURLToPath(new URL("store-of-schema-1", import.meta.url));
  beforeEach(() => cp(firstStore, store, { recursive: true }));

  async function again(changes: Partial<InputFile> = {}): Promise<FileSummary> {
    const old = await readSummary(join(store, "summaries/run=000101/run_101_p2.parquet"));
    return { ...old, input: { ...old.input, eventsHash: "0123456789abcdef", ...changes } };
  }

  test("has a file replaced where it is the same by name, size and time", async () => {
    for (const changes of [{}, { mtimeMs: 1 }]) await writeSummary(store, await again(changes));
    expect(await readdir(join(store, "summaries/run=000101"))).toEqual(["run_101_p2.parquet"]);
  });

  test("keeps it beside a file of the same name and another size", async () => {
    await writeSummary(store, await again({ sizeBytes: 1 }));
    expect((await listSummaries(store)).map(({ key }) => key)).toEqual([
      "run_101_p2",
      expect.stringMatching(/^run_101_p2~[0-9a-f]{8}$/),
    ]);
  });

  test("has null in SQL where its table lacks a column", async () => {
    const io = capturedIo({ cwd: store });
    const query =
      "SELECT run, input, trap, height, count(*) AS n FROM summaries GROUP BY ALL ORDER BY n";
    await main(["history", "sql", query, "--json", "--store", store], io);
    expect(JSON.parse(io.out())).toEqual([
      { run: 101, input: "run_101_p2.FLOW.hdf5", trap: null, height: null, n: 16 },
    ]);
  });
});
