import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Histogram } from "../../src/numerics/histogram.js";
import {
  addHistogram,
  dropHistogram,
  histogramOf,
  histogramQuantile,
  mergeHistograms,
} from "../../src/numerics/histogram.js";
import { quantilesInPlace } from "../../src/numerics/quantile.js";

const binned = (values: readonly number[]): Histogram | null =>
  histogramOf(Float64Array.from(values));

const valuesNear = (centre: number) =>
  fc.array(fc.double({ noNaN: true, min: centre - 30, max: centre + 30 }), {
    minLength: 1,
    maxLength: 100,
  });

describe("histograms of one count a bin", () => {
  it("put v into bin ⌊v⌋, below zero too", () => {
    expect(binned([-1.5, -1, -0.01, 0, 2.99])).toEqual({
      firstBin: -2,
      counts: Uint32Array.of(1, 2, 1, 0, 1),
    });
  });

  it("are null for no values", () => {
    expect(binned([])).toBeNull();
    expect(histogramOf(Float64Array.of(1, 2, 3), 1, 0)).toBeNull();
  });

  it("look at their own part of a buffer", () => {
    expect(histogramOf(Float64Array.of(900, 5.5, 7.5, -900), 1, 2)).toEqual({
      firstBin: 5,
      counts: Uint32Array.of(1, 0, 1),
    });
  });

  it("add up where they overlap and where they do not", () => {
    expect(mergeHistograms([binned([3, 4]), null, binned([4, 7])])).toEqual({
      firstBin: 3,
      counts: Uint32Array.of(1, 2, 0, 0, 1),
    });
    expect(mergeHistograms([null, null])).toBeNull();
    expect(mergeHistograms([])).toBeNull();
  });

  it("merge to the histogram of all values, in any order, and stay as they are", () => {
    fc.assert(
      fc.property(valuesNear(-28000), valuesNear(-27950), valuesNear(-28000), (a, b, c) => {
        const parts = [binned(a), binned(b), binned(c)];
        const whole = binned([...a, ...b, ...c]);
        expect(mergeHistograms(parts)).toEqual(whole);
        expect(mergeHistograms([parts[2]!, parts[0]!, parts[1]!])).toEqual(whole);
        expect(mergeHistograms([mergeHistograms(parts.slice(0, 2)), parts[2]!])).toEqual(whole);
        expect(parts[0]).toEqual(binned(a));
      }),
    );
  });

  it("grow a sum one by one, and are taken out of it again", () => {
    fc.assert(
      fc.property(fc.array(valuesNear(-28000), { minLength: 1, maxLength: 5 }), (files) => {
        const parts = files.map(binned);
        const sum = parts.reduce<Histogram | null>(addHistogram, null);
        expect(sum).toEqual(binned(files.flat()));
        dropHistogram(sum, parts[0]!);
        expect(withoutEmptyEnds(sum)).toEqual(binned(files.slice(1).flat()));
        expect(addHistogram(sum, null)).toBe(sum);
        expect(parts).toEqual(files.map(binned));
      }),
    );
  });

  it("are no sum where nothing was added", () => {
    expect(addHistogram(null, null)).toBeNull();
    expect(() => dropHistogram(null, null)).not.toThrow();
  });
});

/** Null for a histogram without counts. */
function withoutEmptyEnds(histogram: Histogram | null): Histogram | null {
  if (!histogram) return null;
  const { firstBin, counts } = histogram;
  const first = counts.findIndex((count) => count > 0);
  const end = counts.findLastIndex((count) => count > 0) + 1;
  if (first < 0) return null;
  return { firstBin: firstBin + first, counts: counts.slice(first, end) };
}

describe("quantiles of histograms", () => {
  it("are unknown where nothing was counted", () => {
    expect(histogramQuantile(null, 0.5)).toBeNaN();
    expect(histogramQuantile({ firstBin: 0, counts: new Uint32Array(3) }, 0.5)).toBeNaN();
    expect(histogramQuantile(mergeHistograms([]), 0.5)).toBeNaN();
  });

  it("are the centre of the bin for one value", () => {
    expect([0, 0.5, 1].map((p) => histogramQuantile(binned([7.9]), p))).toEqual([7.5, 7.5, 7.5]);
  });

  it("spread the values of a bin evenly over it", () => {
    const four = { firstBin: 10, counts: Uint32Array.of(4) };
    expect([0, 0.5, 1].map((p) => histogramQuantile(four, p))).toEqual([10.125, 10.5, 10.875]);
  });

  it("interpolate over empty bins between two values", () => {
    expect(histogramQuantile(binned([0, 10]), 0.5)).toBeCloseTo(5.5, 12);
  });

  it("are within one count of the exact quantile, however the values are divided", () => {
    const probability = fc.double({ noNaN: true, min: 0, max: 1 });
    fc.assert(
      fc.property(valuesNear(-28000), valuesNear(-27000), probability, (a, b, p) => {
        const all = Float64Array.from([...a, ...b]);
        const exact = quantilesInPlace(all, 0, all.length, [p])[0]!;
        const pooled = histogramQuantile(mergeHistograms([binned(b), binned(a)]), p);
        expect(Math.abs(pooled - exact)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("histograms of ratios", () => {
  const ratios = (...values: number[]): Histogram | null =>
    histogramOf(Float64Array.from(values), 0, values.length, "ratio");

  it("have 32 bins for each factor of two, below 1 too", () => {
    expect(ratios(1)!.firstBin).toBe(0);
    expect(ratios(0.51)!.firstBin).toBe(Math.floor(32 * Math.log2(0.51)));
    expect(ratios(0.5, 2)!.counts).toHaveLength(65);
  });

  it("put what is below 1/1024, 0 included, into the lowest bin", () => {
    expect(ratios(0, 1e-9, 1 / 1024)).toEqual({ firstBin: -320, counts: Uint32Array.of(3) });
  });

  it("have quantiles within a bin", () => {
    const values = [0.2, 0.4, 0.9, 1.1, 3];
    expect(
      Math.abs(Math.log2(histogramQuantile(ratios(...values), 0.5, "ratio") / 0.9)),
    ).toBeLessThan(1 / 32);
  });
});
