import { mkdtempSync, rmSync } from "node:fs";
import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Config } from "../../src/config/config.js";
import { defaultConfig } from "../../src/config/load-config.js";
import { judgeInHistory } from "../../src/pipeline/judge-summary.js";
import { savedMemories } from "../../src/store/memory-files.js";
import { writeSummary } from "../../src/store/store.js";
import { storedFiles } from "../../src/store/stored-files.js";
import { fileOf, inOrder, report, verdictsOf } from "./files-of-months.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-history-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const storeIn = async (): Promise<Config> => ({
  ...defaultConfig(),
  store: await mkdtemp(join(directory, "store-")),
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
    // With a check that was given in code, of which somebody tries one after another, only the last.
    const find = () => ({ state: "ok", value: 1 }) as const;
    const trying = { ...config, checks: [{ name: "tried", find }] };
    expect((await judgeInHistory(fileOf(70), trying)).readCount).toBe(70);
    expect((await judgeInHistory(fileOf(70), trying)).readCount).toBe(0);
    const after = (await savedMemories(config.store!)).map(({ position }) => position);
    expect(after.sort((a, b) => a - b)).toEqual([64, 67, 68, 69, 70, 70]);
    const other = { ...trying, checks: [{ name: "tried", find: () => find() }] };
    expect((await judgeInHistory(fileOf(70), other)).readCount).toBe(70);
  });

  test.each([
    ["cut short", (bytes: Buffer) => bytes.subarray(0, bytes.length - 7)],
    ["with another byte", (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.of(1)])],
    ["empty", () => Buffer.alloc(0)],
  ])("is made again where it is damaged, and goes: %s", async (_, damage) => {
    const config = await filled(6);
    const memory = join(config.store!, "memory");
    for (const name of await readdir(memory)) {
      const bytes = await readFile(join(memory, name));
      await writeFile(join(memory, name), damage(bytes));
    }
    const { judged, readCount } = await judgeInHistory(fileOf(6), config);
    expect(readCount).toBe(6);
    const left = await readdir(memory);
    expect(left.filter((name) => !name.endsWith(".band"))).toEqual([]);
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
