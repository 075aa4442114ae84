import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaultConfig } from "../../src/config/load-config.js";
import { detectorOf } from "../../src/detector/index.js";
import { isPayload } from "../../src/figures/payload.js";
import { simulateFlowFile } from "../../src/flow/simulation/simulate-file.js";
import { epcbChannels } from "../../src/flow/simulation/simulate-run.js";
import { readTrend } from "../../src/history/trend.js";
import { reportFiles } from "../../src/pipeline/batch.js";
import type { ReportOutcome } from "../../src/pipeline/outcomes.js";
import type { LightDqmDocument } from "../../src/report/document.js";
import { querySummaries } from "../../src/store/parquet/sql.js";
import { findSummary, readSummary } from "../../src/store/store.js";
import { readPdf } from "../report/read-pdf.js";

const fsd = detectorOf("fsd");
const directory = mkdtempSync(join(tmpdir(), "light-dqm-detector-"));
afterAll(() => rmSync(directory, { recursive: true }));
const store = join(directory, "store");

let outcomes: ReportOutcome[];
const documentOf = (n: number): LightDqmDocument =>
  JSON.parse(readFileSync(join(directory, `sim_${n}.light-dqm.json`), "utf8"));

beforeAll(async () => {
  const shifted = epcbChannels(fsd, 2, 9);
  for (const n of [1, 2, 3])
    await simulateFlowFile(join(directory, `sim_${n}.FLOW.hdf5`), {
      ...{ detector: fsd, eventCount: 40, seed: n, startMs: 1.7e12 + n * 1e6 },
      faults: [
        { kind: "dead", channels: [[3, 61]] },
        ...(n === 3
          ? [{ kind: "baseline-shift" as const, channels: shifted, shiftAdc16: 900 }]
          : []),
      ],
    });
  const status = Array.from({ length: 4 }, (_, adc) =>
    Array.from({ length: 64 }, (_, channel) => (adc === 1 && channel === 0 ? 1 : 0)).join(","),
  );
  writeFileSync(join(directory, "status.csv"), `${status.join("\n")}\n`);
  const config = {
    ...defaultConfig(),
    ...{ inputPath: directory, outputDir: directory, store, detector: "fsd" },
    channelStatusFile: join(directory, "status.csv"),
  };
  outcomes = await reportFiles([], config);
});

describe("a detector of 4 ADCs with ten EPCBs each and two TPCs", () => {
  test("gets a report of each of its files", () => {
    expect(outcomes.map(({ state, error }) => [state, error?.message])).toEqual(
      Array(3).fill(["done", undefined]),
    );
  });

  test("keeps its channels and groups in the store", async () => {
    const summary = await readSummary((await findSummary(store, "sim_3"))!);
    expect(summary.detector).toEqual(fsd);
    expect(summary.baseline.p50).toHaveLength(256);
    const { rows } = await querySummaries(
      store,
      "SELECT adc, epcb, tpc, count(*) FROM summaries WHERE input = 'sim_3.FLOW.hdf5' GROUP BY ALL ORDER BY ALL",
    );
    // Ten EPCBs of six an ADC; four channels an ADC are not connected.
    expect(rows.filter(([, epcb]) => epcb !== null)).toHaveLength(40);
    const unconnected = rows.filter(([, , tpc]) => tpc !== 0 && tpc !== 1);
    expect(unconnected.map(([, epcb, tpc, count]) => [epcb, tpc, Number(count)])).toEqual(
      Array(4).fill([null, null, 4]),
    );
    const trend = await readTrend(store, { quantity: "baseline" }, { adc: 2, epcb: 9 });
    expect(trend.series.map(({ label }) => label)).toEqual([
      "EPCB 9",
      ...[56, 57, 58, 59, 60, 61].map((channel) => `channel ${channel}`),
    ]);
  });

  test("is judged channel by channel, a shift of an EPCB as one alarm, what is listed masked", () => {
    const { verdicts, alarms } = documentOf(3);
    const channels = verdicts.filter(({ check }) => check === "flatline");
    expect(channels).toHaveLength(240);
    const dead = channels.filter(({ state }) => state === "bad");
    expect(dead.map(({ adc, channel }) => [adc, channel])).toEqual([[3, 61]]);
    const told = alarms.map(({ verdict }) => verdicts[verdict]!);
    expect(told.filter(({ scope }) => scope === "epcb")).toMatchObject([
      { check: "baseline-shift", adc: 2, change: "new" },
    ]);
    expect(told.filter(({ check }) => check === "baseline-shift")).toHaveLength(1);
  });

  test("has baselines near 0, which are good there", () => {
    const { verdicts } = documentOf(1);
    const ranges = verdicts.filter(({ check }) => check === "baseline-range");
    expect(ranges).toHaveLength(240);
    for (const { state, limit, value } of ranges) {
      expect([state, limit]).toEqual(["ok", [-2000, 2000]]);
      expect(Math.abs(value!)).toBeLessThan(2000);
    }
  });

  test("has figures and pages of four panels", async () => {
    const { figures } = documentOf(3);
    expect(figures.every(({ payload }) => isPayload(payload))).toBe(true);
    const mask = figures.find(({ bookmark }) => bookmark === "Flatline mask")!;
    expect(mask.payload).toMatchObject({ kind: "channel-mask", detector: { name: "fsd" } });
    const { pageTexts } = await readPdf(join(directory, "sim_3_light_dqm_main.pdf"));
    const all = pageTexts.join(" ");
    expect(all).toContain("ADC 3");
    expect(all).not.toContain("ADC 4");
  });
});
