import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { defaultConfig } from "../../src/config/load-config.js";
import { detectorOf } from "../../src/detector/index.js";
import { simulateFlowFile } from "../../src/flow/simulation/simulate-file.js";
import { reportFiles } from "../../src/pipeline/batch.js";
import { smallDescription } from "../detector/small-description.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-description-"));
afterAll(() => rmSync(directory, { recursive: true }));
const detector = join(directory, "near.json");

const describe = (change: (description: ReturnType<typeof smallDescription>) => void): void => {
  const description = smallDescription();
  change(description);
  writeFileSync(detector, JSON.stringify(description));
};

test("a file is reported again when the description of its detector says something else", async () => {
  describe(() => {});
  const path = join(directory, "sim_1.FLOW.hdf5");
  const shape = { detector: detectorOf(detector), sampleCount: 100 };
  await simulateFlowFile(path, { ...shape, eventCount: 5, seed: 1 });
  const config = { ...defaultConfig(), outputDir: directory, detector };
  const stateOf = async () => (await reportFiles([path], config)).map(({ state }) => state);

  expect(await stateOf()).toEqual(["done"]);
  expect(await stateOf()).toEqual(["skipped"]);
  describe((description) => {
    description.about = "the same detector, in other words";
  });
  expect(await stateOf()).toEqual(["skipped"]);
  describe((description) => {
    description.det_adc = { 0: { 0: 1, 1: 1 }, 1: { 0: 0, 1: 0 } };
  });
  expect(await stateOf()).toEqual(["done"]);
});
