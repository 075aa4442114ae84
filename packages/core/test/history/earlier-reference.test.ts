import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rollUp } from "../../src/history/roll-up.js";
import { writeSummary } from "../../src/store/store.js";
import type { FileSummary } from "../../src/summary.js";
import { makeSummary, smallDetector } from "../store/make-summary.js";
import { referenceOf } from "./reference-of.js";

const file = (n: number, run = 7) =>
  makeSummary({
    name: `f_${n}`,
    run,
    firstMs: 1_700_000_000_000 + n * 60_000,
    baselineAdc16: -28_000 + n,
  });
let store: string;
beforeAll(async () => {
  store = await mkdtemp(join(tmpdir(), "light-dqm-reference-"));
  for (const n of [0, 1, 2, 3]) await writeSummary(store, file(n, n < 2 ? 5 : 7));
});
afterAll(() => rm(store, { recursive: true }));

const small = (n: number) =>
  makeSummary({ name: `s_${n}`, detector: smallDetector, firstMs: 1_700_000_000_000 + n * 60_000 });

const of = (current: FileSummary, ncomp: number, referenceRun: number | null = null) =>
  referenceOf(store, current, { ncomp, referenceRun });

describe("the reference of a file", () => {
  test("is the previous N files of its detector", async () => {
    await writeSummary(
      store,
      makeSummary({ name: "other", detector: smallDetector, firstMs: 1e12 }),
    );
    const reference = await of(file(9), 3);
    expect(reference?.files).toEqual(["f_1", "f_2", "f_3"]);
    expect(reference!.baseline.median[4]).toBe(-27_998);
    const rolledUp = rollUp(
      [1, 2, 3].map((n) => file(n)),
      file(9),
    );
    expect(reference).toEqual(rolledUp);
    expect((await of(file(9), 5))?.files).toHaveLength(4);
  });

  test("has fewer files where there are no more", async () => {
    expect((await of(file(2), 3))?.files).toEqual(["f_0", "f_1"]);
  });

  test("is of the previous 20 files where levels rest on more", async () => {
    const other = await mkdtemp(join(tmpdir(), "light-dqm-reference-"));
    for (let n = 0; n < 23; n++) await writeSummary(other, small(n));
    for (const ncomp of [-1, 22]) {
      const { files } = (await referenceOf(other, small(23), { ncomp, referenceRun: null }))!;
      expect([files.length, files[0], files[19]]).toEqual([20, "s_3", "s_22"]);
    }
    await rm(other, { recursive: true });
  });

  test("is all files of a pinned run", async () => {
    expect((await of(file(9), 1, 5))?.files).toEqual(["f_0", "f_1"]);
    expect((await of(file(0, 5), -1, 5))?.files).toEqual(["f_1"]);
  });

  test("names files that may not be compared", async () => {
    const current = makeSummary({ name: "now", firstMs: 1_800_000_000_000, thresholdAdc16: 400 });
    expect((await of(current, -1))!.refused).toHaveLength(4);
    const some = await of(current, 2);
    expect(some!.refused.map(({ file }) => file)).toEqual(["f_2", "f_3"]);
  });

  test("is none for the first file, and with ncomp 0", async () => {
    expect(await of(file(-1), -1)).toBeNull();
    expect(await of(file(9), 0)).toBeNull();
    expect(await of(file(9), 0, 5)).toBeNull();
  });
});

describe("the dispersion of pooled counts", () => {
  const counted = (passed: number[]) =>
    passed.map((k, n) => {
      const summary = file(n);
      const { total } = summary.clipped.beam!;
      total.total.fill(100);
      total.passed.fill(0);
      total.passed[4] = k;
      return summary;
    });
  const dispersion = (passed: number[]) =>
    rollUp(counted(passed), file(99)).clipped.beam!.dispersion[4]!;

  test("is 1 where counts vary as binomial ones, or less", () => {
    expect(dispersion([10, 10, 10, 10])).toBe(1);
    expect(dispersion([0, 0, 0])).toBe(1);
    expect(dispersion([50])).toBe(1);
  });

  test("is Pearson's χ² by its degrees of freedom where they vary more", () => {
    // p = 30/300 = 0.1; χ² = (20² + 10² + 0) / 9 − … = Σ(k − 10)²/(100 · 0.09) = 200/9; by 2.
    expect(dispersion([20, 10, 0])).toBeCloseTo(200 / 9 / 2, 10);
  });
});
