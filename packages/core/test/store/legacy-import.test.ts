import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { rollUp } from "../../src/history/roll-up.js";
import { linePower } from "../../src/quantities/kept/spectra.js";
import { importLegacy, type LegacyImportOptions } from "../../src/store/legacy/import.js";
import { parseLegacyLines } from "../../src/store/legacy/lines.js";
import {
  earlierSummaries,
  listSummaries,
  readSummary,
  writeSummary,
} from "../../src/store/store.js";
import type { FileSummary } from "../../src/summary.js";
import { makeSummary } from "./make-summary.js";

/** What the old script left behind: a torn line and an index written twice in baselines.json. */
const fixture = new URL("legacy/", import.meta.url);
const nowMs = 1_750_000_000_000;
const options: LegacyImportOptions = {
  run: 50_014,
  name: "old",
  units: "ADC16",
  thresholdAdc16: [500],
  sampleCount: 1000,
  nowMs,
};

let legacy: string;
let store: string;
/** The whole lines of the fixture, read here once more by themselves. */
const whole: Record<string, { file_index: number; [table: string]: number | number[][] }[]> = {};

beforeAll(async () => {
  legacy = await mkdtemp(join(tmpdir(), "light-dqm-legacy-"));
  for (const name of await readdir(fixture)) {
    const text = brotliDecompressSync(await readFile(new URL(name, fixture))).toString();
    await writeFile(join(legacy, name.replace(".br", "")), text);
    const lines = text.split("\n").filter((line) => line.endsWith("}"));
    whole[name.split(".")[0]!] = lines.map((line) => JSON.parse(line));
  }
});
afterAll(() => rm(legacy, { recursive: true }));
beforeEach(async () => {
  store = await mkdtemp(join(tmpdir(), "light-dqm-import-"));
});
afterEach(() => rm(store, { recursive: true }));

const tableOf = (name: string, index: number, table: string): number[] =>
  (whole[name]!.find(({ file_index }) => file_index === index)![table] as number[][]).flat();

async function importedFile(index: number): Promise<FileSummary> {
  const { files } = await importLegacy(legacy, store, options);
  return readSummary(files.find(({ fileIndex }) => fileIndex === index)!.path);
}

describe("importing the old script's results", () => {
  test("leaves torn lines out and counts them; the last of the same index counts", async () => {
    const { files, lines } = await importLegacy(legacy, store, options);
    expect(files.map(({ fileIndex, name }) => [fileIndex, name])).toEqual([
      [0, "old_0"],
      [1, "old_1"],
      [2, "old_2"],
    ]);
    expect(lines.find(({ name }) => name === "baselines")).toEqual({
      name: "baselines",
      read: 3,
      torn: 1,
      replaced: 1,
    });
    expect(lines.filter(({ torn, replaced }) => torn + replaced > 0)).toHaveLength(1);
  });

  test("keeps medians, and the error bars as quantiles", async () => {
    const { baseline, noise } = await importedFile(2);
    const [middle, below, above] = ["data_c", "data_l", "data_u"].map((table) =>
      tableOf("baselines", 2, table),
    ) as [number[], number[], number[]];
    const channelIndex = 5 * 64 + 21;
    expect(middle[channelIndex]).toBeLessThan(-20_000);
    expect(baseline.p50[channelIndex]).toBe(middle[channelIndex]);
    expect(baseline.p16[channelIndex]).toBe(middle[channelIndex]! + below[channelIndex]!);
    expect(baseline.p84[channelIndex]).toBe(middle[channelIndex]! + above[channelIndex]!);
    expect(noise.p50[channelIndex]).toBe(tableOf("noises", 2, "data_c")[channelIndex]);
  });

  test("takes 0 for unknown", async () => {
    const { baseline, noise, spectra } = await importedFile(0);
    expect(tableOf("baselines", 0, "data_c")[0]).toBe(0);
    expect(baseline.p50[0]).toBeNaN();
    expect(noise.p50[0]).toBeNaN();
    expect(linePower({ spectra }, 10)[0]).toBeNaN();
  });

  test("keeps counts of both classes, and says at least how many waveforms there were", async () => {
    const { clipped, validCount } = await importedFile(1);
    const [pass, totals] = ["pass", "totals"].map((table) => tableOf("clipped_ch_beam", 1, table));
    const { passed, total } = clipped.beam!.channel;
    expect(Array.from(passed)).toEqual(pass);
    expect(Array.from(total)).toEqual(totals);
    expect(Math.max(...total)).toBeGreaterThan(0);
    const tpcTotals = tableOf("negatives_tpc_beam", 1, "totals");
    validCount.beam!.forEach((n, channelIndex) => {
      expect(n).toBe(Math.max(totals![channelIndex]!, tpcTotals[channelIndex]!));
    });
    // The fixture has no clipped fractions of a TPC: nothing was counted.
    expect(Math.max(...clipped.beam!.tpc.total)).toBe(0);
    expect(clipped.all).toBeUndefined();
  });

  test("keeps the powers of lines to single precision", async () => {
    const { spectra } = await importedFile(0);
    const channelIndex = 4;
    for (const [line, name] of [
      [10, "noise_spectra_roi_10_0mhz"],
      [0.5, "noise_spectra_roi_0_5mhz"],
    ] as const)
      expect(linePower({ spectra }, line)[channelIndex]).toBe(
        Math.fround(tableOf(name, 0, "spectra_roi")[channelIndex]!),
      );
    expect(linePower({ spectra }, 30)[channelIndex]).toBeNaN();
  });

  test("turns other units into ADC16", async () => {
    const { files } = await importLegacy(legacy, store, { ...options, units: "ADC14" });
    const { baseline } = await readSummary(files[0]!.path);
    expect(baseline.p50[4]).toBe(tableOf("baselines", 0, "data_c")[4]! * 4);
  });

  test("marks what is approximate, in the file and in the list", async () => {
    const summary = await importedFile(1);
    expect(summary.imported).toMatchObject({ fileIndex: 1 });
    expect(summary.imported!.approximate.join()).toMatch(/event count.*histograms.*error bars/);
    expect(summary.baseline.histogram.every((histogram) => histogram === null)).toBe(true);
    const listed = await listSummaries(store);
    expect(listed.map(({ provenance }) => provenance!.imported?.fileIndex)).toEqual([0, 1, 2]);
  });

  test("again replaces", async () => {
    await importLegacy(legacy, store, options);
    await importLegacy(legacy, store, options);
    expect(await listSummaries(store)).toHaveLength(3);
  });

  test("of a directory without such results is refused", async () => {
    await expect(importLegacy(store, store, options)).rejects.toThrow(
      "No results of the old script",
    );
    await expect(importLegacy(join(store, "none"), store, options)).rejects.toMatchObject({
      code: "not-found",
    });
  });

  test("names files that it does not know", async () => {
    const directory = join(store, "lines");
    await mkdir(directory);
    const table = Array.from({ length: 8 }, () => new Array(64).fill(1));
    await writeFile(
      join(directory, "baselines.json"),
      `{"file_index":0,"data_c":${JSON.stringify(table)}}`,
    );
    await writeFile(join(directory, "other.json"), "{}");
    expect((await importLegacy(directory, store, options)).ignored).toEqual(["other"]);
  });
});

describe("imported files among others", () => {
  const now = makeSummary({ name: "now.hdf5", run: 50_015, sampleCount: 1000, firstMs: nowMs });

  test("are older than every file with a time, in the order of their index", async () => {
    await writeSummary(store, makeSummary({ name: "first.hdf5", firstMs: 1000 }));
    await importLegacy(legacy, store, { ...options, name: "z" });
    const names = (await listSummaries(store)).map(({ provenance }) => provenance!.input.name);
    expect(names).toEqual(["z_0", "z_1", "z_2", "first.hdf5"]);
  });

  test("are placed in time where a start is given", async () => {
    await writeSummary(store, makeSummary({ name: "between.hdf5", firstMs: 90_000 }));
    await importLegacy(legacy, store, { ...options, times: { firstMs: 0, stepMs: 60_000 } });
    const names = (await listSummaries(store)).map(({ provenance }) => provenance!.input.name);
    expect(names).toEqual(["old_0", "old_1", "between.hdf5", "old_2"]);
  });

  test("serve as a reference", async () => {
    await importLegacy(legacy, store, options);
    const reference = rollUp(await earlierSummaries(store, now, -1), now);
    expect(reference.refused).toEqual([]);
    expect(reference.files).toEqual(["old_0", "old_1", "old_2"]);
    const channelIndex = 4;
    const medians = [0, 1, 2].map((index) => tableOf("baselines", index, "data_c")[channelIndex]!);
    expect(reference.baseline.median[channelIndex]).toBe(medians.sort((a, b) => a - b)[1]);
    const added = [0, 1, 2].map((index) => tableOf("clipped_ch_beam", index, "totals")[7]!);
    expect(reference.clipped.beam!.channel.total[7]).toBe(added.reduce((a, b) => a + b));
  });

  test("of another threshold are refused as a reference", async () => {
    await importLegacy(legacy, store, { ...options, thresholdAdc16: [400] });
    const reference = rollUp(await earlierSummaries(store, now, -1), now);
    expect(reference.files).toEqual([]);
    expect(reference.refused).toHaveLength(3);
  });
});

describe("a file of JSON lines", () => {
  const shape = [1, 2] as const;
  test.each([
    ["cut off", '{"file_index": 0, "data_c": [[1, 2'],
    ["of two writers", '{"file_index": 0, "da{"file_index": 1, "data_c": [[1, 2]]}'],
    ["of another shape", '{"file_index": 0, "data_c": [[1, 2, 3]]}'],
    ["without an index", '{"data_c": [[1, 2]]}'],
    ["without a table", '{"file_index": 0}'],
    ["that is no object", "3"],
  ])("counts a line %s as torn", (_, line) => {
    const { records, torn } = parseLegacyLines(
      "x",
      `${line}\n{"file_index": 7, "data_c": [[3, 4]]}\n`,
      shape,
    );
    expect([torn, [...records.keys()]]).toEqual([1, [7]]);
  });

  test("may hold Python's NaN", () => {
    const { records } = parseLegacyLines(
      "x",
      '{"file_index": 0, "data_c": [[NaN, -Infinity]]}',
      shape,
    );
    expect(records.get(0)!.data_c).toEqual([[null, null]]);
  });
});
