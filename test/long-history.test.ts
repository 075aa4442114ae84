import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import type { Config } from "../packages/core/src/config/config.js";
import { defaultConfig } from "../packages/core/src/config/load-config.js";
import { judgeInHistory } from "../packages/core/src/pipeline/judge-summary.js";
import { newcomer } from "../packages/core/src/pipeline/newcomer.js";
import { entryOfFile } from "../packages/core/src/store/address.js";
import { savedMemories } from "../packages/core/src/store/memory-files.js";
import { writeSummary } from "../packages/core/src/store/store.js";
import type { FileSummary } from "../packages/core/src/summary.js";
import { fileOf, minuteMs, startMs } from "../packages/core/test/pipeline/files-of-months.js";
import { rememberLongHistory, writeLongHistory } from "./bench/long-history.js";

/** Files and directories that were read, and the bytes of those read whole. */
const read = vi.hoisted(() => ({ paths: [] as string[], bytes: 0 }));
vi.mock("node:fs/promises", async (importOriginal) => {
  const fs = await importOriginal<typeof import("node:fs/promises")>();
  const counted =
    <Given extends [unknown, ...unknown[]], Result>(work: (...given: Given) => Promise<Result>) =>
    async (...given: Given): Promise<Result> => {
      read.paths.push(String(given[0]));
      const result = await work(...given);
      if (result instanceof Uint8Array || typeof result === "string") read.bytes += result.length;
      return result;
    };
  return {
    ...fs,
    readFile: counted(fs.readFile as never),
    readdir: counted(fs.readdir as never),
    open: counted(fs.open as never),
  };
});

const directory = mkdtempSync(join(tmpdir(), "light-dqm-long-history-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const filesPerPart = 20;
const singleCount = 10;

async function configAfter(fileCount: number, ncomp: number): Promise<Config> {
  const config = { ...defaultConfig(), ncomp, store: join(directory, `${fileCount} ${ncomp}`) };
  await writeLongHistory(config.store, later(0), fileCount, { singleCount, filesPerPart });
  await rememberLongHistory(config, later(0));
  return config;
}

/** A file after the history, in its own run. */
function later(n: number): FileSummary {
  const summary = fileOf(n);
  return {
    ...summary,
    input: { ...summary.input, run: 100_000 + n, eventsHash: `later${n}` },
    time: { firstMs: startMs + n * minuteMs, lastMs: startMs + (n + 1) * minuteMs },
  };
}

/** All that a report does with a store. */
async function report(config: Config, summary: FileSummary): Promise<number> {
  const { readCount, remember } = await judgeInHistory(summary, config);
  const before = await entryOfFile(config.store!, summary);
  await writeSummary(config.store!, summary);
  await remember();
  await newcomer(config.store!, summary, before, config);
  return readCount;
}

test.each([20, -1])(
  "a report reads as much after thousands of files as after sixty, with ncomp %d",
  async (ncomp) => {
    const configs = [await configAfter(60, ncomp), await configAfter(3000, ncomp)];
    for (const config of configs) expect(await report(config, later(0))).toBe(0);
    const costs: { files: number; bytes: number }[] = [];
    // In turn, so that nothing of either store is still in memory.
    for (const config of configs) {
      Object.assign(read, { paths: [], bytes: 0 });
      expect(await report(config, later(1))).toBe(0);
      costs.push({ files: read.paths.length, bytes: read.bytes });
    }
    const [few, many] = costs as [(typeof costs)[0], (typeof costs)[0]];
    expect(many.files).toBe(few.files);
    // Of each file in parts the hashes of its name and address, and of each part where it lies and,
    // with each file that is read, its name.
    expect(many.bytes - few.bytes).toBeLessThan(3000 * (15 + 2600 / filesPerPart));
  },
  300_000,
);

test("a late file and one that is replaced cost the files since what was last remembered before them", async () => {
  const config = await configAfter(80, 20);
  for (let n = 0; n < 8; n++) await report(config, later(2 * n));
  const late = later(9);
  expect(await report(config, late)).toBe(0);
  // Those after it, again: of the files 10, 12 and 14.
  expect(await report(config, later(16))).toBe(3);
  await report(config, { ...later(14), channelStatus: new Int8Array(16) });
  expect(await report(config, later(18))).toBeLessThanOrEqual(2);
  expect((await savedMemories(config.store!)).length).toBeLessThan(8);
}, 300_000);
