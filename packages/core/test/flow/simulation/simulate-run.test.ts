import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect, it } from "vitest";
import { openFlowFile } from "../../../src/flow/flow-file.js";
import { simulateRun } from "../../../src/flow/simulation/simulate-run.js";
import { temporaryDirectory } from "../temporary.js";

it("a simulated run has its files in natural order, in time, and tells how far it is", async () => {
  const shares: number[] = [];
  const onProgress = (share: number): void => void shares.push(share);
  const run = { files: 3, events: 4, seed: 1, sampleCount: 600 };
  const paths = await simulateRun(temporaryDirectory(), run, { onProgress });
  expect(paths.map((path) => basename(path))).toEqual(
    [1, 2, 3].map((number) => `sim_run_rctl_500_p${number}.FLOW.hdf5`),
  );
  expect(shares.at(-1)).toBe(1);
  expect([...shares].sort((a, b) => a - b)).toEqual(shares);
  const starts: number[] = [];
  for (const path of paths) {
    const file = await openFlowFile(path);
    expect(file.events.count).toBe(4);
    starts.push(file.events.timeMs[0]!);
    file.close();
  }
  expect([...starts].sort((a, b) => a - b)).toEqual(starts);
  expect(new Set(starts).size).toBe(3);
});

it("a simulated run keeps its faults and adds others up to the fourth file", async () => {
  const run = { files: 4, events: 1, seed: 1, sampleCount: 60 };
  const paths = await simulateRun(temporaryDirectory(), run);
  const kinds = paths.map((path) =>
    Object.keys(JSON.parse(readFileSync(path.replace(/FLOW\.hdf5$/, "truth.json"), "utf8"))),
  );
  for (const [i, of] of kinds.entries())
    expect(of).toEqual(expect.arrayContaining(kinds[i - 1] ?? ["dead"]));
  expect(kinds[2]).not.toContain("gain");
  expect(kinds[3]).toEqual(expect.arrayContaining(["gain", "dead-share"]));
});
