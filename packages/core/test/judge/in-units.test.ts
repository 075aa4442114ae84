import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { adc16Text, verdictInUnits } from "../../src/judge/in-units.js";
import type { Verdict } from "../../src/judge/states/verdict.js";
import { arbitrarySummary } from "../store/arbitrary-summary.js";
import { judgedAfter } from "./watched.js";

const verdict: Verdict = {
  check: "baseline-range",
  scope: "channel",
  adc: 1,
  channel: 28,
  state: "bad",
  value: 32_764,
  limit: [-30_000, -26_000],
  unit: "ADC16 counts",
  n: 8,
  reason:
    "median baseline 32764 ADC16 counts in 8 waveforms, outside -30000 to -26000 ADC16 counts",
  p: null,
  change: null,
  since: null,
  group: null,
  label: null,
  members: [],
};

describe("a verdict", () => {
  test("in ADC16 counts stays as it is", () => {
    expect(verdictInUnits(verdict, "ADC16")).toEqual(verdict);
  });

  test("in ADC14 counts has a quarter of every size, also in its reason", () => {
    expect(verdictInUnits(verdict, "ADC14")).toEqual({
      ...verdict,
      value: 8191,
      limit: [-7500, -6500],
      unit: "ADC14 counts",
      reason:
        "median baseline 8191 ADC14 counts in 8 waveforms, outside -7500 to -6500 ADC14 counts",
    });
  });

  test("in volts has 1/32764 V a count", () => {
    const inVolts = verdictInUnits({ ...verdict, limit: 300 }, "V");
    expect(inVolts.value).toBeCloseTo(1, 12);
    expect(inVolts.limit).toBeCloseTo(300 / 32_764, 12);
    // 30000/32764 = 0.91564, 26000/32764 = 0.79355
    expect(inVolts.reason).toBe("median baseline 1 V in 8 waveforms, outside -0.9156 to -0.7936 V");
  });

  test("keeps what is not a size: no value, no limit, counts", () => {
    const count: Verdict = { ...verdict, value: 5, limit: 3, unit: "", reason: "5 of 8 waveforms" };
    expect(verdictInUnits(count, "V")).toEqual(count);
    const none: Verdict = { ...verdict, value: null, limit: null, state: "unknown", reason: "" };
    expect(verdictInUnits(none, "V")).toMatchObject({ value: null, limit: null, unit: "V" });
  });

  test("of any file shows no ADC16 counts when the units are others", () => {
    fc.assert(
      fc.property(arbitrarySummary, arbitrarySummary, (one, earlier) => {
        for (const found of judgedAfter([earlier], one)) {
          expect(verdictInUnits(found, "V").reason).not.toContain("ADC1");
          expect(verdictInUnits(found, "ADC14").reason).not.toContain("ADC16");
        }
      }),
      { numRuns: 40 },
    );
  });

  test("of any size is found again in its text, to a twentieth of a count", () => {
    fc.assert(
      fc.property(fc.double({ min: -70_000, max: 70_000, noNaN: true }), (size) => {
        const { reason } = verdictInUnits({ ...verdict, reason: adc16Text(size) }, "ADC14");
        expect(reason).toMatch(/^-?\d+(\.\d+)? ADC14 counts$/);
        expect(Math.abs(Number.parseFloat(reason) * 4 - size)).toBeLessThan(0.1);
      }),
    );
  });
});
