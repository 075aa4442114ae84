import { mkdtempSync, rmSync } from "node:fs";
import { mkdtemp, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import type { Config } from "../../src/config/config.js";
import { defaultConfig } from "../../src/config/load-config.js";
import { writeAcceptances } from "../../src/history/accepted-file.js";
import type { Verdict } from "../../src/judge/states/verdict.js";
import { judgeInHistory } from "../../src/pipeline/judge-summary.js";
import { watchSettingsOf } from "../../src/pipeline/watch-settings.js";
import { rejudge } from "../../src/rejudge/rejudge.js";
import { startSide } from "../../src/rejudge/judged-side.js";
import { savedMemories } from "../../src/store/memory-files.js";
import { comparePlaced } from "../../src/store/order.js";
import { readForWatch } from "../../src/store/read-for-watch.js";
import { writeSummary } from "../../src/store/store.js";
import { storedFiles } from "../../src/store/stored-files.js";
import type { FileSummary } from "../../src/summary.js";
import { makeSummary, quantilesOf, smallDetector } from "../store/make-summary.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-history-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const startMs = 1_700_000_000_000;
const minuteMs = 60_000;
const storeIn = async (): Promise<Config> => ({
  ...defaultConfig(),
  store: await mkdtemp(join(directory, "store-")),
});

/** A file a minute; its baselines wander, and some move away for a while. */
function fileOf(n: number, moved: boolean = n % 9 > 5): FileSummary {
  const firstMs = startMs + n * minuteMs;
  const summary = makeSummary({ detector: smallDetector, name: `f_${n}`, run: n, firstMs });
  for (const part of quantilesOf(summary.darkBaseline)) {
    part[2]! += moved ? 700 + n : n % 4;
    part[3]! += n % 3;
  }
  if (n % 7 === 3) summary.maxAmplitude[6] = 10;
  return summary;
}

/** Judges a file as a report does, and stores it. */
async function report(config: Config, summary: FileSummary) {
  const { judged, stamp, readCount, remember } = await judgeInHistory(summary, config);
  await writeSummary(config.store!, summary);
  await remember();
  return { verdicts: judged.verdicts, stamp, readCount };
}

/** What the stored files are judged as one after another. */
async function inOrder(config: Config): Promise<Map<string, Verdict[]>> {
  const judge = startSide(await watchSettingsOf(config));
  const found = new Map<string, Verdict[]>();
  for (const file of await storedFiles(config.store!)) {
    const summary = await readForWatch(file);
    found.set(summary.input.name, judge(summary));
  }
  return found;
}

const verdictsOf = async (config: Config, summary: FileSummary): Promise<Verdict[]> =>
  (await judgeInHistory(summary, config)).judged.verdicts;

describe("a file judged on its own", () => {
  test("is judged as it is among all files of the store, whatever the order of arrival", async () => {
    const arrivals = fc.record({
      order: fc.shuffledSubarray([...Array(10).keys()], { minLength: 3 }),
      untimed: fc.nat({ max: 9 }),
      ncomp: fc.constantFrom(-1, 0, 3, 20),
      again: fc.nat({ max: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(arrivals, async ({ order, untimed, ncomp, again }) => {
        const config = { ...(await storeIn()), ncomp };
        const withoutTime = (summary: FileSummary): FileSummary =>
          summary.input.run === untimed
            ? { ...summary, time: null, timeUnknown: "no clock" }
            : summary;
        const files = order.map((n) => withoutTime(fileOf(n)));
        for (const summary of [...files, files[again]!]) await report(config, summary);
        const expected = await inOrder(config);
        expect([...expected.keys()]).toEqual(
          [...files].sort(comparePlaced).map(({ input }) => input.name),
        );
        for (const summary of files)
          expect(await verdictsOf(config, summary)).toEqual(expected.get(summary.input.name));
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  test("in the order of the data needs no earlier file, and is told what later reports would be", async () => {
    const config = await storeIn();
    const stamps: string[] = [];
    for (let n = 0; n < 12; n++) {
      const { readCount, stamp } = await report(config, fileOf(n));
      expect(readCount).toBe(0);
      stamps.push(stamp);
    }
    expect(new Set(stamps).size).toBe(12);
    for (let n = 0; n < 12; n++)
      expect((await judgeInHistory(fileOf(n), config)).stamp).toBe(stamps[n]);
  });

  test("changes with no file after it, and with each before it", async () => {
    const config = await storeIn();
    for (const n of [0, 1, 3, 4]) await report(config, fileOf(n));
    const stampOf = async (n: number): Promise<string> =>
      (await judgeInHistory(fileOf(n), config)).stamp;
    const before = await Promise.all([0, 1, 3, 4].map(stampOf));
    const late = await report(config, fileOf(2));
    expect(late.readCount).toBe(0);
    const after = await Promise.all([0, 1, 3, 4].map(stampOf));
    expect(after.map((stamp, i) => stamp === before[i])).toEqual([true, true, false, false]);
    const channelStatus = Int8Array.from(
      { length: smallDetector.adcCount * smallDetector.channelCount },
      () => 0,
    );
    await report(config, { ...fileOf(3), channelStatus });
    const rerun = await Promise.all([0, 1, 3, 4].map(stampOf));
    expect(rerun.map((stamp, i) => stamp === after[i])).toEqual([true, true, true, false]);
  });

  test("with other limits is as with these limits from the beginning", async () => {
    const config = await storeIn();
    for (let n = 0; n < 8; n++) await report(config, fileOf(n));
    const limits = { "baseline-shift": { minShiftAdc16: 5000, warnShiftAdc16: 3000 } };
    const known = Object.keys(defaultConfig().limits);
    expect(known).toEqual([]);
    const other = { ...config, limits: { "flatline": { minAmplitudeAdc16: 5 } }, ncomp: 4 };
    void limits;
    const expected = await inOrder(other);
    for (const n of [7, 2])
      expect(await verdictsOf(other, fileOf(n))).toEqual(expected.get(`f_${n}`));
    expect(await verdictsOf(config, fileOf(7))).toEqual((await inOrder(config)).get("f_7"));
  });

  test("follows what is accepted from then on", async () => {
    const config = await storeIn();
    const moves = (n: number): FileSummary => fileOf(n, n >= 4);
    for (let n = 0; n < 8; n++) await report(config, moves(n));
    const shiftOf = (verdicts: readonly Verdict[]): Verdict =>
      verdicts.find((one) => one.check === "baseline-shift" && one.channel === 2 && one.adc === 0)!;
    expect(shiftOf(await verdictsOf(config, moves(8))).state).toBe("bad");
    const stamps = async (): Promise<string[]> =>
      Promise.all([3, 4, 7].map(async (n) => (await judgeInHistory(moves(n), config)).stamp));
    const before = await stamps();
    await writeAcceptances(config.store!, [
      {
        ...{ id: "1", detector: smallDetector.name, rows: ["baseline-shift"], channels: [[0, 2]] },
        ...{ from: new Date(startMs + 4 * minuteMs).toISOString(), until: null },
        ...{ author: "A. Person", reason: "new offsets", acceptedAt: "2026-01-01T00:00:00Z" },
      },
    ]);
    const after = await stamps();
    expect(after.map((stamp, i) => stamp === before[i])).toEqual([true, false, false]);
    expect(shiftOf(await verdictsOf(config, moves(8))).state).not.toBe("bad");
    const expected = await inOrder(config);
    for (const n of [3, 4, 7])
      expect(await verdictsOf(config, moves(n))).toEqual(expected.get(`f_${n}`));
  });

  test("is compared with the files of a reference run alone", async () => {
    const config = await storeIn();
    for (let n = 0; n < 6; n++) {
      const summary = fileOf(n, false);
      summary.input.run = n < 3 ? 5 : 6;
      await writeSummary(config.store!, summary);
    }
    const pinned = { ...config, referenceRun: 6 };
    const now = fileOf(9, false);
    const { judged } = await judgeInHistory(now, pinned);
    expect(judged.fileCount).toBe(3);
    expect(judged.reference!.files).toEqual(["f_3", "f_4", "f_5"]);
    expect((await judgeInHistory(now, { ...pinned, ncomp: 0 })).judged.fileCount).toBe(0);
    expect(await savedMemories(config.store!)).toEqual([]);
  });
});

describe("what is remembered", () => {
  const filled = async (count: number): Promise<Config> => {
    const config = await storeIn();
    for (let n = 0; n < count; n++) await report(config, fileOf(n));
    return config;
  };

  test("is that of the last few files, and of some further back", async () => {
    const config = await filled(70);
    const positions = (await savedMemories(config.store!)).map(({ position }) => position);
    expect(positions.sort((a, b) => a - b)).toEqual([64, 67, 68, 69, 70]);
    const { readCount } = await judgeInHistory(fileOf(66), config);
    expect(readCount).toBe(2);
  });

  test.each([
    ["cut short", (bytes: Buffer) => bytes.subarray(0, bytes.length - 7)],
    ["with another byte", (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.of(1)])],
    ["empty", () => Buffer.alloc(0)],
  ])("is made again where it is damaged, and goes: %s", async (_, damage) => {
    const config = await filled(6);
    const memory = join(config.store!, "memory");
    const { readFile } = await import("node:fs/promises");
    for (const name of await readdir(memory)) {
      const bytes = await readFile(join(memory, name));
      await writeFile(join(memory, name), damage(bytes));
    }
    const { judged, readCount } = await judgeInHistory(fileOf(6), config);
    expect(readCount).toBe(6);
    expect(await readdir(memory)).toEqual([]);
    await writeSummary(config.store!, fileOf(6));
    expect(judged.verdicts).toEqual((await inOrder(config)).get("f_6"));
  });

  test("is not needed", async () => {
    const config = await filled(5);
    const before = await verdictsOf(config, fileOf(5));
    rmSync(join(config.store!, "memory"), { recursive: true });
    await writeFile(join(config.store!, "memory"), "no directory");
    expect(await verdictsOf(config, fileOf(5))).toEqual(before);
  });

  test("lacks a file that cannot be read until it can", async () => {
    const config = await filled(3);
    const [, second] = await storedFiles(config.store!);
    const { readFile, truncate } = await import("node:fs/promises");
    void truncate;
    const whole = await readFile(second!.path);
    const damaged = Buffer.from(whole);
    damaged.fill(0, 100, 4000);
    rmSync(join(config.store!, "memory"), { recursive: true });
    await writeFile(second!.path, damaged);
    const notes: string[] = [];
    const judge = (n: number) =>
      judgeInHistory(fileOf(n), config, { note: (text) => notes.push(text) });
    const told = expect.stringContaining(second!.path);
    expect((await judge(3)).readCount).toBe(3);
    expect(notes).toEqual([told]);
    await report(config, fileOf(3));
    expect((await judge(4)).readCount).toBe(0);
    expect(notes).toEqual([told, told]);
    await writeFile(second!.path, whole);
    expect((await judge(4)).readCount).toBe(4);
    expect(notes).toHaveLength(2);
  });

  test("by several processes at once is harmless", async () => {
    const config = await storeIn();
    await Promise.all([...Array(8).keys()].map((n) => report(config, fileOf(n))));
    const expected = await inOrder(config);
    for (let n = 0; n < 8; n++)
      expect(await verdictsOf(config, fileOf(n))).toEqual(expected.get(`f_${n}`));
  });
});

test("judging again with the same limits changes nothing", async () => {
  const files = [...Array(12).keys()].map((n) => fileOf(n));
  const judgement = { limits: {} };
  expect(
    rejudge(files, { before: judgement, after: judgement, ncomp: 20, excludeBad: true }),
  ).toEqual([]);
});
