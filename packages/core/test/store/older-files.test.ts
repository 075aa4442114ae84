import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { main } from "../../src/cli/main.js";
import { spectraPayload } from "../../src/figures/forms/spectra.js";
import { brightestPayloads } from "../../src/figures/forms/waveforms/brightest.js";
import { waveformsPayload } from "../../src/figures/forms/waveforms/one-event.js";
import { overlaySummaries } from "../../src/history/overlay/run-values.js";
import { openRun } from "../../src/notebook/open-run.js";
import { querySummaries } from "../../src/store/parquet/sql.js";
import { compactStore } from "../../src/store/parts/compact.js";
import { listSummaries, readSummary, writeSummary } from "../../src/store/store.js";
import type { FileSummary } from "../../src/summary.js";
import { capturedIo } from "../cli/captured-io.js";
import { makeSummary, smallDetector } from "./make-summary.js";

let store: string;
beforeEach(async () => {
  store = await mkdtemp(join(tmpdir(), "light-dqm-older-"));
});
afterEach(() => rm(store, { recursive: true }));

const file = (n: number): FileSummary => {
  const made = makeSummary({
    ...{ detector: smallDetector, name: `f_${n}.hdf5`, run: n },
    ...{ firstMs: 1_700_000_000_000 + 1000 * n, baselineAdc16: -28_000 - n },
  });
  made.input.eventsHash = `000000000000000${n}`;
  made.spectra.p50 = made.spectra.p50.map((power, i) => power * (1 + (i % 7) / 10));
  return made;
};

const paths = async (): Promise<string[]> => (await listSummaries(store)).map(({ path }) => path);

/** That a summary is as it was made, but for what the store keeps of newer files only. */
function expectOlder(read: FileSummary, made: FileSummary): void {
  const { spectra, jumpEvent, brightestEvents, ...rest } = read;
  expect([jumpEvent, brightestEvents, spectra.isRounded]).toEqual([null, null, true]);
  const { spectra: full, jumpEvent: _, brightestEvents: __, ...whole } = made;
  expect(rest).toEqual(whole);
  expect([spectra.scale, spectra.frequencyMHz]).toEqual([full.scale, full.frequencyMHz]);
  expect(spectra.validCount).toEqual(full.validCount);
  expect([...spectra.p16, ...spectra.p84].every(Number.isNaN)).toBe(true);
  spectra.p50.forEach((power, i) => {
    const n = full.validCount[Math.floor(i / full.frequencyMHz.length)]!;
    const error = (1.2533 * (full.p84[i]! - full.p16[i]!)) / 2 / Math.sqrt(n);
    const isClose = Math.abs(power - full.p50[i]!) <= 0.1001 * error;
    expect(isClose || (Number.isNaN(power) && Number.isNaN(full.p50[i]!))).toBe(true);
  });
}

describe("a compaction", () => {
  test("keeps full spectra and waveforms of the newest files, and medians of all others", async () => {
    for (const n of [3, 1, 5, 2, 4]) await writeSummary(store, file(n));
    const done = await compactStore(store, { filesPerPart: 2, keepSpectra: 2 });
    expect(done).toMatchObject({ files: 5, arrays: 3, unreadable: [] });
    expect((await readdir(join(store, "spectra"))).sort()).toEqual(["run=000004", "run=000005"]);
    const read = await Promise.all((await paths()).map((path) => readSummary(path)));
    for (const n of [1, 2, 3]) expectOlder(read[n - 1]!, file(n));
    for (const n of [4, 5])
      expect(read[n - 1]).toEqual({
        ...file(n),
        spectra: { ...file(n).spectra, p50: Float32Array.from(file(n).spectra.p50) },
      });
    await writeSummary(store, file(6));
    expect(await compactStore(store, { filesPerPart: 2, keepSpectra: 2 })).toMatchObject({
      ...{ files: 1, arrays: 1 },
    });
  });

  test("drops no arrays of a file that was written again meanwhile, and none where all are kept", async () => {
    for (const n of [1, 2]) await writeSummary(store, file(n));
    expect((await compactStore(store, { keepSpectra: 2 })).arrays).toBe(0);
    await writeSummary(store, file(1));
    const stop = new AbortController();
    stop.abort();
    expect((await compactStore(store, { keepSpectra: 0, signal: stop.signal })).arrays).toBe(0);
    expect(await readdir(join(store, "spectra"))).toHaveLength(2);
    expect((await compactStore(store, { keepSpectra: 0 })).arrays).toBe(2);
    expect(await readdir(join(store, "spectra"))).toEqual([]);
  });

  test("takes the number from the command line, and says what it did", async () => {
    for (const n of [1, 2, 3]) await writeSummary(store, file(n));
    const io = capturedIo({ cwd: store });
    expect(await main(["history", "compact", "--keep-spectra", "1", "--store", store], io)).toBe(0);
    expect(io.out()).toBe(
      "3 files packed into 1 part, spectra of 2 older files reduced to medians, 0 leftover files removed\n",
    );
  });
});

describe("a store of the version before checksums", () => {
  beforeEach(() =>
    cp(join(import.meta.dirname, "store-without-checksums"), store, { recursive: true }),
  );

  test("is read as it is", async () => {
    const read = await Promise.all((await paths()).map((path) => readSummary(path)));
    expect(read.map(({ input }) => input.name)).toEqual(["f_1.hdf5", "f_2.hdf5", "f_3.hdf5"]);
    read.forEach((summary, i) => {
      const made = file(i + 1);
      made.spectra.p50 = Float32Array.from(made.spectra.p50);
      expect(summary).toEqual(made);
    });
  });

  test("is converted by a compaction, to equal values but for the stated rounding of spectra", async () => {
    const sql = "SELECT * FROM summaries ORDER BY file, adc, channel";
    const before = await querySummaries(store, sql);
    const done = await compactStore(store, { filesPerPart: 2, keepSpectra: 0 });
    expect(done).toMatchObject({ files: 1, parts: 2, arrays: 3, unreadable: [] });
    const read = await Promise.all((await paths()).map((path) => readSummary(path)));
    read.forEach((summary, i) => {
      expectOlder(summary, file(i + 1));
    });
    const after = await querySummaries(store, sql);
    expect(after.unreadable).toEqual([]);
    const valuesOf = ({ columns, rows }: typeof after): unknown =>
      rows.map((row) =>
        Object.fromEntries(
          columns.flatMap((name, i) =>
            /_counts_u32$|_count_bytes$/.test(name) ? [] : [[name, row[i]]],
          ),
        ),
      );
    expect(valuesOf(after)).toEqual(valuesOf(before));
    expect(await compactStore(store, { filesPerPart: 2 })).toMatchObject({ files: 0, parts: 0 });
  });

  test("without its arrays is converted too: it has no medians then", async () => {
    await rm(join(store, "spectra"), { recursive: true });
    const done = await compactStore(store, { filesPerPart: 2, keepSpectra: 0 });
    expect(done).toMatchObject({ files: 1, parts: 2, arrays: 0, unreadable: [] });
    const [first] = await paths();
    await expect(readSummary(first!)).rejects.toMatchObject({ code: "not-found" });
    expect((await readSummary(first!, { spectra: false })).baseline).toEqual(file(1).baseline);
  });
});

describe("a store of the version with tables by channel beside its packs", () => {
  beforeEach(() =>
    cp(join(import.meta.dirname, "store-with-tables-by-channel"), store, { recursive: true }),
  );

  const expectAll = async (): Promise<void> => {
    const read = await Promise.all((await paths()).map((path) => readSummary(path)));
    expect(read).toHaveLength(3);
    for (const n of [1, 2]) expectOlder(read[n - 1]!, file(n));
  };

  test("is read as it is", async () => {
    await expectAll();
    const made = file(3);
    made.spectra.p50 = Float32Array.from(made.spectra.p50);
    expect(await readSummary((await paths())[2]!)).toEqual(made);
  });

  test("is converted by a compaction, to equal values", async () => {
    const sql = "SELECT * FROM summaries ORDER BY file, adc, channel";
    const before = await querySummaries(store, sql);
    const medians = (await readSummary((await paths())[0]!)).spectra;
    const done = await compactStore(store, { filesPerPart: 2, keepSpectra: 0 });
    expect(done).toMatchObject({ files: 1, arrays: 1, unreadable: [] });
    await expectAll();
    expectOlder(await readSummary((await paths())[2]!), file(3));
    expect((await readSummary((await paths())[0]!)).spectra).toEqual(medians);
    expect(await querySummaries(store, sql)).toEqual(before);
    expect(await compactStore(store, { filesPerPart: 2 })).toMatchObject({ files: 0, parts: 0 });
  });
});

describe("of an older file", () => {
  const words = /medians, rounded to within a tenth of their statistical error; .* no longer kept/;
  let older: FileSummary;
  let path: string;
  beforeEach(async () => {
    for (const n of [1, 2]) await writeSummary(store, file(n));
    await compactStore(store, { keepSpectra: 1 });
    path = (await paths())[0]!;
    older = await readSummary(path);
  });

  test("spectra show medians and say that 16 and 84 % are no longer kept", () => {
    const payload = spectraPayload(older, { per: "epcb" });
    expect(payload).toMatchObject({ kind: "spectra", rounded: expect.stringMatching(words) });
    expect(spectraPayload(file(1), { per: "epcb" })).not.toHaveProperty("rounded");
  });

  test("waveforms are unavailable, with the reason", () => {
    const reason = "the store keeps waveforms of its newest files only; process the file again";
    expect(brightestPayloads(older, { units: "ADC16" })).toMatchObject([
      { kind: "unavailable", reason },
    ]);
    expect(waveformsPayload(older, { units: "ADC16" })).toMatchObject({
      ...{ kind: "unavailable", reason },
    });
  });

  test("a run is opened, and notes what is no longer kept", async () => {
    const run = await openRun(path);
    expect(run.notes.join("\n")).toMatch(words);
    expect(run.summary.baseline).toEqual(file(1).baseline);
  });

  test("an overlay with a newer one compares the medians, with a caveat", () => {
    const overlay = overlaySummaries(older, file(2));
    expect(overlay.spectra!.curves.length).toBeGreaterThan(0);
    expect(overlay.caveats).toEqual([expect.stringMatching(words)]);
    expect(overlay.caveats[0]).toContain("f_1.hdf5");
  });

  test("verdicts are judged again as before", async () => {
    const io = capturedIo({ cwd: store });
    const argv = ["history", "rejudge", "--set", "noise-high.minRatio=1.5", "--store", store];
    expect(await main(argv, io)).toBe(0);
    expect(io.out()).toContain("2 files");
  });
});
