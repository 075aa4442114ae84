import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Config } from "../../src/config/config.js";
import { defaultConfig } from "../../src/config/load-config.js";
import { defaultDetectorName, detectorOf } from "../../src/detector/index.js";
import { simulateFlowFile } from "../../src/flow/simulation/simulate-file.js";
import { writeAcceptances } from "../../src/history/accepted-file.js";
import { reportFiles } from "../../src/pipeline/batch.js";
import type { ReportOutcome } from "../../src/pipeline/outcomes.js";
import { redoStaleReports } from "../../src/pipeline/stale/redo-stale.js";
import { staleReports } from "../../src/pipeline/stale/stale-reports.js";
import type { LightDqmDocument } from "../../src/report/document.js";
import { storedFiles } from "../../src/store/stored-files.js";
import { tinyDetector } from "../tiny-detector.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-late-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

// By name the other way round.
const [early, late] = ["run_2", "run_1"].map((stem) => join(directory, `${stem}.FLOW.hdf5`)) as [
  string,
  string,
];
const detector = tinyDetector(directory);
const specOf = (n: number, detector: string) => ({
  ...{ eventCount: 8, sampleCount: 100, seed: n + 1, startMs: 1.7e12 + n * 3.6e6 },
  detector: detectorOf(detector),
});
beforeAll(async () => {
  for (const [n, path] of [early, late].entries())
    await simulateFlowFile(path, specOf(n, detector));
});

const configIn = (name: string): Config => ({
  ...defaultConfig(),
  detector,
  outputDir: join(directory, name),
});
const statesOf = (outcomes: readonly ReportOutcome[]) => outcomes.map(({ state }) => state);

function documentOf(name: string, stem: string): LightDqmDocument {
  return JSON.parse(readFileSync(join(directory, name, `${stem}.light-dqm.json`), "utf8"));
}

const pdfOf = (stem: string): string => `${stem}_light_dqm_main.pdf`;

/** Reports, and the names of those that are told to be out of date then. */
async function report(
  inputs: string[],
  config: Config,
): Promise<{ states: unknown[]; stale: readonly string[] }> {
  let stale: readonly string[] = [];
  const outcomes = await reportFiles(inputs, config, { onStale: (names) => (stale = names) });
  return { states: statesOf(outcomes), stale };
}

const toldOf = ({ verdicts, reference, headline, counts }: LightDqmDocument) => ({
  ...{ verdicts, reference, headline, counts },
});

test("a file that comes late makes later reports stale, which are told and can be redone", async () => {
  const together = await report([late, early], configIn("together"));
  expect(together).toEqual({ states: ["done", "done"], stale: [] });

  const config = configIn("single");
  expect((await report([late], config)).stale).toEqual([]);
  expect((await report([early], config)).stale).toEqual([pdfOf("run_1")]);
  expect((await staleReports(config)).map(({ name }) => name)).toEqual([pdfOf("run_1")]);
  // As a watch leads to the report of the latest data.
  const latest = join(config.outputDir, "latest.light-dqm.json");
  symlinkSync("run_1.light-dqm.json", latest);
  expect((await staleReports(config)).map(({ name }) => name)).toEqual([pdfOf("run_1")]);
  rmSync(latest);
  const [redone, ...others] = await redoStaleReports(config);
  expect([redone!.state, redone!.input, others]).toEqual(["done", late, []]);
  for (const stem of ["run_1", "run_2"])
    expect(toldOf(documentOf("single", stem))).toEqual(toldOf(documentOf("together", stem)));
  expect(documentOf("single", "run_1").reference.files).toEqual(["run_2.FLOW.hdf5"]);
  expect(await staleReports(config)).toEqual([]);
  expect(await report([late, early], config)).toEqual({
    states: ["skipped", "skipped"],
    stale: [],
  });
}, 120_000);

test("a report that is stale is done again when it is next asked for", async () => {
  const config = configIn("asked");
  await report([late], config);
  await report([early], config);
  expect(await report([late, early], config)).toEqual({ states: ["skipped", "done"], stale: [] });
  expect(toldOf(documentOf("asked", "run_1"))).toEqual(toldOf(documentOf("together", "run_1")));
}, 120_000);

test("an acceptance makes the reports from its date on stale", async () => {
  const config = configIn("accepted");
  await report([late, early], config);
  await writeAcceptances(join(config.outputDir, "store"), [
    {
      ...{
        id: "1",
        detector: detectorOf(detector).name,
        rows: ["baseline-shift"],
        channels: [[0, 4]],
      },
      ...{ from: new Date(1.7e12 + 1e6).toISOString(), until: null },
      ...{ author: "A. Person", reason: "new offsets", acceptedAt: "2026-01-01T00:00:00Z" },
    },
  ]);
  expect((await staleReports(config)).map(({ name }) => name)).toEqual([pdfOf("run_1")]);
}, 120_000);

test("without its stored arrays a report is redone from its file, without both from the medians that are kept", async () => {
  // One that has more pages of waveforms than one.
  const config = { ...configIn("arrays"), detector: defaultDetectorName };
  const [moved, kept] = [join(directory, "moved"), join(directory, "kept")];
  mkdirSync(moved);
  mkdirSync(kept);
  const [first, second] = [early, late].map((path) => join(moved, basename(path)));
  for (const [n, path] of [first!, second!].entries())
    await simulateFlowFile(path, specOf(n, config.detector));
  const copy = join(kept, basename(first!));
  copyFileSync(first!, copy);
  await report([second!], config);
  await report([first!], config);
  const whole = documentOf("arrays", "run_1");
  rmSync(join(config.outputDir, "store", "spectra"), { recursive: true });
  const [fromFile] = await redoStaleReports(config);
  expect([fromFile!.state, fromFile!.notes]).toEqual([
    "done",
    expect.not.stringContaining("without"),
  ]);
  expect(documentOf("arrays", "run_1").figures).toHaveLength(whole.figures.length);

  rmSync(join(config.outputDir, "store", "spectra"), { recursive: true });
  rmSync(moved, { recursive: true });
  await reportFiles([copy], { ...config, maxEvts: 5, force: true });
  const [fewer] = await redoStaleReports(config);
  expect(fewer!.state).toBe("done");
  expect(fewer!.notes.join()).toMatch(/medians.* 16 and 84 % are no longer kept/);
  const titlesOf = ({ figures }: typeof whole) => figures.map(({ bookmark }) => bookmark);
  // One page says why there are no waveforms, in place of eight; spectra are drawn by their medians.
  const left = titlesOf(whole)
    .filter((title) => !/most light, [2-8] of 8/.test(title))
    .map((title) => title.replace(", 1 of 8", ""));
  expect(left).toHaveLength(whole.figures.length - 7);
  expect(titlesOf(documentOf("arrays", "run_1"))).toEqual(left);
}, 120_000);

test("a late file of another detector is nobody's business: it is compared with none of them", async () => {
  const other = join(directory, "fsd_3.FLOW.hdf5");
  await simulateFlowFile(other, {
    ...{ eventCount: 8, sampleCount: 100, seed: 3, startMs: 1.6e12, detector: detectorOf("fsd") },
  });
  const config = configIn("mixed");
  await reportFiles([late], config);
  const [mixed] = await reportFiles([other], { ...config, detector: "fsd" });
  expect(mixed!.state).toBe("done");
  expect(await staleReports(config)).toEqual([]);
  expect(statesOf(await reportFiles([late], config))).toEqual(["skipped"]);
}, 120_000);

test("a report that cannot be written is made when it can; later files know its summary meanwhile", async () => {
  const config = configIn("blocked");
  const blocked = join(config.outputDir, "run_2_light_dqm_main.pdf");
  mkdirSync(blocked, { recursive: true });
  const outcomes = await reportFiles([early, late], config);
  expect(statesOf(outcomes)).toEqual(["failed", "done"]);
  expect(outcomes[0]!.error?.code).toBe("output");
  expect(await storedFiles(join(config.outputDir, "store"))).toHaveLength(2);
  rmSync(blocked, { recursive: true });
  const again = await reportFiles([early, late], config);
  expect(statesOf(again)).toEqual(["done", "skipped"]);
  expect(await storedFiles(join(config.outputDir, "store"))).toHaveLength(2);
}, 120_000);
