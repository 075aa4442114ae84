/** Figures of another detector than the 2x2: 4 ADCs with ten EPCBs, two TPCs. */
import { describe, expect, test } from "vitest";
import { detectorGroups } from "../../src/detector/groups.js";
import type { Figure, ScatterTrace } from "../../src/figures/figure.js";
import type { ChannelMaskPayload } from "../../src/figures/index.js";
import {
  brightestPayloads,
  figureOf,
  parsePayload,
  trendGridPayload,
} from "../../src/figures/index.js";
import { textWidthPx } from "../../src/figures/style/text.js";
import { requireSubset } from "../../src/figures/subset/subset.js";
import { fourAdcs } from "../four-adcs.js";
import { exampleGrid, examplePayloads } from "./example-payloads.js";
import { syntheticSummary } from "./synthetic-summary.js";

const light = { theme: "light", marks: "plain" } as const;
const payloads = examplePayloads(fourAdcs);
const figureNamed = (name: string): Figure => figureOf(payloads[name]!, light);

/** How many panels lie beside and below each other. */
function gridOf({ layout }: Figure): { columns: number; rows: number } {
  const starts = (letter: "x" | "y"): number =>
    new Set(
      Object.entries(layout).flatMap(([key, axis]) =>
        key.startsWith(`${letter}axis`)
          ? [(axis as { domain: number[] }).domain[0]!.toFixed(6)]
          : [],
      ),
    ).size;
  return { columns: starts("x"), rows: starts("y") };
}

/** Lines that share the first panel. */
function firstPanel({ data }: Figure): ScatterTrace[] {
  return data.filter(
    (trace): trace is ScatterTrace =>
      trace.type === "scatter" && trace.mode.startsWith("lines") && trace.xaxis === "x",
  );
}

const looks = (lines: ScatterTrace[]): Set<string> =>
  new Set(lines.map(({ line }) => `${line!.color} ${line!.dash ?? "solid"}`));

describe.each(Object.entries(payloads))("of four ADCs, %s", (_, payload) => {
  test("reads back and draws in the closed subset, its words inside the page", () => {
    expect(parsePayload(JSON.parse(JSON.stringify(payload)))).toEqual(payload);
    const figure = figureOf(payload, light);
    requireSubset(figure);
    for (const { text, xshift, xanchor, font, textangle } of figure.layout.annotations) {
      if (textangle) continue;
      const left = figure.layout.margin.l + xshift!;
      const width = textWidthPx(text, font.size);
      const ends = { left: left + width, center: left + width / 2, right: left };
      expect(ends[xanchor], text).toBeLessThanOrEqual(figure.layout.width);
    }
  });
});

test("a page of fractions or baselines has a panel per ADC with its active channels", () => {
  for (const name of ["clipped fraction", "baselines"]) {
    const figure = figureNamed(name);
    expect(gridOf(figure)).toEqual({ columns: 1, rows: 4 });
    const channels = figure.data
      .filter(({ yaxis, name }) => yaxis === "y4" && !name.startsWith("Earlier"))
      .filter(({ name }) => name !== "Check limit")
      .flatMap(({ x }) => x);
    expect(
      channels.sort((a, b) => a - b),
      name,
    ).toEqual(Array.from({ length: 60 }, (_, i) => (i < 30 ? i : i + 2)));
  }
});

test("spectra per EPCB stand two by two, ten lines distinguishable", () => {
  const figure = figureNamed("spectra per EPCB");
  expect(gridOf(figure)).toEqual({ columns: 2, rows: 2 });
  expect(firstPanel(figure)).toHaveLength(10);
  expect(looks(firstPanel(figure)).size).toBe(10);
  expect(payloads["spectra per EPCB"]!.answer).toContain("ADC 2, EPCB 7");
});

test("spectra per channel have a panel each of ten EPCBs", () => {
  expect(gridOf(figureNamed("spectra per channel"))).toEqual({ columns: 2, rows: 5 });
});

test("waveforms with most light have a page per ADC, its ten EPCBs in three columns", () => {
  const pages = brightestPayloads(syntheticSummary({}, fourAdcs), { units: "ADC16" });
  expect(pages).toHaveLength(4);
  for (const page of pages) expect(gridOf(figureOf(page, light))).toEqual({ columns: 3, rows: 4 });
  expect(payloads.waveforms!.answer).toContain("ADC 1, channel 20");
});

test("trends of ADCs stand two by two, those of ten EPCBs in two rows, ten lines distinguishable", () => {
  expect(gridOf(figureNamed("trend of the EPCBs"))).toEqual({ columns: 2, rows: 2 });
  const { values } = exampleGrid().panels[0]!.lines[0]!;
  const tenLines = Array.from({ length: 10 }, (_, i) => ({ label: `channel ${i}`, values }));
  const panels = Array.from({ length: 10 }, (_, i) => ({ label: `EPCB ${i}`, lines: tenLines }));
  const figure = figureOf(trendGridPayload({ ...exampleGrid(), panels }), light);
  expect(gridOf(figure)).toEqual({ columns: 5, rows: 2 });
  expect(looks(firstPanel(figure)).size).toBe(10);
});

test("a mask parts the two TPCs by one line and names the groups of each channel", () => {
  const { data, layout } = figureNamed("mask of baselines");
  expect(layout.shapes).toMatchObject([{ x0: 29.5, x1: 29.5, y0: -0.5, y1: 3.5 }]);
  const bad = data.find(({ name }) => name.startsWith("Deviation"))!;
  // Channel 38 is the 37th active one: the first of EPCB 6.
  expect(bad.hovertext![0]).toContain("ADC 1, channel 38 (EPCB 6, TPC 1)");
});

test("a mask tells of a whole ADC in one line", () => {
  const mask = payloads["mask of baselines"] as ChannelMaskPayload;
  const { adcMembers } = detectorGroups(fourAdcs);
  const state = mask.cells.adc.map((adc) => (adc === 3 ? ("bad" as const) : ("ok" as const)));
  const payload = { ...mask, cells: { ...mask.cells, state } };
  const { layout } = figureOf(payload, { ...light, widthPx: 1000, heightPx: 700 });
  expect(adcMembers[3]).toHaveLength(60);
  expect(layout.annotations.map(({ text }) => text)).toContain("ADC 3, all channels: as expected");
});
