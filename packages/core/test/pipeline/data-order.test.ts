import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaultConfig } from "../../src/config/load-config.js";
import { defaultDetector } from "../../src/detector/index.js";
import { simulateFlowFile } from "../../src/flow/simulation/simulate-file.js";
import type { Verdict } from "../../src/judge/states/verdict.js";
import { inDataOrder } from "../../src/pipeline/data-order.js";
import { judgeSummary } from "../../src/pipeline/judge-summary.js";
import { summarizeFile } from "../../src/pipeline/one-file.js";
import { listSummaries, readSummary, writeSummary } from "../../src/store/store.js";
import type { FileSummary } from "../../src/summary.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-order-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Names in the order of the data, which natural order would turn round. */
const names = ["run_9_p4.FLOW.hdf5", "run_9_p2.FLOW.hdf5", "run_3_p1.FLOW.hdf5"];
const paths = names.map((name) => join(directory, name));
let summaries: FileSummary[];
const config = { ...defaultConfig(), threads: 1 };

beforeAll(async () => {
  summaries = [];
  for (const [n, path] of paths.entries()) {
    const faults =
      n === 2
        ? [
            {
              kind: "baseline-shift" as const,
              channels: [[2, 7]] as [number, number][],
              shiftAdc16: 900,
            },
          ]
        : [];
    const startMs = 1.7e12 + n * 3.6e6;
    await simulateFlowFile(path, {
      eventCount: 12,
      seed: n + 1,
      sampleCount: 100,
      startMs,
      faults,
    });
    summaries.push(await summarizeFile(path, config, null));
  }
});

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}

type Verdicts = Map<string, Verdict[]>;

/** What the files of a store are judged as, and their names, oldest first. */
async function judgedIn(store: string): Promise<{ listed: string[]; verdicts: Verdicts }> {
  const verdicts: Verdicts = new Map();
  for (const { path } of await listSummaries(store)) {
    const summary = await readSummary(path);
    verdicts.set(summary.input.name, (await judgeSummary(summary, { ...config, store })).verdicts);
  }
  return { listed: [...verdicts.keys()], verdicts };
}

describe("the verdicts of a run's files", () => {
  test("are the same one at a time and from the store, in whatever order the files arrived", async () => {
    const first = join(directory, "first");
    const oneAtATime: Verdicts = new Map();
    for (const summary of summaries) {
      const { verdicts } = await judgeSummary(summary, { ...config, store: first });
      oneAtATime.set(summary.input.name, verdicts);
      await writeSummary(first, summary);
    }
    const shifted = oneAtATime.get(names[2]!)!.filter(({ check }) => check === "baseline-shift");
    expect(shifted.some(({ state }) => state === "bad" || state === "warn")).toBe(true);

    const redone = [...summaries, summaries[0]!];
    for (const arrival of [...permutations(summaries), redone]) {
      const store = await mkdtemp(join(directory, "store-"));
      for (const summary of arrival) await writeSummary(store, summary);
      const { listed, verdicts } = await judgedIn(store);
      expect(listed).toEqual(names);
      expect(verdicts).toEqual(oneAtATime);
    }
  });
});

describe("a batch", () => {
  test("is done by data time, in whatever order its files are named", async () => {
    for (const named of permutations(paths))
      expect(await inDataOrder(named, defaultDetector(), undefined)).toEqual(paths);
  });

  test("has what cannot be read, and so has no time, by run and sub-run", async () => {
    const bad = ["run_2.FLOW.hdf5", "run_9_p3.FLOW.hdf5", "cosmics.FLOW.hdf5"].map((name) =>
      join(directory, name),
    );
    for (const path of bad) writeFileSync(path, "no HDF5");
    const ordered = await inDataOrder([...bad, ...paths], defaultDetector(), undefined);
    expect(ordered.map((path) => basename(path).split(".")[0])).toEqual([
      "run_2",
      "run_9_p4",
      "run_9_p2",
      "run_3_p1",
      "run_9_p3",
      "cosmics",
    ]);
  });
});

describe("the content of a file", () => {
  test("is the same in a copy, and another where only waveforms differ", async () => {
    const copy = join(directory, "copy", names[0]!);
    const darkened = join(directory, "darkened", names[0]!);
    for (const path of [copy, darkened]) mkdirSync(join(path, ".."));
    copyFileSync(paths[0]!, copy);
    const spec = { eventCount: 12, seed: 1, sampleCount: 100, startMs: 1.7e12 };
    await simulateFlowFile(darkened, { ...spec, faults: [{ kind: "dead", channels: [[0, 4]] }] });
    const inputOf = async (path: string) => (await summarizeFile(path, config, null)).input;
    const [own, same, other] = [summaries[0]!.input, await inputOf(copy), await inputOf(darkened)];
    expect(own.eventsHash).toMatch(/^[0-9a-f]{16}$/);
    expect(same.eventsHash).toBe(own.eventsHash);
    expect(other).toMatchObject({ name: own.name, sizeBytes: own.sizeBytes });
    expect(other.eventsHash).not.toBe(own.eventsHash);
  });
});
