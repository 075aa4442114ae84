import { setEnvironmentData, Worker } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
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

function smallFile(): MemoryFile {
  return memoryFile({
    eventCount: 12,
    sampleCount: 1000,
    sample: (event, adc, channel, i) => (event + adc + channel * i) % 100,
  });
}

/** The same file, which does something before each read. */
function fileReading(before: () => void): MemoryFile {
  const file = smallFile();
  const readEvent: MemoryFile["readEvent"] = (event, into) => {
    before();
    return file.readEvent(event, into);
  };
  return { ...file, readEvent };
}

/** Becomes 1 when a worker has taken its task: workers see it as environment data. */
const taken = new Int32Array(new SharedArrayBuffer(4));
setEnvironmentData("taken", taken);
beforeEach(() => Atomics.store(taken, 0, 0));

/** A file that is read only once a worker has taken its task, be the worker ever so late. */
const fileWaitingForWorker = (): MemoryFile =>
  fileReading(() => {
    const heard = Atomics.wait(taken, 0, 0, 60_000);
    if (heard === "timed-out") throw new Error("no worker took a task");
  });

/** A file on a disk so slow that the failure of a worker is always heard first. */
function fileOnSlowDisk(): MemoryFile {
  const clock = new Int32Array(new SharedArrayBuffer(4));
  return fileReading(() => Atomics.wait(clock, 0, 0, 1000));
}

/** The program of a worker that takes a task of the phase after reading and then does this. */
const takingATask = (then: string): string => `
  const { getEnvironmentData, parentPort } = require("node:worker_threads");
  parentPort.on("message", (order) => {
    if (order.kind !== "start") return;
    Atomics.add(order.control, 2, 1);
    Atomics.store(getEnvironmentData("taken"), 0, 1);
    Atomics.notify(getEnvironmentData("taken"), 0);
    ${then};
  });`;

async function errorOf(program: string | URL, file = fileWaitingForWorker()): Promise<unknown> {
  vi.mocked(workerProgram.workerProgram).mockResolvedValue(program);
  return computeFast(file, settings, {}, { threads: 2 }).catch((error) => error);
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
    const error = await errorOf(new URL("file:///absent/worker.js"), fileOnSlowDisk());
    expect(error).toMatchObject({ code: "compute" });
  });
});

describe("workers that did their work", () => {
  it("serve the next file too", async () => {
    const before = startedWorkers();
    const runs = [];
    for (let file = 0; file < 3; file++)
      runs.push(digests(await computeFast(smallFile(), settings, {}, { threads: 2 })));
    expect(startedWorkers() - before).toBe(1);
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[2]).toEqual(runs[0]);
  });
});

describe("a worker that takes a task and says nothing", () => {
  it("does not keep an interruption from being heard", async () => {
    vi.mocked(workerProgram.workerProgram).mockResolvedValue(takingATask(""));
    const controller = new AbortController();
    const hooks = { signal: controller.signal };
    const run = computeFast(fileWaitingForWorker(), settings, hooks, { threads: 2 });
    // Late enough for the engine to have done all the rest and to wait for the worker.
    setTimeout(() => controller.abort(), 500);
    await expect(run).rejects.toMatchObject({ code: "interrupted" });
  });
});

describe("workers that are late", () => {
  it("are not waited for", async () => {
    vi.mocked(workerProgram.workerProgram).mockResolvedValue("setInterval(() => {}, 1000)");
    const late = await computeFast(smallFile(), settings, {}, { threads: 2 });
    const alone = await computeFast(smallFile(), settings, {}, { threads: 1 });
    expect(digests(late)).toEqual(digests(alone));
  });
});
