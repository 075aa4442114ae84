import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chunkOf, filesOfChunk, tasksOf } from "../../src/campaign/chunks.js";

const allChunks = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ number: i + 1, count }));

describe("chunks", () => {
  it("together have each file once, in order, and differ by at most one file", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 1, max: 250 }),
        (n, count) => {
          const files = Array.from({ length: n }, (_, i) => i);
          const parts = allChunks(count).map((chunk) => filesOfChunk(files, chunk));
          expect(parts.flat()).toEqual(files);
          const sizes = parts.map(({ length }) => length);
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it("are as many as it takes for no task to have more than its number of files", () => {
    const countOf = (n: number, perTask: number | null): number =>
      tasksOf(Array(n).fill(0), perTask, () => true).chunkCount;
    expect([countOf(60, 10), countOf(61, 10), countOf(1, 10)]).toEqual([6, 7, 1]);
    const files = Array.from({ length: 61 }, (_, i) => i);
    for (const chunk of allChunks(7))
      expect(filesOfChunk(files, chunk).length).toBeLessThanOrEqual(10);
  });

  it("have ten files where nothing else is said, and more where it would take over 1000 tasks", () => {
    const told = [60, 10_000, 10_001, 123_456].map((n) =>
      tasksOf(Array(n).fill(0), null, () => true),
    );
    expect(told.map(({ filesPerTask }) => filesPerTask)).toEqual([10, 10, 11, 124]);
    expect(told.map(({ chunkCount }) => chunkCount)).toEqual([6, 1000, 910, 996]);
  });

  it("that are still to be done are those with a file that is", () => {
    const chunksWith = (files: string[], isWanted: (file: string) => boolean): number[] =>
      tasksOf(files, 2, isWanted).chunks;
    expect(chunksWith(["a", "b", "c", "d"], (file) => file === "c")).toEqual([2]);
    expect(chunksWith(["a", "b", "c"], () => true)).toEqual([1, 2]);
    expect(chunksWith(["a", "b"], () => false)).toEqual([]);
  });

  it("are named i/K", () => {
    expect(chunkOf("2/6")).toEqual({ number: 2, count: 6 });
    expect(chunkOf("1/1")).toEqual({ number: 1, count: 1 });
  });

  it.each(["0/6", "7/6", "1/0", "2", "a/b", "-1/6", "1/6/7", "1.5/6", ""])(
    "are not named %j",
    (text) => {
      expect(() => chunkOf(text)).toThrow(/--chunk.*from 1 to K/);
    },
  );
});
