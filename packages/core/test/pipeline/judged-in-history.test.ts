import { mkdtempSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import type { Config } from "../../src/config/config.js";
import { defaultConfig } from "../../src/config/load-config.js";
import { writeAcceptances } from "../../src/history/accepted-file.js";
import type { Verdict } from "../../src/judge/states/verdict.js";
import { judgeInHistory } from "../../src/pipeline/judge-summary.js";
import { savedMemories } from "../../src/store/memory-files.js";
import { comparePlaced } from "../../src/store/order.js";
import { writeSummary } from "../../src/store/store.js";
import type { FileSummary } from "../../src/summary.js";
import { smallDetector } from "../store/make-summary.js";
import { fileOf, inOrder, minuteMs, report, startMs, verdictsOf } from "./files-of-months.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-history-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const storeIn = async (): Promise<Config> => ({
  ...defaultConfig(),
  store: await mkdtemp(join(directory, "store-")),
});

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

  test("in the order of the data needs no earlier file to be read, and keeps its stamp", async () => {
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
    const other = { ...config, limits: { flatline: { maxAmplitudeAdc16: 5 } }, ncomp: 4 };
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
