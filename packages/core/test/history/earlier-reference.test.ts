import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { earlierReference } from "../../src/history/earlier-reference.js";
import { rollUp } from "../../src/history/roll-up.js";
import { writeSummary } from "../../src/store/store.js";
import { makeSummary } from "../store/make-summary.js";

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

const names = (files: readonly string[] | undefined) => files ?? [];

describe("the reference of a file", () => {
  test("is the previous N files; the previous file has the N before it as its own", async () => {
    const { reference, previous } = await earlierReference(store, file(9), {
      ncomp: 3,
      referenceRun: null,
    });
    expect(names(reference?.files)).toEqual(["f_1", "f_2", "f_3"]);
    expect(previous?.summary.input.name).toBe("f_3");
    expect(names(previous?.reference?.files)).toEqual(["f_0", "f_1", "f_2"]);
    expect(reference!.baseline.median[4]).toBe(-27_998);
    expect(previous!.reference!.baseline.median[4]).toBe(-27_999);
    expect(reference).toEqual(
      rollUp(
        [1, 2, 3].map((n) => file(n)),
        file(9),
      ),
    );
  });

  test("has fewer files where there are no more", async () => {
    const choice = { ncomp: 3, referenceRun: null };
    const { reference, previous } = await earlierReference(store, file(2), choice);
    expect(names(reference?.files)).toEqual(["f_0", "f_1"]);
    expect(names(previous?.reference?.files)).toEqual(["f_0"]);
  });

  test("takes no file as the previous one that is older than the previous N", async () => {
    const other = await mkdtemp(join(tmpdir(), "light-dqm-reference-"));
    const otherKind = { name: "g_1", firstMs: 1_700_000_060_000, thresholdAdc16: 400 };
    await writeSummary(other, file(0));
    await writeSummary(other, makeSummary(otherKind));
    const choice = { ncomp: 1, referenceRun: null };
    const { reference, previous } = await earlierReference(other, file(9), choice);
    expect(previous).toBeNull();
    expect(reference).toMatchObject({ files: [], refused: [{ file: "g_1" }] });
    await rm(other, { recursive: true });
  });

  test("is all files of a pinned run, while the previous file stays that before in time", async () => {
    const { reference, previous } = await earlierReference(store, file(9), {
      ncomp: 1,
      referenceRun: 5,
    });
    expect(names(reference?.files)).toEqual(["f_0", "f_1"]);
    expect(previous?.summary.input.name).toBe("f_3");
    expect(previous?.reference).toEqual(reference);
  });

  test("does not take a file that may not be compared as the previous one", async () => {
    const current = makeSummary({ name: "now", firstMs: 1_800_000_000_000, thresholdAdc16: 400 });
    const { reference, previous } = await earlierReference(store, current, {
      ncomp: -1,
      referenceRun: null,
    });
    expect(previous).toBeNull();
    expect(reference!.refused).toHaveLength(4);
    const some = await earlierReference(store, current, { ncomp: 2, referenceRun: null });
    expect(some.reference!.refused.map(({ file }) => file)).toEqual(["f_2", "f_3"]);
  });

  test("is none for the first file, and with ncomp 0", async () => {
    for (const [current, ncomp] of [
      [file(-1), -1],
      [file(9), 0],
    ] as const)
      expect(await earlierReference(store, current, { ncomp, referenceRun: null })).toEqual({
        reference: null,
        previous: null,
      });
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
