import { describe, expect, it } from "vitest";
import { fractionBy } from "../../../src/compute/flags/fraction-by.js";
import { detectorGroups } from "../../../src/detector/groups.js";
import { denominators } from "../../../src/quantities/indexed-by/denominator.js";
import { dune2x2 } from "../../detectors.js";

const { indexCount, indexOf } = detectorGroups(dune2x2);
/** Waveforms of two events of which some are so. */
const those = (...places: number[]): boolean[] =>
  Array.from({ length: 2 * indexCount }, (_, i) => places.includes(i));

// Channel 12 of ADC 0 is position 8 of its active list: EPCB 1, channels 10…15; TPC 0 is ADC 0 and 1.
const lit = indexOf(0, 12);
const all = those().map(() => true);

describe("the counts of any flag", () => {
  it.each([
    ["channel", [1, 0, 0, 0, 0]],
    ["epcb", [1, 1, 0, 0, 0]],
    ["tpc", [1, 1, 1, 1, 0]],
    ["total", [2, 2, 2, 2, 2]],
  ] as const)("are among the waveforms of the denominator %s", (granularity, expected) => {
    const { passed, total } = fractionBy(granularity, all, those(lit), dune2x2);
    const places = [lit, indexOf(0, 10), indexOf(0, 9), indexOf(1, 31), indexOf(2, 12)];
    expect(places.map((place) => total[place])).toEqual(expected);
    expect(passed).toEqual(total);
  });

  it("pass where a waveform carries the flag and counts", () => {
    const flags = those(lit, indexCount + lit, indexOf(0, 10));
    const passed = denominators.map(
      (granularity) => fractionBy(granularity, flags, those(lit), dune2x2).passed[lit],
    );
    expect(passed).toEqual([1, 1, 1, 2]);
  });

  it("leave out what is invalid, which makes no group count either", () => {
    const valid = those(indexOf(0, 10), indexCount + lit);
    const { total } = fractionBy("total", all, those(lit), dune2x2, valid);
    expect([total[lit], total[indexOf(0, 10)], total[indexOf(0, 9)]]).toEqual([1, 1, 0]);
    expect(fractionBy("epcb", all, those(lit), dune2x2, valid).total).toEqual(
      new Uint32Array(indexCount),
    );
  });

  it("are zero for inactive channels and for no events", () => {
    expect(fractionBy("total", all, all, dune2x2).total[indexOf(0, 0)]).toBe(0);
    expect(fractionBy("total", [], [], dune2x2).total).toEqual(new Uint32Array(indexCount));
  });

  it("are refused for arrays that are not of the same whole events, and other denominators", () => {
    const count = (flags: boolean[], over: boolean[]) => fractionBy("tpc", flags, over, dune2x2);
    expect(() => count(all.slice(1), all.slice(1))).toThrow("got 1023, 1023");
    expect(() => count(all, all.slice(indexCount))).toThrow(
      "512 an event of dune-2x2, got 1024, 512",
    );
    expect(() => fractionBy("module" as "tpc", all, all, dune2x2)).toThrow(
      "expected channel, epcb, tpc, total, got module",
    );
  });
});
