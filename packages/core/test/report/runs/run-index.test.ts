import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dataIn, scriptOf } from "../../../src/report/runs/data-script.js";
import { mostRunsOfPage } from "../../../src/report/runs/index-pages.js";
import { keptValues } from "../../../src/report/runs/kept-values.js";
import { rebuildIndex } from "../../../src/report/runs/rebuild-index.js";
import type { RunEntry } from "../../../src/report/runs/run-entry.js";
import {
  addRun,
  dataPath,
  indexData,
  numbersFile,
  readManifest,
  readRuns,
} from "../../../src/report/runs/run-index.js";
import { writeSummary } from "../../../src/store/store.js";
import { makeSummary, smallDetector } from "../../store/make-summary.js";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "light-dqm-runs-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const words = { checks: { flatline: "Flatline" }, timeZone: "UTC" };

const entryOf = (run: number, atMs: number | null, parts: Partial<RunEntry> = {}): RunEntry => ({
  ...{ stem: `run_${run}`, file: `run_${run}.hdf5`, run, subRun: null },
  time: atMs === null ? null : [atMs, atMs + 1],
  ...{ word: "FINE", says: "", counts: [1, 0, 0, 0, 0], values: null },
  ...parts,
});

async function pagesOf(): Promise<RunEntry[][]> {
  const { pages } = (await readManifest(directory))!;
  return Promise.all(pages.map(({ name }) => readRuns(directory, name)));
}

const stemsOf = async (): Promise<string[]> => (await pagesOf()).flat().map(({ stem }) => stem);

describe("data as a script", () => {
  it("is one call with one text of ASCII, whatever is in it", () => {
    const data = { name: '"><script>alert(1)</script>\u2028é\\"\n', n: [1, null] };
    const script = scriptOf(data);
    expect(script).toMatch(/^lightDqmRuns\("[\x20-\x7e]*"\);\n$/);
    expect(dataIn(script)).toEqual(data);
    let received: unknown;
    new Function("lightDqmRuns", script)((text: string) => {
      received = JSON.parse(text);
    });
    expect(received).toEqual(data);
  });
});

describe("adding runs", () => {
  it("keeps them in the order of their data, those without a time last, and counts them by word", async () => {
    await addRun(directory, entryOf(3, 300), null, words);
    await addRun(directory, entryOf(1, null, { word: null }), null, words);
    await addRun(directory, entryOf(2, 100, { word: "CALL" }), null, words);
    expect(await stemsOf()).toEqual(["run_2", "run_3", "run_1"]);
    const manifest = (await readManifest(directory))!;
    expect(manifest.pages).toMatchObject([
      { count: 3, fromMs: 100, words: { FINE: 1, CALL: 1, unknown: 1 } },
    ]);
    expect(manifest).toMatchObject(words);
  });

  it("replaces what was said of the same report, also where its data have another time now", async () => {
    const summary = makeSummary({ detector: smallDetector });
    const numbers = await numbersFile(directory, "run_1", keptValues(summary));
    await addRun(directory, entryOf(1, 100), numbers.file, words);
    await addRun(directory, entryOf(1, 100, { word: "LOOK" }), numbers.file, words);
    expect(await pagesOf()).toMatchObject([[{ stem: "run_1", word: "LOOK" }]]);
    for (let run = 2; run < mostRunsOfPage + 3; run++)
      if (run < 4) await addRun(directory, entryOf(run, 100 * run), null, words);
    await fill(4, mostRunsOfPage + 3);
    expect((await pagesOf()).length).toBe(2);
    await addRun(directory, entryOf(1, 1e9), numbers.file, words);
    const stems = await stemsOf();
    expect(stems.filter((stem) => stem === "run_1")).toHaveLength(1);
    expect(stems.at(-1)).toBe("run_1");
  });

  /** Many runs at once, as an index that has them already. */
  async function fill(from: number, to: number): Promise<void> {
    const manifest = (await readManifest(directory))!;
    const [page] = manifest.pages;
    const runs = await readRuns(directory, page!.name);
    const more = Array.from({ length: to - from - 1 }, (_, i) =>
      entryOf(from + i, 100 * (from + i)),
    );
    await writeFile(
      dataPath(directory, page!.name),
      scriptOf({ kind: "runs", name: page!.name, runs: [...runs, ...more] }),
    );
    await addRun(directory, entryOf(to - 1, 100 * (to - 1)), null, words);
  }

  it("makes two pages of a full one, and then touches only the page of a run", async () => {
    await addRun(directory, entryOf(0, 0), null, words);
    await fill(1, mostRunsOfPage + 1);
    const [first, second] = (await readManifest(directory))!.pages;
    const half = mostRunsOfPage / 2;
    expect([first!.count, second!.count]).toEqual([half + 1, half]);
    const before = readFileSync(dataPath(directory, first!.name), "utf8");
    await addRun(directory, entryOf(5000, 1e9), null, words);
    expect(readFileSync(dataPath(directory, first!.name), "utf8")).toBe(before);
    const stems = await stemsOf();
    expect(stems).toHaveLength(mostRunsOfPage + 2);
    expect(new Set(stems).size).toBe(stems.length);
    expect(stems.at(-1)).toBe("run_5000");
  });

  it("loses no run of many writers at once, and leaves no lock or temporary file", async () => {
    const runs = Array.from({ length: 25 }, (_, i) => i);
    await Promise.all(runs.map((run) => addRun(directory, entryOf(run, 10 * run), null, words)));
    expect(await stemsOf()).toEqual(runs.map((run) => `run_${run}`));
    expect(readdirSync(indexData(directory)).sort()).toEqual(["manifest.js", "runs-0001.js"]);
    expect(existsSync(join(directory, "index.html"))).toBe(true);
  });
});

describe("the index of a directory", () => {
  const documentOf = (run: number, parts: object = {}): string =>
    JSON.stringify({
      ...{ schemaVersion: 1, kind: "light-dqm-document" },
      input: { name: `run_${run}.FLOW.hdf5`, run, subRun: null, sizeBytes: 1000, mtimeMs: 0 },
      time: { firstMs: 1_700_000_000_000 + run, lastMs: 1_700_000_000_000 + run },
      answer: { word: "LOOK", sentence: `LOOK: run ${run}`, calls: [] },
      ...{ headline: "", verdicts: [], alarms: [], files: [] },
      ...parts,
    });
  const write = (run: number, text: string): Promise<void> =>
    writeFile(join(directory, `run_${run}.light-dqm.json`), text);
  const rebuild = (notes: string[] = []) =>
    rebuildIndex(directory, join(directory, "store"), "UTC", { note: (text) => notes.push(text) });

  it("has its reports, its stored files without one as unknown, and the numbers of stored files", async () => {
    const store = join(directory, "store");
    mkdirSync(store);
    for (const run of [1, 2]) {
      const summary = makeSummary({
        ...{ name: `run_${run}.FLOW.hdf5`, run, detector: smallDetector },
        firstMs: 1_700_000_000_000 + run,
      });
      await writeSummary(store, summary);
      if (run === 1) await write(1, documentOf(1, { input: summary.input, time: summary.time }));
    }
    await write(3, documentOf(3));
    const done = await rebuild();
    expect(done).toMatchObject({ runs: 3, unreported: 1 });
    const [runs] = await pagesOf();
    expect(runs).toMatchObject([
      { stem: "run_1", word: "LOOK", says: "LOOK: run 1" },
      { stem: "run_2", word: null, counts: null },
      { stem: "run_3", word: "LOOK", values: null },
    ]);
    for (const { values } of runs!.slice(0, 2))
      expect(existsSync(dataPath(directory, values!))).toBe(true);
  });

  it("follows reports that changed, came and went, and names what is none", async () => {
    for (const run of [1, 2, 3]) await write(run, documentOf(run));
    await rebuild();
    rmSync(join(directory, "run_1.light-dqm.json"));
    await write(
      2,
      documentOf(2, { answer: { word: "FINE", sentence: "FINE: it is good again", calls: [] } }),
    );
    await write(4, "{ torn");
    await write(5, documentOf(5, { verdicts: 7 }));
    const notes: string[] = [];
    await rebuild(notes);
    expect(await pagesOf()).toMatchObject([
      [
        { stem: "run_2", word: "FINE" },
        { stem: "run_3", word: "LOOK" },
      ],
    ]);
    expect(notes).toEqual([
      expect.stringContaining("run_4.light-dqm.json: not a report that can be read"),
      expect.stringContaining("run_5.light-dqm.json: not a report that can be read"),
    ]);
  });

  it("is there for an empty directory, without a run", async () => {
    expect(await rebuild()).toMatchObject({ runs: 0 });
    expect((await readManifest(directory))!.pages).toEqual([]);
  });

  it("is made again where its data are damaged", async () => {
    await write(1, documentOf(1));
    await rebuild();
    await writeFile(dataPath(directory, "manifest"), "lightDqmRuns(");
    expect(await readManifest(directory)).toBeNull();
    await rebuild();
    expect(await stemsOf()).toEqual(["run_1"]);
  });
});
