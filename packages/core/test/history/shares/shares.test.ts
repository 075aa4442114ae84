/** Fractions of waveforms followed from file to file. */
import { describe, expect, test } from "vitest";
import { randomSource } from "../../../src/flow/simulation/random.js";
import { addShares, compareShares } from "../../../src/history/shares/compare-shares.js";
import {
  putBackShares,
  type ShareMemory,
  startShares,
  takeOutShares,
} from "../../../src/history/shares/share-memory.js";
import { shareScatter } from "../../../src/history/shares/share-scatter.js";
import { binomial, countsOf, groupsOf, watchMonth } from "./months.js";

const noMarks = (count: number): Uint8Array => new Uint8Array(count);
const logit = (p: number): number => Math.log(p / (1 - p));

/** A memory of files that are all good. */
function remembered(
  files: readonly ReturnType<typeof countsOf>[],
  groups: ReturnType<typeof groupsOf>,
  mostFiles = Number.POSITIVE_INFINITY,
): ShareMemory {
  const memory = startShares(groups.indexCount);
  files.forEach((now, file) => {
    const marks = noMarks(groups.indexCount);
    addShares(memory, compareShares(memory, now, groups), marks, marks, mostFiles, file);
  });
  return memory;
}

describe("the level of a fraction", () => {
  const groups = groupsOf(1, 4);
  const still = { followsLight: false };

  test("is unknown before the first file, and for a channel that nothing was counted of", () => {
    const now = countsOf(
      4,
      () => 3,
      (i) => (i === 2 ? 0 : 30),
      still,
    );
    const first = compareShares(startShares(4), now, groups).compared;
    expect([...first.mean]).toEqual(new Array(4).fill(Number.NaN));
    expect([...first.chance]).toEqual([1, 1, 1, 1]);
    const second = compareShares(
      remembered([now], groups),
      countsOf(4, () => 3, 30, still),
      groups,
    );
    expect(Number.isNaN(second.compared.mean[2]!)).toBe(true);
    expect(Number.isNaN(second.compared.mean[1]!)).toBe(false);
  });

  test("is the sum over files, with half a count added", () => {
    const files = [4, 8, 6].map((passed) => countsOf(4, () => passed, 100, still));
    const now = countsOf(4, () => 5, 50, still);
    const { mean, earlierFiles } = compareShares(remembered(files, groups), now, groups).compared;
    expect(mean[0]).toBeCloseTo((50 * 18.5) / 301, 9);
    expect(earlierFiles[0]).toBe(3);
  });

  test("is of about the latest N files", () => {
    const files = Array.from({ length: 200 }, () => countsOf(4, () => 20, 100, still));
    const { earlierFiles } = compareShares(
      remembered(files, groups, 10),
      countsOf(4, () => 5, 50, still),
      groups,
    ).compared;
    expect(earlierFiles[0]).toBeCloseTo(10, 3);
  });

  test("has the variance of a binomial count, with that of the level and the scatter between files", () => {
    const memory = remembered([countsOf(4, () => 30, 100, still)], groups);
    memory.scatterSum.fill(0);
    const { variance } = compareShares(
      memory,
      countsOf(4, () => 30, 200, still),
      groups,
    ).compared;
    const p = 30.5 / 101;
    const b = 200 * p * (1 - p);
    const scatter = shareScatter(memory)[0]!;
    expect(variance[0]).toBeCloseTo(b + b ** 2 * (scatter + 1 / (101 * p * (1 - p))), 6);
  });

  test("is one of each kind of trigger: another mix is no rise", () => {
    const both = (beam: number, self: number) => {
      const of = countsOf(4, () => 0, 0, still);
      for (let i = 0; i < 4; i++) {
        of.total[i] = beam;
        of.passed[i] = 0.5 * beam;
        of.total[4 + i] = self;
        of.passed[4 + i] = 0.1 * self;
      }
      return of;
    };
    const files = [both(100, 1000), both(100, 1000)];
    const { mean, chance } = compareShares(
      remembered(files, groups),
      both(1000, 100),
      groups,
    ).compared;
    expect(mean[0]! / 510).toBeCloseTo(1, 2);
    expect(chance[0]).toBeGreaterThan(0.3);
  });

  test("counts only the triggers that earlier files have", () => {
    const memory = remembered([countsOf(4, () => 5, 100, still)], groups);
    const now = countsOf(4, () => 7, 100, still);
    now.total.fill(3, 8);
    now.passed.fill(3, 8);
    const { passed, total } = compareShares(memory, now, groups).compared;
    expect([passed[0], total[0]]).toEqual([7, 100]);
  });

  test.each([
    [0, 0],
    [0, 1],
    [1, 1],
    [300, 300],
  ])("of %d of %d waveforms in every file is no rise", (passed, total) => {
    const files = Array.from({ length: 3 }, () => countsOf(4, () => passed, total));
    const now = countsOf(4, () => passed, total);
    const { chance } = compareShares(remembered(files, groups), now, groups).compared;
    for (const each of chance) expect(each).toBeGreaterThan(0.05);
  });

  test("is plain data, and one channel can be taken out and put back", () => {
    const files = [countsOf(4, (i) => i, 30), countsOf(4, (i) => 2 * i, 40)];
    const memory = remembered(files, groups);
    const before = structuredClone(memory);
    expect(before).toEqual(memory);
    const numbers = takeOutShares(memory, 2);
    const { mean } = compareShares(memory, files[0]!, groups).compared;
    expect([...mean].map(Number.isNaN)).toEqual([false, false, true, false]);
    putBackShares(memory, 2, numbers);
    expect(memory).toEqual(before);
  });
});

describe("brighter light", () => {
  const groups = groupsOf(2, 24);
  const base = Array.from({ length: 48 }, (_, i) => 0.01 + 0.002 * (i % 10));
  /** Counts as expected, of 1000, with ln odds raised by δ in TPC 0. */
  const at = (delta: number, change: (counts: number[]) => void = () => {}) => {
    const counts = base.map((p, i) =>
      Math.round(1000 / (1 + Math.exp(-logit(p) - (i < 24 ? delta : 0)))),
    );
    change(counts);
    return countsOf(48, (i) => counts[i]!, 1000);
  };
  const memory = remembered(
    Array.from({ length: 10 }, () => at(0)),
    groups,
  );

  test.each([0.3, 1, 1.5, -1])(
    "by ln odds of %d in one TPC is no rise of its channels",
    (delta) => {
      const { chance } = compareShares(memory, at(delta), groups).compared;
      for (const each of chance) expect(each).toBeGreaterThan(0.02);
    },
  );

  test("does not hide a channel that rises alone, nor does that channel count as light", () => {
    const now = at(0.5, (counts) => (counts[3]! += 120));
    const { chance, mean } = compareShares(memory, now, groups).compared;
    expect(chance[3]).toBeLessThan(1e-6);
    const without = compareShares(memory, at(0.5), groups).compared;
    for (const i of [2, 4, 20]) expect(mean[i]! / without.mean[i]!).toBeCloseTo(1, 1);
    expect(mean[3]! / without.mean[3]!).toBeCloseTo(1, 1);
  });

  test("does not explain a third of the channels that rise far beyond the others", () => {
    const now = at(0, (counts) => {
      for (let i = 0; i < 8; i++) counts[i]! += 250;
    });
    const { chance } = compareShares(memory, now, groups).compared;
    for (let i = 0; i < 8; i++) expect(chance[i]).toBeLessThan(1e-4);
    for (let i = 8; i < 24; i++) expect(chance[i]).toBeGreaterThan(0.01);
  });

  test("is told by the one other channel in a TPC of two", () => {
    const two = groupsOf(1, 2);
    const of = (a: number, b: number) => countsOf(2, (i) => [a, b][i]!, 1000);
    const past = remembered(
      Array.from({ length: 10 }, () => of(50, 50)),
      two,
    );
    const bright = compareShares(past, of(100, 100), two).compared;
    for (const each of bright.chance) expect(each).toBeGreaterThan(0.01);
    const alone = compareShares(past, of(300, 50), two).compared;
    expect(alone.chance[0]).toBeLessThan(1e-4);
  });

  test("is no excuse for a fraction that has nothing to do with light", () => {
    const still = { followsLight: false };
    const dark = remembered([countsOf(48, () => 2, 1000, still)], groups);
    const { chance } = compareShares(
      dark,
      countsOf(48, () => 60, 1000, still),
      groups,
    ).compared;
    for (const each of chance) expect(each).toBeLessThan(1e-6);
  });

  test("that channels were left out of moves no level: all are at the light of the first file", () => {
    const random = randomSource(8);
    const bright = (file: number): number => (file >= 5 ? 1.8 : 0);
    const spread = startShares(48);
    for (let file = 0; file < 12; file++) {
      const now = countsOf(
        48,
        () => binomial(random, 400, 1 / (1 + Math.exp(-logit(0.04) - bright(file)))),
        400,
      );
      const comparison = compareShares(spread, now, groups);
      if (file > 5)
        for (const each of comparison.compared.chance) expect(each).toBeGreaterThan(1e-5);
      // Channel 7 knows the dim files only.
      const leftOut = Uint8Array.from({ length: 48 }, (_, i) => (i === 7 && file >= 5 ? 1 : 0));
      addShares(spread, comparison, leftOut, noMarks(48), 20, file);
    }
  });
});

describe("months of files", () => {
  const baseOf = (i: number): number => 0.002 + 0.004 * (i % 5);

  test("of a healthy detector under light that varies have hardly an alarm", () => {
    const random = randomSource(3);
    const offsets = Array.from({ length: 60 }, () =>
      Array.from({ length: 4 }, () => 0.4 * random.gaussian()),
    );
    let alarms = 0;
    let drifts = 0;
    watchMonth(
      {
        fileCount: 60,
        seed: 4,
        share: (file, i) =>
          1 / (1 + Math.exp(-logit(baseOf(i)) - offsets[file]![Math.floor(i / 16)]!)),
      },
      ({ drift, driftUncertainty }, _, alarmed) => {
        alarms += alarmed.reduce((sum, each) => sum + each, 0);
        drift.forEach((each, i) => {
          if (each > 0.025 && each > 4.5 * driftUncertainty[i]!) drifts++;
        });
      },
    );
    // 3840 channel-files at 10⁻⁴.
    expect(alarms).toBeLessThanOrEqual(2);
    expect(drifts).toBe(0);
  });

  test("a rise of 15 % for good stays alarmed, since the file it began in", () => {
    const seen: number[] = [];
    const since = new Set<number>();
    watchMonth(
      {
        fileCount: 80,
        seed: 5,
        share: (file, i) => baseOf(i) + (file >= 20 && i === 9 ? 0.15 : 0),
      },
      ({ heldSince }, file, alarmed) => {
        if (alarmed[9]) seen.push(file);
        if (file > 20) since.add(heldSince[9]!);
      },
    );
    expect(seen).toEqual(Array.from({ length: 60 }, (_, n) => 20 + n));
    expect([...since]).toEqual([20]);
  });

  test("one old file with 20 % does not hide 25 % a hundred files later", () => {
    const chances: number[] = [];
    watchMonth(
      {
        fileCount: 122,
        seed: 6,
        mostFiles: Number.POSITIVE_INFINITY,
        share: (file, i) => baseOf(i) + (i !== 9 ? 0 : file === 20 ? 0.2 : file >= 120 ? 0.25 : 0),
      },
      ({ chance }, file) => {
        if (file >= 120) chances.push(chance[9]!);
      },
    );
    for (const chance of chances) expect(chance).toBeLessThan(1e-10);
  });

  test("scatter between files is that of the other channels", () => {
    const random = randomSource(7);
    // Channel 9 wanders by a factor e between files, the others not at all.
    const wander = Array.from({ length: 60 }, () => random.gaussian());
    const memory = watchMonth(
      {
        fileCount: 60,
        seed: 8,
        share: (file, i) => 1 / (1 + Math.exp(-logit(0.05) - (i === 9 ? wander[file]! : 0))),
      },
      () => {},
    );
    expect(shareScatter(memory)[9]).toBeLessThan(0.02);
  });

  test("+0.3 % a file is a drift before it is 5 %, that began where it did", () => {
    let told: { file: number; since: number } | null = null;
    watchMonth(
      {
        fileCount: 50,
        seed: 9,
        share: (file, i) => baseOf(i) + (i === 9 && file >= 25 ? 0.003 * (file - 24) : 0),
      },
      ({ drift, driftUncertainty, driftSince }, file) => {
        if (!told && drift[9]! > 0.025 && drift[9]! > 4.5 * driftUncertainty[9]!)
          told = { file, since: driftSince[9]! };
      },
    );
    expect(told).not.toBeNull();
    const { file, since } = told!;
    expect(0.003 * (file - 24)).toBeLessThan(0.05);
    // The smoothing remembers five files.
    expect(Math.abs(since - 25)).toBeLessThanOrEqual(6);
  });
});
