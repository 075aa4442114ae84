import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  isKeptFor,
  isKeptLonger,
  readMemory,
  savedMemories,
  saveMemory,
} from "../../src/store/memory-files.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-memories-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe("memories that are kept for files that come late", () => {
  const latest = 100_000;
  const kept = Array.from({ length: latest }, (_, i) => i + 1).filter((position) =>
    isKeptFor(position, latest),
  );

  test("are few, however long the history", () => {
    expect(kept.length).toBeLessThan(30);
  });

  test("are so near that at most twice as many files are read again as come after the late one", () => {
    for (let position = 1; position < latest - 128; position += 97) {
      const before = kept.findLast((each) => each <= position) ?? 0;
      expect(latest - before).toBeLessThanOrEqual(2 * (latest - position));
    }
  });

  test("were kept all the time before", () => {
    for (const position of kept)
      for (let head = position; head < latest; head += 997)
        expect(isKeptLonger(position) && isKeptFor(position, head)).toBe(true);
  });
});

test("memories of many ways to judge are at most 64; what was last written is there", async () => {
  for (let seed = 0; seed < 17; seed++)
    for (let position = 1; position <= 4; position++)
      await saveMemory(directory, { seed: `s${seed}`, position, key: "k" }, { seed, position });
  expect((await savedMemories(directory)).length).toBe(64);
  const last = { seed: "s16", position: 4, key: "k" };
  expect(await readMemory(directory, last)).toEqual({ seed: 16, position: 4 });
});
