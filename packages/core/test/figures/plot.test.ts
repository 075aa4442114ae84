import { describe, expect, test } from "vitest";
import type { Axis, Figure } from "../../src/figures/figure.js";
import {
  altText,
  figureOf,
  figurePayload,
  histogramPayload,
  isPayload,
  linesPayload,
  palettes,
  panelsPayload,
  pointsPayload,
} from "../../src/figures/index.js";
import { ownPlots } from "./example-payloads.js";
import { layerOf, light, noise, refusal, time, traceOf } from "./plot-layers.js";

const wanted = { title: "What is it?", x: time, y: noise };

describe("a series", () => {
  test("without x stands at 0, 1, 2, …; NaN, infinities and null are gaps", () => {
    const plot = linesPayload({ y: [1, Number.NaN, Number.POSITIVE_INFINITY, null, 2] }, wanted);
    expect(layerOf(plot)).toMatchObject({ x: [0, 1, 2, 3, 4], y: [1, null, null, null, 2] });
    expect(traceOf(figureOf(plot, light), "").y).toEqual([1, null, null, null, 2]);
  });

  test("may be one number, or none that is known", () => {
    const one = linesPayload({ y: [7] }, wanted);
    expect(one.answer).toBe("Noise: 7 ADC16.");
    const none = pointsPayload({ y: Float64Array.of(Number.NaN, Number.NaN) }, wanted);
    expect(none.answer).toBe("No values.");
    for (const plot of [one, none])
      expect(figureOf(plot, light).layout.xaxis.tickvals.length).toBeGreaterThan(0);
  });

  test("says where its lowest and its highest value are, in words", () => {
    const plot = linesPayload(
      [
        { label: "run 1", x: [0, 1, 2], y: [5, 3, 4] },
        { label: "run 2", x: [0, 1, 2], y: [5, 6, 9] },
      ],
      wanted,
    );
    expect(plot.answer).toBe(
      "Noise from 3 to 9 ADC16: lowest at Time 1 µs (run 1), highest at Time 2 µs (run 2).",
    );
    expect(altText(plot)).toBe(
      `What is it? ${plot.answer} 2 lines (run 1, run 2), Noise (ADC16) against Time (µs) from 0 to 2.`,
    );
  });

  test("has bars from errors of each point or of all, or from their ends", () => {
    const y = [10, 20];
    const bars = (series: object) => layerOf(pointsPayload({ y, ...series }, wanted));
    expect(bars({ error: [1, 2] })).toMatchObject({ low: [9, 18], high: [11, 22] });
    expect(bars({ error: 3 })).toMatchObject({ low: [7, 17], high: [13, 23] });
    expect(bars({ yLow: [8, 19], yHigh: [12, 29] })).toMatchObject({
      low: [8, 19],
      high: [12, 29],
    });
    const { error_y } = traceOf(
      figureOf(pointsPayload({ label: "now", y, yLow: [8, 19], yHigh: [12, 29] }, wanted), light),
      "now",
    );
    expect(error_y).toMatchObject({ array: [2, 9], arrayminus: [2, 1] });
  });

  test("has its band behind it, broken where an end is not known", () => {
    const band = { label: "earlier", low: [1, 1, Number.NaN, 1], high: [2, 2, 2, 2] };
    const figure = figureOf(linesPayload({ label: "now", y: [1, 2, 3, 4], band }, wanted), light);
    expect(figure.data.map(({ name }) => name)).toEqual(["earlier", "now"]);
    const { x, y } = traceOf(figure, "earlier");
    expect(x.filter((_, i) => y[i] !== null)).not.toContain(2);
    expect(y.filter((value) => value === null)).toHaveLength(2);
  });

  test.each([
    ["nothing", [], /at least one/],
    ["no numbers", { y: [] }, /at least one number/],
    ["text", { y: ["3"] }, /\(series\.y\[0\]\): expected a number, NaN or null, got "3"/],
    ["64-bit integers", { y: [3n] }, /write Number\(…\)/],
    [
      "another number of x than of y",
      { x: [1, 2], y: [1, 2, 3] },
      /\(series\.x\): expected 3 numbers, got 2 numbers/,
    ],
    [
      "a gap in x",
      { x: [1, Number.NaN], y: [1, 2] },
      /\(series\.x\[1\]\): expected a finite number, got NaN/,
    ],
    ["one end of bars", { y: [1], yLow: [0] }, /expected yLow and yHigh, got yLow/],
    ["both kinds of bars", { y: [1], error: 1, yLow: [0], yHigh: [2] }, /got both/],
    [
      "a negative error",
      { y: [1, 2], error: [1, -1] },
      /\(series\.error\[1\]\): expected 0 or more, got -1/,
    ],
    ["a band of another length", { y: [1], band: { low: [0, 1], high: [2] } }, /series\.band\.low/],
    [
      "the second of two wrong",
      [{ y: [1] }, { label: "b", x: [], y: [1] }],
      /series\[1\] \(b\)\.x/,
    ],
  ])("of %s is refused in words", (_, series, message) => {
    expect(refusal(() => pointsPayload(series as never, wanted))).toMatch(message);
  });

  test("needs a title, axes with names and ranges that they can have", () => {
    const y = [1];
    expect(refusal(() => linesPayload({ y }, { ...wanted, title: "" }))).toMatch(/title/);
    expect(refusal(() => linesPayload({ y }, { ...wanted, x: undefined as never }))).toMatch(
      /\(x\)/,
    );
    const log = { label: "f", scale: "log", range: [0, 1] } as const;
    expect(refusal(() => linesPayload({ y }, { ...wanted, x: log }))).toMatch(/above 0/);
    expect(refusal(() => linesPayload({ y, error: 1 }, wanted))).toMatch(/points\(…\)/);
  });
});

describe("an axis", () => {
  const ends = (axis: Axis) => axis.range.map((end) => Number(end.toPrecision(6)));

  test("has its title with the unit, and a range that holds all", () => {
    const { xaxis, yaxis } = figureOf(
      linesPayload({ x: [0, 10], y: [100, 200] }, wanted),
      light,
    ).layout;
    expect(xaxis.title?.text).toBe("Time (µs)");
    expect(yaxis.title?.text).toBe("Noise (ADC16)");
    expect(ends(xaxis)).toEqual([0, 10]);
    // 6 % of 100 on both sides.
    expect(ends(yaxis)).toEqual([94, 206]);
  });

  test("that is logarithmic holds what is above 0; a note tells how many are not", () => {
    const plot = linesPayload(
      { x: [1, 10, 100], y: [0, 1, 100] },
      { ...wanted, x: { ...time, scale: "log" }, y: { ...noise, scale: "log" } },
    );
    const { data, layout } = figureOf(plot, light);
    expect(ends(layout.xaxis)).toEqual([0, 2]);
    expect(ends(layout.yaxis)).toEqual([-0.12, 2.12]);
    expect(data[0]!.y).toEqual([null, 1, 100]);
    expect(layout.annotations.map(({ text }) => text).join()).toMatch(
      /logarithmic: 1 of the values/,
    );
  });

  test("has the range that is asked for, and its marks across the panel", () => {
    const marks = [{ at: 150, label: "Threshold" }];
    const y = { ...noise, range: [0, 300], marks } as const;
    const figure = figureOf(linesPayload({ x: [0, 10], y: [100, 200] }, { ...wanted, y }), light);
    expect(figure.layout.yaxis.range).toEqual([0, 300]);
    expect(traceOf(figure, "Threshold")).toMatchObject({ x: [0, 10], y: [150, 150] });
  });
});

describe("a histogram", () => {
  const x = { label: "Amplitude", unit: "ADC16" };
  const of = (values: number[], more: object = {}) =>
    layerOf(histogramPayload(values, { title: "How high?", x, ...more }));

  test("holds every known value once, a value on an edge in the bin above it", () => {
    const { edges, counts } = of([0.5, 1.5, 2, 2.5, 9.9, Number.NaN], { bins: 10 });
    expect(edges).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(counts).toEqual([1, 1, 2, 0, 0, 0, 0, 0, 0, 1]);
  });

  test("of whole numbers has bins about them", () => {
    expect(of([3, 4, 4, 6])).toMatchObject({
      edges: [2.5, 3.5, 4.5, 5.5, 6.5],
      counts: [1, 2, 0, 1],
    });
    expect(of([5, 5])).toMatchObject({ edges: [4.5, 5.5], counts: [2] });
  });

  test("counts what is outside of the range that is asked for", () => {
    const plot = histogramPayload([-5, 0.5, 1.5, 99], {
      ...{ title: "How high?", x: { ...x, range: [0, 2] as const }, bins: 2 },
    });
    const { counts, below, above } = layerOf(plot);
    expect(counts.reduce((a, b) => a + b) + below + above).toBe(4);
    expect([below, above]).toEqual([1, 1]);
    const texts = figureOf(plot, light).layout.annotations.map(({ text }) => text);
    expect(texts.join()).toContain("Not drawn: 2 values outside of the bins.");
  });

  test("of two series has one set of bins; counts that are binned already stay", () => {
    const two = histogramPayload(
      [
        { label: "a", values: [0, 1] },
        { label: "b", values: [10, 11] },
        { label: "c", edges: [0, 4, 8], counts: [3, 1] },
      ],
      { title: "How high?", x },
    );
    const [a, b, c] = [0, 1, 2].map((i) => layerOf(two, i));
    expect(a!.edges).toEqual(b!.edges);
    expect(c).toMatchObject({ edges: [0, 4, 8], counts: [3, 1] });
    expect(two.answer).toBe("8 values in 3 histograms.");
  });

  test("is drawn as steps from 0 and back to it", () => {
    const plot = histogramPayload({ edges: [0, 4, 8], counts: [3, 1] }, { title: "How high?", x });
    expect(figureOf(plot, light).data[0]).toMatchObject({
      x: [0, 0, 4, 4, 8, 8],
      y: [0, 3, 3, 1, 1, 0],
    });
    expect(plot.answer).toBe("4 values; the fullest bin, from 0 to 4 ADC16, holds 3.");
  });

  test("is refused without a value, of edges that do not ascend, of as many counts as edges", () => {
    const make =
      (given: unknown, more = {}) =>
      () =>
        histogramPayload(given as never, { title: "How high?", x, ...more });
    expect(refusal(make([Number.NaN]))).toMatch(/none but NaN/);
    expect(refusal(make({ edges: [0, 2, 1], counts: [1, 1] }))).toMatch(
      /edges\[2\]\): expected more than 2/,
    );
    expect(refusal(make({ edges: [0, 1], counts: [1, 1] }))).toMatch(
      /expected 1 number, got 2 numbers/,
    );
    expect(refusal(make([1, 2], { bins: 0 }))).toMatch(/1 to 10000/);
  });
});

describe("panels", () => {
  const panel = (title: string, y: number[], label = "channel 7") =>
    linesPayload({ label, y }, { ...wanted, title });

  test("of one quantity share their ranges, their names and one colour a series", () => {
    const plot = panelsPayload([panel("ADC 0", [1, 2]), panel("ADC 1", [10, 20])], {
      title: "Both?",
    });
    expect(plot.panels.map(({ label }) => label)).toEqual(["ADC 0", "ADC 1"]);
    const { data, layout } = figureOf(plot, light);
    expect(layout.yaxis2!.range).toEqual(layout.yaxis.range);
    expect(layout.yaxis.range[1]).toBeGreaterThan(20);
    expect(data.filter(({ showlegend }) => showlegend)).toHaveLength(1);
    expect(plot.answer).toBe(
      "Noise from 1 to 20 ADC16: lowest at Time 0 µs (ADC 0, channel 7), highest at Time 1 µs (ADC 1, channel 7).",
    );
    expect(altText(plot)).toContain("2 panels (ADC 0, ADC 1), each: 1 line (channel 7)");
  });

  test("have their own ranges where that is wanted, or where they show different things", () => {
    const given = [panel("ADC 0", [1, 2]), panel("ADC 1", [10, 20])];
    const own = figureOf(panelsPayload(given, { title: "Both?", ownRanges: true }), light).layout;
    expect(own.yaxis.range[1]).toBeLessThan(3);
    expect(own.yaxis2!.title?.text).toBe("Noise (ADC16)");
    const other = linesPayload({ y: [1e6] }, { ...wanted, y: { label: "Light" } });
    const mixed = panelsPayload([given[0]!, other], { title: "Both?", labels: ["a", "b"] });
    expect(mixed.shared).toEqual({ x: true, y: false });
    expect(mixed.panels.map(({ label }) => label)).toEqual(["a", "b"]);
  });

  test("of eight are four by two on a wide page, and one by eight on a narrow one", () => {
    const plot = ownPlots()["eight panels"]!;
    const columnsAt = (widthPx: number) => {
      const { layout } = figureOf(plot, { ...light, widthPx });
      const lefts = Object.entries(layout).flatMap(([key, axis]) =>
        /^xaxis\d*$/.test(key) ? [(axis as Axis).domain[0]] : [],
      );
      return new Set(lefts).size;
    };
    expect([1040, 340].map(columnsAt)).toEqual([4, 1]);
  });

  test("are refused where there are none or too many, or labels of another number", () => {
    expect(refusal(() => panelsPayload([], { title: "None?" }))).toMatch(/at least one/);
    const many = Array.from({ length: 65 }, () => panel("a", [1]));
    expect(refusal(() => panelsPayload(many, { title: "Many?" }))).toMatch(/at most 64, got 65/);
    const two = { title: "Two?", labels: ["a", "b"] };
    expect(refusal(() => panelsPayload([panel("a", [1])], two))).toMatch(/expected 1 label, got 2/);
  });
});

describe("a figure of the subset", () => {
  const drawn = figureOf(ownPlots()["own points"]!, light);

  test("is drawn as it is, in the theme's colours where its own are of a palette", () => {
    const payload = figurePayload(drawn, { title: "Mine?", answer: "Yes." });
    expect(figureOf(payload, light)).toEqual(drawn);
    const dark = figureOf(payload, { ...light, theme: "dark" });
    expect(dark).toEqual(figureOf(ownPlots()["own points"]!, { ...light, theme: "dark" }));
    const paper = "#fffff0";
    const own = { ...drawn, layout: { ...drawn.layout, paper_bgcolor: paper } };
    expect(figureOf(figurePayload(own), { ...light, theme: "dark" })).toEqual(own);
    expect(Object.values(palettes).map(({ paper }) => paper)).not.toContain(paper);
  });

  test("is named by its largest text, and told by its axes and series", () => {
    const payload = figurePayload(drawn);
    expect(payload.title).toBe("Is it as before?");
    expect(altText(payload)).toMatch(
      /series.*, Noise \(ADC16\) from [\d.]+ to [\d.]+ against Channel from/,
    );
  });

  test("is never wider than the page", () => {
    expect(figureOf(figurePayload(drawn), { ...light, widthPx: 500 }).layout.width).toBe(500);
    expect(figureOf(figurePayload(drawn), { ...light, widthPx: 5000 }).layout.width).toBe(
      drawn.layout.width,
    );
  });

  test("outside of the subset is refused with the key, also when it comes from elsewhere", () => {
    const pie = { ...drawn, data: [{ ...drawn.data[0], type: "pie" }] } as unknown as Figure;
    expect(refusal(() => figurePayload(pie))).toMatch(/plotly subset \(figure\.data\[0\]\.type\)/);
    expect(refusal(() => figurePayload({ data: [], layout: {} } as unknown as Figure))).toMatch(
      /figure\.layout/,
    );
    expect(isPayload({ ...figurePayload(drawn), figure: pie })).toBe(false);
  });

  test("has only plain texts, whatever it says", () => {
    const hostile = '<img src="x" onerror="alert(1)">';
    const copy = JSON.parse(JSON.stringify(drawn)) as Figure;
    copy.layout.xaxis.title!.text = hostile;
    copy.layout.xaxis.ticktext[0] = hostile;
    copy.layout.annotations[0]!.text = hostile;
    const figure = figureOf(figurePayload(copy, { title: hostile }), light);
    expect(JSON.stringify(figure)).not.toMatch(/[<>]/);
  });
});
