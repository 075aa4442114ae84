import { describe, expect, it } from "vitest";
import { isComplete, sightingsAfter } from "../../src/nearline/arrivals.js";
import { mostTries, waitAfterMs } from "../../src/nearline/retries.js";

const file = { path: "/data/a.FLOW.hdf5", sizeBytes: 100, mtimeMs: 1000 };
const none = new Map();

describe("a file is complete", () => {
  it("in the second scan that sees it unchanged, when it is old enough", () => {
    const first = sightingsAfter(none, [file], 40_000);
    expect(isComplete(first.get(file.path)!, 40_000, 30_000)).toBe(false);
    const second = sightingsAfter(first, [file], 50_000);
    expect(isComplete(second.get(file.path)!, 50_000, 30_000)).toBe(true);
    expect(isComplete(second.get(file.path)!, 50_000, 60_000)).toBe(false);
  });

  it("not while it grows or is written again", () => {
    const first = sightingsAfter(none, [file], 40_000);
    for (const change of [{ sizeBytes: 101 }, { mtimeMs: 2000 }]) {
      const second = sightingsAfter(first, [{ ...file, ...change }], 50_000);
      expect(isComplete(second.get(file.path)!, 50_000, 30_000)).toBe(false);
    }
  });

  it("also when it stays empty, so that its failure is told", () => {
    const empty = { ...file, sizeBytes: 0 };
    const twice = sightingsAfter(sightingsAfter(none, [empty], 0), [empty], 50_000);
    expect(isComplete(twice.get(file.path)!, 50_000, 30_000)).toBe(true);
  });

  it("by the watcher's own clock, where the file server's is ahead", () => {
    const ahead = { ...file, mtimeMs: 1_000_000 };
    let seen = sightingsAfter(none, [ahead], 0);
    seen = sightingsAfter(seen, [ahead], 20_000);
    expect(isComplete(seen.get(file.path)!, 20_000, 30_000)).toBe(false);
    seen = sightingsAfter(seen, [ahead], 30_000);
    expect(isComplete(seen.get(file.path)!, 30_000, 30_000)).toBe(true);
  });

  it("again from the start, after it was gone", () => {
    const gone = sightingsAfter(sightingsAfter(none, [file], 0), [], 50_000);
    const back = sightingsAfter(gone, [file], 60_000);
    expect(isComplete(back.get(file.path)!, 60_000, 0)).toBe(false);
  });
});

it("failed files wait twice as long after each try, up to a quarter of an hour in all", () => {
  const waits = Array.from({ length: mostTries - 1 }, (_, i) => waitAfterMs(i + 1));
  expect(waits).toEqual([30, 60, 120, 240, 480].map((seconds) => seconds * 1000));
  // What is not given up waits no longer than that.
  expect(waitAfterMs(1000)).toBe(480_000);
});
