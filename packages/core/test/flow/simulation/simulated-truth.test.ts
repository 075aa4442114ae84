import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { SimulatedFault } from "../../../src/flow/simulation/faults.js";
import { simulateFlowFile } from "../../../src/flow/simulation/simulate-file.js";
import { epcbChannels, simulateRun } from "../../../src/flow/simulation/simulate-run.js";
import type { SimulationSpec } from "../../../src/flow/simulation/spec.js";
import { dune2x2 } from "../../detectors.js";
import { contentOf } from "../fixtures.js";
import { temporaryDirectory } from "../temporary.js";

const base = { sampleCount: 600, seed: 5 };

describe("the truth beside a simulated file", () => {
  const truth = async (...planted: SimulatedFault[]) => {
    const directory = temporaryDirectory();
    const spec = { ...base, eventCount: 1, faults: planted };
    const returned = await simulateFlowFile(join(directory, "sim_1.FLOW.hdf5"), spec);
    const text = readFileSync(join(directory, "sim_1.truth.json"), "utf8");
    expect(JSON.parse(text)).toEqual(returned);
    return returned;
  };

  it("has one missing ADC as its number, several as a list, each once", async () => {
    const missing = (adc: number): SimulatedFault => ({ kind: "missing-adc", adc });
    expect(await truth(missing(0))).toEqual({ "missing-adc": 0 });
    expect(await truth(missing(6), missing(5))).toEqual({ "missing-adc": [5, 6] });
    expect(await truth(missing(6), missing(6))).toEqual({ "missing-adc": 6 });
    expect(await truth(missing(3), missing(0), missing(7))).toEqual({ "missing-adc": [0, 3, 7] });
  });

  it("joins faults of one kind", async () => {
    const first: SimulatedFault = { kind: "dead", channels: [[0, 4]] };
    const second: SimulatedFault = { kind: "dead", channels: [[1, 5]] };
    const expected = [
      [0, 4],
      [1, 5],
    ];
    expect(await truth(first, second)).toEqual({ dead: expected });
    expect(await truth()).toEqual({});
  });

  it.each<[string, SimulatedFault]>([
    ["an ADC", { kind: "missing-adc", adc: 8 }],
    ["an ADC of a channel", { kind: "dead", channels: [[8, 4]] }],
    ["a channel", { kind: "dead", channels: [[0, 64]] }],
    ["a channel without a sensor", { kind: "clipped", channels: [[0, 3]], share: 1 }],
    ["a channel of a spark", { kind: "spark", event: 0, channel: [0, -1] }],
  ])("does not claim %s that the detector lacks", async (_, fault) => {
    await expect(truth(fault)).rejects.toMatchObject({ code: "bad-config" });
  });
});

describe("a simulated file", () => {
  const contentFor = async (spec: SimulationSpec) => {
    const path = join(temporaryDirectory(), "sim_1.FLOW.hdf5");
    await simulateFlowFile(path, spec);
    return contentOf(path);
  };
  const small: SimulationSpec = {
    ...base,
    eventCount: 3,
    faults: [
      { kind: "missing-adc", adc: 5 },
      { kind: "common-mode", channels: epcbChannels(dune2x2, 0, 3), noiseAdc16: 40 },
      { kind: "negative", channels: epcbChannels(dune2x2, 3, 0), share: 0.6, depthAdc16: 1500 },
    ],
  };

  it("has the same content for the same seed, another for another", async () => {
    const first = await contentFor(small);
    expect(await contentFor(small)).toEqual(first);
    expect(await contentFor({ ...small, gzip: true })).toEqual(first);
    const other = await contentFor({ ...small, seed: 6 });
    for (const [event, hash] of other.sha256.entries()) expect(hash).not.toBe(first.sha256[event]);
    const otherDetector = await contentFor({ ...small, detectorSeed: 1 });
    for (const [event, hash] of otherDetector.sha256.entries()) {
      expect(hash).not.toBe(first.sha256[event]);
    }
  });

  it.each([
    [1, 0],
    [4, 0],
    [4, 1],
    [4, 3],
    [20, 17],
  ])("of %i events, interrupted when %i are written, leaves nothing", async (count, written) => {
    const directory = temporaryDirectory();
    const controller = new AbortController();
    const { signal } = controller;
    const onProgress = (share: number): void => {
      if (Math.round(share * count) === written) controller.abort();
    };
    if (written === 0) controller.abort();
    const spec = { ...base, eventCount: count };
    const run = simulateFlowFile(join(directory, "sim_1.FLOW.hdf5"), spec, { signal, onProgress });
    await expect(run).rejects.toMatchObject({ code: "interrupted" });
    expect(readdirSync(directory)).toEqual([]);
  });

  it("of a run keeps the files that were complete when it was interrupted", async () => {
    const directory = temporaryDirectory();
    const controller = new AbortController();
    const run = simulateRun(
      directory,
      { ...base, files: 3, events: 4 },
      {
        signal: controller.signal,
        onProgress: (share) => {
          if (share > 0.4) controller.abort();
        },
      },
    );
    await expect(run).rejects.toMatchObject({ code: "interrupted" });
    const names = ["sim_run_rctl_500_p1.FLOW.hdf5", "sim_run_rctl_500_p1.truth.json"];
    expect(readdirSync(directory).sort()).toEqual(names);
  });
});
