import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTrend } from "../../src/history/trend.js";
import { querySummaries } from "../../src/store/parquet/sql.js";
import { looseFiles } from "../../src/store/parts/catalogue.js";
import { compactStore } from "../../src/store/parts/compact.js";
import {
  checkPartTable,
  partPath,
  readManifest,
  readPart,
} from "../../src/store/parts/manifest.js";
import { listSummaries, readSummary, writeSummary } from "../../src/store/store.js";
import { readPacked } from "../../src/store/stored-files.js";
import type { FileSummary } from "../../src/summary.js";
import { makeSummary, smallDetector } from "./make-summary.js";

let store: string;
/** What was written, by path. */
const written = new Map<string, FileSummary>();

beforeAll(async () => {
  store = await mkdtemp(join(tmpdir(), "light-dqm-flips-"));
  const write = async (n: number): Promise<void> => {
    const summary = makeSummary({
      ...{ detector: smallDetector, name: `f_${n}.hdf5`, run: n, firstMs: 1e12 + 1000 * n },
      baselineAdc16: -28_000 - n,
    });
    written.set(await writeSummary(store, summary), summary);
  };
  for (const n of [1, 2, 3]) await write(n);
  await compactStore(store);
  for (const n of [4, 5]) await write(n);
});
afterAll(() => rm(store, { recursive: true }));

/** Numbers that are as good as random, always the same. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Files of a store whose path matches. */
async function filesLike(pattern: RegExp): Promise<string[]> {
  const names = await readdir(store, { recursive: true });
  return names.filter((name) => pattern.test(name)).map((name) => join(store, name));
}

/**
 * Every file by its summary: each as it was written, or told to be damaged.
 * @returns how many were told; throws where a value is believed that was not written
 */
async function toldBySummaries(spectra: boolean): Promise<number> {
  const entries = await listSummaries(store);
  let told = entries.filter(({ error }) => error !== null).length;
  for (const { path, provenance } of entries) {
    if (!provenance) continue;
    const expected = written.get(path)!;
    expect(provenance.input).toEqual(expected.input);
    let summary: FileSummary;
    try {
      summary = await readSummary(path, { spectra });
    } catch {
      told++;
      continue;
    }
    expect(summary.baseline).toEqual(expected.baseline);
    expect(summary.clipped).toEqual(expected.clipped);
    expect(isDeepStrictEqual(summary.input, expected.input)).toBe(true);
    expect(isDeepStrictEqual(summary.settings, expected.settings)).toBe(true);
    if (spectra) expect(isDeepStrictEqual(summary, expected)).toBe(true);
  }
  expect(entries).toHaveLength(written.size);
  return told;
}

/** The same by what reads tables. */
async function toldByTables(): Promise<number> {
  const { rows, unreadable } = await querySummaries(store, "SELECT * FROM summaries");
  const sound = soundRows.filter((row) => rows.some((each) => isDeepStrictEqual(each, row)));
  expect(sound).toHaveLength(rows.length);
  if (unreadable.length === 0) expect(rows).toHaveLength(soundRows.length);
  const trend = await readTrend(store, { quantity: "baseline" }, { adc: 0, channel: 2 });
  trend.files.forEach(({ input }, i) => {
    expect(trend.series[0]!.value[i]).toBe(-28_000 - Number(input.run));
  });
  expect(trend.files.length + trend.unreadable.length).toBe(written.size);
  return unreadable.length;
}
let soundRows: unknown[][] = [];

/** Lists themselves: what a process has read of them once it keeps. */
async function toldByLists(): Promise<number> {
  const { parts } = await readManifest(store);
  const lists = await Promise.all(parts.map(({ name }) => readPart(store, name)));
  const files = lists.flatMap(({ files }) => files.map(({ input }) => input.name));
  expect(files).toEqual(["f_1.hdf5", "f_2.hdf5", "f_3.hdf5"]);
  for (const { files } of lists)
    for (const { place } of files) expect(await readPacked(store, place)).not.toBeNull();
  for (const { name } of parts)
    await checkPartTable(partPath(store, name, "parquet"), { columns: null, adcs: null });
  return 0;
}

const kinds: [what: string, files: RegExp, flips: number, told: () => Promise<number>][] = [
  ["a single summary", /^summaries\/.*\.parquet$/, 70, () => toldBySummaries(false)],
  ["arrays", /^spectra\/.*\.npz$/, 50, () => toldBySummaries(true)],
  ["a pack", /\.pack$/, 60, () => toldBySummaries(false)],
  ["the list of a part", /part-.*\.json$/, 50, toldByLists],
  ["a manifest", /manifest-.*\.json$/, 40, () => toldBySummaries(false)],
  ["the table of a part", /^compacted\/.*\.parquet$/, 30, toldByTables],
  ["a single summary in tables", /^summaries\/.*\.parquet$/, 10, toldByTables],
];

describe("a bit that has flipped in", () => {
  test.each(kinds)("%s is told or changes nothing", async (what, pattern, flips, told) => {
    soundRows = (await querySummaries(store, "SELECT * FROM summaries")).rows;
    expect(soundRows).toHaveLength(16 * written.size);
    const random = randomOf(what.length);
    const files = await filesLike(pattern);
    let toldCount = 0;
    for (let flip = 0; flip < flips; flip++) {
      const path = files[random(files.length)]!;
      const sound = await readFile(path);
      const bytes = Buffer.from(sound);
      const bit = random(8 * bytes.length);
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      await writeFile(path, bytes);
      try {
        const count = await told();
        // At most the files of one part: the others are read.
        expect(count).toBeLessThan(written.size);
        if (count > 0) toldCount++;
      } finally {
        await writeFile(path, sound);
      }
    }
    // Lists and manifests are written twice, so that one of both is whole.
    expect(toldCount).toBe(/list|manifest/.test(what) ? 0 : flips);
  });

  test("a catalogue is found out, and the files are read again", async () => {
    const path = join(store, "catalogue.json");
    const aSecondAgo = (): bigint => BigInt(Date.now() + 60_000) * 1_000_000n;
    const listed = async (): Promise<unknown> => looseFiles(store, noteOfPath, aSecondAgo);
    let readCount = 0;
    const many = Array.from({ length: 64 }, (_, i) => i);
    const noteOfPath = async (of: string) => {
      readCount++;
      const address = of.slice(of.lastIndexOf("run="), -".parquet".length);
      const input = { name: address, run: 7, subRun: null };
      return { path: of, address, note: { address, input, time: null }, error: null };
    };
    const directory = join(store, "summaries/run=000004");
    for (const n of many) await writeFile(join(directory, `many_${n}.parquet`), "");
    try {
      const before = await listed();
      readCount = 0;
      expect(await listed()).toEqual(before);
      expect(readCount).toBe(0);
      const sound = await readFile(path);
      const random = randomOf(5);
      for (let flip = 0; flip < 30; flip++) {
        const bytes = Buffer.from(sound);
        const bit = random(8 * bytes.length);
        bytes[bit >> 3]! ^= 1 << (bit & 7);
        await writeFile(path, bytes);
        expect(await listed()).toEqual(before);
      }
    } finally {
      for (const n of many) await rm(join(directory, `many_${n}.parquet`));
      await rm(path, { force: true });
    }
  });
});
