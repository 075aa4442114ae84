/** The map: every SiPM once, at its place; states as in masks, numbers by colour. */
import { describe, expect, test } from "vitest";
import { detectorGroups } from "../../src/detector/groups.js";
import { detectorOf } from "../../src/detector/index.js";
import type { DetectorProfile } from "../../src/detector/profile.js";
import type { Figure, ScatterTrace } from "../../src/figures/figure.js";
import { mapGrid } from "../../src/figures/forms/detector-map/grid.js";
import type { DetectorMapPayload, MapQuantity } from "../../src/figures/index.js";
import {
  channelMaskPayload,
  figureOf,
  isPayload,
  maskOfMap,
  palettes,
  quantityMapPayload,
  stateMapPayload,
} from "../../src/figures/index.js";
import { colorScale } from "../../src/figures/style/color-scale.js";
import { numberScale } from "../../src/figures/style/number-scale.js";
import { requireSubset } from "../../src/figures/subset/subset.js";
import { dune2x2 } from "../detectors.js";
import { fourAdcs } from "../four-adcs.js";
import { exampleCells, plantedStates } from "./example-payloads.js";
import { indexOfChannel, syntheticSummary } from "./synthetic-summary.js";

const plain = { theme: "light", marks: "plain" } as const;
const summary = syntheticSummary();
const mask = channelMaskPayload(summary, exampleCells(), { check: "baseline" });

function stateMap(modules: number[] | null = null): DetectorMapPayload {
  return stateMapPayload(mask, { modules }) as DetectorMapPayload;
}

function numberMap(wanted: MapQuantity, of = summary): DetectorMapPayload {
  return quantityMapPayload(of, wanted, { units: "ADC16" }) as DetectorMapPayload;
}

/** Traces of channels. */
function markTraces({ data }: Figure): ScatterTrace[] {
  return (data as ScatterTrace[]).filter(({ hovertext }) => hovertext);
}

/** What is said of each mark, and where it is. */
function marksOf(figure: Figure): { text: string; x: number; y: number; trace: ScatterTrace }[] {
  return markTraces(figure).flatMap((trace) =>
    trace.x.map((x, i) => ({ text: trace.hovertext![i]!, x, y: trace.y[i]!, trace })),
  );
}

/** A detector with every state at random places. */
function mapOf(detector: DetectorProfile): DetectorMapPayload {
  const ofDetector = syntheticSummary({}, detector);
  const cells = exampleCells(undefined, detector);
  return stateMapPayload(
    channelMaskPayload(ofDetector, cells, { check: "all-checks" }),
  ) as DetectorMapPayload;
}

describe.each([
  ["dune-2x2", 384, 16],
  ["dune-2x2-simulation", 384, 16],
  ["fsd", 240, 4],
  ["ndlar", 8400, 140],
])("of %s the map", (name, channels, columns) => {
  const detector = detectorOf(name);
  const figure = figureOf(mapOf(detector), plain);

  test(`shows ${channels} SiPMs on ${columns} walls, each alone at its place`, () => {
    const places = marksOf(figure).map(({ x, y }) => `${x} ${y}`);
    expect(new Set(places).size).toBe(channels);
    expect(places).toHaveLength(channels);
    expect(new Set(marksOf(figure).map(({ x }) => x)).size).toBe(columns);
  });

  test("is in the closed subset, and small", () => {
    requireSubset(figure);
    expect(JSON.stringify(mapOf(detector)).length).toBeLessThan(600_000);
  });

  test("outlines every light trap around its SiPMs", () => {
    const { traps } = detectorGroups(detector);
    const outlines = figure.data.filter(
      ({ name, xaxis }) => /^(ArCL|LCM)/.test(name) && xaxis === "x",
    );
    expect(outlines.flatMap(({ y }) => y.filter((each) => each === null))).toHaveLength(
      traps.length,
    );
    const heights = new Map<number, number[]>();
    for (const { x, y } of marksOf(figure)) heights.set(x, [...(heights.get(x) ?? []), y]);
    for (const { kind, x, lowCm, highCm } of mapGrid(detector, null).traps) {
      const inside = heights.get(x)!.filter((y) => y >= lowCm - 0.1 && y <= highCm + 0.1);
      expect(inside).toHaveLength(kind === "ArCLight" ? 6 : 2);
    }
  });
});

describe("places", () => {
  // Read from the public descriptions of the geometry.
  test.each([
    ["dune-2x2", 4, 42, "(EPCB 5, TPC 4), trap 0 (ArCLight), side −z, −60.07 cm"],
    ["dune-2x2", 4, 30, "(EPCB 3, TPC 5), trap 0 (ArCLight), side −z, −39.18 cm"],
    ["dune-2x2", 7, 63, "(EPCB 7, TPC 7), trap 7 (LCM), side −z, 60.07 cm"],
    ["fsd", 0, 0, "(EPCB 0, TPC 0), trap 19 (ArCLight), side −z, 152.51 cm"],
    ["fsd", 3, 61, "(EPCB 9, TPC 1), trap 20 (LCM), side +z, −152.52 cm"],
    ["fsd", 1, 32, "(EPCB 5, TPC 0), trap 31 (ArCLight), side +z, 2.58 cm"],
  ])("of %s, ADC %i, channel %i are those of the description", (name, adc, channel, place) => {
    const detector = detectorOf(name);
    const texts = marksOf(figureOf(mapOf(detector), plain)).map((mark) => mark.text.split("\n")[0]);
    const named = `ADC ${adc}, channel ${channel} `;
    expect(texts.find((each) => each!.startsWith(named))).toBe(`${named}${place}`);
  });

  test("of a TPC's two walls stand side by side, −z first, and TPCs and modules in their order", () => {
    const { columns } = mapGrid(dune2x2, null);
    expect(columns.map(({ module, tpc, side }) => [module, tpc, side])).toEqual(
      Array.from({ length: 16 }, (_, i) => [Math.floor(i / 4), Math.floor(i / 2), i % 2]),
    );
    const steps = columns.slice(1).map(({ x }, i) => x - columns[i]!.x);
    // Within a TPC, between the TPCs of a module, between modules.
    expect(steps[0]).toBeLessThan(steps[1]!);
    expect(steps[1]).toBeLessThan(steps[3]!);
  });

  test("lead back to the channel: the nearest of the column, none beside the columns", () => {
    const grid = mapGrid(dune2x2, null);
    const { heightCm } = detectorGroups(dune2x2);
    for (const channelIndex of grid.channels)
      expect(grid.channelAt(grid.xOf(channelIndex) + 0.2, heightCm[channelIndex]! + 1)).toBe(
        channelIndex,
      );
    const [left, right] = [grid.columns[3]!.x, grid.columns[4]!.x];
    expect(grid.channelAt((left + right) / 2, 0)).toBeNull();
  });

  test("of one module fill the page, and columns hold its channels only", () => {
    const payload = stateMap([1]);
    expect(payload.title).toBe("Where in the detector are the baselines that deviate? Module 1");
    expect(marksOf(figureOf(payload, plain))).toHaveLength(96);
    expect(maskOfMap(payload)!.cells.adc.every((adc) => adc === 2 || adc === 3)).toBe(true);
  });

  test("that are not known give a figure that says so", () => {
    const of = syntheticSummary({}, fourAdcs);
    const cells = exampleCells(undefined, fourAdcs);
    const reason = /^where the SiPMs of the detector four-adcs are is not known/;
    for (const payload of [
      stateMapPayload(channelMaskPayload(of, cells, { check: "baseline" })),
      quantityMapPayload(of, { quantity: "noise" }, { units: "ADC16" }),
    ])
      expect(payload).toMatchObject({ kind: "unavailable", reason: expect.stringMatching(reason) });
  });

  test("that some channels lack are told in a line, nothing vanishes silently", () => {
    const [first, ...others] = dune2x2.layouts;
    const [tpc, ...tpcs] = first!.tpcs;
    const [trap, ...traps] = tpc!;
    const unplaced = { ...trap!, heightsCm: [], edgesCm: null };
    const detector = {
      ...dune2x2,
      layouts: [{ tpcs: [[unplaced, ...traps], ...tpcs] }, ...others],
    };
    const texts = figureOf(mapOf(detector), plain).layout.annotations.map(({ text }) => text);
    expect(texts).toContainEqual(expect.stringMatching(/^Not drawn: \d+ channels whose place/));
  });
});

describe("a map of states", () => {
  test("draws each state as the mask does, what needs attention on top", () => {
    const traces = markTraces(figureOf(stateMap(), plain));
    expect(traces.map(({ legendgroup }) => legendgroup)).toEqual([
      ...["ok", "masked", "unknown", "warn", "bad"],
    ]);
    const ofMask = markTraces(figureOf(mask, plain));
    for (const { legendgroup, name, marker } of traces) {
      const same = ofMask.find((each) => each.legendgroup === legendgroup)!;
      expect([name, marker!.symbol, marker!.color]).toEqual([
        ...[same.name, same.marker!.symbol, same.marker!.color],
      ]);
    }
  });

  test("says of each channel what the mask says, word by word", () => {
    const texts = (figure: Figure): string[] =>
      markTraces(figure).flatMap(({ hovertext }) => hovertext!);
    expect(texts(figureOf(stateMap(), plain)).sort()).toEqual(texts(figureOf(mask, plain)).sort());
  });

  test("names the traps with bad channels in its answer", () => {
    expect(stateMap().answer).toBe(
      "Of 384 channels: 1 bad (1 of 2 in trap 10 of TPC 1), 1 with a warning (1 of 6 in trap 0 of TPC 3), " +
        "1 unknown, 1 known and masked, 380 ok.",
    );
  });

  test("shows a channel that the mask does not speak of as unknown", () => {
    const cells = exampleCells().slice(1);
    const payload = stateMapPayload(channelMaskPayload(summary, cells, { check: "flatline" }));
    const marks = marksOf(figureOf(payload, plain));
    const first = marks.find(({ text }) => text.startsWith("ADC 0, channel 4 "))!;
    expect(first.trace.legendgroup).toBe("unknown");
    expect(first.text).toContain("no record");
    expect(marks).toHaveLength(384);
  });

  test("is the same mask again when it is read back", () => {
    expect(maskOfMap(stateMap())).toMatchObject({ kind: "channel-mask", cells: mask.cells });
  });

  test("where marks are tiny still tells states by shape, faults larger than the rest", () => {
    const traces = markTraces(figureOf(mapOf(detectorOf("ndlar")), plain));
    const of = (state: string) => traces.find(({ legendgroup }) => legendgroup === state)!.marker!;
    expect(of("unknown").symbol).toBe("square-open");
    expect(of("ok").symbol).toBe("circle");
    expect(of("bad").size).toBeGreaterThan(of("ok").size);
  });
});

describe("a map of numbers", () => {
  const colorOf = (payload: DetectorMapPayload, adc: number, channel: number): ScatterTrace =>
    marksOf(figureOf(payload, plain)).find(({ text }) =>
      text.startsWith(`ADC ${adc}, channel ${channel} `),
    )!.trace;

  test("colours each channel by its number, which it says on hover", () => {
    const payload = numberMap({ quantity: "noise" });
    for (const { text, trace } of marksOf(figureOf(payload, plain))) {
      const [, adc, channel] = /^ADC (\d+), channel (\d+) /.exec(text)!.map(Number);
      const value = summary.noise.p50[indexOfChannel(adc!, channel!)]!;
      const [low, high] = /^([\d.]+) to ([\d.]+) ADC16 counts$/
        .exec(trace.name)!
        .slice(1)
        .map(Number);
      expect(text.split("\n")[1]).toBe(`Noise: ${Number(value.toPrecision(6))} ADC16 counts`);
      // Ends are written with three digits.
      expect(value).toBeGreaterThanOrEqual(low! - 0.06);
      expect(value).toBeLessThanOrEqual(high! + 0.06);
    }
  });

  test("draws what is unknown hollow, in no colour of a number", () => {
    const p50 = summary.noise.p50.slice();
    p50[indexOfChannel(2, 40)] = Number.NaN;
    const payload = numberMap(
      { quantity: "noise" },
      syntheticSummary({ noise: { ...summary.noise, p50 } }),
    );
    const { marker, name } = colorOf(payload, 2, 40);
    expect(marker!.symbol).toBe("square-open");
    expect(colorScale).not.toContain(marker!.color);
    expect(name).toBe("Unknown: no data");
    expect(payload.answer).toContain("; 1 channel without a value.");
  });

  test("marks what is off the scale by a shape of its own", () => {
    const p50 = summary.noise.p50.slice();
    p50[indexOfChannel(3, 22)] = 9000;
    p50[indexOfChannel(3, 23)] = -9000;
    const payload = numberMap(
      { quantity: "noise" },
      syntheticSummary({ noise: { ...summary.noise, p50 } }),
    );
    expect(colorOf(payload, 3, 22).marker!.symbol).toBe("triangle-up");
    expect(colorOf(payload, 3, 23).marker!.symbol).toBe("triangle-down");
    const texts = figureOf(payload, plain).layout.annotations.map(({ text }) => text);
    expect(texts).toEqual(expect.arrayContaining(["Above the scale (1)", "Below the scale (1)"]));
    expect(texts).toContain("Noise (ADC16 counts)");
  });

  test.each<[MapQuantity, string, string]>([
    [{ quantity: "baseline" }, "baseline", "ADC16 counts"],
    [{ quantity: "maxAmplitude" }, "largest amplitude", "ADC16 counts"],
    [{ quantity: "clipped", triggerClass: "beam", denominator: "tpc" }, "clipped fraction", "%"],
    [{ quantity: "spectra", lineMHz: 10 }, "power at 10 MHz", "V²"],
  ])("can be of %o", (wanted, words, unit) => {
    const payload = numberMap(wanted);
    expect(payload.title).toContain(`How does the ${words} vary over the detector?`);
    expect(payload.shown).toMatchObject({ of: "numbers", unit });
  });

  test("of powers or amplitudes has a logarithmic scale, with round numbers", () => {
    const { scale } = numberMap({ quantity: "spectra", lineMHz: 10 }).shown as { scale: string };
    expect(scale).toBe("log");
    const ticksOf = (value: number[]) => numberScale({ unit: "V", scale: "log", value }).ticks.text;
    expect(ticksOf([1, 3, 30])).toEqual(["1", "2", "5", "10", "20"]);
    expect(ticksOf([1e-9, 1e-7, 1e-5])).toEqual(["1e−9", "1e−8", "1e−7", "1e−6", "1e−5"]);
    expect(ticksOf([3.1, 4, 4.9])).toEqual(["3.1", "4.9"]);
  });

  test("on a logarithmic scale has 0 below it", () => {
    const value = [0, 1, 2, 4];
    const scale = numberScale({ unit: "V", scale: "log", value });
    expect(value.map(scale.colorOf)).toEqual([-1, 0, 8, colorScale.length - 1]);
  });

  test("has a fraction in percent, unknown where nothing was counted", () => {
    const { shown } = numberMap({ quantity: "clipped" });
    const { active } = detectorGroups(dune2x2);
    const values = (shown as { value: (number | null)[] }).value;
    // Five of six.
    expect(values[active.indexOf(indexOfChannel(3, 26))]).toBeCloseTo(83.3333, 4);
    expect(values[active.indexOf(indexOfChannel(2, 60))]).toBeNull();
  });

  test("is in the unit that is asked for", () => {
    const inVolts = quantityMapPayload(summary, { quantity: "noise" }, { units: "V" });
    expect(inVolts).toMatchObject({ shown: { unit: "V" } });
    const first = (inVolts as { shown: { value: number[] } }).shown.value[0]!;
    expect(first).toBeCloseTo(summary.noise.p50[4]! / (8191 * 4), 9);
  });

  test("is refused for what has no number by channel", () => {
    expect(() => numberMap({ quantity: "eventCount" })).toThrow(/No map of this/);
    expect(() => numberMap({ quantity: "spectra", lineMHz: 11.3 })).toThrow(/No map of this/);
  });

  test("with no value at all says so", () => {
    const p50 = summary.noise.p50.map(() => Number.NaN);
    const none = syntheticSummary({ noise: { ...summary.noise, p50 } });
    expect(quantityMapPayload(none, { quantity: "noise" }, { units: "ADC16" })).toMatchObject({
      kind: "unavailable",
      reason: "no channel has a value in this file",
    });
  });

  test("of one value everywhere has a scale around it", () => {
    const p50 = summary.noise.p50.map((each) => (Number.isNaN(each) ? each : 7));
    const same = syntheticSummary({ noise: { ...summary.noise, p50 } });
    const figure = figureOf(numberMap({ quantity: "noise" }, same), plain);
    requireSubset(figure);
    expect(markTraces(figure)).toHaveLength(1);
  });
});

describe("the colours of numbers", () => {
  const luminance = (color: string): number => {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };

  test("grow lighter step by step, so that no colour blindness hides their order", () => {
    const lightness = colorScale.map((color) => Math.cbrt(luminance(color)));
    for (const [i, each] of lightness.slice(1).entries())
      expect(each - lightness[i]!).toBeGreaterThan(0.015);
  });

  test("are none of the states'", () => {
    for (const { states } of Object.values(palettes))
      for (const color of Object.values(states)) expect(colorScale).not.toContain(color);
  });
});

describe("a map from elsewhere is refused when", () => {
  // biome-ignore lint/suspicious/noExplicitAny: the changes are what the types would forbid
  const isRead = (payload: DetectorMapPayload, change: (copy: any) => void): boolean => {
    const copy = JSON.parse(JSON.stringify(payload));
    change(copy);
    return isPayload(copy);
  };

  test("a column is too short, a state is none, a module is not there, or it shows neither", () => {
    const numbers = numberMap({ quantity: "noise" });
    expect(isRead(stateMap([1]), () => {})).toBe(true);
    expect(isRead(numbers, () => {})).toBe(true);
    expect(isRead(numbers, (copy) => copy.shown.value.pop())).toBe(false);
    expect(isRead(numbers, (copy) => (copy.shown.of = "nothing"))).toBe(false);
    expect(isRead(stateMap(), (copy) => (copy.modules = [0]))).toBe(false);
    expect(isRead(stateMap([1]), (copy) => (copy.modules = [4]))).toBe(false);
    expect(isRead(stateMap(), (copy) => (copy.shown.cells.state[0] = "fine"))).toBe(false);
    expect(isRead(stateMap(), (copy) => (copy.shown.cells.reason[0] = 99))).toBe(false);
  });
});

test("planted states are where they were planted", () => {
  const { placeOf } = detectorGroups(dune2x2);
  const marks = marksOf(figureOf(stateMap(), plain));
  for (const [channelIndex, state] of plantedStates) {
    const { adc, channel } = placeOf(channelIndex);
    const mark = marks.find(({ text }) => text.startsWith(`ADC ${adc}, channel ${channel} `))!;
    expect(mark.trace.legendgroup).toBe(state);
  }
});
