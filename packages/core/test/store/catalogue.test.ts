import { cp, mkdtemp, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { fileSystemClock } from "../../src/store/parts/catalogue.js";
import { writeSummary } from "../../src/store/store.js";
import { storedFiles } from "../../src/store/stored-files.js";
import { makeSummary, smallDetector } from "./make-summary.js";
import { firstLine } from "./reseal.js";

let store: string;
const count = 70;
const file = (n: number, firstMs = 1000 * n) =>
  makeSummary({ detector: smallDetector, name: `f_${n}.hdf5`, run: n % 3, firstMs });
const catalogue = (): string => join(store, "catalogue.json");

beforeAll(async () => {
  store = await mkdtemp(join(tmpdir(), "light-dqm-catalogue-"));
  for (let n = 0; n < count; n++) await writeSummary(store, file(n));
});
afterAll(() => rm(store, { recursive: true }));

/** Makes a catalogue by a clock that says that directories have been left alone for long enough. */
beforeEach(async () => {
  await rm(catalogue(), { force: true });
  await storedFiles(store, (descriptor) => fileSystemClock(descriptor) + 3_000_000_000n);
});

async function timesOf(): Promise<Record<string, number | undefined>> {
  const files = await storedFiles(store);
  return Object.fromEntries(files.map(({ key, note }) => [key, note?.time?.firstMs]));
}

test("a catalogue is written, and lists the same files as reading each", async () => {
  const { directories } = JSON.parse(firstLine(await readFile(catalogue(), "utf8")));
  expect(Object.keys(directories).sort()).toEqual(["run=000000", "run=000001", "run=000002"]);
  for (const { stamp } of Object.values<{ stamp: string | null }>(directories))
    expect(stamp).toMatch(/^\d+ \d+ \d+$/);
  const byCatalogue = await storedFiles(store);
  await rm(catalogue());
  expect(await storedFiles(store)).toEqual(byCatalogue);
  expect(byCatalogue).toHaveLength(count);
});

test("it is used: a file that is damaged in its place, which no writer does, is still listed", async () => {
  const path = join(store, "summaries/run=000001/f_1.parquet");
  const bytes = await readFile(path);
  await writeFile(path, "damaged");
  const listed = (await timesOf()).f_1;
  await writeFile(path, bytes);
  expect(listed).toBe(1000);
});

test("new, rewritten and removed files are seen at once", async () => {
  await writeSummary(store, file(100));
  await writeSummary(store, file(1, 77));
  await rename(join(store, "summaries/run=000002/f_2.parquet"), join(store, "moved"));
  const times = await timesOf();
  await rename(join(store, "moved"), join(store, "summaries/run=000002/f_2.parquet"));
  await writeSummary(store, file(1));
  expect([times.f_100, times.f_1, "f_2" in times]).toEqual([100_000, 77, false]);
  expect((await timesOf()).f_1).toBe(1000);
  expect((await timesOf()).f_2).toBe(2000);
});

test("so is a rewrite of the same size and time of modification", async () => {
  const path = join(store, "summaries/run=000000/f_3.parquet");
  const { size, mtime } = await stat(path);
  let firstMs = 4000;
  // Not all times are packed into as many bytes.
  do await writeSummary(store, file(3, ++firstMs));
  while ((await stat(path)).size !== size && firstMs < 4500);
  await utimes(path, mtime, mtime);
  expect((await stat(path)).size).toBe(size);
  expect((await timesOf()).f_3).toBe(firstMs);
  await writeSummary(store, file(3));
});

test("a catalogue that came with a copy of the store is not trusted", async () => {
  const copy = await mkdtemp(join(tmpdir(), "light-dqm-copy-"));
  try {
    await cp(store, copy, { recursive: true, preserveTimestamps: true });
    await rm(join(copy, "summaries/run=000001/f_1.parquet"));
    expect((await storedFiles(copy)).some(({ key }) => key === "f_1")).toBe(false);
  } finally {
    await rm(copy, { recursive: true });
  }
});

test.each(["", "{", '{"version": 2}', '{"version": 3}', "\0\0\0"])(
  "a catalogue of %j is made anew",
  async (text) => {
    await writeFile(catalogue(), text);
    expect(Object.keys(await timesOf()).length).toBeGreaterThanOrEqual(count);
    expect(JSON.parse(firstLine(await readFile(catalogue(), "utf8"))).version).toBe(2);
  },
);

test("directories that were changed a moment ago are not written down as known", async () => {
  // The file system alone sets times of change.
  await new Promise((resolve) => setTimeout(resolve, 2300));
  await writeSummary(store, file(4));
  await rm(catalogue());
  await storedFiles(store);
  const { directories } = JSON.parse(firstLine(await readFile(catalogue(), "utf8")));
  expect(directories["run=000001"].stamp).toBeNull();
  expect(directories["run=000002"].stamp).not.toBeNull();
});
