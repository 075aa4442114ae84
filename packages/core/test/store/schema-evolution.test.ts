import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readTrend } from "../../src/history/trend.js";
import { type TableColumn, tableColumns } from "../../src/store/parquet/table-columns.js";
import { compactStore } from "../../src/store/parts/compact.js";
import {
  earlierSummaries,
  listSummaries,
  readSummary,
  writeSummary,
} from "../../src/store/store.js";
import { makeSummary, smallDetector } from "./make-summary.js";
import { resealed } from "./reseal.js";

/**
 * A store as the first release wrote it, of one file: 2 ADCs × 8 channels, of which 2, 3, 6 and 7
 * are active; baselines at −27123, channel 7 of ADC 0 silent, channel 3 listed as dead, 4 clipped
 * beam waveforms in channel 2. It stays as it is when the schema grows.
 */
const firstStore = fileURLToPath(new URL("store-of-schema-1", import.meta.url));

let store: string;
let path: string;
beforeEach(async () => {
  store = await mkdtemp(join(tmpdir(), "light-dqm-schema-"));
  await cp(firstStore, store, { recursive: true });
  path = join(store, "summaries/run=000101/run_101_p2.parquet");
});
afterEach(() => rm(store, { recursive: true }));

const later = makeSummary({
  detector: smallDetector,
  name: "later.hdf5",
  firstMs: 1_800_000_000_000,
});

describe("a store of the first release", () => {
  test("is read, with what it did not know as unknown", async () => {
    const summary = await readSummary(path);
    expect(summary.input).toMatchObject({ name: "run_101_p2.FLOW.hdf5", run: 101 });
    const unknown = Number.NaN;
    expect(Array.from(summary.baseline.p50.slice(0, 8))).toEqual([
      unknown,
      unknown,
      -27_123,
      -27_123,
      unknown,
      unknown,
      -27_123,
      unknown,
    ]);
    expect(summary.channelStatus![3]).toBe(1);
    expect(summary.clipped.beam!.tpc.passed[2]).toBe(4);
    expect(summary.clipped.beam!.tpc.total[2]).toBe(10);
    expect(summary.baseline.histogram[2]).toEqual({
      firstBin: -27_123,
      counts: Uint32Array.of(20),
    });
    expect(summary.jumpEvent!.samplesAdc16).toHaveLength(16 * 20);
    expect(summary.timeOrder).toBeNull();
    expect(summary.imported).toBeUndefined();
    for (const { p50 } of [summary.darkBaseline, summary.darkNoise, summary.gain])
      expect(p50.every(Number.isNaN)).toBe(true);
    expect(summary.darkCount.every((count) => count === 0)).toBe(true);
    expect(summary.light.every(Number.isNaN)).toBe(true);
    expect(summary.lines.watched.every(Number.isNaN)).toBe(true);
    expect(summary.lines.peaks).toEqual(Array.from({ length: 16 }, () => []));
  });

  test("is compared with, and takes new files", async () => {
    const [earlier] = await earlierSummaries(store, later, -1);
    expect(earlier!.input.name).toBe("run_101_p2.FLOW.hdf5");
    await writeSummary(store, later);
    await compactStore(store);
    expect((await listSummaries(store)).map(({ provenance }) => provenance!.input.name)).toEqual([
      "run_101_p2.FLOW.hdf5",
      "later.hdf5",
    ]);
    const { series } = await readTrend(store, { quantity: "baseline" }, { adc: 0, channel: 2 });
    expect(Array.from(series[0]!.value)).toEqual([-27_123, -28_000]);
  });

  test("is read when columns have been added: they are unknown", async () => {
    const columns = tableColumns as TableColumn[];
    const written: unknown[] = [];
    columns.push({
      name: "added",
      type: "INT32",
      addedLater: true,
      read: () => new Array<null>(16).fill(null),
      write: (_, cells) => written.push(cells),
    });
    try {
      expect((await readSummary(path)).baseline.p50[2]).toBe(-27_123);
    } finally {
      columns.pop();
    }
    expect(written).toEqual([]);
  });

  test("is refused where a column is missing that it always had", async () => {
    const columns = tableColumns as TableColumn[];
    columns.push({ name: "always", type: "INT32", read: () => new Array<null>(16).fill(null) });
    try {
      await expect(readSummary(path)).rejects.toThrow('expected 16 rows of "always", got 0');
    } finally {
      columns.pop();
    }
  });
});

describe("a file of an earlier release", () => {
  test("whose time was none is read as one of unknown time", async () => {
    const time = { firstMs: 0, lastMs: 1200 };
    const path = await writeSummary(store, { ...later, time });
    const bytes = (await readFile(path)).toString("latin1");
    // It knew no reason.
    await writeFile(path, resealed(bytes.replace('"timeUnknown"', '"otherName12"')));
    expect(await readSummary(path)).toMatchObject({
      time: null,
      timeUnknown: "utime_ms lies outside 2010–2100",
    });
  });
});

describe("a file of a later release", () => {
  test("with columns and metadata that are not known here is read without them", async () => {
    const columns = tableColumns as TableColumn[];
    columns.push({ name: "added", type: "INT32", read: () => new Array<number>(16).fill(7) });
    let newer: string;
    try {
      newer = await writeSummary(store, later);
    } finally {
      columns.pop();
    }
    // Another name of the same length: as one that is not known here.
    const bytes = (await readFile(newer)).toString("latin1");
    expect(bytes.split('"timeOrder"')).toHaveLength(2);
    await writeFile(newer, resealed(bytes.replace('"timeOrder"', '"laterName"')));
    expect(await readSummary(newer)).toEqual({ ...later, timeOrder: null });
  });

  test("of a newer schema is refused in one clear line", async () => {
    const bytes = (await readFile(path)).toString("latin1");
    await writeFile(path, bytes.replace('"schemaVersion":1', '"schemaVersion":2'), "latin1");
    await expect(readSummary(path)).rejects.toThrow(
      /^Cannot read a stored summary \(.*\): expected a Light DQM summary of schema version 1, got schema version 2, written by a newer Light DQM$/,
    );
    const [entry] = await listSummaries(store);
    expect(entry).toMatchObject({ provenance: null, error: { code: "bad-input" } });
  });
});
