import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { checkTable } from "../../src/judge/own/check-table.js";
import type { OwnCheck } from "../../src/judge/own/own-row.js";
import { postedTeller } from "../../src/rejudge/judging.js";
import { rejudge } from "../../src/rejudge/rejudge.js";
import { rejudgeStore } from "../../src/rejudge/rejudge-store.js";
import { type Rejudgement, watchSettings } from "../../src/rejudge/rejudgement.js";
import { compactStore } from "../../src/store/parts/compact.js";
import { writeSummary } from "../../src/store/store.js";
import { storedFiles } from "../../src/store/stored-files.js";
import type { FileSummary } from "../../src/summary.js";
import * as workerProgram from "../../src/worker-program.js";
import { makeSummary, quantilesOf, smallDetector } from "../store/make-summary.js";

vi.mock("../../src/worker-program.js", { spy: true });
vi.mock("node:worker_threads", { spy: true });
const startedThreads = (): number => vi.mocked(Worker).mock.calls.length;

/** Enough files for two threads; every seventh has moved, a channel is stuck for a while. */
const fileCount = 84;
const files: FileSummary[] = Array.from({ length: fileCount }, (_, n) => {
  const firstMs = 1_700_000_000_000 + n * 60_000;
  const summary = makeSummary({ detector: smallDetector, name: `run_${n}`, firstMs });
  for (const part of quantilesOf(summary.darkBaseline)) {
    part[2] += n % 7 === 0 ? 100 + 2 * n : n % 5;
    if (n % 40 < 10) part[3] = -25_500;
  }
  for (const part of quantilesOf(summary.baseline)) if (n % 40 < 10) part[3] = -25_500;
  return summary;
});

const how: Rejudgement = {
  before: { limits: {} },
  after: { limits: { "baseline-shift": { minShiftAdc16: 150 } } },
  ncomp: 20,
  excludeBad: true,
};
const otherReferences: Rejudgement = {
  ...how,
  after: { limits: { "baseline-range": { highestAdc16: -25_000 } } },
};

const bad: OwnCheck["find"] = () => ({ state: "bad", value: 1 });

let store: string;
beforeAll(async () => {
  store = await mkdtemp(join(tmpdir(), "light-dqm-rejudge-"));
  for (const file of files.slice(0, 60)) await writeSummary(store, file);
  await compactStore(store);
  for (const file of files.slice(60)) await writeSummary(store, file);
}, 120_000);
afterAll(() => rm(store, { recursive: true }));
beforeEach(() => void vi.mocked(Worker).mockClear());
afterEach(() => vi.mocked(workerProgram.workerProgram).mockReset());

describe("the files of a store judged again", () => {
  test.each([
    ["other limits", how],
    ["other references", otherReferences],
    ["all earlier files", { ...how, ncomp: -1 }],
  ])("flip as their summaries do, with any number of threads: %s", async (_, rejudgement) => {
    const expected = rejudge(files, rejudgement);
    expect(expected.length).toBeGreaterThan(5);
    if (rejudgement === otherReferences)
      expect(expected.map(({ verdict }) => verdict.check)).toContain("baseline-shift");
    for (const threads of [1, 2]) {
      const { files: count, flips } = await rejudgeStore(store, rejudgement, { threads });
      expect(count).toBe(fileCount);
      expect(flips).toEqual(expected);
    }
    expect(startedThreads()).toBe(1);
  });

  test("flip by own checks too, which the thread reads out of their files; those given in code are out of its reach", async () => {
    const text = `export default [{
      name: "baseline-at",
      limits: { highestAdc16: 0 },
      find({ summary, channelIndex, limits }) {
        const value = summary.darkBaseline.p50[channelIndex];
        return { state: value > limits.highestAdc16 ? "bad" : "ok", value };
      },
    }];`;
    const path = join(store, "checks.mjs");
    await writeFile(path, text);
    const after = { limits: { "baseline-at": { highestAdc16: -26_000 } } };
    const checks = checkTable([path]);
    const own = { ...how, before: { limits: {}, checks }, after: { ...after, checks } };
    const { flips } = await rejudgeStore(store, own, { threads: 2 });
    const stuck = files.filter((_, n) => n % 40 < 10).map(({ input }) => input.name);
    expect([...new Set(flips.map(({ file }) => file))]).toEqual(stuck);
    for (const { from, to } of flips) expect([from, to]).toEqual(["ok", "bad"]);
    expect(startedThreads()).toBe(1);
    const inCode = { ...how.before, checks: checkTable([{ name: "in-code", find: bad }]) };
    expect(
      postedTeller({
        how: watchSettings({ ...how, before: inCode }, "before"),
        reasonsOf: new Set(),
      }),
    ).toBeNull();
  });

  test("flip to what a check finds that is new, from no verdict", () => {
    const added = {
      ...how,
      after: { limits: {}, checks: checkTable([{ name: "all", find: bad }]) },
    };
    const flips = rejudge(files.slice(0, 1), added);
    expect(flips.map(({ from, to }) => [from, to])).toContainEqual([null, "bad"]);
    expect(flips.every(({ verdict }) => verdict.check === "all")).toBe(true);
  });

  test("are told one by one, in order", async () => {
    const told: unknown[] = [];
    await rejudgeStore(store, how, { threads: 2, onFile: (...file) => told.push(file) });
    expect(told).toEqual(files.map(({ input }, n) => [input.name, n, fileCount]));
  });

  test("are judged by the calling thread where starting another takes longer", async () => {
    await rejudgeStore(store, how, { threads: 64 });
    expect(startedThreads()).toBe(1);
    await rejudgeStore(join(store, "none"), how, { threads: 8 });
    expect(startedThreads()).toBe(1);
  });

  test("are not judged by limits that no check has", async () => {
    const after = { limits: { "baseline-shift": { nothing: 1 } } };
    for (const threads of [1, 2])
      await expect(rejudgeStore(store, { ...how, after }, { threads })).rejects.toMatchObject({
        code: "bad-config",
      });
  });
});

describe("a thread that ends", () => {
  test("is an error and no hang", async () => {
    const program = `
      const { parentPort } = require("node:worker_threads");
      parentPort.on("message", () => process.exit(7));`;
    vi.mocked(workerProgram.workerProgram).mockResolvedValue(program);
    await expect(rejudgeStore(store, how, { threads: 2 })).rejects.toThrow(
      "a judging thread ended early, with status 7",
    );
  });

  test("with an exception is an error with that cause", async () => {
    const program = `throw new Error("bit rot")`;
    vi.mocked(workerProgram.workerProgram).mockResolvedValue(program);
    await expect(rejudgeStore(store, how, { threads: 2 })).rejects.toMatchObject({
      code: "compute",
      cause: { message: "bit rot" },
    });
  });
});

describe("a file that cannot be read", () => {
  test("is told with its path, and left out", async () => {
    const [, damaged] = (await storedFiles(store)).filter(({ place }) => place === null);
    await truncate(damaged!.path, 5000);
    const told: unknown[] = [];
    for (const threads of [1, 2]) {
      const { files: count } = await rejudgeStore(store, how, {
        threads,
        onUnreadable: ({ code, message }) => told.push([code, message.includes(damaged!.path)]),
      });
      expect(count).toBe(fileCount - 1);
    }
    expect(told).toEqual([
      ["bad-input", true],
      ["bad-input", true],
    ]);
  });
});
