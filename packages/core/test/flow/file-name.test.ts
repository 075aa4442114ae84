import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareNatural, fileStem, runInName, runNumbers } from "../../src/flow/file-name.js";

describe("run numbers", () => {
  it.each([
    ["mpd_run_demo_rctl_101.FLOW.hdf5", 101, null],
    ["mpd_run_hvramp_rctl_105_p14.FLOW.hdf5", 105, 14],
    ["/data/2024_07/mpd_run_hvramp_rctl_0105_p014.FLOW.hdf5", 105, 14],
    ["adc64_demo_103.FLOW.hdf5", 103, null],
    ["sim_run_rctl_500_p3.FLOW.hdf5", 500, 3],
    ["run_50014_2.h5", 50014, 2],
    ["mpd_2_rctl_7_3.hdf5", 7, 3],
    ["cosmics.FLOW.hdf5", null, null],
    ["mpd_run_data_2026_07_16_14_05_34_CST_001130_p00003.FLOW.hdf5", 1130, 3],
    ["mpd_run_data_2026_07_16_14_05_34_001130_00003.FLOW.hdf5", 1130, 3],
    ["mpd_run_2026_07_16_14_05_34_CST_001130_p3.FLOW.hdf5", 1130, 3],
    ["mpd_run_data_2026_07_16_14_05_34_CST_rctl_101_p3.FLOW.hdf5", 101, 3],
    ["run_50014_2024_07_08_16_15_41_CDT.h5", 50014, null],
    ["packet-0050015-2024_07_06_16_15_41_CDT.FLOW.hdf5", 50015, null],
    ["cosmics_2026_07_16.hdf5", null, null],
    ["mpd_run_data_20251104174640_p1.FLOW.hdf5", 20251104174640, 1],
    ["run_123456789012345678901.h5", null, null],
  ])("of %s are %s and %s", (name, run, subRun) => {
    expect(runNumbers(name)).toEqual({ run, subRun });
  });
});

describe("the stem of a file", () => {
  it.each([
    ["/a/b/mpd_run_demo_rctl_101.FLOW.hdf5", "mpd_run_demo_rctl_101"],
    ["x.flow.h5", "x"],
    ["x.v2.hdf5", "x.v2"],
    ["x.h5", "x"],
    ["x.txt", "x.txt"],
  ])("of %s is %s", (name, stem) => {
    expect(fileStem(name)).toBe(stem);
  });
});

describe("natural order", () => {
  it("counts numbers, zero-padded or not", () => {
    const ordered = ["r_1.h5", "r_02.h5", "r_2_p1.h5", "r_2_p10.h5", "r_3.h5", "r_010.h5"];
    expect([...ordered].reverse().sort(compareNatural)).toEqual(ordered);
  });

  it("puts a run before its sub-runs", () => {
    expect(compareNatural("r_105.FLOW.hdf5", "r_105_p1.FLOW.hdf5")).toBeLessThan(0);
  });

  it("keeps numbers apart that floating point could not", () => {
    expect(compareNatural("r_9007199254740993", "r_9007199254740992")).toBeGreaterThan(0);
  });

  it("is a total order: only equal names tie, and order does not depend on where it starts", () => {
    const name = fc.string({ unit: fc.constantFrom("0", "1", "2", "a", "_", "."), maxLength: 8 });
    fc.assert(
      fc.property(name, name, name, (a, b, c) => {
        expect(compareNatural(a, b) === 0).toBe(a === b);
        expect(Math.sign(compareNatural(a, b)) + Math.sign(compareNatural(b, a))).toBe(0);
        const sorted = [a, b, c].sort(compareNatural);
        expect([c, a, b].sort(compareNatural)).toEqual(sorted);
        expect([b, c, a].sort(compareNatural)).toEqual(sorted);
      }),
    );
  });
});

describe("the run that a name says, for programs", () => {
  it.each([
    ["/data/mpd_run_data_rctl_967_p00010.FLOW.hdf5", 967],
    ["run_9007199254740991.FLOW.hdf5", 9007199254740991],
    ["run_9007199254740992.FLOW.hdf5", "9007199254740992"],
    ["run_00020251104174640123456_p3.FLOW.hdf5", "20251104174640123456"],
    ["notes.FLOW.hdf5", null],
  ])("of %s is %s: digits where a number would not be exact", (name, run) => {
    expect(runInName(name)).toBe(run);
  });
});
