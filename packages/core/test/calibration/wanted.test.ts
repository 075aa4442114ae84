import { describe, expect, test } from "vitest";
import { driftNamed, runTypesTold } from "../../src/calibration/wanted/named.js";
import { falseBad, falseWarn } from "../../src/calibration/wanted/per-file.js";
import {
  hardlyShown,
  shownInShare,
  shownThroughout,
  shownWithin,
} from "../../src/calibration/wanted/seen.js";
import {
  alarmsThere,
  conditionsToldOnce,
  neverRecovered,
  recoveredAtEnd,
  toldNew,
  toldSince,
} from "../../src/calibration/wanted/told.js";
import type {
  FaultInFile,
  FaultOutcome,
  FileOutcome,
  ScenarioOutcome,
} from "../../src/calibration/watched/scenario-outcome.js";

const quiet: FaultInFile = {
  ...{ state: "ok", isNew: false, isRecovered: false, since: [], checks: [], alarmCount: 0 },
};
const file: FileOutcome = {
  ...{ falseBad: 0, falseWarn: 0, falseChecks: [], tellsConditions: false },
  ...{ runType: "mixed", simulatedRunType: "mixed" },
};

/** A fault from file 2 on; states of its files in letters: o(k), w(arn), b(ad). */
function faultOf(letters: string, parts: Partial<FaultInFile>[] = []): FaultOutcome {
  const states = { o: "ok", w: "warn", b: "bad" } as const;
  const files = [...`oo${letters}`].map((letter, i) => ({
    ...quiet,
    state: states[letter as "o"],
    ...parts[i - 2],
  }));
  return { fault: { name: "shift", channels: [[0, 1]], firstFile: 2, endFile: null }, files };
}

const outcome = (parts: Partial<ScenarioOutcome>): ScenarioOutcome => ({
  ...{ files: [file], faults: [], newConditions: [], oldConditions: [] },
  ...parts,
});
const faults = (...of: FaultOutcome[]): ScenarioOutcome => outcome({ faults: of });

describe("false alarms a file", () => {
  test("are the mean over all files, met up to the limit itself", () => {
    const of = outcome({ files: [{ ...file, falseBad: 1 }, ...Array(19).fill(file)] });
    expect(falseBad(0.05).measure(of)).toEqual({ words: "0.05 bad", isMet: true });
    expect(falseBad(0.04).measure(of).isMet).toBe(false);
    expect(falseWarn(0).measure(of).isMet).toBe(true);
  });
});

describe("a fault shown within so many files", () => {
  test("counts its own files from 1, a warning as no bad state", () => {
    expect(shownWithin(2, "warn").measure(faults(faultOf("owb"))).isMet).toBe(true);
    expect(shownWithin(1, "warn").measure(faults(faultOf("owb"))).isMet).toBe(false);
    expect(shownWithin(2, "bad").measure(faults(faultOf("owb"))).isMet).toBe(false);
  });

  test("may be missed in one of twenty, not in two; the delay told is that of 95 %", () => {
    const of = (missed: number) =>
      faults(...Array(20 - missed).fill(faultOf("ob")), ...Array(missed).fill(faultOf("oo")));
    expect(shownWithin(2, "bad").measure(of(1))).toEqual({
      words: "19 of 20 bad within 2 files, most in file 2",
      isMet: true,
    });
    expect(shownWithin(2, "bad").measure(of(2)).isMet).toBe(false);
  });

  test("is asked of the faults of its name alone, and not met without any", () => {
    expect(shownWithin(1, "bad", "noise").measure(faults(faultOf("b"))).isMet).toBe(false);
    expect(shownWithin(1, "bad").measure(faults()).isMet).toBe(false);
  });
});

describe("a fault shown throughout", () => {
  test("is shown in every file after the first that shows it", () => {
    expect(shownThroughout("bad").measure(faults(faultOf("owbbb"))).isMet).toBe(true);
    expect(shownThroughout("bad").measure(faults(faultOf("owbbo"))).isMet).toBe(false);
    expect(shownThroughout("bad").measure(faults(faultOf("ww"))).isMet).toBe(false);
  });
});

test("a share of the files is counted over all faults", () => {
  const of = faults(faultOf("bbbb"), faultOf("bboo"));
  expect(shownInShare(0.75, "bad").measure(of)).toEqual({ words: "6 of 8 bad", isMet: true });
  expect(shownInShare(0.8, "bad").measure(of).isMet).toBe(false);
});

test("an accepted fault is not alarmed", () => {
  expect(hardlyShown().measure(faults(faultOf("oooo"))).isMet).toBe(true);
  expect(hardlyShown().measure(faults(faultOf("owoo"))).isMet).toBe(false);
});

describe("what is told of a fault", () => {
  const [isNew, isRecovered] = [{ isNew: true }, { isRecovered: true }];

  test("new: once is met by once, not by twice and not by never", () => {
    const met = (...parts: Partial<FaultInFile>[]) =>
      toldNew(1).measure(faults(faultOf("bbb", parts))).isMet;
    expect([met(isNew), met(isNew, {}, isNew), met()]).toEqual([true, false, false]);
  });

  test("since: in the files after the new one", () => {
    const since = { since: ["sim_0002.hdf5"] };
    expect(toldSince().measure(faults(faultOf("bbb", [isNew, since, since]))).isMet).toBe(true);
    expect(toldSince().measure(faults(faultOf("bbb", [isNew, since, {}]))).isMet).toBe(false);
  });

  test("recovered: never while it is there, and soon after its end", () => {
    expect(neverRecovered().measure(faults(faultOf("bb", [{}, isRecovered]))).isMet).toBe(false);
    const ends = (fault: FaultOutcome) =>
      faults({ ...fault, fault: { ...fault.fault, endFile: 4 } });
    const atEnd = faultOf("bboo", [{}, {}, isRecovered]);
    const early = faultOf("bboo", [{}, isRecovered, isRecovered]);
    const late = faultOf("bboo", [{}, {}, {}, isRecovered]);
    expect(
      [atEnd, early, late].map((fault) => recoveredAtEnd(1).measure(ends(fault)).isMet),
    ).toEqual([true, false, false]);
    expect(recoveredAtEnd(2).measure(ends(late)).isMet).toBe(true);
  });

  test("alarms: as many as there are faults in it", () => {
    const two = faults(faultOf("bb", [{ alarmCount: 2 }, { alarmCount: 2 }]));
    expect(alarmsThere(2).measure(two).isMet).toBe(true);
    expect(alarmsThere(1).measure(two).isMet).toBe(false);
  });
});

describe("conditions", () => {
  const tellingIn = (told: number[]) =>
    outcome({
      files: [0, 1, 2, 3, 4].map((index) => ({ ...file, tellsConditions: told.includes(index) })),
      newConditions: [1],
      oldConditions: [3],
    });

  test("are told in each file where they are new, perhaps where they return, nowhere else", () => {
    expect(conditionsToldOnce.measure(tellingIn([1])).isMet).toBe(true);
    expect(conditionsToldOnce.measure(tellingIn([1, 3])).isMet).toBe(true);
    expect(conditionsToldOnce.measure(tellingIn([3])).isMet).toBe(false);
    expect(conditionsToldOnce.measure(tellingIn([1, 2])).isMet).toBe(false);
  });

  test("have the run type that was simulated", () => {
    const led: FileOutcome = { ...file, simulatedRunType: "led" };
    expect(runTypesTold.measure(outcome({ files: [file, file] })).isMet).toBe(true);
    expect(runTypesTold.measure(outcome({ files: [file, led] })).isMet).toBe(false);
  });
});

test("drift is named by half of the alarms at least", () => {
  const of = (...falseChecks: string[]) => outcome({ files: [{ ...file, falseChecks }] });
  expect(driftNamed.measure(of("baseline-drift", "noise-high")).isMet).toBe(true);
  expect(driftNamed.measure(of("noise-high")).isMet).toBe(false);
  expect(driftNamed.measure(of()).isMet).toBe(false);
});
