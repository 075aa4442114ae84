import { describe, expect, test } from "vitest";
import { rollUp } from "../../src/history/roll-up.js";
import { badByThemselves } from "../../src/judge/bad-channels.js";
import type { Judgement } from "../../src/judge/judge-file.js";
import { alarmsOf, recoveriesOf } from "../../src/judge/states/alarms.js";
import { controlByPersistence, controlDiscoveryRate } from "../../src/judge/states/false-alarms.js";
import { recordKey, type Verdict } from "../../src/judge/states/verdict.js";
import { rejudge } from "../../src/rejudge/rejudge.js";
import type { FileSummary } from "../../src/summary.js";
import { active2x2 } from "../detectors.js";
import { makeSummary, quantilesOf } from "../store/make-summary.js";
import { judgedAfter, watchOf } from "./watched.js";

const firstMs = Date.UTC(2025, 10, 4, 12);
const file = (n: number, change: (summary: FileSummary) => void = () => {}): FileSummary => {
  const summary = makeSummary({ name: `f_${n}`, selfCount: 200, firstMs: firstMs + n * 3_600_000 });
  change(summary);
  return summary;
};
const shift =
  (channelIndices: readonly number[], byAdc16: number) =>
  (summary: FileSummary): void => {
    const { baseline, darkBaseline } = summary;
    for (const part of [...quantilesOf(baseline), ...quantilesOf(darkBaseline)])
      for (const channelIndex of channelIndices) part[channelIndex]! += byAdc16;
  };
const clean = Array.from({ length: 8 }, (_, n) => file(n));
const judged = (
  now: FileSummary,
  previous: FileSummary | null,
  judgement: Partial<Judgement> = {},
): Verdict[] => judgedAfter(previous ? [...clean, previous] : clean, now, judgement);
const of = (verdicts: readonly Verdict[], check: string, adc: number, channel: number): Verdict =>
  verdicts.find((one) => one.check === check && one.adc === adc && one.channel === channel)!;
const indexOfChannel = (adc: number, channel: number): number => adc * 64 + channel;

describe("against the previous file", () => {
  const moved = (n: number): FileSummary => file(n, shift([indexOfChannel(2, 9)], 500));
  const changeOf = (verdicts: readonly Verdict[]) => of(verdicts, "baseline-shift", 2, 9).change;

  test("a fault is new, then unchanged, then recovered; all else is unchanged", () => {
    expect(changeOf(judged(moved(20), file(19)))).toBe("new");
    expect(changeOf(judged(moved(20), moved(19)))).toBe("unchanged");
    expect(changeOf(judged(file(20), moved(19)))).toBe("recovered");
    expect(of(judged(moved(20), file(19)), "baseline-shift", 2, 10).change).toBe("unchanged");
  });

  test("a fault is new without any, and when a warning becomes bad", () => {
    expect(changeOf(judged(moved(20), null))).toBe("new");
    const little = file(19, shift([indexOfChannel(2, 9)], 80));
    expect(of(judged(little, null), "baseline-shift", 2, 9).state).toBe("warn");
    expect(changeOf(judged(moved(20), little))).toBe("new");
    expect(changeOf(judged(little, moved(20)))).toBe("unchanged");
  });

  test("a fault in the status file is known, and watched by the other checks", () => {
    const listed = moved(20);
    listed.channelStatus = new Int8Array(512);
    listed.channelStatus[indexOfChannel(2, 9)] = 2;
    for (const part of quantilesOf(listed.gain)) part[indexOfChannel(2, 9)]! *= 0.3;
    const verdicts = judged(listed, file(19));
    expect(of(verdicts, "baseline-shift", 2, 9)).toMatchObject({
      state: "masked",
      change: "known",
    });
    expect(of(verdicts, "gain-change", 2, 9)).toMatchObject({ state: "bad", change: "new" });
  });

  test("every record says what changed", () => {
    for (const { change } of judged(moved(20), file(19))) expect(change).not.toBeNull();
  });
});

describe("a shift that channels share", () => {
  // Active channels of ADC 0: 4–15, 20–31, …; EPCB 2 is positions 12–17: 20–25.
  const epcb = [20, 21, 22, 23, 24, 25].map((channel) => indexOfChannel(0, channel));

  test("of an EPCB is one alarm with its members", () => {
    const now = file(20, shift(epcb, 300));
    const verdicts = judged(now, file(19));
    const alarms = alarmsOf(verdicts);
    expect(alarms).toHaveLength(1);
    expect(alarms[0]).toMatchObject({
      place: "EPCB 2 of ADC 0",
      title: "Baseline shift",
      change: "new",
      also: [],
      verdict: { scope: "epcb", adc: 0, channel: null, group: 2, state: "bad", value: 300 },
    });
    expect(alarms[0]!.verdict.members).toEqual(epcb.map((channelIndex) => [0, channelIndex]));
    expect(recoveriesOf(judged(file(21), now)).map(({ place }) => place)).toEqual([
      "EPCB 2 of ADC 0",
    ]);
  });

  test("of a whole ADC is one alarm, not one per EPCB; of a TPC too", () => {
    const adc = active2x2.map((channel) => indexOfChannel(3, channel));
    const now = file(20, shift(adc, 300));
    expect(alarmsOf(judged(now, null)).map(({ place }) => place)).toEqual(["ADC 3"]);
    const tpc = [4, 5].flatMap((a) =>
      active2x2.filter((c) => c >= 32).map((c) => indexOfChannel(a, c)),
    );
    const other = file(20, shift(tpc, 300));
    expect(alarmsOf(judged(other, null)).map(({ place }) => place)).toEqual(["TPC 4"]);
  });

  test("in opposite directions is not common; three of six are not an EPCB", () => {
    const half = file(20, shift(epcb.slice(0, 3), 300));
    expect(alarmsOf(judged(half, null))).toHaveLength(3);
    const both = file(20, shift(epcb.slice(0, 3), 300));
    shift(epcb.slice(3), -300)(both);
    expect(alarmsOf(judged(both, null))).toHaveLength(6);
  });
});

describe("false alarms", () => {
  const [first] = judged(file(20), null);
  const record = (p: number | null, state: Verdict["state"], channel: number): Verdict => ({
    ...first!,
    state,
    p,
    channel,
    reason: "far",
  });

  test("that are not significant after multiple comparisons are ok, with the number of tests", () => {
    const good = Array.from({ length: 98 }, (_, i) => record(0.5, "ok", i));
    const verdicts = controlDiscoveryRate(
      [record(1e-2, "bad", 100), record(1e-5, "bad", 101), ...good, record(null, "bad", 102)],
      0.05,
    );
    expect(verdicts.filter(({ state }) => state === "bad").map(({ channel }) => channel)).toEqual([
      101, 102,
    ]);
    expect(verdicts[0]).toMatchObject({
      state: "ok",
      reason: "far; not significant (Benjamini–Hochberg, 100 tests)",
    });
  });

  test("by persistence are warnings until the next file confirms them", () => {
    const bad = record(1e-9, "bad", 4);
    const stateAfter = (now: Verdict, ...before: Verdict[]) =>
      controlByPersistence([now], new Set(before.map(recordKey)))[0]!.state;
    expect(stateAfter(bad)).toBe("warn");
    expect(stateAfter(bad, record(1e-9, "bad", 5))).toBe("warn");
    expect(stateAfter(bad, bad)).toBe("bad");
    expect(stateAfter(record(null, "bad", 4))).toBe("bad");
  });
});

describe("a channel that was bad by itself", () => {
  const far = file(3, shift([indexOfChannel(1, 5)], 7000));

  test("does not enter the reference of figures, while the others of the file do", () => {
    const bad = badByThemselves(far, {});
    expect(
      [...bad.entries()].filter(([, is]) => is === 1).map(([channelIndex]) => channelIndex),
    ).toEqual([indexOfChannel(1, 5)]);
    const leaveOut = (summary: FileSummary) => badByThemselves(summary, {});
    const reference = rollUp([...clean.slice(0, 2), far], file(20), { leaveOut });
    expect(reference.leftOut).toBe(1);
    expect(reference.baseline.fileCount[indexOfChannel(1, 5)]).toBe(2);
    expect(reference.baseline.fileCount[indexOfChannel(1, 6)]).toBe(3);
  });

  test("does not move its level either, not even in the first file, unless it is to", () => {
    const filesOf = (excludeBad: boolean): [number, number] => {
      const watch = watchOf([far, ...clean.slice(0, 2)], { excludeBad });
      const [own] = Object.values(watch.memory().detectors);
      const { fileCount } = Object.entries(own!.levels).find(([key]) => /^baseline/.test(key))![1]
        .values;
      return [fileCount[indexOfChannel(1, 5)]!, fileCount[indexOfChannel(1, 6)]!];
    };
    expect(filesOf(true)).toEqual([2, 3]);
    expect(filesOf(false)[0]).toBeLessThan(3);
    expect(of(judgedAfter([far, ...clean], file(20)), "baseline-shift", 1, 5).state).toBe("ok");
  });
});

describe("judging stored files again", () => {
  const files = [...clean.slice(0, 4), file(5, shift([indexOfChannel(2, 9)], 120)), file(6)];
  const again = (limits: Judgement["limits"]) =>
    rejudge(files, { before: { limits: {} }, after: { limits }, ncomp: 3, excludeBad: true });

  test("with the same limits flips nothing", () => {
    expect(again({})).toEqual([]);
  });

  test("shows the record that flips with another limit, and no other", () => {
    const flips = again({ "baseline-shift": { minShiftAdc16: 150 } });
    expect(flips).toHaveLength(1);
    expect(flips[0]).toMatchObject({
      file: "f_5",
      from: "bad",
      to: "warn",
      verdict: { check: "baseline-shift", adc: 2, channel: 9, value: 120 },
    });
  });
});
