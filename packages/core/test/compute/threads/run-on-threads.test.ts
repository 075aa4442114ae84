import { Worker } from "node:worker_threads";
import { afterEach, describe, expect, it, vi } from "vitest";
import { computeFast } from "../../../src/compute/fast/fast-engine.js";
import type { NumbersSettings } from "../../../src/summary.js";
import * as workerProgram from "../../../src/worker-program.js";
import { type MemoryFile, memoryFile } from "../memory-file.js";
import { digests } from "../same-numbers.js";

vi.mock("../../../src/worker-program.js", { spy: true });
vi.mock("node:worker_threads", { spy: true });
const startedWorkers = (): number => vi.mocked(Worker).mock.calls.length;
afterEach(() => vi.mocked(workerProgram.workerProgram).mockReset());

const settings: NumbersSettings = {
  maxEvts: 500,
  powspecNevts: 500,
  thresholdAdc16: new Array(8).fill(500),
  spectrumScale: "power",
};

/** A file whose reading takes long enough for a worker to start and take its first task. */
function slowFile(): MemoryFile {
  return memoryFile({
    eventCount: 12,
    sampleCount: 1000,
    sample: (event, adc, channel, i) => (event + adc + channel * i) % 100,
  });
}

/** The same file on a disk so slow that a worker's start, or its failure, is always heard first. */
function fileOnSlowDisk(readMs: number): MemoryFile {
  const file = slowFile();
  const clock = new Int32Array(new SharedArrayBuffer(4));
  const readEvent: MemoryFile["readEvent"] = (event, into) => {
    Atomics.wait(clock, 0, 0, readMs);
    return file.readEvent(event, into);
  };
  return { ...file, readEvent };
}

/** The program of a worker that takes a task of its first phase and then does this. */
const takingATask = (then: string): string => `
  const { parentPort } = require("node:worker_threads");
  let control;
  parentPort.on("message", (order) => {
    if (order.kind === "start") control = order.control;
    if (order.kind !== "phase") return;
    Atomics.add(control, 1 + order.phase, 1);
    ${then};
  });`;

async function errorOf(program: string | URL, readMs = 100): Promise<unknown> {
  vi.mocked(workerProgram.workerProgram).mockResolvedValue(program);
  return computeFast(fileOnSlowDisk(readMs), settings, {}, { threads: 2 }).catch((error) => error);
}

describe("a worker that fails", () => {
  it("with an exception is an error that has it as its cause", async () => {
    const error = await errorOf(takingATask(`throw new Error("bit rot")`));
    expect(error).toMatchObject({ name: "LightDqmError", code: "compute" });
    expect(error).toMatchObject({ cause: { message: "bit rot" } });
  });

  it("is not given another file", async () => {
    const program = takingATask(`throw new Error("bit rot")`);
    await errorOf(program);
    const before = startedWorkers();
    await errorOf(program);
    expect(startedWorkers() - before).toBe(1);
  });

  it("by ending is an error that tells its status", async () => {
    const error = await errorOf(takingATask("process.exit(3)"));
    expect(error).toMatchObject({ code: "compute" });
    expect(String(error)).toContain("with status 3");
  });

  it("in words that it posts is that error, with a cause", async () => {
    const parts = `{ what: "waveforms cannot be read", where: "a.hdf5" }`;
    const error = await errorOf(
      takingATask(
        `parentPort.postMessage({ kind: "failed", message: "m", code: "bad-input", parts: ${parts} })`,
      ),
    );
    expect(error).toMatchObject({ code: "bad-input", cause: { message: "m" } });
    expect(String(error)).toContain("waveforms cannot be read (a.hdf5)");
  });

  it("by a program that is not there is an error", async () => {
    const error = await errorOf(new URL("file:///absent/worker.js"), 1000);
    expect(error).toMatchObject({ code: "compute" });
  });
});

describe("workers that did their work", () => {
  it("serve the next file too", async () => {
    const before = startedWorkers();
    const runs = [];
    for (let file = 0; file < 3; file++)
      runs.push(digests(await computeFast(slowFile(), settings, {}, { threads: 2 })));
    expect(startedWorkers() - before).toBe(1);
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[2]).toEqual(runs[0]);
  });
});

describe("a worker that takes a task and says nothing", () => {
  it("does not keep an interruption from being heard", async () => {
    vi.mocked(workerProgram.workerProgram).mockResolvedValue(takingATask(""));
    const controller = new AbortController();
    const run = computeFast(slowFile(), settings, { signal: controller.signal }, { threads: 2 });
    setTimeout(() => controller.abort(), 1500);
    await expect(run).rejects.toMatchObject({ code: "interrupted" });
  });
});

describe("workers that are late", () => {
  it("are not waited for", async () => {
    vi.mocked(workerProgram.workerProgram).mockResolvedValue("setInterval(() => {}, 1000)");
    const late = await computeFast(slowFile(), settings, {}, { threads: 2 });
    const alone = await computeFast(slowFile(), settings, {}, { threads: 1 });
    expect(digests(late)).toEqual(digests(alone));
  });
});
