import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Config } from "../../src/config/config.js";
import { defaultConfig } from "../../src/config/load-config.js";
import { detectorOf } from "../../src/detector/index.js";
import { simulateFlowFile } from "../../src/flow/simulation/simulate-file.js";
import { reportFiles } from "../../src/pipeline/batch.js";
import type { ReportOutcome } from "../../src/pipeline/outcomes.js";
import type { LightDqmDocument } from "../../src/report/document.js";
import { storedFiles } from "../../src/store/stored-files.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-late-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

// By name the other way round.
const [early, late] = ["run_2", "run_1"].map((stem) => join(directory, `${stem}.FLOW.hdf5`)) as [
  string,
  string,
];
beforeAll(async () => {
  for (const [n, path] of [early, late].entries())
    await simulateFlowFile(path, {
      ...{ eventCount: 8, sampleCount: 100, seed: n + 1, startMs: 1.7e12 + n * 3.6e6 },
    });
});

const configIn = (name: string): Config => ({
  ...defaultConfig(),
  outputDir: join(directory, name),
});
const statesOf = (outcomes: readonly ReportOutcome[]) => outcomes.map(({ state }) => state);

function documentOf(name: string, stem: string): LightDqmDocument {
  return JSON.parse(readFileSync(join(directory, name, `${stem}.light-dqm.json`), "utf8"));
}

test("a file that comes late is told of, and later files are judged with it when next asked for", async () => {
  const together = await reportFiles([late, early], configIn("together"));
  expect(together.map(({ input }) => input)).toEqual([early, late]);
  expect(together.flatMap(({ notes }) => notes).join()).not.toContain("later file");

  const config = configIn("single");
  await reportFiles([late], config);
  const [second] = await reportFiles([early], config);
  expect(second!.notes.join()).toContain("1 later file of the store was judged without this one");
  expect(statesOf(await reportFiles([late, early], config))).toEqual(["skipped", "done"]);
  for (const stem of ["run_1", "run_2"]) {
    const [one, other] = [documentOf("together", stem), documentOf("single", stem)];
    expect(other.verdicts).toEqual(one.verdicts);
    expect(other.reference).toEqual(one.reference);
  }
  expect(documentOf("single", "run_1").reference.files).toEqual(["run_2.FLOW.hdf5"]);
  expect(statesOf(await reportFiles([late, early], config))).toEqual(["skipped", "skipped"]);
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
  expect(mixed!.notes.join()).not.toContain("later file");
  expect(statesOf(await reportFiles([late], config))).toEqual(["skipped"]);
}, 120_000);

test("a report that cannot be written leaves no summary, and does when it can", async () => {
  const config = configIn("blocked");
  const blocked = join(config.outputDir, "run_2_light_dqm_main.pdf");
  mkdirSync(blocked, { recursive: true });
  const [failed] = await reportFiles([early], config);
  expect([failed!.state, failed!.error?.code]).toEqual(["failed", "output"]);
  expect(await storedFiles(join(config.outputDir, "store"))).toEqual([]);
  rmSync(blocked, { recursive: true });
  expect(statesOf(await reportFiles([early], config))).toEqual(["done"]);
  expect(await storedFiles(join(config.outputDir, "store"))).toHaveLength(1);
}, 120_000);
