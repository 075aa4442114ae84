import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rollUp } from "../../src/history/roll-up.js";
import { flags } from "../../src/quantities/table.js";
import type { FileSummary } from "../../src/summary.js";
import { makeSummary, silence, smallDetector } from "../store/make-summary.js";

const current = makeSummary({ detector: smallDetector, name: "now.hdf5" });
const file = (n: number, parts: Parameters<typeof makeSummary>[0] = {}): FileSummary =>
  makeSummary({ detector: smallDetector, name: `f_${n}.hdf5`, run: n, ...parts });
const channel = 2;

describe("a roll-up of earlier files", () => {
  test("takes the median of the file medians and its robust spread", () => {
    const files = [-28_000, -28_010, -27_996, -27_000].map((baselineAdc16, n) =>
      file(n, { baselineAdc16 }),
    );
    const { baseline } = rollUp(files, current);
    // Sorted −28010 −28000 −27996 −27000: median −27998; deviations 2 2 12 998: median 7.
    expect(baseline.median[channel]).toBe(-27_998);
    expect(baseline.spread[channel]).toBeCloseTo(1.4826 * 7, 10);
    expect(baseline.fileCount[channel]).toBe(4);
  });

  test("has no spread for a single file", () => {
    const { baseline } = rollUp([file(1)], current);
    expect(baseline.median[channel]).toBe(-28_000);
    expect(baseline.spread[channel]).toBe(0);
  });

  test("pools 16 and 84 % quantiles over all values, to within one count", () => {
    const one = file(1);
    const two = file(2);
    one.baseline.histogram[channel] = { firstBin: 0, counts: new Uint32Array(50).fill(1) };
    two.baseline.histogram[channel] = { firstBin: 50, counts: new Uint32Array(51).fill(1) };
    const { p16, p84 } = rollUp([one, two], current).baseline;
    // The values 0…100, one a bin: 16 and 84 at the bins' edges, half a bin further at the middles.
    expect(Math.abs(p16[channel]! - 16)).toBeLessThanOrEqual(1);
    expect(Math.abs(p84[channel]! - 84)).toBeLessThanOrEqual(1);
  });

  test("adds counts, and does not depend on the order of the files", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: 99 }), fc.nat({ max: 99 })), {
          minLength: 1,
          maxLength: 6,
        }),
        (counts) => {
          const files = counts.map(([passed, more], n) => {
            const summary = file(n);
            const { epcb } = summary.clipped.beam!;
            epcb.passed[channel] = passed;
            epcb.total[channel] = passed + more;
            return summary;
          });
          const sum = rollUp(files, current).clipped.beam!.epcb;
          expect(sum.passed[channel]).toBe(counts.reduce((n, [passed]) => n + passed, 0));
          expect(sum.total[channel]).toBe(
            counts.reduce((n, [passed, more]) => n + passed + more, 0),
          );
          const { files: _, ...forwards } = rollUp(files, current);
          const { files: __, ...backwards } = rollUp([...files].reverse(), current);
          expect(backwards).toEqual(forwards);
        },
      ),
      { numRuns: 20 },
    );
  });

  test("skips a file for the channels that it knows nothing of", () => {
    const one = file(1, { baselineAdc16: -29_000 });
    silence(one, channel);
    const { baseline } = rollUp([one, file(2)], current);
    expect(baseline.median[channel]).toBe(-28_000);
    expect([baseline.fileCount[channel], baseline.fileCount[3]]).toEqual([1, 2]);
  });

  test("is unknown where no file knows anything", () => {
    const one = file(1);
    silence(one, channel);
    const { baseline } = rollUp([one], current);
    for (const of of ["median", "spread", "p16", "p84"] as const)
      expect(baseline[of][channel]).toBeNaN();
    const nothing = rollUp([], current);
    expect([nothing.files, nothing.refused]).toEqual([[], []]);
    for (const flag of flags) expect(nothing[flag]).toEqual({});
  });
});

describe("an earlier file is refused", () => {
  test.each([
    ["its own input", { name: "now.hdf5" }, "it is the file itself"],
    [
      "another detector",
      { detector: { ...smallDetector, name: "big" } },
      "detector big, not small",
    ],
    [
      "another profile",
      { detector: { ...smallDetector, channelsPerEpcb: 4 } },
      "another cabling of detector small",
    ],
    ["another threshold", { thresholdAdc16: 400 }, "ptps16bit 400, not 500"],
    [
      "untyped triggers",
      { triggersTyped: false },
      "its triggers are not classified as beam and self",
    ],
  ])("for %s, with the reason", (_, parts, reason) => {
    const odd = file(1, parts);
    const reference = rollUp([odd, file(2)], current);
    expect(reference.refused).toEqual([{ file: odd.input.name, reason }]);
    expect(reference.files).toEqual(["f_2.hdf5"]);
    expect(reference.baseline.fileCount[channel]).toBe(1);
  });

  test("for fractions alone where its waveforms have another length", () => {
    const reference = rollUp([file(1, { sampleCount: 12 })], current);
    expect(reference.files).toEqual(["f_1.hdf5"]);
    expect(reference.refused).toEqual([
      {
        file: "f_1.hdf5",
        reason: "waveforms of 12 samples, not 20: not used for fractions and lines",
      },
    ]);
    expect(reference.clipped).toEqual({});
    expect(reference.baseline.fileCount[channel]).toBe(1);
  });
});
