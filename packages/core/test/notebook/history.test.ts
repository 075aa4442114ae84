import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TrendPayload } from "../../src/figures/index.js";
import { historyRows, openHistory } from "../../src/notebook/history.js";
import { fractionTrend } from "../../src/notebook/trends.js";
import { writeSummary } from "../../src/store/store.js";
import { indexOfChannel, syntheticSummary } from "../figures/synthetic-summary.js";
import { makeSummary, smallDetector } from "../store/make-summary.js";

const store = mkdtempSync(join(tmpdir(), "light-dqm-history-"));
afterAll(() => rmSync(store, { recursive: true }));

describe("a history", () => {
  beforeAll(async () => {
    const other = { ...smallDetector, name: "other" };
    for (const [run, detector] of [smallDetector, other, smallDetector].entries()) {
      const parts = { name: `f_${run}.hdf5`, run, firstMs: 1e12 + run * 1e6, detector };
      await writeSummary(store, makeSummary(parts));
    }
  });

  it("is of the newest file's detector; files of others are counted", async () => {
    const { files, notes } = await openHistory(store);
    expect(files.map(({ input }) => input.run)).toEqual([0, 2]);
    expect(notes).toEqual([`1 file of other detectors than ${smallDetector.name}`]);
  });

  it("is of the detector that is named, which the store has to have", async () => {
    await expect(openHistory(store, { detector: "fsd" })).rejects.toThrow(
      /No summaries of detector fsd in the store/,
    );
  });

  it("counts the newest files among those of the detector", async () => {
    const { files } = await openHistory(store, { last: 2 });
    expect(files.map(({ input }) => input.run)).toEqual([0, 2]);
  });

  it("names a file of known faults that is not there", async () => {
    const knownFaultsFile = join(store, "none.csv");
    await expect(openHistory(store, { knownFaultsFile })).rejects.toThrow(
      /none\.csv.*no such file/,
    );
    writeFileSync(join(store, "known.csv"), "adc,channel,status,from,to,author,reason\n");
    const history = await openHistory(store, { knownFaultsFile: join(store, "known.csv") });
    expect(history.knownFaults).toEqual([]);
  });
});

describe("a trend of fractions", () => {
  it.each([
    ["total", "Fraction of all valid waveforms"],
    ["tpc", "Fraction of events with any channel of the TPC over threshold"],
  ] as const)("has the denominator that is asked for: %s", (per, quantity) => {
    const summary = syntheticSummary();
    const trend = fractionTrend({ store, files: [summary], notes: [] }, "clipped", { per });
    const { passed, total } = summary.clipped.self![per];
    const sum = (of: Uint32Array): number => of.subarray(4, 10).reduce((all, one) => all + one, 0);
    const { series, quantity: told } = trend as TrendPayload;
    const [first] = series.filter(({ label }) => label === "EPCB 0");
    expect(first!.value[0]).toBeCloseTo((100 * sum(passed)) / sum(total), 4);
    expect(told).toBe(`${quantity} (%)`);
  });
});

describe("rows of a history", () => {
  const files = [1, 2].map((run) => {
    const summary = syntheticSummary();
    const { baseline, noise } = summary;
    const p50 = baseline.p50.map((value) => value + 100 * run);
    return {
      ...summary,
      input: { ...summary.input, run, subRun: null },
      ...{ baseline: { ...baseline, p50 }, noise },
    };
  });

  it("are one a file, or with the numbers of a channel", () => {
    expect(historyRows({ files }).map(({ run, events }) => [run, events])).toEqual([
      ["1", 12],
      ["2", 12],
    ]);
    const rows = historyRows({ files }, { adc: 3, channel: 20 });
    const place = indexOfChannel(3, 20);
    expect(rows.map(({ run, adc, channel, baseline }) => [run, adc, channel, baseline])).toEqual(
      files.map(({ baseline }, i) => [`${i + 1}`, 3, 20, baseline.p50[place]]),
    );
    expect(historyRows({ files }, { adc: 3, channel: 20, units: "ADC14" })[0]!.noise).toBe(
      files[0]!.noise.p50[place]! / 4,
    );
  });

  it("of an ADC are one for each of its channels", () => {
    const rows = historyRows({ files }, { adc: 3 });
    expect(rows).toHaveLength(2 * 48);
    expect(new Set(rows.map(({ adc }) => adc))).toEqual(new Set([3]));
  });

  it("refuse what the detector does not have, and a channel without its ADC", () => {
    expect(() => historyRows({ files }, { adc: 3, channel: 0 })).toThrow("Inactive channel");
    expect(() => historyRows({ files }, { adc: 8 })).toThrow("No such ADC");
    expect(() => historyRows({ files }, { channel: 20 })).toThrow("Which channels are meant");
  });
});
