import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { detectorGroups } from "../../src/detector/groups.js";
import type { Check } from "../../src/judge/check.js";
import { checks } from "../../src/judge/checks/index.js";
import { verdictInUnits } from "../../src/judge/in-units.js";
import { judge } from "../../src/judge/judge.js";
import { defaultLimits, limitRows } from "../../src/judge/limits.js";
import { arbitrarySummary } from "../store/arbitrary-summary.js";
import { makeSummary, smallDetector } from "../store/make-summary.js";
import { judgedAfter } from "./watched.js";

const summary = makeSummary({ detector: smallDetector });
const broken = (name: string, judgeIt: Check["judge"]): Check => ({
  ...checks[0]!,
  name,
  judge: judgeIt,
});

describe("the judgement", () => {
  test("of whatever summary has one record a check and active channel, good only with a number", () => {
    fc.assert(
      fc.property(arbitrarySummary, arbitrarySummary, (one, earlier) => {
        const found = judgedAfter([earlier], one);
        const verdicts = found.filter(({ members }) => members.length === 0);
        const { active } = detectorGroups(one.detector);
        const ofChannels = checks.filter(({ scope }) => scope === "channel").length;
        const wide = checks.length - ofChannels - 1 + one.detector.adcCount;
        expect(verdicts).toHaveLength(ofChannels * active.length + wide);
        const comparing = checks.filter(({ comparesWithEarlier }) => comparesWithEarlier);
        for (const { check, scope, state, value, n, p, reason, adc, channel } of verdicts) {
          if (p !== null) expect(comparing.map(({ name }) => name)).toContain(check);
          expect(reason).not.toMatch(/NaN|undefined|Infinity/);
          if (state === "ok" || state === "warn" || state === "bad")
            expect(value).toSatisfy(Number.isFinite);
          if (p !== null) expect(p).toSatisfy((chance: number) => chance >= 0 && chance <= 1);
          // Flags of an arbitrary summary are counted among any number of waveforms.
          const isOfFlag = /fraction|rise|^(clipped|lower-rail|negative)-drift$/.test(check);
          if (scope !== "channel" || isOfFlag) continue;
          const i = adc! * 8 + channel!;
          const valid = one.validCount.all![i]!;
          const most = Math.max(valid, one.darkCount[i]!, one.litCount[i]!, one.lines.count[i]!);
          expect(n).toBeLessThanOrEqual(most);
          if (state === "ok" || state === "warn") expect(most).toBeGreaterThan(0);
        }
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });

  test("of a check that fails is unknown for every channel, with the reason", () => {
    const failing = broken("failing", () => {
      throw new Error("no luck");
    });
    const verdicts = judge(summary, null, {}, [failing]);
    expect(verdicts).toHaveLength(8);
    for (const { state, reason } of verdicts)
      expect([state, reason]).toEqual(["unknown", "the check failed: no luck"]);
  });

  test("of a failing check that speaks of the whole file is one unknown record", () => {
    const failing: Check = {
      ...broken("failing", () => {
        throw new Error("no luck");
      }),
      scope: "file",
    };
    expect(judge(summary, null, {}, [failing])).toMatchObject([
      { state: "unknown", scope: "file", adc: null, channel: null },
    ]);
  });

  test("fills in what a check leaves out, and takes good without a number for unknown", () => {
    const [first] = judge(summary, null, {});
    const lazy = broken("lazy", () => [{ ...first!, state: "ok", value: Number.NaN }]);
    const verdicts = judge(summary, null, {}, [lazy]);
    expect(verdicts.map(({ state, reason }) => [state, reason])).toEqual([
      ["unknown", "the check returned no number"],
      ...new Array(7).fill(["unknown", "the check returned no record"]),
    ]);
  });

  test("does not depend on the units that it is shown in", () => {
    for (const verdict of judge(summary, null, {}))
      for (const units of ["ADC16", "ADC14", "V"] as const)
        expect(verdictInUnits(verdict, units).state).toBe(verdict.state);
  });
});

describe("limits", () => {
  test("that are set replace the defaults, one by one", () => {
    // Of channels that see light the limit says nothing.
    const unlit = { ...summary, litCount: summary.litCount.map(() => 0) };
    const states = (maxAmplitudeAdc16: number): string[] =>
      judge(unlit, null, { flatline: { maxAmplitudeAdc16 } })
        .filter(({ check }) => check === "flatline")
        .map(({ state }) => state);
    expect(new Set(states(9000))).toEqual(new Set(["ok"]));
    expect(new Set(states(9001))).toEqual(new Set(["bad"]));
  });

  test.each([
    [{ flatlin: {} }, /limits\.flatlin.*expected a check: flatline, .*got flatlin$/],
    [{ flatline: { maxAmplitude: 3 } }, /limits\.flatline\.maxAmplitude.*maxAmplitudeAdc16/],
    [{ flatline: { minEvents: Number.NaN } }, /limits\.flatline\.minEvents.*got NaN/],
  ])("that no check has, or that are no number, are refused: %j", (limits, message) => {
    expect(() => judge(summary, null, limits as Record<string, Record<string, number>>)).toThrow(
      message,
    );
  });

  test("are documented, each with its default", () => {
    const rows = limitRows();
    expect(new Set(rows.map(({ check }) => check))).toEqual(
      new Set(checks.map(({ name }) => name)),
    );
    for (const { check, limit, default: value, meaning } of rows) {
      expect(defaultLimits()[check]![limit]).toBe(value);
      expect(defaultLimits()[check]).toHaveProperty(limit);
      expect(meaning.length).toBeGreaterThan(20);
    }
  });

  test("in ADC16 counts say so in their names", () => {
    for (const { limit, unit } of limitRows())
      expect([limit, unit === "ADC16 counts"]).toEqual([limit, limit.endsWith("Adc16")]);
  });
});
