import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { rollUp } from "../../src/history/roll-up.js";
import { lineFrequenciesMHz } from "../../src/quantities/indexed-by/watched-lines.js";
import { linePower } from "../../src/quantities/kept/spectra.js";
import { wholeFileColumnNames } from "../../src/store/parquet/whole-file-columns.js";
import {
  earlierSummaries,
  findSummary,
  listSummaries,
  readSummary,
  writeSummary,
} from "../../src/store/store.js";
import type { FileSummary } from "../../src/summary.js";
import { referenceOf } from "../history/reference-of.js";
import { arbitrarySummary } from "./arbitrary-summary.js";
import { makeSummary, silence, smallDetector } from "./make-summary.js";

let store: string;
beforeEach(async () => {
  store = await mkdtemp(join(tmpdir(), "light-dqm-store-"));
});
afterEach(() => rm(store, { recursive: true }));

const small = (parts: Parameters<typeof makeSummary>[0] = {}): FileSummary =>
  makeSummary({ detector: smallDetector, ...parts });

/** The table as any Parquet reader sees it. */
async function tableOf(path: string): Promise<Record<string, unknown>[]> {
  const bytes = await readFile(path);
  return parquetReadObjects({
    file: new Uint8Array(bytes).buffer,
    compressors: { GZIP: (page) => gunzipSync(page) },
  });
}

describe("a stored summary", () => {
  test("is read back equal, whatever it holds", async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySummary, async (summary) => {
        const path = await writeSummary(store, summary);
        expect(await readSummary(path)).toEqual(summary);
      }),
      { numRuns: 30 },
    );
  });

  test("without its spectra is read back equal but for them, with the same line powers", async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySummary, async (summary) => {
        const path = await writeSummary(store, summary);
        const read = await readSummary(path, { spectra: false });
        const { spectra, jumpEvent, brightestEvents, ...rest } = read;
        expect(summary).toMatchObject(rest);
        expect([jumpEvent, brightestEvents]).toEqual([null, null]);
        for (const line of lineFrequenciesMHz)
          expect(linePower({ spectra }, line)).toEqual(linePower(summary, line));
      }),
      { numRuns: 30 },
    );
  });

  test("keeps spectra of double precision to single precision, and line powers exactly", async () => {
    const summary = small();
    summary.spectra.p50 = Float64Array.from(summary.spectra.p50, (value) => value / 3);
    const path = await writeSummary(store, summary);
    expect((await readSummary(path)).spectra.p50).toEqual(Float32Array.from(summary.spectra.p50));
    const lines = linePower(await readSummary(path, { spectra: false }), 10);
    expect(lines).toEqual(linePower(summary, 10));
  });

  test("has one row a channel in channel order, with the columns of the design", async () => {
    const rows = await tableOf(await writeSummary(store, makeSummary()));
    expect(rows).toHaveLength(512);
    rows.forEach((row, channelIndex) => {
      expect([row.adc, row.channel]).toEqual([Math.floor(channelIndex / 64), channelIndex % 64]);
    });
    // Worked by hand: channel 4 is the first active one; 40 is in the third block, position 28.
    expect(rows[4]).toMatchObject({
      epcb: 0,
      tpc: 0,
      status: null,
      n_all: 30,
      n_self: 20,
      n_beam: 10,
    });
    expect(rows[3 * 64 + 40]).toMatchObject({ epcb: 4, tpc: 3 });
    expect(rows[0]).toMatchObject({ epcb: null, tpc: null, n_all: 0 });

    const counts = ["clipped", "negative", "lower_rail"].flatMap((flag) =>
      ["beam", "self", "all"].flatMap((triggerClass) =>
        ["channel", "epcb", "tpc", "total"].flatMap((denominator) =>
          ["passed", "total"].map((part) => `${flag}_${triggerClass}_${denominator}_${part}`),
        ),
      ),
    );
    const watchedNames = "0_5 1_8 4_6 7_1 8_5 10 11_5 19 20 25 30".split(" ");
    const columns = [
      ...["file", "input", "run", "sub_run", "first_event_time", "first_ms", "last_ms"],
      ...["detector", "processed_time"],
      ...["adc", "channel", "epcb", "tpc", "trap", "module", "side", "height"],
      ...["status", "n_beam", "n_self", "n_all"],
      ...["baseline_p16", "baseline_p50", "baseline_p84", "noise_p16", "noise_p50", "noise_p84"],
      ...["max_amplitude", "min_amplitude"],
      ...["beam", "self", "all"].flatMap((triggerClass) =>
        ["p16", "p50", "p84", "histogram_first_bin", "histogram_count_bytes"].map(
          (column) => `amplitude_${triggerClass}_${column}`,
        ),
      ),
      ...counts,
      ...watchedNames.map((line) => `line_power_${line}mhz`),
      ...["baseline_histogram_first_bin", "baseline_histogram_count_bytes"],
      ...["noise_histogram_first_bin", "noise_histogram_count_bytes"],
      ...["dark_baseline", "dark_noise", "gain"].flatMap((name) =>
        ["p16", "p50", "p84", "histogram_first_bin", "histogram_count_bytes"].map(
          (column) => `${name}_${column}`,
        ),
      ),
      ...["dark_count", "constant_count", "lit_count", "faint_count", "light"],
      ...watchedNames.map((line) => `dark_line_excess_${line}mhz`),
      ...["dark_line_count", "dark_line_peaks_f64", "spectrum_medians"],
    ];
    expect(Object.keys(rows[0]!).sort()).toEqual(columns.sort());
  });

  test("has integers as INT32, sizes as DOUBLE, histograms as bytes", async () => {
    const path = await writeSummary(store, small());
    const { schema } = parquetMetadata(await readFile(path));
    const typeOf = (name: string): unknown => schema.find((column) => column.name === name)?.type;
    expect(typeOf("n_all")).toBe("INT32");
    expect(typeOf("clipped_all_tpc_total")).toBe("INT32");
    expect(typeOf("status")).toBe("INT32");
    expect(typeOf("baseline_p50")).toBe("DOUBLE");
    expect(typeOf("line_power_0_5mhz")).toBe("DOUBLE");
    expect(typeOf("noise_histogram_count_bytes")).toBe("BYTE_ARRAY");
  });

  test("has the counts of histograms as bytes: their width, the least bytes of all, then the next", async () => {
    const summary = small();
    summary.baseline.histogram[2] = { firstBin: -5, counts: Uint32Array.of(1, 0, 0x01020304) };
    const bytes = await readFile(await writeSummary(store, summary));
    const rows = await parquetReadObjects({
      ...{ file: new Uint8Array(bytes).buffer, utf8: false },
      compressors: { GZIP: (page) => gunzipSync(page) },
    });
    expect(rows[2]).toMatchObject({
      baseline_histogram_first_bin: -5,
      baseline_histogram_count_bytes: Uint8Array.of(4, 1, 0, 4, 0, 0, 3, 0, 0, 2, 0, 0, 1),
    });
  });

  test("has columns of the same kinds in every file: tables are made of their bytes", async () => {
    const summary = small();
    silence(summary, 3);
    const { schema } = parquetMetadata(await readFile(await writeSummary(store, summary)));
    const kindOf = (name: string): unknown =>
      schema.find((column) => column.name === name)?.repetition_type;
    expect(kindOf("channel")).toBe("REQUIRED");
    expect([kindOf("n_all"), kindOf("baseline_p50")]).toEqual(["OPTIONAL", "OPTIONAL"]);
  });

  test("holds null, never NaN and never 0, where a channel has no valid waveform", async () => {
    const summary = small();
    silence(summary, 3);
    const rows = await tableOf(await writeSummary(store, summary));
    const where = new Set([
      ...[
        "adc",
        "channel",
        "epcb",
        "tpc",
        "trap",
        "module",
        "side",
        "height",
        "n_beam",
        "n_self",
        "n_all",
      ],
      ...[...wholeFileColumnNames, "spectrum_medians"],
    ]);
    for (const channelIndex of [0, 3]) {
      const measured = Object.entries(rows[channelIndex]!).filter(([name]) => !where.has(name));
      expect(measured.filter(([, value]) => (value ?? null) !== null)).toEqual([]);
      expect(rows[channelIndex]).toMatchObject({ n_beam: 0, n_self: 0, n_all: 0 });
    }
  });

  test("holds null for beam and self where triggers are not distinguished", async () => {
    const rows = await tableOf(await writeSummary(store, small({ triggersTyped: false })));
    const row = rows[2]!;
    expect(row).toMatchObject({
      n_beam: null,
      n_self: null,
      n_all: 20,
      clipped_all_total_total: 20,
    });
    const typed = Object.keys(row).filter((name) => /_(beam|self)_/.test(name));
    expect(typed).toHaveLength(58);
    for (const name of typed) expect(row[name]).toBeNull();
  });

  test("says where it comes from, with a hash that follows the settings alone", async () => {
    const provenance = async (summary: FileSummary): Promise<Record<string, unknown>> => {
      const { key_value_metadata } = parquetMetadata(
        await readFile(await writeSummary(store, summary)),
      );
      return JSON.parse(key_value_metadata!.find(({ key }) => key === "light-dqm")!.value!);
    };
    const first = await provenance(small());
    expect(first).toMatchObject({
      schemaVersion: 1,
      softwareVersion: "0.1.0",
      input: { name: "run_101.FLOW.hdf5", run: 101 },
      settings: { maxEvts: 500 },
    });
    expect(first.settingsHash).toMatch(/^[0-9a-f]{64}$/);
    const other = await provenance(small({ name: "run_102.FLOW.hdf5", run: 102, selfCount: 3 }));
    expect(other.settingsHash).toBe(first.settingsHash);
    const changed = await provenance(small({ thresholdAdc16: 400 }));
    expect(changed.settingsHash).not.toBe(first.settingsHash);
  });

  test("lies under its run, `unknown` where the name has none", async () => {
    expect(await writeSummary(store, small())).toBe(
      join(store, "summaries/run=000101/run_101.parquet"),
    );
    expect(await writeSummary(store, small({ name: "cosmics.h5", run: null }))).toBe(
      join(store, "summaries/run=unknown/cosmics.parquet"),
    );
    expect(await writeSummary(store, small({ name: ".a b%.FLOW.hdf5", run: 1 }))).toBe(
      join(store, "summaries/run=000001/%2Ea%20b%25.parquet"),
    );
  });
});

describe("a rerun", () => {
  test("replaces both files and adds none", async () => {
    await writeSummary(store, small());
    const path = await writeSummary(store, small({ baselineAdc16: -27_000 }));
    expect(await readdir(join(store, "summaries/run=000101"))).toEqual(["run_101.parquet"]);
    expect(await readdir(join(store, "spectra/run=000101"))).toEqual(["run_101.npz"]);
    expect((await readSummary(path)).baseline.p50[2]).toBe(-27_000);
  });

  test("that ended between its two files is noticed, and the table still serves", async () => {
    const path = await writeSummary(store, small());
    const table = await readFile(path);
    await writeSummary(store, small({ baselineAdc16: -27_000 }));
    await writeFile(path, table);
    await expect(readSummary(path)).rejects.toThrow("Stored arrays do not belong to their summary");
    expect((await readSummary(path, { spectra: false })).baseline.p50[2]).toBe(-28_000);
  });

  test("that was killed leaves files that no one reads", async () => {
    const path = await writeSummary(store, small());
    await writeFile(join(dirname(path), ".run_102.parquet.77-abcd.tmp"), "PAR1");
    await writeFile(join(store, "spectra/run=000101/run_103.npz"), "half");
    expect((await listSummaries(store)).map(({ key }) => key)).toEqual(["run_101"]);
  });
});

describe("a store", () => {
  test("that does not exist lists nothing and finds nothing", async () => {
    expect(await listSummaries(join(store, "none"))).toEqual([]);
    expect(await findSummary(join(store, "none"), "run_101")).toBeNull();
    expect(await earlierSummaries(join(store, "none"), small(), -1)).toEqual([]);
  });

  test("keeps nothing but Parquet files in `summaries`, so that other readers can open it whole", async () => {
    await writeSummary(store, small());
    const files = await readdir(join(store, "summaries"), { recursive: true });
    expect(files.sort()).toEqual(["run=000101", "run=000101/run_101.parquet"]);
  });

  test("that cannot be written to is one clear line", async () => {
    await writeFile(join(store, "summaries"), "a file");
    await expect(writeSummary(store, small())).rejects.toMatchObject({
      name: "LightDqmError",
      code: "output",
    });
  });

  test("lists by time, then by name in natural order; without a time after those", async () => {
    const at = (name: string, firstMs: number | null, run: number | null): Promise<string> =>
      writeSummary(store, small({ name, firstMs, run }));
    await at("a_10.hdf5", 2000, 9);
    await at("b_1.hdf5", 1000, 8);
    await at("a_2.hdf5", 2000, 10);
    await at("a_0.hdf5", null, null);
    await at("c_7.hdf5", 500, 7);
    const listed = await listSummaries(store);
    expect(listed.map(({ key }) => key)).toEqual(["c_7", "b_1", "a_2", "a_10", "a_0"]);
    expect(listed[0]?.provenance?.time?.firstMs).toBe(500);
  });

  test("shows a damaged file as an entry with the reason", async () => {
    const path = await writeSummary(store, small());
    await truncate(path, 5000);
    await mkdir(join(store, "summaries/run=000001"));
    await writeFile(join(store, "summaries/run=000001/empty.parquet"), "");
    const listed = await listSummaries(store);
    expect(listed.map(({ key, provenance }) => [key, provenance])).toEqual([
      ["empty", null],
      ["run_101", null],
    ]);
    for (const { error } of listed)
      expect(error?.message).toContain("Cannot read a stored summary");
    await expect(readSummary(path)).rejects.toMatchObject({ code: "bad-input" });
  });

  test("refuses what a newer version of the package wrote", async () => {
    const newer = { ...small(), schemaVersion: 2 as 1 };
    const path = await writeSummary(store, newer);
    await expect(readSummary(path)).rejects.toThrow(
      /expected a Light DQM summary of schema version 1, got schema version 2/,
    );
  });

  test("finds a summary by file name, stem or path, also where the run is not in the name", async () => {
    const path = await writeSummary(
      store,
      small({ name: "mpd_run_data_101_p3.FLOW.hdf5", run: 101 }),
    );
    const odd = await writeSummary(store, small({ name: "odd_5.hdf5", run: 44 }));
    expect(await findSummary(store, "mpd_run_data_101_p3")).toBe(path);
    expect(await findSummary(store, "mpd_run_data_101_p3.FLOW.hdf5")).toBe(path);
    expect(await findSummary(store, "/data/mpd_run_data_101_p3.FLOW.hdf5")).toBe(path);
    expect(await findSummary(store, "odd_5")).toBe(odd);
    expect(await findSummary(store, "mpd_run_data_101_p4")).toBeNull();
  });

  test("tells a missing summary from missing arrays", async () => {
    await expect(readSummary(join(store, "none.parquet"))).rejects.toMatchObject({
      code: "not-found",
    });
    const path = await writeSummary(store, small());
    await rm(join(store, "spectra/run=000101/run_101.npz"));
    expect((await readSummary(path)).spectra.isRounded).toBe(true);
    const earlier = join(import.meta.dirname, "store-without-checksums");
    await cp(earlier, store, { recursive: true });
    await rm(join(store, "spectra"), { recursive: true });
    const older = (await findSummary(store, "f_3.hdf5"))!;
    await expect(readSummary(older)).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("the earlier files of a file", () => {
  const names = async (ncomp: number, current: FileSummary): Promise<string[]> =>
    (await earlierSummaries(store, current, ncomp)).map(({ input }) => input.name);
  const day = (n: number): FileSummary => small({ name: `f_${n}.hdf5`, run: n, firstMs: 1000 * n });

  test("are all, none or the previous N by data time, and never the file itself", async () => {
    for (const n of [10, 2, 1, 3]) await writeSummary(store, day(n));
    expect(await names(-1, day(3))).toEqual(["f_1.hdf5", "f_2.hdf5"]);
    expect(await names(0, day(3))).toEqual([]);
    expect(await names(1, day(3))).toEqual(["f_2.hdf5"]);
    expect(await names(2, day(10))).toEqual(["f_2.hdf5", "f_3.hdf5"]);
    expect(await names(99, day(10))).toEqual(["f_1.hdf5", "f_2.hdf5", "f_3.hdf5"]);
    expect(await names(-1, day(1))).toEqual([]);
  });

  test("become a reference one by one, the same as all at once", async () => {
    for (const n of [1, 2, 3]) await writeSummary(store, day(n));
    await writeSummary(store, { ...day(4), triggersTyped: false });
    const current = day(5);
    const atOnce = rollUp(await earlierSummaries(store, current, -1), current);
    expect(atOnce.files).toHaveLength(3);
    expect(atOnce.refused).toHaveLength(1);
    const of = async (file: FileSummary, ncomp: number): Promise<unknown> =>
      referenceOf(store, file, { ncomp, referenceRun: null });
    expect(await of(current, -1)).toEqual(atOnce);
    expect(await of(current, 0)).toBeNull();
    expect(await of(day(1), -1)).toBeNull();
  });

  test("of equal time go by name in natural order", async () => {
    for (const n of [2, 9, 10]) await writeSummary(store, { ...day(n), time: day(1).time });
    expect(await names(-1, { ...day(10), time: day(1).time })).toEqual(["f_2.hdf5", "f_9.hdf5"]);
  });

  test("without a time are none of a file that has one, and the other way round", async () => {
    for (const n of [1, 2])
      await writeSummary(store, { ...day(n), time: n === 1 ? null : day(n).time });
    expect(await names(-1, day(3))).toEqual(["f_2.hdf5"]);
    expect(await names(-1, { ...day(3), time: null })).toEqual(["f_1.hdf5"]);
  });

  test("that cannot be read are told of, and do not keep the others from being read", async () => {
    await writeSummary(store, day(1));
    const broken = await writeSummary(store, day(2));
    await truncate(broken, 100);
    const told: string[] = [];
    const read = await earlierSummaries(store, day(3), -1, (path) => told.push(path));
    expect(read.map(({ input }) => input.name)).toEqual(["f_1.hdf5"]);
    expect(told).toEqual([broken]);
  });
});
