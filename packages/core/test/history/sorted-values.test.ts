import fc from "fast-check";
import { expect, test } from "vitest";
import { sortedValues } from "../../src/quantities/pools/sorted-values.js";

const medianOf = (values: number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return sorted.length % 2 === 1
    ? sorted[Math.floor(half)]!
    : (sorted[half - 1]! + sorted[half]!) / 2;
};

test("median and median distance are those of what was added and not dropped", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true, min: -1e9, max: 1e9 })),
        { maxLength: 40 },
      ),
      fc.nat({ max: 20 }),
      (values, window) => {
        const sets = sortedValues(3);
        const kept: number[] = [];
        for (const value of values) {
          sets.add(1, value);
          kept.push(value);
          if (kept.length > window) sets.drop(1, kept.shift()!);
          const middle = medianOf(kept);
          expect(sets.count(1)).toBe(kept.length);
          // + 0: a zero has two signs.
          expect(sets.median(1) + 0).toBe(middle + 0);
          expect(sets.medianDistance(1, middle) + 0).toBe(
            medianOf(kept.map((one) => Math.abs(one - middle))) + 0,
          );
        }
        expect([sets.count(0), sets.count(2)]).toEqual([0, 0]);
      },
    ),
    { numRuns: 300 },
  );
});

test("sets that hold nothing have no median", () => {
  const sets = sortedValues(2);
  sets.add(0, 5);
  sets.drop(0, 5);
  for (const set of [0, 1]) {
    expect(sets.median(set)).toBeNaN();
    expect(sets.medianDistance(set, 0)).toBeNaN();
  }
});
