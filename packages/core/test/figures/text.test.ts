import { describe, expect, test } from "vitest";
import { channelTicks, decadeTicks, linearTicks, niceTop } from "../../src/figures/style/axes.js";
import { numberText, rounded } from "../../src/figures/style/rounding.js";
import {
  fitMiddle,
  fitText,
  plainText,
  textWidthPx,
  wrapText,
} from "../../src/figures/style/text.js";
import { timeRangeText, timeText } from "../../src/figures/style/time-text.js";
import { measureText } from "../../src/render/index.js";
import { percentText } from "../../src/words/phrases.js";

describe("times", () => {
  const before = Date.UTC(2025, 10, 2, 6, 59, 59);

  test("are shown in the zone, with its short name, across the end of summer time", () => {
    expect(timeText(before, "America/Chicago")).toBe("2025-11-02 01:59:59 CDT");
    expect(timeText(before + 1000, "America/Chicago")).toBe("2025-11-02 01:00:00 CST");
    expect(timeText(before, "UTC")).toBe("2025-11-02 06:59:59 UTC");
  });

  test("write midnight as 00", () => {
    expect(timeText(Date.UTC(2025, 0, 1), "UTC")).toBe("2025-01-01 00:00:00 UTC");
  });

  test("in a zone that does not exist are refused by name", () => {
    expect(() => timeText(0, "Chicago")).toThrow(/time zone .*America\/Chicago, got "Chicago"/);
  });

  test("that are unknown stay unknown", () => {
    expect(timeRangeText(null, "UTC")).toBeNull();
  });
});

describe("text", () => {
  test("is measured as the painter's font does, within 3 %", () => {
    for (const text of ["Known problem (status file)", "ADC 3, channel 26: 83.3 %", "iiiWWW"])
      expect(textWidthPx(text, 12) / measureText(text, "sans", 12)).toBeCloseTo(1, 1.2);
  });

  test("that fits stays as it is; longer text ends with an ellipsis inside the width", () => {
    expect(fitText("short", 100, 10)).toBe("short");
    const cut = fitText("much too long for this", 60, 10);
    expect(cut).toMatch(/^much.*…$/);
    expect(textWidthPx(cut, 10)).toBeLessThanOrEqual(60);
  });

  test("wraps at spaces, loses no word, and ends with an ellipsis when lines run out", () => {
    const text = "one two three four five six";
    expect(wrapText(text, 80, 10, 9).join(" ")).toBe(text);
    for (const line of wrapText(text, 80, 10, 9))
      expect(textWidthPx(line, 10)).toBeLessThanOrEqual(80);
    const two = wrapText(text, 60, 10, 2);
    expect(two).toHaveLength(2);
    expect(two[1]).toMatch(/…$/);
  });

  test("keeps ordinary punctuation", () => {
    expect(plainText("A & B: 5 % (n = 3), R&D")).toBe("A & B: 5 % (n = 3), R&D");
  });
});

describe("numbers", () => {
  test("are rounded to 6 digits, and unknown becomes null", () => {
    expect(rounded(-28_000.123456)).toBe(-28_000.1);
    expect(rounded(Number.NaN)).toBeNull();
    expect(rounded(Number.POSITIVE_INFINITY)).toBeNull();
    expect(rounded(0)).toBe(0);
  });

  test("are written with a real minus sign and without needless digits", () => {
    expect(numberText(-28_000.4)).toBe("−28000");
    expect(numberText(0.00012345)).toBe("0.0001234");
    expect(numberText(0)).toBe("0");
    expect(numberText(null)).toBe("unknown");
    expect(percentText(0.5)).toBe("50 %");
    expect(percentText(0.004)).toBe("0.4 %");
  });
});

describe("ticks", () => {
  test("lie inside the range, in order, one text each", () => {
    for (const range of [
      [0, 100],
      [-28_200, -27_800],
      [0, 0.0004],
      [-0.001, 2.1],
    ] as const) {
      const { values, text } = linearTicks(range, 4);
      expect(values.length).toBeGreaterThan(1);
      expect(text).toHaveLength(values.length);
      expect(new Set(text).size).toBe(text.length);
      for (const value of values) {
        expect(value).toBeGreaterThanOrEqual(range[0]);
        expect(value).toBeLessThanOrEqual(range[1]);
      }
    }
  });

  test("on a log axis are powers of ten, thinned to the number that fits", () => {
    expect(decadeTicks([-9.2, -6.8], 7)).toEqual({
      values: [1e-9, 1e-8, 1e-7],
      text: ["10⁻⁹", "10⁻⁸", "10⁻⁷"],
    });
    expect(decadeTicks([-20, 0], 5).values.length).toBeLessThanOrEqual(5);
  });

  test("of channels stand at the starts of blocks, as close as their text allows", () => {
    expect(channelTicks(64, 1500, 13).values).toHaveLength(64);
    expect(channelTicks(64, 700, 10).values.slice(0, 3)).toEqual([0, 4, 8]);
    expect(channelTicks(64, 200, 10).values.every((channel) => channel % 8 === 0)).toBe(true);
  });

  test("end at a round number at or above the data", () => {
    expect(niceTop(93)).toBeCloseTo(100, 9);
    expect(niceTop(40)).toBeCloseTo(40, 9);
    expect(niceTop(0.36)).toBeCloseTo(0.4, 9);
  });
});

describe("fitMiddle", () => {
  test("keeps the end of a long file name, where its numbers are", () => {
    const width = (text: string): number => textWidthPx(text, 12);
    const name = `mpd_run_${"very_".repeat(20)}long_rctl_105_p14.FLOW.hdf5`;
    const fitted = fitMiddle(name, 200, width);
    expect(fitted).toMatch(/^mpd_.*….*_p14\.FLOW\.hdf5$/);
    expect(textWidthPx(fitted, 12)).toBeLessThanOrEqual(200);
    expect(fitMiddle("short", 200, width)).toBe("short");
    expect(fitMiddle("anything", 1, width)).toBe("…");
  });
});
