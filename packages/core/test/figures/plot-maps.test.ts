import { describe, expect, test } from "vitest";
import { detectorGroups } from "../../src/detector/groups.js";
import {
  figureOf,
  gridMaskPayload,
  heatMapPayload,
  type PlotPayload,
} from "../../src/figures/index.js";
import { dune2x2 } from "../detectors.js";
import { layerOf, light, noise, refusal, time, traceOf } from "./plot-layers.js";

describe("a heat map", () => {
  const map = (rows: unknown, more: object = {}) =>
    heatMapPayload(rows as number[][], {
      ...{ title: "Where?", x: time, y: { label: "Channel" }, value: noise, ...more },
    });

  test("has its middles half way between edges, or the edges that are given", () => {
    expect(
      layerOf(
        map([
          [1, 2],
          [3, 4],
        ]),
      ),
    ).toMatchObject({
      ...{ xEdges: [-0.5, 0.5, 1.5], yEdges: [-0.5, 0.5, 1.5], value: [1, 2, 3, 4] },
    });
    const at = map([[1, 2]], {
      x: { ...time, at: [10, 20, 30] },
      y: { label: "Channel", at: [7] },
    });
    expect(layerOf(at)).toMatchObject({ xEdges: [10, 20, 30], yEdges: [6.5, 7.5] });
  });

  test("draws each cell where it is, in bars or, where they are many, in areas", () => {
    const few = figureOf(
      map([
        [1, 2],
        [3, Number.NaN],
      ]),
      light,
    ).data;
    const bars = few.filter(({ type, hoverinfo }) => type === "bar" && hoverinfo === "text");
    const cells = bars.flatMap(({ x, hovertext }) => x.map((at, i) => [at, hovertext![i]]));
    expect(cells).toHaveLength(4);
    expect(cells).toContainEqual([1, "Time: 1 µs, Channel: 1\nNoise: unknown"]);
    const row = Array.from({ length: 60 }, (_, i) => i % 2);
    const many = figureOf(map(Array.from({ length: 50 }, () => row)), light).data;
    const areas = many.filter((trace) => "fill" in trace && trace.fill === "toself");
    expect(areas.flatMap(({ y }) => y).filter((y) => y === null)).toHaveLength(3000);
  });

  test("marks the few values that are off the scale, and holds all where they are many", () => {
    const rows = Array.from({ length: 20 }, (_, r) =>
      Array.from({ length: 20 }, (_, c) => (r * c) % 7),
    );
    const textsOf = (plot: PlotPayload) =>
      figureOf(plot, light)
        .layout.annotations.map(({ text }) => text)
        .join();
    rows[3]![4] = 1e4;
    expect(textsOf(map(rows))).toContain("Above the scale (1)");
    for (const row of rows.slice(10)) row[0] = 1e4;
    expect(textsOf(map(rows))).not.toContain("Above the scale");
  });

  test("is refused of uneven rows, uneven columns, logarithmic axes, nothing or too much", () => {
    expect(refusal(() => map([[1, 2], [3]]))).toMatch(
      /\(rows\[1\]\): expected 2 numbers, got 1 number/,
    );
    expect(refusal(() => map([[1, 2, 3]], { x: { ...time, at: [1, 2, 4] } }))).toMatch(
      /evenly spaced/,
    );
    expect(refusal(() => map([[1]], { x: { ...time, scale: "log" } }))).toMatch(/linear/);
    expect(refusal(() => map([[1, 2]], { x: { ...time, at: [1] } }))).toMatch(
      /2 middles or 3 edges/,
    );
    expect(refusal(() => map([]))).toMatch(/at least one row/);
    expect(refusal(() => map([new Float64Array(16_001)]))).toMatch(/average neighbouring ones/);
  });
});

describe("a grid mask", () => {
  const { indexCount, indexOf, active } = detectorGroups(dune2x2);
  const settings = { title: "Which?", detector: dune2x2, value: noise };

  test("takes numbers of all channels, flat or by ADC, and keeps those of the active ones", () => {
    const flat = Float64Array.from({ length: indexCount }, (_, i) => i);
    const byAdc = Array.from({ length: 8 }, (_, adc) => flat.subarray(64 * adc, 64 * adc + 64));
    const plot = gridMaskPayload(flat, settings);
    expect(layerOf(plot).value).toEqual([...active]);
    expect(gridMaskPayload(byAdc, settings)).toEqual(plot);
    // Channels 4 to 63 of the 2x2 are the first and the last active ones.
    expect(plot.answer).toBe(
      "Noise from 4 to 511 ADC16: lowest in ADC 0, channel 4, highest in ADC 7, channel 63.",
    );
  });

  test("takes states, null as unknown, and draws each where its channel is", () => {
    const states = Array.from({ length: indexCount }, (): "ok" | "bad" | null => "ok");
    states[indexOf(3, 28)] = "bad";
    states[indexOf(5, 7)] = null;
    const plot = gridMaskPayload(states, {
      ...settings,
      meanings: { bad: "Over my cut", ok: "Below" },
    });
    expect(plot.answer).toBe("Of 384 channels: 1 over my cut, 1 unknown, 382 below.");
    const figure = figureOf(plot, light);
    expect(traceOf(figure, "Over my cut")).toMatchObject({ x: [28], y: [3] });
    expect(traceOf(figure, "unknown")).toMatchObject({ x: [7], y: [5] });
  });

  test("is refused of another number of channels, and of what is no state", () => {
    expect(refusal(() => gridMaskPayload(new Float64Array(384), settings))).toMatch(
      /expected 512 values/,
    );
    const wrong = Array.from({ length: indexCount }, () => "fine");
    expect(refusal(() => gridMaskPayload(wrong as never, settings))).toMatch(
      /ADC 0, channel 4\): expected ok, warn, bad/,
    );
  });
});
