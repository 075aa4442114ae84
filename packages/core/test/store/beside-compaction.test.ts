import { expect, test } from "vitest";
import { main } from "../../src/cli/main.js";
import { readTrend } from "../../src/history/trend.js";
import { querySummaries } from "../../src/store/parquet/sql.js";
import { listSummaries } from "../../src/store/store.js";
import { capturedIo } from "../cli/captured-io.js";
import { sleep, watched, withProcesses } from "./processes.js";

/** Every reader: the names of the files in its answer, one for each time that it has them. */
const readers: [string, (store: string) => Promise<string[]>][] = [
  [
    "SQL over channels",
    async (store) => {
      // A file has 16 channels: one that is there twice has 32 rows.
      const sql = "SELECT input, count(*) / 16 FROM summaries GROUP BY input";
      const { rows, unreadable } = await querySummaries(store, sql);
      expect(unreadable).toEqual([]);
      return rows.flatMap(([name, times]) => Array(Number(times)).fill(name) as string[]);
    },
  ],
  [
    "SQL over files",
    async (store) => {
      const { rows, unreadable } = await querySummaries(store, "SELECT input FROM files");
      expect(unreadable).toEqual([]);
      return rows.map(([name]) => name as string);
    },
  ],
  [
    "a trend",
    async (store) => {
      const trend = await readTrend(store, { quantity: "baseline" }, { adc: 0, channel: 2 });
      expect(trend.unreadable).toEqual([]);
      expect(Array.from(trend.series[0]!.value).some(Number.isNaN)).toBe(false);
      return trend.files.map(({ input }) => input.name);
    },
  ],
  [
    "a listing",
    async (store) =>
      (await listSummaries(store)).map(({ provenance, error }) => {
        if (error) throw error;
        return provenance!.input.name;
      }),
  ],
  [
    "history sql",
    async (store) => {
      const io = capturedIo({ cwd: store });
      const sql = "SELECT input FROM summaries WHERE adc = 1 AND channel = 7";
      const status = await main(["history", "sql", sql, "--json", "--store", store], io);
      expect([status, io.err()]).toEqual([0, ""]);
      return (JSON.parse(io.out()) as { input: string }[]).map(({ input }) => input);
    },
  ],
];

test("beside a compaction and writers every reader has each file exactly once", async () => {
  await withProcesses(async (store, start) => {
    const children = [
      start("write", store, "0", "1", "40"),
      start("write", store, "1", "1", "40"),
      start("compact", store, "0", "0"),
    ];
    const outputs = children.map(watched);
    const writtenBefore = (): Set<string> =>
      new Set(
        outputs.slice(0, 2).flatMap(({ lines }) => lines().map((line) => line.split(" ")[0]!)),
      );
    try {
      while (outputs.some(({ lines }) => lines().length < 2)) await sleep(5);
      for (let round = 0; round < 5; round++)
        for (const [name, read] of readers) {
          const before = writtenBefore();
          const found = await read(store);
          expect(new Set(found).size, name).toBe(found.length);
          expect([name, [...before].filter((each) => !found.includes(each))]).toEqual([name, []]);
        }
      expect(outputs.some(({ hasEnded }) => hasEnded())).toBe(false);
      expect(outputs[2]!.lines().length).toBeGreaterThan(4);
    } finally {
      for (const child of children) child.kill("SIGKILL");
      await Promise.all(outputs.map(({ ended }) => ended));
    }
  });
}, 180_000);
