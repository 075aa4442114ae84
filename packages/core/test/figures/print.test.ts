/** What is promised of every figure on paper, where 96 px are an inch. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { detectorOf } from "../../src/detector/index.js";
import type { Annotation, Axis, Figure } from "../../src/figures/figure.js";
import { quantilesPayload } from "../../src/figures/index.js";
import { formOf, type Payload } from "../../src/figures/payload.js";
import { printedFigures } from "../../src/figures/printed-figures.js";
import { textWidthPx } from "../../src/figures/style/text.js";
import { timeTicks } from "../../src/figures/style/time-ticks.js";
import { paperSizePt } from "../../src/render/index.js";
import { dune2x2 } from "../detectors.js";
import { fourAdcs } from "../four-adcs.js";
import { examplePayloads } from "./example-payloads.js";
import { syntheticSummary } from "./synthetic-summary.js";

const mmPx = 96 / 25.4;

/** Left, top, right and bottom end, px. */
type Ends = readonly [left: number, top: number, right: number, bottom: number];

interface Panel {
  x: Axis;
  y: Axis;
  ends: Ends;
}

/** The figures of a payload in the report and in a notebook, with and without code above them. */
function printed(payload: Payload): Figure[] {
  const { paper, printPx } = formOf(payload);
  const [widthPt, heightPt] = paperSizePt[paper];
  const options = { theme: "light", marks: "plain" } as const;
  const sizes = [
    {
      widthPx: Math.round(((widthPt - 40) * 96) / 72),
      heightPx: Math.round(((heightPt - 50) * 96) / 72),
    },
    { widthPx: 1030, heightPx: printPx },
    { widthPx: 1030, heightPx: Math.round(printPx * 0.9) },
  ];
  return sizes.flatMap((size) => printedFigures(payload, { ...options, ...size }));
}

/** The panels with lines around them: not the axes of legends. */
function panelsOf({ layout }: Figure): Panel[] {
  const { margin, width, height } = layout;
  const axes = layout as unknown as Record<string, Axis>;
  return Object.keys(layout)
    .filter((key) => /^yaxis\d*$/.test(key) && axes[key]!.showline)
    .map((key) => {
      const [x, y] = [axes[key.replace("y", "x")]!, axes[key]!];
      const at = (share: number) => margin.l + share * (width - margin.l - margin.r);
      const down = (share: number) => margin.t + (1 - share) * (height - margin.t - margin.b);
      const ends = [
        at(x.domain[0]),
        down(y.domain[1]),
        at(x.domain[1]),
        down(y.domain[0]),
      ] as const;
      return { x, y, ends };
    });
}

/** Where a tick lies along its axis, px. */
function pxOf(
  { range: [start, end], type }: Axis,
  value: number,
  from: number,
  to: number,
): number {
  const at = type === "log" ? Math.log10(value) : value;
  return from + ((at - start) / (end - start)) * (to - from);
}

/** The tick labels of a panel: text and ends. */
function tickLabels({
  x,
  y,
  ends: [left, top, right, bottom],
}: Panel): { axis: "x" | "y"; ends: Ends }[] {
  const size = (axis: Axis) => axis.tickfont.size;
  const ofX = x.ticktext.map((text, i) => {
    const middle = pxOf(x, x.tickvals[i]!, left, right);
    const half = textWidthPx(text, size(x)) / 2;
    return [middle - half, bottom + 7, middle + half, bottom + 7 + size(x)] as const;
  });
  const ofY = y.ticktext.map((text, i) => {
    const middle = pxOf(y, y.tickvals[i]!, bottom, top);
    const half = size(y) / 2;
    return [left - 8 - textWidthPx(text, size(y)), middle - half, left - 8, middle + half] as const;
  });
  return [
    ...(x.showticklabels ? ofX.map((ends) => ({ axis: "x" as const, ends })) : []),
    ...(y.showticklabels ? ofY.map((ends) => ({ axis: "y" as const, ends })) : []),
  ];
}

/** Ends of a text of the page; of turned ones they count upwards. */
function endsOf(
  { text, xshift, yshift, xanchor, font, textangle }: Annotation,
  { layout }: Figure,
): Ends {
  const [x, y] = [layout.margin.l + xshift!, layout.margin.t - yshift!];
  const length = textWidthPx(text, font.size);
  const start = { left: 0, center: length / 2, right: length }[xanchor];
  const half = font.size / 2;
  return textangle
    ? [x - half, y - length / 2, x + half, y + length / 2]
    : [x - start, y - half, x - start + length, y + half];
}

const meet = (a: Ends, b: Ends): boolean =>
  a[0] < b[2] - 0.5 && b[0] < a[2] - 0.5 && a[1] < b[3] - 0.5 && b[1] < a[3] - 0.5;

function meeting(all: readonly Ends[]): number {
  return all.reduce((sum, a, i) => sum + all.slice(i + 1).filter((b) => meet(a, b)).length, 0);
}

const examples = [
  ...Object.entries(examplePayloads(dune2x2)),
  ...Object.entries(examplePayloads(fourAdcs)).map(
    ([name, one]) => [`${name} of four ADCs`, one] as const,
  ),
];

describe.each(examples.filter(([, { kind }]) => kind !== "figure" && kind !== "unavailable"))(
  "on paper, %s",
  (_, payload) => {
    const figures = printed(payload);
    const panels = figures.map(panelsOf);

    test("has panels at least 25 mm high, on pages that hold them", () => {
      for (const {
        ends: [, top, , bottom],
      } of panels.flat())
        expect((bottom - top) / mmPx).toBeGreaterThanOrEqual(24.99);
      for (const [i, { layout }] of figures.entries())
        for (const {
          ends: [, , right, bottom],
        } of panels[i]!) {
          expect(right).toBeLessThanOrEqual(layout.width);
          expect(bottom).toBeLessThanOrEqual(layout.height - 30);
        }
    });

    test("has tick labels that do not overlap, neither of one axis nor of two", () => {
      for (const ofFigure of panels)
        expect(
          meeting(ofFigure.flatMap((panel) => tickLabels(panel).map(({ ends }) => ends))),
        ).toBe(0);
    });

    test("has axis titles no longer than what they stand beside, apart from tick labels", () => {
      for (const [i, figure] of figures.entries()) {
        const ofFigure = panels[i]!;
        const labels = ofFigure.flatMap((panel) => tickLabels(panel));
        const lowest = Math.max(...ofFigure.map(({ ends }) => ends[3]));
        const highest = Math.min(...ofFigure.map(({ ends }) => ends[1]));
        for (const panel of ofFigure) {
          const {
            x,
            y,
            ends: [left, top, right, bottom],
          } = panel;
          if (x.title)
            expect(textWidthPx(x.title.text, x.title.font.size)).toBeLessThanOrEqual(right - left);
          if (!y.title) continue;
          expect(textWidthPx(y.title.text, y.title.font.size)).toBeLessThanOrEqual(bottom - top);
          // Beside the labels of its own axis, and on the page or clear of its neighbour.
          const labelled = tickLabels(panel)
            .filter(({ axis }) => axis === "y")
            .map(({ ends }) => ends[0]);
          const titleLeft = Math.min(left, ...labelled) - y.title.standoff - y.title.font.size;
          const beside = ofFigure.map(({ ends }) => ends[2]).filter((end) => end < left);
          expect(titleLeft).toBeGreaterThanOrEqual(Math.max(0, ...beside));
        }
        for (const each of figure.layout.annotations.filter(({ textangle }) => textangle)) {
          const ends = endsOf(each, figure);
          expect(ends[0]).toBeGreaterThanOrEqual(0);
          expect(ends[1]).toBeGreaterThanOrEqual(highest - 1);
          expect(ends[3]).toBeLessThanOrEqual(lowest + 1);
          expect(labels.filter((label) => meet(label.ends, ends))).toEqual([]);
        }
      }
    });

    test("has at least two ticks on each axis with numbers", () => {
      for (const { x, y } of panels.flat())
        for (const axis of [x, y])
          if (axis.showticklabels && axis.tickvals.length > 0)
            expect(axis.tickvals.length).toBeGreaterThanOrEqual(2);
    });
  },
);

/** Lowest and highest of what is drawn on an axis, in the units of its range. */
function extentOf(figure: Figure, axisId: string): [number, number] {
  const isLog =
    (figure.layout as unknown as Record<string, Axis>)[`${axisId[0]}axis${axisId.slice(1)}`]!
      .type === "log";
  const values = figure.data
    .filter(({ xaxis, yaxis }) => axisId === xaxis || axisId === yaxis)
    .flatMap((trace): (number | null)[] => {
      if (axisId.startsWith("x")) return trace.x;
      if (trace.type === "bar")
        return trace.y.flatMap((y, i) => [trace.base[i]!, trace.base[i]! + (y ?? 0)]);
      const { error_y: bars } = trace;
      const ends = trace.y.flatMap((y, i) =>
        y === null || !bars ? [y] : [y - (bars.arrayminus[i] ?? 0), y + (bars.array[i] ?? 0)],
      );
      return ends;
    })
    .filter((value): value is number => value !== null && !(isLog && value <= 0))
    .map((value) => (isLog ? Math.log10(value) : value));
  return [Math.min(...values), Math.max(...values)];
}

test.each(examples.filter(([, { kind }]) => kind !== "figure" && kind !== "unavailable"))(
  "what is drawn of %s fills more than half of its axes",
  (_, payload) => {
    for (const figure of printed(payload)) {
      const layout = figure.layout as unknown as Record<string, Axis>;
      const keys = Object.keys(layout).filter(
        (key) => /^[xy]axis\d*$/.test(key) && layout[key]!.showline,
      );
      for (const side of ["x", "y"] as const) {
        const ofSide = keys.filter((key) => key.startsWith(side));
        const isShared = ofSide.length > 1 && ofSide.slice(1).every((key) => layout[key]!.matches);
        const extents = ofSide.map((key) => extentOf(figure, key.replace("axis", "")));
        const groups = isShared ? [extents] : extents.map((each) => [each]);
        groups.forEach((group, i) => {
          const [start, end] = layout[ofSide[i]!]!.range;
          const low = Math.max(start, Math.min(...group.map(([least]) => least)));
          const high = Math.min(end, Math.max(...group.map(([, most]) => most)));
          expect((high - low) / (end - start), `${ofSide[i]}`).toBeGreaterThan(0.5);
        });
      }
    }
  },
);

test("axes of time have at least three ticks, from minutes to months, in the width of a panel", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) }),
      fc.double({ min: Math.log(120_000), max: Math.log(250 * 86_400_000), noNaN: true }),
      fc.integer({ min: 220, max: 1000 }),
      (first, logSpan, widthPx) => {
        const last = first + Math.exp(logSpan);
        const ticks = timeTicks([first, last], "America/Chicago", 10)(widthPx);
        expect(ticks.values.length).toBeGreaterThanOrEqual(3);
        const labels = ticks.text.map((text, i): Ends => {
          const middle = ((ticks.values[i]! - first) / (last - first)) * widthPx;
          const half = textWidthPx(text, 10) / 2;
          return [middle - half, 0, middle + half, 10];
        });
        expect(meeting(labels)).toBe(0);
      },
    ),
    // From a full minute: a step too coarse for three ticks, and one too fine for their labels.
    { examples: [[Date.UTC(2020, 0), 11.902606705393778, 220]] },
  );
});

test("trends on paper have at least three times on each axis of time", () => {
  const trend = examplePayloads()["trend of the EPCBs"]!;
  for (const { x } of printed(trend).flatMap(panelsOf))
    if (x.showticklabels) expect(x.tickvals.length).toBeGreaterThanOrEqual(3);
});

test("figures of many panels take as many pages as these need, each panel on one of them", () => {
  const ndlar = detectorOf("ndlar");
  const many = quantilesPayload(syntheticSummary({}, ndlar), "noise", { units: "ADC16" });
  const own = examplePayloads()["eight panels"]!;
  for (const payload of [many, own]) {
    const figures = printedFigures(payload, {
      ...{ theme: "light", marks: "plain", widthPx: 1030, heightPx: payload === own ? 300 : 575 },
    });
    expect(figures.length).toBeGreaterThan(1);
    const labels = figures.flatMap(({ layout }) =>
      layout.annotations
        .map(({ text }) => text)
        .filter((text) => /^(Module \d+:|ADC \d+$)/.test(text)),
    );
    expect(new Set(labels).size).toBe(labels.length);
    expect(labels).toHaveLength(payload === own ? 8 : 35);
    for (const {
      ends: [, top, , bottom],
    } of figures.flatMap(panelsOf))
      expect((bottom - top) / mmPx).toBeGreaterThanOrEqual(24.99);
  }
});
