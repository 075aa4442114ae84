/** Legends say what is drawn: no entry without its mark, no mark without its entry. */
import { describe, expect, test } from "vitest";
import type { Axis, Figure, ScatterTrace, Trace } from "../../src/figures/figure.js";
import { figureOf, palettes } from "../../src/figures/index.js";
import { colorScale } from "../../src/figures/style/color-scale.js";
import { stateMarks } from "../../src/figures/style/palette.js";
import { dune2x2 } from "../detectors.js";
import { fourAdcs } from "../four-adcs.js";
import { examplePayloads } from "./example-payloads.js";

const examples = [
  ...Object.entries(examplePayloads(dune2x2)),
  ...Object.entries(examplePayloads(fourAdcs)).map(
    ([name, one]) => [`${name} of four ADCs`, one] as const,
  ),
].filter(([, { kind }]) => kind !== "figure" && kind !== "unavailable");

/** What a reader tells traces apart by: symbol or line or area, and its colour. */
function lookOf(trace: Trace): string {
  if (trace.type === "bar") return `area ${trace.marker.color}`;
  const { mode, marker, line, fill, fillcolor, textfont, text } = trace;
  if (mode === "text") return `${text![0]} ${textfont!.color}`;
  // As areas are shown in legends.
  if (mode === "markers" && marker!.symbol === "square") return `area ${marker!.color}`;
  if (mode === "markers") return `${marker!.symbol} ${marker!.color}`;
  if (fill) return `area ${fillcolor}`;
  return `line ${line!.color} ${line!.dash ?? "solid"}`;
}

const hasPoints = ({ x, y }: Trace): boolean =>
  x.some((_, i) => y[i] !== null && y[i] !== undefined);

/** Whether a trace lies in a panel; those on axes without lines are parts of legends. */
function isInPanel({ layout }: Figure, { yaxis }: Trace): boolean {
  return (layout as unknown as Record<string, Axis>)[yaxis.replace("y", "yaxis")]!.showline;
}

/** Colours of the colour bar, which is the legend of numbers. */
const isOfColorBar = (trace: Trace): boolean => {
  const colors: readonly string[] = colorScale;
  const { marker, line } = trace as ScatterTrace;
  const symbol = trace.type === "bar" ? "area" : (marker?.symbol ?? "area");
  return (
    (symbol === "line-ew" || symbol === "area") &&
    colors.includes(marker?.color ?? line?.color ?? "")
  );
};

describe.each(examples)("the legend of %s", (_, payload) => {
  describe.each(["plain", "emoji"] as const)("with %s marks", (marks) => {
    const figure = figureOf(payload, { theme: "light", marks, widthPx: 1030, heightPx: 575 });
    const drawn = figure.data.filter((trace) => isInPanel(figure, trace) && hasPoints(trace));
    const own = figure.data.filter(
      (trace) => !isInPanel(figure, trace) && !/^Colour \d+$/.test(trace.name),
    );
    const entries = [...drawn.filter(({ showlegend }) => showlegend), ...own];
    const written = figure.layout.annotations.map(({ text, font }) => `${text} ${font.color}`);

    test("has a mark in the picture for each entry that is not counted as 0", () => {
      const looks = new Set(drawn.map(lookOf));
      for (const entry of entries)
        if (
          !figure.layout.annotations.some(({ text }) => text === entry.name && /\(0\)$/.test(text))
        )
          expect(looks, entry.name).toContain(lookOf(entry));
    });

    test("has an entry for each mark, or its name above the panel in its colour", () => {
      const looks = new Set(entries.map(lookOf));
      const isOnly = new Set(drawn.map(({ name }) => name)).size === 1;
      for (const trace of drawn.filter((each) => !isOfColorBar(each))) {
        const { line } = trace as ScatterTrace;
        const name = trace.name.replace(/^channel /, "ch ").replace(/^ADC (?=\d)/, "");
        const isNamed = written.some(
          (each) =>
            line && each.endsWith(`${name}${line.dash === "dot" ? " ···" : ""} ${line.color}`),
        );
        // A series without a name is what the figure is about.
        if (!isOnly && !isNamed && name !== "") expect(looks, trace.name).toContain(lookOf(trace));
      }
    });

    test("has one look a name", () => {
      const looks = new Map<string, string>();
      for (const trace of drawn.filter(({ showlegend }) => showlegend))
        looks.set(trace.name, lookOf(trace));
      for (const trace of drawn)
        if (looks.has(trace.name)) expect(lookOf(trace)).toBe(looks.get(trace.name));
    });

    test("counts no channels within their EPCB or module", () => {
      for (const { name } of entries) expect(name).not.toMatch(/ of the (EPCB|module|ADC)$/);
    });
  });
});

test("the colours of states mean nothing else, but in lines that are named", () => {
  for (const { states, lines: _, ...others } of Object.values(palettes)) {
    const { known, noData, ink, paper, ...rest } = others;
    expect(known).toBe(states.masked);
    expect(noData).toBe(states.unknown);
    const all = [...Object.values(states), ...Object.values(rest)];
    expect(new Set(all).size).toBe(all.length);
    expect(new Set(Object.values(stateMarks).map(({ symbol }) => symbol)).size).toBe(5);
    expect(ink).not.toBe(paper);
  }
});
