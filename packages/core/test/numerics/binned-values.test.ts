import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { histogram } from "../../src/numerics/binned-values.js";
import { binEdges } from "../../src/numerics/histogram.js";

const countsOf = (values: number[], bins: number | number[]): number[] =>
  Array.from(histogram(values, bins).counts);

describe("a histogram of values", () => {
  // numpy.histogram(values, bins), NumPy 2.4.6
  it.each([
    [[1, 2, 2.5, 3, 4, 4], 3, [1, 2, 3], [1, 2, 3, 4]],
    [
      [1, 2, 2.5, 3, 4, 4],
      [1, 2, 4],
      [1, 5],
      [1, 2, 4],
    ],
    [[5, 5], 2, [0, 2], [4.5, 5, 5.5]],
  ])("has the counts and edges of numpy.histogram(%j, %j)", (values, bins, counts, edges) => {
    const found = histogram(values, bins);
    expect(Array.from(found.counts)).toEqual(counts);
    expect(Array.from(found.edges)).toEqual(edges);
  });

  it("counts a value in the bin that begins at it, and the last edge in the last bin", () => {
    expect(countsOf([0, 1, 2], [0, 1, 2])).toEqual([1, 2]);
  });

  it("says what is in no bin", () => {
    const values = [-1, 0, 0.5, 9, Number.POSITIVE_INFINITY, Number.NaN];
    expect(histogram(values, [0, 1])).toMatchObject({ below: 1, above: 2, unknown: 1 });
    expect(countsOf(values, [0, 1])).toEqual([2]);
  });

  it("of no known value has its bins from 0 to 1, all empty", () => {
    expect(histogram([Number.NaN], 2)).toEqual({
      edges: Float64Array.of(0, 0.5, 1),
      counts: Uint32Array.of(0, 0),
      ...{ below: 0, above: 0, unknown: 1 },
    });
  });

  it("makes bins of values that differ by less than bins can", () => {
    for (const values of [
      [0, 5e-324],
      [1, 1 + Number.EPSILON],
      [1e20, 1e20],
    ]) {
      const { counts, below, above } = histogram(values, 3);
      expect([counts.reduce((a, b) => a + b, 0), below, above]).toEqual([2, 0, 0]);
    }
  });

  it("loses no value, whatever the bins", () => {
    const value = fc.oneof(fc.double({ min: -9, max: 9 }), fc.integer({ min: -3, max: 3 }));
    const edges = fc.uniqueArray(fc.integer({ min: -5, max: 5 }), { minLength: 2 });
    const bins = fc.oneof(
      fc.integer({ min: 1, max: 40 }),
      edges.map((each) => each.sort((a, b) => a - b)),
    );
    fc.assert(
      fc.property(fc.array(value), bins, (values, bins) => {
        const { edges, counts, below, above, unknown } = histogram(values, bins);
        const inBins = values.filter((v) => edges[0]! <= v && v <= edges.at(-1)!);
        expect(counts.reduce((a, b) => a + b, 0)).toBe(inBins.length);
        expect(inBins.length + below + above + unknown).toBe(values.length);
        counts.slice(0, -1).forEach((count, i) => {
          const own = values.filter((v) => edges[i]! <= v && v < edges[i + 1]!);
          expect(count).toBe(own.length);
        });
      }),
    );
  });

  it.each([0, -1, 2.5, Number.NaN, [], [1], [2, 1], [1, 1], [1, Number.NaN]])(
    "refuses %j as bins",
    (bins) => {
      expect(() => histogram([1, 2], bins)).toThrow("Not the bins of a histogram");
    },
  );
});

describe("the edges of a kept histogram", () => {
  const counts = Uint32Array.of(1, 0, 2);

  it("are whole counts on the grid of baselines and noise", () => {
    expect(binEdges({ firstBin: -28001, counts })).toEqual(
      Float64Array.of(-28001, -28000, -27999, -27998),
    );
  });

  it("are 32 an octave on the grid of amplitudes", () => {
    const edges = binEdges({ firstBin: 320, counts: new Uint32Array(32) }, "log2");
    expect([edges[0], edges[32], edges.length]).toEqual([1024, 2048, 33]);
  });

  it("are none for none", () => {
    expect(binEdges(null)).toEqual(new Float64Array(0));
  });
});
