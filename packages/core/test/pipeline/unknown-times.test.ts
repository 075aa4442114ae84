/** Files whose clocks say nothing or something else, as producers write them. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { defaultConfig } from "../../src/config/load-config.js";
import { sourceText } from "../../src/figures/page.js";
import { sourceOf } from "../../src/figures/source-of.js";
import { simulateFlowFile } from "../../src/flow/simulation/simulate-file.js";
import { judge } from "../../src/judge/judge.js";
import { reportFiles } from "../../src/pipeline/batch.js";
import { summarizeFile } from "../../src/pipeline/one-file.js";
import type { LightDqmDocument } from "../../src/report/document.js";
import type { FileSummary } from "../../src/summary.js";
import { dune2x2 } from "../detectors.js";
import { editEvents, setClocks } from "../flow/edit-events.js";
import { temporaryDirectory } from "../flow/temporary.js";
import { readPdf } from "../report/read-pdf.js";

type Clocks = (event: number) => { utimeMs: bigint; taiNs: bigint };

const startMs = Date.UTC(2026, 6, 16);
const second = 1_000_000_000n;

async function fileWith(clocks: Clocks, typed = true): Promise<string> {
  const path = join(temporaryDirectory(), "run_rctl_7.FLOW.hdf5");
  await simulateFlowFile(path, { eventCount: 6, seed: 1, sampleCount: 100, typed });
  await editEvents(path, dune2x2, (view, rowAt, event, layout) =>
    setClocks({ ...layout, adcCount: dune2x2.adcCount }, view, rowAt, clocks(event)),
  );
  return path;
}

const timestampsOf = (summary: FileSummary) =>
  judge(summary, null, {}).find(({ check }) => check === "timestamps")!;

describe.each<[string, Clocks, string]>([
  ["always 0", () => ({ utimeMs: 0n, taiNs: 0n }), "utime_ms is 0 in all 6 events"],
  [
    "in milliseconds from 0",
    (event) => ({ utimeMs: BigInt(1200 * event), taiNs: 0n }),
    "utime_ms is 0 in 1 of 6 events; utime_ms lies outside 2010–2100 in 5 of 6 events",
  ],
  [
    "in nanoseconds",
    (event) => ({ utimeMs: BigInt(startMs + event) * 1_000_000n, taiNs: 0n }),
    "utime_ms counts nanoseconds in all 6 events",
  ],
  [
    "all ones",
    () => ({ utimeMs: 0xffff_ffff_ffff_ffffn, taiNs: 0n }),
    "utime_ms lies outside 2010–2100 in all 6 events",
  ],
])("a file whose utime_ms is %s", (_, clocks, reason) => {
  it("has no time, and says why wherever a time would stand", async () => {
    const summary = await summarizeFile(await fileWith(clocks), defaultConfig(), null);
    expect(summary).toMatchObject({ time: null, timeUnknown: reason });
    expect(sourceText(sourceOf(summary))).toContain(`time unknown: ${reason}`);
    const { state, reason: inWords } = timestampsOf(summary);
    expect(state).toBe("unknown");
    expect(inWords).toContain(reason);
  });
});

describe("a file whose utime_ms is always 0", () => {
  const taiOnly = (order: readonly number[]) => (event: number) => ({
    utimeMs: 0n,
    taiNs: BigInt(order[event]!) * second,
  });

  it.each([true, false])("is ordered by tai_ns (typed: %s)", async (typed) => {
    const path = await fileWith(taiOnly([0, 1, 2, 3, 4, 5]), typed);
    const summary = await summarizeFile(path, defaultConfig(), null);
    expect(summary.time).toBeNull();
    expect(summary.timeOrder).toMatchObject({ clock: "tai_ns", timed: 6, backward: 0 });
    expect(timestampsOf(summary)).toMatchObject({
      state: "ok",
      reason:
        "0 of 6 events are earlier than the previous one, by tai_ns: utime_ms is 0 in all 6 events",
    });
  });

  it("is disordered where tai_ns is", async () => {
    const summary = await summarizeFile(
      await fileWith(taiOnly([0, 3, 2, 1, 4, 5])),
      defaultConfig(),
      null,
    );
    expect(timestampsOf(summary)).toMatchObject({ state: "bad", value: 2 / 5 });
  });

  it("makes its report, in which nothing is of 1969 or 1970", async () => {
    const path = await fileWith(taiOnly([0, 1, 2, 3, 4, 5]));
    const config = { ...defaultConfig(), outputDir: temporaryDirectory() };
    const [outcome] = await reportFiles([path], config);
    expect(outcome).toMatchObject({ state: "done" });
    const { pageTexts } = await readPdf(outcome!.files[0]!);
    const text = pageTexts.join("\n");
    expect(text).not.toMatch(/\b(1969|1970)-/);
    expect(text).toMatch(/time unknown: utime_ms is 0 in all 6 events/);
    const json = outcome!.files.find((file) => file.endsWith(".json"))!;
    const document: LightDqmDocument = JSON.parse(readFileSync(json, "utf8"));
    expect(document).toMatchObject({ time: null, timeUnknown: "utime_ms is 0 in all 6 events" });
  });
});

it("a file with some events without a time has the time of the others, and says so", async () => {
  const clocks: Clocks = (event) => ({
    utimeMs: event === 2 ? 0n : BigInt(startMs + 1200 * event),
    taiNs: 0n,
  });
  const summary = await summarizeFile(await fileWith(clocks), defaultConfig(), null);
  expect(summary.time).toEqual({ firstMs: startMs, lastMs: startMs + 6000 });
  expect(timestampsOf(summary)).toMatchObject({
    state: "ok",
    reason: "0 of 6 events are earlier than the previous one; utime_ms is 0 in 1 of 6 events",
  });
});
