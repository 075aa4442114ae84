/** What dark waveforms and lit events say, of whole runs, against the program in NumPy. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../src/compute/engine.js";
import { fastEngine } from "../../src/compute/fast/fast-engine.js";
import { plainEngine } from "../../src/compute/plain/plain-engine.js";
import { detectorOf } from "../../src/detector/index.js";
import { openFlowFile } from "../../src/flow/flow-file.js";
import { simulateFlowFile } from "../../src/flow/simulation/simulate-file.js";
import type { FileNumbers } from "../../src/summary.js";
import { sampleNames, samplePath } from "../samples.js";
import { descriptionOf, expectDarkNumbers, runPython } from "./independent-program.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-dark-"));
afterAll(() => rmSync(directory, { recursive: true }));

const files = [
  ...sampleNames.map((name) => ({ name, path: samplePath(name), detector: "dune-2x2" })),
  { name: "simulated FSD", path: join(directory, "fsd.FLOW.hdf5"), detector: "fsd" },
];
const most = { maxEvts: 500, powspecNevts: 500 };

// biome-ignore lint/suspicious/noExplicitAny: numbers of another program
let expected: any[];
beforeAll(async () => {
  await simulateFlowFile(files.at(-1)!.path, {
    ...{ detector: detectorOf("fsd"), eventCount: 60, sampleCount: 600, seed: 5 },
    faults: [
      { kind: "stuck-low", channels: [[0, 6]] },
      { kind: "negative", channels: [[1, 5]], share: 0.5, depthAdc16: 3000 },
    ],
  });
  expected = runPython(
    files.map(({ path, detector }) => ({
      ...{ path, description: descriptionOf(detector), write: null },
      ...{ mostEvents: most.maxEvts, mostSpectra: most.powspecNevts },
    })),
  );
});

async function numbersBy(engine: Engine, i: number): Promise<FileNumbers> {
  const { path, detector } = files[i]!;
  const profile = detectorOf(detector);
  const file = await openFlowFile(path, profile);
  const thresholdAdc16 = new Array<number>(profile.adcCount).fill(profile.own!.thresholdAdc16!);
  try {
    return await engine(file, { ...most, thresholdAdc16, spectrumScale: "power" });
  } finally {
    file.close();
  }
}

describe.each(files.map(({ name }, i) => ({ name, i })))("of $name", ({ i }) => {
  it.each([
    ["plain", plainEngine],
    ["fast", fastEngine()],
  ] as [string, Engine][])("the %s engine has the numbers of the program", async (_, engine) => {
    const numbers = await numbersBy(engine, i);
    // Otherwise nothing would be compared.
    expect(numbers.litCount.some((count) => count > 0)).toBe(true);
    expect(numbers.lines.count.some((count) => count > 0)).toBe(true);
    expectDarkNumbers(numbers, expected[i].dark);
  });
});
