import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { figureOf } from "../../src/figures/figure-of.js";
import { trendPayload } from "../../src/figures/forms/trend/payload.js";
import type { TrendPayload } from "../../src/figures/index.js";
import { parsePayload } from "../../src/figures/payload.js";
import { readTrend } from "../../src/history/trend.js";
import type { TrendQuantity, TrendScope } from "../../src/history/trend-series.js";
import { renderSvg } from "../../src/render/index.js";
import { querySummaries } from "../../src/store/parquet/sql.js";
import { compactStore } from "../../src/store/parts/compact.js";
import { writeSummary } from "../../src/store/store.js";
import type { FileSummary } from "../../src/summary.js";
import { makeSummary, silence, smallDetector } from "../store/make-summary.js";

let store: string;
beforeEach(async () => {
  store = await mkdtemp(join(tmpdir(), "light-dqm-trend-"));
});
afterEach(() => rm(store, { recursive: true }));

const hourMs = 3_600_000;
const startMs = 1_700_000_000_000;
const file = (n: number, parts: Parameters<typeof makeSummary>[0] = {}): FileSummary =>
  makeSummary({
    detector: smallDetector,
    name: `f_${n}.hdf5`,
    run: n,
    firstMs: startMs + n * hourMs,
    baselineAdc16: -28_000 + n,
    ...parts,
  });
const trendOf = (quantity: TrendQuantity, scope: TrendScope) => readTrend(store, quantity, scope);
const baseline: TrendQuantity = { quantity: "baseline" };

/** Files 0 to 5; in file 3 channel 2 of ADC 1 is missing. Some compacted, one of them rewritten. */
async function mixedStore(): Promise<void> {
  for (const n of [0, 1, 2, 3]) {
    const summary = file(n);
    if (n === 3) silence(summary, 8 + 2);
    summary.clipped.all!.total.passed[8 + 2] = n;
    summary.spectra.p50[(8 + 2) * 11 + 2] = 1e-9 * (n + 1);
    await writeSummary(store, summary);
  }
  await compactStore(store, { filesPerPart: 2 });
  await writeSummary(store, file(1, { baselineAdc16: -27_500 }));
  await writeSummary(store, file(4));
}

describe("the trend of a channel", () => {
  test("is its median by file, oldest first, whether files are compacted, rewritten or neither", async () => {
    await mixedStore();
    const { files, series } = await trendOf(baseline, { adc: 1, channel: 2 });
    expect(files.map(({ input }) => input.name)).toEqual([0, 1, 2, 3, 4].map((n) => `f_${n}.hdf5`));
    expect(series).toHaveLength(1);
    const [{ value, low, high }] = series as [(typeof series)[0]];
    expect(Array.from(value)).toEqual([-28_000, -27_500, -27_998, Number.NaN, -27_996]);
    expect(Array.from(low)).toEqual([-28_003, -27_503, -28_001, Number.NaN, -27_999]);
    expect(Array.from(high)).toEqual([-27_997, -27_497, -27_995, Number.NaN, -27_993]);
  });

  test("of a fraction keeps both counts", async () => {
    await mixedStore();
    const { series } = await trendOf(
      { quantity: "clipped", triggerClass: "all", denominator: "total" },
      { adc: 1, channel: 2 },
    );
    const [{ value, counts }] = series as [(typeof series)[0]];
    // File 1 was written again, without a clipped waveform; 3 has no waveform at all.
    expect(Array.from(counts!.passed)).toEqual([0, 0, 2, 0, 0]);
    expect(Array.from(counts!.total)).toEqual([30, 30, 30, 0, 30]);
    expect(Array.from(value)).toEqual([0, 0, 2 / 30, Number.NaN, 0]);
  });

  test("of a line is its power", async () => {
    for (const n of [0, 1]) {
      const summary = file(n);
      // 20 samples of 16 ns: bin 3 is at 9.375 MHz, the nearest to 10.
      summary.spectra.p50[2 * 11 + 3] = 2 ** -30 * (n + 1);
      await writeSummary(store, summary);
    }
    const { series } = await trendOf({ quantity: "spectra", lineMHz: 10 }, { adc: 0, channel: 2 });
    expect(Array.from(series[0]!.value)).toEqual([2 ** -30, 2 ** -29]);
  });
});

describe("the trend of a group", () => {
  test("is the median of an EPCB's channels, with each of them", async () => {
    const summary = file(0);
    // EPCB 1 of ADC 0: channels 6 and 7.
    summary.baseline.p50[6] = -20_000;
    await writeSummary(store, summary);
    const { series } = await trendOf(baseline, { adc: 0, epcb: 1 });
    expect(series.map(({ label, value }) => [label, value[0]])).toEqual([
      ["EPCB 1", -24_000],
      ["channel 6", -20_000],
      ["channel 7", -28_000],
    ]);
  });

  test("is the median of an ADC's active channels, with each EPCB", async () => {
    const summary = file(0);
    for (const [channelIndex, p50] of [
      [2, 1],
      [3, 2],
      [6, 4],
      [7, 8],
    ] as const)
      summary.baseline.p50[channelIndex] = p50;
    await writeSummary(store, summary);
    const { series } = await trendOf(baseline, { adc: 0 });
    expect(series.map(({ label, value }) => [label, value[0]])).toEqual([
      ["ADC 0", 3],
      ["EPCB 0", 1.5],
      ["EPCB 1", 6],
    ]);
  });

  test.each<[TrendScope, string, string[]]>([
    [{ module: 2 }, "module 2", ["module 2", "TPC 4", "TPC 5"]],
    [{ tpc: 5 }, "TPC 5", ["TPC 5", "ADC 4 in TPC 5", "ADC 5 in TPC 5"]],
    [
      { adc: 4, tpc: 5 },
      "ADC 4 in TPC 5",
      ["ADC 4 in TPC 5", "EPCB 0", "EPCB 1", "EPCB 2", "EPCB 3"],
    ],
    [
      { adc: 4, epcb: 1 },
      "EPCB 1 of ADC 4",
      ["EPCB 1", ...[10, 11, 12, 13, 14, 15].map((n) => `channel ${n}`)],
    ],
    [{ tpc: 0, trap: 1 }, "trap 1 of TPC 0", ["trap 1 of TPC 0", "channel 4", "channel 5"]],
  ])("of the detector of the files has its parts: %o", async (scope, label, labels) => {
    const summary = makeSummary({ baselineAdc16: -28_000 });
    // Channels 4 and 20 of ADC 4, in TPC 5 since the cables of module 2 are swapped.
    for (const channel of [4, 20]) summary.baseline.p50[4 * 64 + channel] = Number.NaN;
    await writeSummary(store, summary);
    const trend = await trendOf(baseline, scope);
    expect(trend).toMatchObject({ label, detector: "dune-2x2" });
    expect(trend.series.map((each) => each.label)).toEqual(labels);
    expect(trend.series[0]!.value[0]).toBe(-28_000);
    const [whole, ...parts] = trend.series.map(({ members }) => members.map(String));
    expect(parts.flat().sort()).toEqual([...whole!].sort());
  });

  test("over channels of several ADCs is the same whether files are packed or not", async () => {
    for (const n of [0, 1]) {
      const summary = file(n);
      // TPC 0: channels 2 and 3 of both ADCs.
      summary.baseline.p50.set([20, 30], 2);
      summary.baseline.p50.set([100 * n, 40], 8 + 2);
      await writeSummary(store, summary);
    }
    const values = async () =>
      (await trendOf(baseline, { tpc: 0 })).series.map(({ label, value }) => [label, ...value]);
    const loose = await values();
    expect(loose).toEqual([
      ["TPC 0", 25, 35],
      ["ADC 0 in TPC 0", 25, 25],
      ["ADC 1 in TPC 0", 20, 70],
    ]);
    await compactStore(store);
    expect(await values()).toEqual(loose);
  });

  test("adds the counts of fractions", async () => {
    const summary = file(0);
    summary.negative.beam!.channel.passed.set([1, 2], 2);
    summary.negative.beam!.channel.total.set([4, 8], 2);
    await writeSummary(store, summary);
    const { series } = await trendOf(
      { quantity: "negative", triggerClass: "beam", denominator: "channel" },
      { adc: 0, epcb: 0 },
    );
    expect(series[0]!.value[0]).toBe(3 / 12);
  });

  test.each([
    [{ adc: 2 }, "No such ADC: expected 0 to 1, got 2"],
    [{ adc: 0, epcb: 2 }, "No such EPCB: expected 0 to 1, got 2"],
    [{ adc: 0, channel: 8 }, "No such channel: expected 0 to 7, got 8"],
    [{ tpc: 0, trap: 0 }, "No such trap: expected none, got 0"],
    [{ module: 1 }, "No such module: expected 0 to 0, got 1"],
    [{ adc: 0, epcb: 1, channel: 6 }, /not clear: expected .*, got adc, epcb, channel/],
    [{ trap: 1 }, /not clear: expected .*, or tpc with trap, or .*, got trap/],
    [{}, /not clear: .*, got none/],
  ])("that does not exist is refused: %o", async (scope, message) => {
    await writeSummary(store, file(0));
    await expect(trendOf(baseline, scope)).rejects.toThrow(message);
  });
});

describe("a store with files of several detectors", () => {
  test("gives the trend of those of the newest file's, and counts the others", async () => {
    for (const n of [0, 1])
      await writeSummary(store, makeSummary({ name: `big_${n}`, firstMs: startMs + n }));
    await writeSummary(store, file(2));
    await compactStore(store);
    await writeSummary(store, file(3));
    const trend = await trendOf(baseline, { adc: 0 });
    expect(trend.files.map(({ input }) => input.name)).toEqual(["f_2.hdf5", "f_3.hdf5"]);
    expect(trend.detector).toBe("small");
    expect(trend.excluded).toEqual([{ detector: "dune-2x2", fileCount: 2 }]);
    expect(trendPayload(trend, { units: "ADC16" })).toMatchObject({
      answer: expect.stringMatching(/ Excluded: 2 files of detector dune-2x2\.$/),
    });
  });

  test("tells them apart also where they were packed before files' notes had a detector", async () => {
    await writeSummary(store, makeSummary({ name: "big", firstMs: startMs }));
    await writeSummary(store, file(1));
    await compactStore(store);
    const directory = join(store, "compacted");
    for (const name of await readdir(directory)) {
      if (!/^part-.*\.json$/.test(name)) continue;
      const [line] = (await readFile(join(directory, name), "utf8")).split("\n");
      const part = JSON.parse(line!);
      for (const packed of part.files) delete packed.detector;
      // As that version wrote it: one line without a checksum.
      await writeFile(join(directory, name), JSON.stringify({ version: 1, files: part.files }));
    }
    const trend = await trendOf(baseline, { adc: 0 });
    expect(trend.files.map(({ input }) => input.name)).toEqual(["f_1.hdf5"]);
    expect(trend.excluded).toEqual([{ detector: "dune-2x2", fileCount: 1 }]);
  });
});

describe("the figure of a trend", () => {
  const drawn = async (
    scope: TrendScope,
    units: "ADC16" | "V" = "ADC16",
  ): Promise<TrendPayload> => {
    const payload = trendPayload(await trendOf(baseline, scope), { units, timeZone: "UTC" });
    expect(parsePayload(JSON.parse(JSON.stringify(payload)))).toEqual(payload);
    return payload as TrendPayload;
  };
  const options = { theme: "light", marks: "plain" } as const;

  test("is a line in time with the band of all files but the newest", async () => {
    // Earlier medians −28000 … −27995: median −27997.5, deviations 0.5 0.5 1.5 1.5 2.5 2.5: 1.5.
    for (let n = 0; n < 7; n++) await writeSummary(store, file(n));
    const payload = await drawn({ adc: 0, channel: 2 });
    expect(payload.timeMs).toEqual(Array.from({ length: 7 }, (_, n) => startMs + n * hourMs));
    expect(payload.band!.low).toBeCloseTo(-27_997.5 - 1.4826 * 1.5, 1);
    expect(payload.band!.high).toBeCloseTo(-27_997.5 + 1.4826 * 1.5, 1);
    expect(payload.answer).toBe(
      "Latest value: −27994 ADC16 counts; range over 7 files: −28000 to −27994.",
    );
    const svg = renderSvg(figureOf(payload, options));
    expect(svg).toContain("Earlier files (6)");
    expect(svg).toContain("First event, 2023 (UTC)");
  });

  test("breaks the line where a file has no value and where no files were for long", async () => {
    for (const n of [0, 1, 2, 3, 30, 31]) {
      const summary = file(n);
      if (n === 1) silence(summary, 2);
      await writeSummary(store, summary);
    }
    const { data } = figureOf(await drawn({ adc: 0, channel: 2 }), options);
    const line = data.find(({ type }) => type === "scatter")!;
    expect(line.y).toEqual([-28_000, null, -27_998, -27_997, null, -27_970, -27_969]);
  });

  test("puts files side by side where one has no time", async () => {
    await writeSummary(store, file(0));
    await writeSummary(store, file(1, { firstMs: null }));
    const payload = await drawn({ adc: 0, epcb: 0 });
    expect(payload.timeMs).toBeNull();
    expect(payload.series.map(({ label }) => label)).toEqual(["EPCB 0", "channel 2", "channel 3"]);
    expect(renderSvg(figureOf(payload, options))).toContain("File, oldest first");
  });

  test("is in the unit that is asked for", async () => {
    await writeSummary(store, file(0, { baselineAdc16: -32_764 }));
    expect((await drawn({ adc: 0, channel: 2 }, "V")).series[0]!.value).toEqual([-1]);
  });

  test("of what no file knows says so", async () => {
    await writeSummary(store, file(0));
    const payload = trendPayload(await trendOf(baseline, { adc: 0, channel: 0 }), {
      units: "ADC16",
    });
    expect(payload.kind).toBe("unavailable");
    expect(
      trendPayload(await readTrend(join(store, "none"), baseline, { adc: 0 }), { units: "ADC16" })
        .kind,
    ).toBe("unavailable");
  });
});

describe("SQL over a store", () => {
  test("sees each file once, compacted, rewritten or neither", async () => {
    await mixedStore();
    const { columns, rows } = await querySummaries(
      store,
      "SELECT input, run, first_ms, baseline_p50 FROM summaries WHERE adc = 0 AND channel = 2 ORDER BY first_ms",
    );
    expect(columns).toEqual(["input", "run", "first_ms", "baseline_p50"]);
    expect(rows).toEqual(
      [-28_000, -27_500, -27_998, -27_997, -27_996].map((p50, n) => [
        `f_${n}.hdf5`,
        n,
        startMs + n * hourMs,
        p50,
      ]),
    );
    const counted = await querySummaries(store, "SELECT count(*) AS n FROM summaries");
    expect(counted.rows).toEqual([[5 * 16]]);
    expect((await querySummaries(store, "SELECT file FROM files WHERE run = 4")).rows).toEqual([
      ["run=000004/f_4"],
    ]);
  });

  test("can neither write nor read elsewhere", async () => {
    await writeSummary(store, file(0));
    const elsewhere = join(store, "..", "elsewhere.csv");
    for (const sql of [
      `COPY (SELECT 1) TO '${elsewhere}'`,
      `COPY (SELECT 1) TO '${join(store, "summaries/run=000000/f_0.parquet")}'`,
      "SELECT * FROM read_text('/etc/hostname')",
      "SET enable_external_access = true",
    ])
      await expect(querySummaries(store, sql)).rejects.toMatchObject({ code: "bad-config" });
  });

  test("that is wrong is refused with DuckDB's reason", async () => {
    await expect(querySummaries(store, "SELECT * FROM nothing")).rejects.toThrow(
      /Cannot run the query.*nothing/,
    );
  });
});
