import {
  type FileHandle,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  utimes,
  writeFile,
} from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { withDuckDb } from "../../src/store/parquet/duckdb.js";
import { type TableColumn, tableColumns } from "../../src/store/parquet/table-columns.js";
import { compactIfCrowded, compactStore } from "../../src/store/parts/compact.js";
import {
  earlierSummaries,
  findSummary,
  listSummaries,
  readSummary,
  writeSummary,
} from "../../src/store/store.js";
import type { FileSummary } from "../../src/summary.js";
import { makeSummary, silence, smallDetector } from "./make-summary.js";
import { firstLine } from "./reseal.js";

let store: string;
beforeEach(async () => {
  store = await mkdtemp(join(tmpdir(), "light-dqm-compact-"));
});
afterEach(() => rm(store, { recursive: true }));

const day = (n: number, parts: Parameters<typeof makeSummary>[0] = {}): FileSummary =>
  makeSummary({
    detector: smallDetector,
    name: `f_${n}.hdf5`,
    run: n,
    firstMs: 1000 * n,
    ...parts,
  });

async function names(): Promise<string[]> {
  return (await listSummaries(store)).map(({ provenance }) => provenance!.input.name);
}

const inCompacted = async (ending: string): Promise<string[]> =>
  (await readdir(join(store, "compacted"))).filter((name) => name.endsWith(ending));

/** The table of the only part, as another reader has it. */
async function rowsOfTable(): Promise<Record<string, unknown>[]> {
  const [table] = await inCompacted(".parquet");
  const path = join(store, "compacted", table!);
  return withDuckDb(async (connection) => {
    const reader = await connection.runAndReadAll(`SELECT * FROM read_parquet('${path}')`);
    return reader.getRowObjectsJS();
  });
}

/** A disk that takes some bytes of each write, and says how many, as one that is nearly full. */
async function takeSomeOfEachWrite(mostBytes: number): Promise<void> {
  const handle = await open(store, "r");
  const files = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const { write } = files;
  const spy = vi.spyOn(files, "write").mockImplementation(function (
    this: FileHandle,
    ...[bytes, from, count, at]: [Uint8Array, number, number, number]
  ) {
    return Reflect.apply(write, this, [bytes, from, Math.min(count, mostBytes), at]);
  } as FileHandle["write"]);
  onTestFinished(() => spy.mockRestore());
}

describe("compaction", () => {
  test("moves every file into parts, from which all is read as before by the same path", async () => {
    const paths: string[] = [];
    const files = [3, 1, 2, 5, 4].map((n) => day(n, { baselineAdc16: -28_000 - n }));
    silence(files[0]!, 3);
    for (const file of files) paths.push(await writeSummary(store, file));
    const before = await listSummaries(store);

    const done = await compactStore(store, { filesPerPart: 2 });
    expect(done).toMatchObject({ files: 5, parts: 3, unreadable: [] });
    expect(await readdir(join(store, "summaries"))).toEqual([]);
    expect(await listSummaries(store)).toEqual(before);
    for (const [i, path] of paths.entries()) {
      expect(await readSummary(path)).toEqual(files[i]);
      expect(await findSummary(store, files[i]!.input.name)).toBe(path);
    }
    expect((await earlierSummaries(store, day(4), 2)).map(({ input }) => input.name)).toEqual([
      "f_2.hdf5",
      "f_3.hdf5",
    ]);
  });

  test("writes files whole to a disk that takes some bytes at a time", async () => {
    const files = [1, 2, 3].map((n) => day(n));
    const paths: string[] = [];
    for (const file of files) paths.push(await writeSummary(store, file));
    await takeSomeOfEachWrite(1000);
    expect(await compactStore(store)).toMatchObject({ files: 3, unreadable: [] });
    expect(await Promise.all(paths.map((path) => readSummary(path)))).toEqual(files);
  });

  test("makes of each part a table that other readers open, sorted by time, then channel", async () => {
    for (const n of [2, 1]) await writeSummary(store, day(n, { baselineAdc16: -28_000 - n }));
    await compactStore(store);
    const rows = await rowsOfTable();
    expect(rows).toHaveLength(2 * 16);
    expect(rows.map(({ file_index, adc, channel }) => [file_index, adc, channel])).toEqual(
      Array.from({ length: 32 }, (_, i) => [i >> 4, (i >> 3) & 1, i & 7]),
    );
    expect(rows[2]).toMatchObject({
      file: "run=000001/f_1",
      input: "f_1.hdf5",
      run: 1n,
      first_ms: 1000,
      channel: 2,
      baseline_p50: -28_001,
      n_self: 20,
    });
    expect(rows[18]).toMatchObject({ file: "run=000002/f_2", baseline_p50: -28_002 });
  });

  test("by itself waits until more files lie loose than it is told", async () => {
    for (const n of [1, 2, 3]) await writeSummary(store, day(n));
    expect(await compactIfCrowded(store, 3)).toBeNull();
    expect(await readdir(store)).not.toContain("compacted");
    expect(await compactIfCrowded(store, 2)).toMatchObject({ files: 3, parts: 1 });
    expect(await compactIfCrowded(store, 0)).toBeNull();
    expect(await names()).toEqual(["f_1.hdf5", "f_2.hdf5", "f_3.hdf5"]);
  });

  test("leaves the store to another that is running: asked for, it says so", async () => {
    await writeSummary(store, day(1));
    await mkdir(join(store, "compacted"));
    const holder = { host: hostname(), pid: process.pid, token: "another" };
    await writeFile(join(store, "compacted", "lock"), JSON.stringify(holder));
    expect(await compactIfCrowded(store, 0)).toBeNull();
    await expect(compactStore(store)).rejects.toThrow("another compaction is running");
    expect(await readdir(join(store, "summaries"))).toEqual(["run=000001"]);
  });

  test("ends when it is told to: nothing is lost, and the next one does the rest", async () => {
    for (const n of [1, 2, 3, 4, 5]) await writeSummary(store, day(n));
    const stop = new AbortController();
    const done = await compactStore(store, {
      filesPerPart: 2,
      signal: stop.signal,
      onProgress: (files) => files === 2 && stop.abort(),
    });
    expect(done).toMatchObject({ files: 2, parts: 1 });
    expect(await inCompacted(".pack")).toHaveLength(1);
    expect(await names()).toHaveLength(5);
    expect(await compactStore(store, { filesPerPart: 2 })).toMatchObject({ files: 3 });
    expect(await names()).toHaveLength(5);
  });

  test("merges parts that are not half full with what is new, and leaves full ones alone", async () => {
    for (const n of [1, 2, 3, 4]) await writeSummary(store, day(n));
    await compactStore(store, { filesPerPart: 4 });
    const full = await inCompacted(".pack");
    await writeSummary(store, day(5));
    await compactStore(store, { filesPerPart: 4 });
    await writeSummary(store, day(6));
    expect(await compactStore(store, { filesPerPart: 4 })).toMatchObject({ files: 1, parts: 1 });
    const manifests = (await inCompacted(".json"))
      .filter((name) => name.startsWith("manifest"))
      .sort();
    const { parts } = JSON.parse(
      firstLine(await readFile(join(store, "compacted", manifests.at(-1)!), "utf8")),
    );
    expect(parts).toEqual([
      { name: full[0]!.replace(".pack", ""), fileCount: 4 },
      { name: expect.any(String), fileCount: 2 },
    ]);
    expect(await names()).toEqual([1, 2, 3, 4, 5, 6].map((n) => `f_${n}.hdf5`));
    expect(await compactStore(store, { filesPerPart: 4 })).toMatchObject({ files: 0, parts: 0 });
  });

  test("of a file that was processed again keeps the newer one, before and after", async () => {
    for (const n of [1, 2]) await writeSummary(store, day(n));
    await compactStore(store, { filesPerPart: 2 });
    const path = await writeSummary(store, day(1, { baselineAdc16: -27_000 }));
    const medianOf = async (): Promise<number> => (await readSummary(path)).baseline.p50[2]!;
    expect([await names(), await medianOf()]).toEqual([["f_1.hdf5", "f_2.hdf5"], -27_000]);
    await compactStore(store, { filesPerPart: 2 });
    expect(await readdir(join(store, "summaries"))).toEqual([]);
    expect([await names(), await medianOf()]).toEqual([["f_1.hdf5", "f_2.hdf5"], -27_000]);
  });

  test("of an empty store, or one that does not exist, does nothing", async () => {
    expect(await compactStore(join(store, "none"))).toEqual({
      files: 0,
      parts: 0,
      unreadable: [],
      arrays: 0,
      leftovers: 0,
    });
  });

  test("leaves damaged files where they are and says so", async () => {
    await writeSummary(store, day(1));
    const broken = await writeSummary(store, day(2));
    const { size } = await stat(broken);
    const bytes = await readFile(broken);
    // The pages are damaged, the footer is whole.
    await writeFile(broken, bytes.fill(0xff, 4, Math.floor(size / 3)));
    const short = await writeSummary(store, day(3));
    await truncate(short, 100);
    const { files, unreadable } = await compactStore(store);
    expect(files).toBe(1);
    expect(unreadable.map(({ path }) => path).sort()).toEqual([broken, short]);
    expect((await stat(broken)).size).toBe(size);
  });

  test("takes files with columns that others lack: null in the table, read from each as it is", async () => {
    const columns = tableColumns as TableColumn[];
    await writeSummary(store, day(1));
    columns.push({ name: "added", type: "INT32", addedLater: true, read: () => Array(16).fill(7) });
    const paths = [1, 2].map((n) => join(store, `summaries/run=00000${n}/f_${n}.parquet`));
    try {
      await writeSummary(store, day(2));
      await compactStore(store);
      for (const path of paths) expect((await readSummary(path)).baseline.p50[2]).toBe(-28_000);
    } finally {
      columns.pop();
    }
    for (const path of paths) expect((await readSummary(path)).baseline.p50[2]).toBe(-28_000);
    const rows = await rowsOfTable();
    expect(rows.map(({ added }) => added ?? null)).toEqual(
      Array.from({ length: 32 }, (_, i) => (i < 16 ? null : 7)),
    );
  });
});

describe("what a killed compaction leaves", () => {
  test("before its manifest was published is not read, and removed after a day", async () => {
    await writeSummary(store, day(1));
    await mkdir(join(store, "compacted"));
    const orphans = ["part-00ff.pack", "part-00ff.json", ".manifest.1-aa.tmp"].map((name) =>
      join(store, "compacted", name),
    );
    for (const path of orphans) await writeFile(path, "half");
    expect(await names()).toEqual(["f_1.hdf5"]);
    expect((await compactStore(store)).leftovers).toBe(0);
    const old = new Date(Date.now() - 86_500_000);
    for (const path of orphans) await utimes(path, old, old);
    expect((await compactStore(store)).leftovers).toBe(3);
    expect(await names()).toEqual(["f_1.hdf5"]);
  });

  test("after its manifest was published is read once, and removed by the next", async () => {
    const path = await writeSummary(store, day(1));
    const bytes = await readFile(path);
    await compactStore(store);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
    expect(await names()).toEqual(["f_1.hdf5"]);
    expect(await compactStore(store)).toMatchObject({ files: 0, parts: 0 });
    expect(await readdir(join(store, "summaries"))).toEqual([]);
    expect(await names()).toEqual(["f_1.hdf5"]);
  });

  test("moved aside is read, and comes back unless a newer one has been written", async () => {
    const path = await writeSummary(store, day(1, { baselineAdc16: -27_000 }));
    const bytes = await readFile(path);
    const aside = join(store, "compacted/claimed/run=000001/f_1.parquet");
    await mkdir(dirname(aside), { recursive: true });
    await writeFile(aside, bytes);
    await rm(path);
    expect(await names()).toEqual(["f_1.hdf5"]);
    expect((await readSummary(path)).baseline.p50[2]).toBe(-27_000);

    await writeSummary(store, day(1, { baselineAdc16: -26_000 }));
    expect((await readSummary(path)).baseline.p50[2]).toBe(-26_000);
    await compactStore(store);
    expect((await readSummary(path)).baseline.p50[2]).toBe(-26_000);
    expect(await names()).toEqual(["f_1.hdf5"]);
  });

  test("its lock does not keep the next from starting; that of a running one does", async () => {
    await writeSummary(store, day(1));
    await mkdir(join(store, "compacted"));
    const lock = join(store, "compacted/lock");
    const { hostname } = await import("node:os");
    const holder = { host: hostname(), pid: process.pid, token: "other" };
    await writeFile(lock, JSON.stringify(holder));
    await expect(compactStore(store)).rejects.toThrow("another compaction is running");
    // No process has this number.
    await writeFile(lock, JSON.stringify({ ...holder, pid: 2 ** 30 }));
    expect((await compactStore(store)).files).toBe(1);
  });

  test("of another machine is respected for an hour", async () => {
    await mkdir(join(store, "compacted"));
    const lock = join(store, "compacted/lock");
    await writeFile(lock, JSON.stringify({ host: "elsewhere", pid: 1, token: "x" }));
    await expect(compactStore(store)).rejects.toMatchObject({ code: "output" });
    const old = new Date(Date.now() - 3_700_000);
    await utimes(lock, old, old);
    expect((await compactStore(store)).files).toBe(0);
  });
});

test("a part that was merged stays for a day, as a reader may still have the manifest with it", async () => {
  const old = new Date(Date.now() - 86_500_000);
  await writeSummary(store, day(1));
  await compactStore(store);
  const first = await inCompacted(".pack");
  for (const name of await readdir(join(store, "compacted")))
    await utimes(join(store, "compacted", name), old, old);
  await writeSummary(store, day(2));
  await compactStore(store);
  expect((await compactStore(store)).leftovers).toBe(0);
  expect(await inCompacted(".pack")).toEqual(expect.arrayContaining(first));
  for (const name of await readdir(join(store, "compacted")))
    await utimes(join(store, "compacted", name), old, old);
  expect((await compactStore(store)).leftovers).toBe(3);
  expect(await names()).toEqual(["f_1.hdf5", "f_2.hdf5"]);
});

test("leftovers of killed writers are removed when they are older than a day, and only then", async () => {
  const path = await writeSummary(store, day(1));
  const old = new Date(Date.now() - 86_500_000);
  const leftovers = [
    [join(dirname(path), ".f_9.parquet.7-ab.tmp"), old],
    [join(store, "spectra/run=000001/.f_9.npz.7-ab.tmp"), old],
    [join(dirname(path), ".f_8.parquet.7-ab.tmp"), new Date()],
  ] as const;
  for (const [name, time] of leftovers) {
    await writeFile(name, "half");
    await utimes(name, time, time);
  }
  expect((await compactStore(store)).leftovers).toBe(2);
  expect(await readdir(dirname(path))).toEqual([".f_8.parquet.7-ab.tmp"]);
});
