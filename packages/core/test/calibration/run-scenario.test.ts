import { describe, expect, test } from "vitest";
import type { Course } from "../../src/calibration/planted/course.js";
import type { Scenario } from "../../src/calibration/scenarios/scenario.js";
import { runScenario } from "../../src/calibration/watched/run-scenario.js";
import { nameOf } from "../../src/calibration/watched/scenario-files.js";
import {
  filesUntil,
  filesWith,
  type ScenarioOutcome,
} from "../../src/calibration/watched/scenario-outcome.js";
import type { Verdict } from "../../src/judge/states/verdict.js";
import type { FileSummary } from "../../src/summary.js";
import { smallDetector } from "../store/make-summary.js";
import { record, standInWatch } from "./stand-in-watch.js";

/** Eight files; channel 2 of ADC 1 is shifted from the fourth one, number 3, on. */
const shift: Course["faults"][number] = {
  name: "shift",
  channels: [[1, 2]],
  firstFile: 3,
  endFile: null,
};
const scenarioOf = (course: Partial<Course>): Scenario => ({
  name: "example",
  what: "an example",
  eventCount: 2,
  course: () => ({ files: Array.from({ length: 8 }, () => ({})), faults: [shift], ...course }),
  wanted: [],
});

const run = (
  course: Partial<Course>,
  recordsOf: (index: number, summary: FileSummary) => readonly Verdict[],
): Promise<ScenarioOutcome> =>
  runScenario(scenarioOf(course), () => standInWatch(recordsOf), 1, smallDetector);

const there = { adc: 1, channel: 2 };
const elsewhere = { adc: 0, channel: 6 };

describe("a fault of a channel", () => {
  test("is told in the first of its files that has an alarm there: 1 is the first that has it", async () => {
    const { faults } = await run({}, (index) => [
      record({ ...there, state: index < 4 ? "ok" : index < 6 ? "warn" : "bad" }),
    ]);
    expect(filesUntil(faults[0]!, "warn")).toBe(2);
    expect(filesUntil(faults[0]!, "bad")).toBe(4);
  });

  test("is never told where nothing is alarmed there, or only elsewhere", async () => {
    const { faults } = await run({}, () => [
      record({ ...there, state: "unknown" }),
      record({ ...elsewhere, state: "bad" }),
    ]);
    expect(filesUntil(faults[0]!, "warn")).toBe(Number.POSITIVE_INFINITY);
  });

  test("is not told by an alarm before it begins", async () => {
    const { faults } = await run({}, (index) => [
      record({ ...there, state: index < 3 ? "bad" : "ok" }),
    ]);
    expect(filesUntil(faults[0]!, "warn")).toBe(Number.POSITIVE_INFINITY);
  });

  test("has as many files as it lasts", async () => {
    const { faults } = await run({ faults: [{ ...shift, endFile: 5 }] }, () => []);
    expect(filesWith(faults[0]!)).toHaveLength(2);
  });

  test("is told by the alarm of a group with the channel in it, once", async () => {
    const members = [
      [1, 2],
      [1, 3],
    ] as const;
    const { faults } = await run({}, () => [
      record({ scope: "epcb", adc: 1, label: "EPCB 0 of ADC 1", state: "warn", members }),
      ...members.map(([adc, channel]) => record({ adc, channel, state: "warn" })),
    ]);
    expect(faults[0]!.files[3]).toMatchObject({ state: "warn", alarmCount: 1 });
  });

  test("carries what is said of it: new, recovered, since when", async () => {
    const { faults } = await run({}, (index) => [
      record({
        ...there,
        state: index === 7 ? "ok" : "bad",
        change: index === 3 ? "new" : index === 7 ? "recovered" : "unchanged",
        ...(index > 3 && index < 7 && { since: nameOf(3) }),
      }),
    ]);
    const { files } = faults[0]!;
    expect(files.map(({ isNew }) => isNew).indexOf(true)).toBe(3);
    expect(files[5]).toMatchObject({ state: "bad", isNew: false, since: ["sim_0003.hdf5"] });
    expect(files[7]).toMatchObject({ state: "ok", isRecovered: true, since: [] });
  });

  test("is new and recovered where half of its channels are, not where one of many is", async () => {
    const channels = [2, 3, 6, 7].map((channel) => [1, channel] as const);
    const toldOf = async (...records: Verdict[]) => {
      const { faults } = await run({ faults: [{ ...shift, channels }] }, () => records);
      const { isNew, isRecovered } = faults[0]!.files[3]!;
      return { isNew, isRecovered };
    };
    const isNew = (members: typeof channels) =>
      record({ scope: "epcb", label: "a group", state: "bad", change: "new", members });
    const isBack = (members: typeof channels) =>
      record({ scope: "tpc", label: "another", state: "ok", change: "recovered", members });
    const [half, one] = [channels.slice(0, 2), channels.slice(0, 1)];
    expect(await toldOf(isNew(half))).toEqual({ isNew: true, isRecovered: false });
    expect(await toldOf(isBack(half))).toEqual({ isNew: false, isRecovered: true });
    expect(await toldOf(isNew(one), isBack(half))).toEqual({ isNew: false, isRecovered: true });
    expect(await toldOf(isNew(one), isBack(one))).toEqual({ isNew: false, isRecovered: false });
  });

  test("has not recovered while another alarm of it is left", async () => {
    const { faults } = await run({}, () => [
      record({ ...there, check: "gain-drift", state: "ok", change: "recovered" }),
      record({ ...there, state: "bad", change: "unchanged" }),
    ]);
    expect(faults[0]!.files[3]!.isRecovered).toBe(false);
  });

  test("is not told by the record of an ADC, unless it fills the ADC", async () => {
    const missing = () => [record({ check: "missing-adc", scope: "adc", adc: 1, state: "bad" })];
    const { faults } = await run({}, missing);
    expect(faults[0]!.files[3]!.state).toBe("ok");
    const channels = [2, 3, 6, 7].map((channel) => [1, channel] as const);
    const whole = await run({ faults: [{ ...shift, channels }] }, missing);
    expect(whole.faults[0]!.files[3]!.state).toBe("bad");
  });
});

describe("an alarm is false", () => {
  const falseOf = async (course: Partial<Course>, records: (index: number) => Verdict[]) =>
    (await run(course, records)).files.map(({ falseBad, falseWarn }) => [falseBad, falseWarn]);

  test("of a healthy channel always, of a channel with a fault before that begins", async () => {
    const counts = await falseOf({}, () => [
      record({ ...there, state: "bad" }),
      record({ ...elsewhere, state: "warn" }),
    ]);
    expect(counts).toEqual([...Array(3).fill([1, 1]), ...Array(5).fill([0, 1])]);
  });

  test("of a repaired channel from the third file after the repair on", async () => {
    const counts = await falseOf({ faults: [{ ...shift, firstFile: 0, endFile: 2 }] }, () => [
      record({ ...there, state: "warn" }),
    ]);
    expect(counts.map(([, warn]) => warn)).toEqual([0, 0, 0, 0, 0, 1, 1, 1]);
  });

  test("of a group most of whose channels are healthy", async () => {
    const group = (channels: number[]) =>
      record({
        ...{ scope: "tpc", label: "TPC 1", state: "bad" },
        members: channels.map((channel) => [1, channel] as const),
      });
    const few = await falseOf({}, () => [group([2, 3, 6])]);
    const half = await falseOf({}, () => [group([2, 3])]);
    expect([few[5], half[5]]).toEqual([
      [1, 0],
      [0, 0],
    ]);
  });

  test("never where a file is said to have few events", async () => {
    const counts = await falseOf({}, () => [
      record({ check: "few-events", scope: "file", state: "warn" }),
    ]);
    expect(counts.flat()).toEqual(Array(16).fill(0));
  });
});

describe("a change of conditions", () => {
  const told = (change: "new" | "unchanged") =>
    record({ check: "trigger-mix", scope: "file", state: "warn", change });

  test("is told where it is new, and is then no false alarm", async () => {
    const { files } = await run({ newConditions: [4], oldConditions: [6] }, (index) => [
      told(index % 2 === 0 ? "new" : "unchanged"),
    ]);
    expect(files.map(({ tellsConditions }) => tellsConditions)).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7].map((index) => index % 2 === 0),
    );
    expect(files.map(({ falseWarn }) => falseWarn)).toEqual([1, 1, 1, 1, 0, 1, 0, 1]);
  });
});

describe("the files of a scenario", () => {
  test("are the same for the same seed, others for another", async () => {
    const baselinesOf = async (seed: number) => {
      const seen: number[] = [];
      const watch = standInWatch((_, { baseline }) => {
        seen.push(baseline.p50[2]!);
        return [];
      });
      await runScenario(scenarioOf({}), () => watch, seed, smallDetector);
      return seen;
    };
    expect(await baselinesOf(1)).toEqual(await baselinesOf(1));
    expect(await baselinesOf(1)).not.toEqual(await baselinesOf(2));
  });

  test("begin an hour after each other and have the parts of the course", async () => {
    const parts = [{}, { eventCount: 5 }, { conditions: { runType: "self" as const } }];
    const seen: FileSummary[] = [];
    const { files } = await run({ files: parts, faults: [] }, (_, summary) => {
      seen.push(summary);
      return [];
    });
    expect(seen.map(({ selectedEvents }) => selectedEvents.length)).toEqual([2, 5, 2]);
    expect(seen[2]!.eventCount.beam).toBe(0);
    expect(seen[1]!.time!.firstMs! - seen[0]!.time!.firstMs!).toBe(3_600_000);
    expect(files.map(({ simulatedRunType }) => simulatedRunType)).toEqual([
      "mixed",
      "mixed",
      "self",
    ]);
  });
});
