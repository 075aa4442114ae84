import { describe, expect, test } from "vitest";
import type { ScatterTrace } from "../../src/figures/figure.js";
import type { TrendGrid, TrendPayload } from "../../src/figures/index.js";
import { figureOf, parsePayload, trendGridPayload } from "../../src/figures/index.js";
import { exampleGrid } from "./example-payloads.js";

const options = { theme: "light", marks: "plain" } as const;

function payloadOf(changed: Partial<TrendGrid> = {}): TrendPayload {
  return trendGridPayload({ ...exampleGrid(), ...changed }) as TrendPayload;
}

/** One panel with one line of these values. */
function oneLine(values: number[]): Pick<TrendGrid, "panels"> {
  return { panels: [{ label: "ADC 0", lines: [{ label: "EPCB 0", values }] }] };
}

describe("the trend of the whole detector", () => {
  test("is a payload that reads back as it was", () => {
    const payload = payloadOf();
    expect(parsePayload(JSON.parse(JSON.stringify(payload)))).toEqual(payload);
    expect(payload.source).toMatchObject({
      fileCount: 3,
      file: "mpd_run_demo_rctl_101.FLOW.hdf5 to mpd_run_demo_rctl_103.FLOW.hdf5",
    });
  });

  test("says on hover which file, whose line, and the value with its unit", () => {
    const { data } = figureOf(payloadOf(), options);
    expect((data[0] as ScatterTrace).hovertext![0]).toMatch(
      /^mpd_run_demo_rctl_101.FLOW.hdf5\n2025-11-04 11:00.*\nADC 0, EPCB 0: −28000 ADC16 counts$/,
    );
  });

  test("is a panel a group with its name, one point a file, all in one range", () => {
    const { data, layout } = figureOf(payloadOf(), options);
    expect(data).toHaveLength(16);
    expect(data[11]).toMatchObject({ name: "EPCB 1", yaxis: "y6", y: [-27_994, -27_954, -27_914] });
    const texts = layout.annotations.map(({ text }) => text);
    expect(texts).toEqual(expect.arrayContaining(["ADC 0", "ADC 7", "Baseline (ADC16 counts)"]));
    const ranges = Object.entries(layout).flatMap(([key, axis]) =>
      key.startsWith("yaxis") ? [(axis as { range: unknown }).range] : [],
    );
    expect(ranges).toHaveLength(8);
    expect(new Set(ranges.map(String)).size).toBe(1);
    expect(data.filter(({ showlegend }) => showlegend).map(({ name }) => name)).toEqual([
      "EPCB 0",
      "EPCB 1",
    ]);
  });

  test("names channels by number above their panel, in the colours of their lines, not in the legend", () => {
    const panels = [4, 10].map((first, epcb) => ({
      label: `EPCB ${epcb}`,
      lines: [0, 1, 2, 3, 4, 5].map((k) => ({ label: `channel ${first + k}`, values: [1, 2, 3] })),
    }));
    const { data, layout } = figureOf(payloadOf({ panels }), options);
    expect(layout.showlegend).toBe(false);
    for (const { name, ...trace } of data) {
      const written = layout.annotations.find(({ text }) => text === name.replace("channel", "ch"));
      expect(written?.font.color).toBe((trace as ScatterTrace).line!.color);
    }
    expect(data[7]!.hovertext![0]).toContain("EPCB 1, channel 11: 1");
  });

  test("grows with its panels where a page does not hold them", () => {
    const grid = (count: number) =>
      payloadOf({
        panels: Array.from({ length: count }, (_, adc) => ({
          label: `ADC ${adc}`,
          lines: [{ label: "EPCB 0", values: [1, 2, 3] }],
        })),
      });
    for (const count of [8, 40, 140, 500]) {
      const { layout } = figureOf(grid(count), { ...options, widthPx: 1040, heightPx: 600 });
      const areaPx = layout.height - layout.margin.t - layout.margin.b;
      const axes = Object.entries(layout).filter(([key]) => /^yaxis\d*$/.test(key));
      expect(axes).toHaveLength(count);
      for (const [, axis] of axes) {
        const [bottom, top] = (axis as { domain: [number, number] }).domain;
        expect((top - bottom) * areaPx).toBeGreaterThan(39.9);
      }
      if (count === 8) expect(layout.height).toBe(600);
    }
  });

  test("answers with the largest step between consecutive files", () => {
    // 17:00 UTC is 11:00 in Chicago in November; the step of 40 comes twice, the first is named.
    expect(payloadOf().answer).toBe(
      "Largest step between consecutive files: ADC 5, EPCB 1, from −27994 to −27954 " +
        "ADC16 counts in run 102 (2025-11-04 12:00:00 CST).",
    );
  });

  test("finds steps across files without a value, and by factor on a logarithmic scale", () => {
    expect(payloadOf(oneLine([1, Number.NaN, 5])).answer).toContain("from 1 to 5");
    const panels = [
      { label: "a", lines: [{ label: "x", values: [1e-9, 1e-7, 1e-7] }] },
      { label: "b", lines: [{ label: "x", values: [1, 2, 2] }] },
    ];
    expect(payloadOf({ panels, scale: "log" }).answer).toContain("a, x, from");
    expect(payloadOf({ panels }).answer).toContain("b, x, from");
  });

  test.each([
    ["one file", [1], "Only one file: nothing to compare it with yet."],
    ["files that agree", [2, 2, 2], "No change over 3 files."],
    [
      "a line known once",
      [Number.NaN, 2, Number.NaN],
      "Nothing has a value in more than one of the 3 files.",
    ],
  ])("says so of %s", (_, values, answer) => {
    const files = exampleGrid().files.slice(0, values.length);
    expect(payloadOf({ ...oneLine(values), files }).answer).toBe(answer);
  });

  test("without a value in any file is unavailable", () => {
    const nan = Number.NaN;
    expect(trendGridPayload({ ...exampleGrid(), ...oneLine([nan, nan, nan]) }).kind).toBe(
      "unavailable",
    );
  });

  test("draws the newest 2000 of more files", () => {
    const [file] = exampleGrid().files;
    const values = Array.from({ length: 2003 }, (_, i) => i);
    const { series, files } = payloadOf({ ...oneLine(values), files: values.map(() => file!) });
    expect(files).toHaveLength(2000);
    expect(series[0]!.value[0]).toBe(3);
  });
});
