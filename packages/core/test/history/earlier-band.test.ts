import { mkdtempSync, rmSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serialize } from "node:v8";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { writeChecked } from "../../src/files/checked-file.js";
import { type EarlierBand, earlierBand } from "../../src/history/band/earlier-band.js";
import { filesInBand } from "../../src/history/band/files-in-band.js";
import { startRollUp } from "../../src/history/roll-up.js";
import { badByThemselves } from "../../src/judge/bad-channels.js";
import { pathOfFile } from "../../src/store/address.js";
import { filesBeforePlace } from "../../src/store/overview/files-before-place.js";
import { overviewOf, without } from "../../src/store/overview/overview.js";
import { compactStore } from "../../src/store/parts/compact.js";
import { readSummary, writeSummary } from "../../src/store/store.js";
import { addressOf } from "../../src/store/store-paths.js";
import { entryAt } from "../../src/store/stored-files.js";
import type { FileSummary } from "../../src/summary.js";
import { makeSummary, quantilesOf, silence, smallDetector } from "../store/make-summary.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-band-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const newStore = (): Promise<string> => mkdtemp(join(directory, "store-"));

const minuteMs = 60_000;

/** What a file is like: where it comes in time, and what is wrong with it. */
interface Like {
  n: number;
  baselineAdc16: number;
  passed: number;
  oddity: "none" | "threshold" | "length" | "untyped" | "silent" | "far";
  /** Computed again, with a later time of processing. */
  again: number;
}

const channel = 3;

function fileLike({ n, baselineAdc16, passed, oddity, again }: Like): FileSummary {
  const summary = makeSummary({
    ...{ detector: smallDetector, name: `f_${n}`, run: n, firstMs: 1e12 + n * minuteMs },
    baselineAdc16,
    ...(oddity === "threshold" && { thresholdAdc16: 400 }),
    ...(oddity === "length" && { sampleCount: 12 }),
    ...(oddity === "untyped" && { triggersTyped: false }),
  });
  summary.processedMs += again;
  summary.clipped.all!.epcb.passed[channel] = passed;
  summary.clipped.all!.total.passed[channel] = passed;
  if (oddity === "silent") silence(summary, channel);
  if (oddity === "far")
    for (const part of quantilesOf(summary.darkBaseline)) part[channel] = -10_000;
  return summary;
}

const like = fc.record<Like>({
  n: fc.nat({ max: 11 }),
  baselineAdc16: fc.integer({ min: -28_020, max: -27_980 }),
  passed: fc.nat({ max: 10 }),
  oddity: fc.constantFrom(
    "none",
    "none",
    "none",
    "threshold",
    "length",
    "untyped",
    "silent",
    "far",
  ),
  again: fc.nat({ max: 3 }),
});

const plain = (n: number): FileSummary =>
  fileLike({ n, baselineAdc16: -28_000 + n, passed: n, oddity: "none", again: 0 });

const leaveOut = (summary: FileSummary): Uint8Array => badByThemselves(summary, {});

async function bandOf(
  store: string,
  current: FileSummary,
  ncomp: number,
  seed?: string,
): Promise<EarlierBand> {
  const overview = without(await overviewOf(store), await pathOfFile(store, current));
  const before = await filesBeforePlace(overview, current, current.detector);
  const files = await filesInBand(store, current, { ncomp, referenceRun: null }, before);
  return earlierBand(store, current, files, { leaveOut, seed });
}

/** Reports a file: the reference is that of a store in which nothing is kept. */
async function report(store: string, current: FileSummary, ncomp: number): Promise<void> {
  const band = await bandOf(store, current, ncomp, "0");
  expect(band.reference).toEqual((await bandOf(store, current, ncomp)).reference);
  const path = await writeSummary(store, current);
  await band.keepNext((await entryAt(store, addressOf(path)))!, ncomp);
}

describe("a band that is brought forward", () => {
  test("is that of the files themselves, whatever came late, again, odd or packed", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(like, { minLength: 4, maxLength: 14 }),
        fc.integer({ min: 1, max: 6 }),
        fc.option(fc.nat({ max: 13 })),
        async (files, ncomp, packedAfter) => {
          const store = await newStore();
          for (const [i, each] of files.entries()) {
            await report(store, fileLike(each), ncomp);
            if (i === packedAfter) await compactStore(store);
          }
          await rm(store, { recursive: true });
        },
      ),
      { numRuns: 6 },
    );
  });

  test("reads no earlier file again, but the one that leaves it", async () => {
    const store = await newStore();
    for (let n = 0; n < 6; n++) await report(store, plain(n), 3);
    const { reference } = await bandOf(store, plain(6), 3);
    for (const n of [3, 4, 5]) {
      const path = (await pathOfFile(store, plain(n)))!;
      const bytes = await readFile(path);
      await writeFile(path, bytes.fill(0, 100, 1000));
    }
    expect((await bandOf(store, plain(6), 3, "0")).reference).toEqual(reference);
    expect((await bandOf(store, plain(6), 3)).reference).toBeNull();
  });

  test("goes on excluding the bad channels of its files", async () => {
    const store = await newStore();
    const bad = fileLike({ n: 0, baselineAdc16: -28_000, passed: 0, oddity: "far", again: 0 });
    await report(store, bad, 4);
    await report(store, plain(1), 4);
    const { reference } = await bandOf(store, plain(2), 4, "0");
    expect(reference!.leftOut).toBe(1);
    expect(reference!.baseline.fileCount.slice(2, 4)).toEqual(Uint32Array.of(2, 1));
  });

  test.each([
    ["damaged", (bytes: Buffer) => bytes.fill(1, bytes.length >> 1)],
    ["empty", () => Buffer.alloc(0)],
  ])("is made again where what was kept is %s", async (_, damage) => {
    const store = await newStore();
    for (let n = 0; n < 5; n++) await report(store, plain(n), 4);
    const memory = join(store, "memory");
    const [name] = await readdir(memory);
    const path = join(memory, name!);
    await writeFile(path, damage(await readFile(path)));
    await report(store, plain(5), 4);
    expect(await readdir(memory)).toEqual([name]);
  });

  test("is made again where what was kept is of another version", async () => {
    const store = await newStore();
    for (const n of [0, 1]) await report(store, plain(n), 4);
    const [name] = await readdir(join(store, "memory"));
    const other = serialize({ version: 0, content: { entries: "of another form" } });
    await writeChecked(join(store, "memory", name!), other);
    await report(store, plain(2), 4);
  });
});

test("a roll-up remembers the same of the same files, however they came and went", async () => {
  const store = await newStore();
  const ofKind = makeSummary({ detector: smallDetector });
  const { input: _, ...kind } = ofKind;
  await fc.assert(
    fc.asyncProperty(
      fc.array(like, { minLength: 1, maxLength: 8 }),
      fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
      async (files, picks) => {
        const summaries = files.map(fileLike);
        const kept = startRollUp(kind, { leaveOut });
        const there = new Set<number>();
        for (const [i, summary] of summaries.entries()) {
          kept.add(String(i), summary);
          there.add(i);
          const pick = picks[i]! % (i + 1);
          if (!there.delete(pick)) continue;
          const stored = await writeSummary(store, summaries[pick]!);
          kept.drop(String(pick), await readSummary(stored, { spectra: false }));
        }
        const goneOn = startRollUp(kind, { leaveOut }, structuredClone(kept.memory()));
        const afresh = startRollUp(kind, { leaveOut });
        for (const i of [...there].reverse()) afresh.add(String(i), summaries[i]!);
        expect(goneOn.memory()).toEqual(afresh.memory());
        const ids = [...there].map(String);
        expect(goneOn.reference(ids)).toEqual(afresh.reference(ids));
      },
    ),
    { numRuns: 30 },
  );
});
