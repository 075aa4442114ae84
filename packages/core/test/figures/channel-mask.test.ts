import { describe, expect, test } from "vitest";
import type { Figure, ScatterTrace } from "../../src/figures/figure.js";
import type { ChannelMaskPayload } from "../../src/figures/index.js";
import { channelMaskPayload, figureOf, palettes, stateMarks } from "../../src/figures/index.js";
import { type Change, type State, states } from "../../src/judge/states/verdict.js";
import { exampleCells, plantedStates } from "./example-payloads.js";
import { indexOfChannel, syntheticSummary } from "./synthetic-summary.js";

const plain = { theme: "light", marks: "plain" } as const;
const summary = syntheticSummary();

function maskOf(check = "baseline"): ChannelMaskPayload {
  return channelMaskPayload(summary, exampleCells(), { check });
}

/** Traces in the grid, not those of the legend. */
function gridTraces(figure: Figure): ScatterTrace[] {
  return figure.data.filter(({ xaxis }) => xaxis === "x") as ScatterTrace[];
}

function annotationTexts(figure: Figure): string[] {
  return figure.layout.annotations.map(({ text }) => text);
}

describe("the mask", () => {
  test("is 1600 × 400 px for the control room", () => {
    const { width, height } = figureOf(maskOf(), plain).layout;
    expect([width, height]).toEqual([1600, 400]);
  });

  test("draws every cell once, where its ADC and channel are, and nothing for inactive channels", () => {
    const drawn = gridTraces(figureOf(maskOf(), plain)).flatMap(({ x, y }) =>
      x.map((channel, i) => indexOfChannel(y[i]!, channel)),
    );
    expect(drawn).toHaveLength(384);
    expect(new Set(drawn).size).toBe(384);
    expect(drawn.every((channelIndex) => channelIndex % 16 >= 4)).toBe(true);
  });

  test("says of each cell what changed since the previous file, in words where something did", () => {
    const changeOf = (state: State, i: number): Change | null =>
      i === 0 ? "recovered" : state === "warn" ? "new" : i < 300 ? "unchanged" : null;
    const cells = exampleCells().map((cell, i) => ({
      ...cell,
      verdict: { ...cell.verdict, change: changeOf(cell.state, i) },
    }));
    const payload = channelMaskPayload(summary, cells, { check: "baseline" });
    expect(payload.cells.change).toEqual(cells.map(({ verdict }) => verdict.change));
    const lines = gridTraces(figureOf(payload, plain)).flatMap(({ hovertext }) => hovertext ?? []);
    const heads = lines.map((text) => text.split("\n").slice(0, 2));
    expect(heads.filter(([, state]) => state!.endsWith(")")).sort()).toEqual([
      [expect.stringMatching(/^ADC 0, channel 4 /), "Stable (recovered)"],
      [expect.stringMatching(/^ADC 0, channel 7 /), "Known problem (status file)"],
      [expect.stringMatching(/^ADC 1, channel 38 /), "Deviation (still there)"],
      [expect.stringMatching(/^ADC 2, channel 57 /), "Warning: watch (new)"],
    ]);
  });

  test("says nothing of changes where nothing was compared", () => {
    expect(maskOf().cells).not.toHaveProperty("change");
  });

  test("draws each state under its own group", () => {
    for (const trace of gridTraces(figureOf(maskOf(), plain)))
      trace.x.forEach((channel, i) => {
        const state = plantedStates.get(indexOfChannel(trace.y[i]!, channel)) ?? "ok";
        expect(trace.legendgroup).toBe(state);
      });
  });

  test("tells states by shape and by colour", () => {
    expect(new Set(states.map((state) => stateMarks[state].symbol)).size).toBe(states.length);
    for (const { states: colors } of Object.values(palettes))
      expect(new Set(Object.values(colors)).size).toBe(states.length);
  });

  test("never draws unknown in green or with the mark of good", () => {
    for (const theme of ["light", "dark"] as const) {
      const traces = gridTraces(figureOf(maskOf(), { ...plain, theme }));
      const of = (state: string) => traces.find(({ legendgroup }) => legendgroup === state)!;
      expect(of("unknown").marker!.symbol).not.toBe(of("ok").marker!.symbol);
      const [r, g, b] = [1, 3, 5].map((at) =>
        Number.parseInt(of("unknown").marker!.color.slice(at, at + 2), 16),
      );
      expect(Math.max(r!, g!, b!) - Math.min(r!, g!, b!)).toBe(0);
    }
  });

  test("marks bad channels with a red X, or with ☹ in the grid and in the legend", () => {
    const bad = (figure: Figure) =>
      (figure.data as ScatterTrace[]).filter(({ legendgroup }) => legendgroup === "bad");
    for (const { marker } of bad(figureOf(maskOf(), plain))) expect(marker!.symbol).toBe("x-thin");
    const emoji = bad(figureOf(maskOf(), { ...plain, marks: "emoji" }));
    expect(emoji).toHaveLength(2);
    for (const { mode, text } of emoji) {
      expect(mode).toBe("text");
      expect(text).toEqual(["☹"]);
    }
  });

  test("names what states mean, what to do, and how many there are", () => {
    const texts = annotationTexts(figureOf(maskOf("flatline"), plain));
    expect(texts).toContain("Alive (380)");
    expect(texts).toContain("Dead (1)");
    expect(texts).toContain("Known problem (status file) (1)");
    expect(texts).toContain("Unknown: not enough data (1)");
  });

  test("names a state without a wording when it occurs, and only then", () => {
    expect(maskOf("flatline").meanings.warn).toBeDefined();
    const without = exampleCells().filter(({ state }) => state !== "warn");
    const payload = channelMaskPayload(summary, without, { check: "flatline" });
    expect(payload.meanings.warn).toBeUndefined();
  });

  test("shows start and end in the named zone, at the top left", () => {
    const { annotations } = figureOf(maskOf(), plain).layout;
    const start = annotations.find(({ text }) => text.startsWith("Start:"))!;
    expect(start.text).toBe("Start: 2025-11-04 17:46:40 CST");
    expect(annotations.some(({ text }) => text === "Times in America/Chicago")).toBe(true);
    expect(start.xanchor).toBe("left");
    expect(start.xshift).toBe(0);
  });

  test("has ADC 0 at the bottom, all channels in range, and lines between TPCs", () => {
    const { xaxis, yaxis, shapes } = figureOf(maskOf(), plain).layout;
    expect(yaxis.range).toEqual([-0.5, 7.5]);
    expect(xaxis.range).toEqual([-0.5, 63.5]);
    expect(shapes.filter(({ x0, x1 }) => x0 === x1).map(({ x0 }) => x0)).toEqual([31.5]);
    expect(shapes.filter(({ y0, y1 }) => y0 === y1).map(({ y0 }) => y0)).toEqual([1.5, 3.5, 5.5]);
  });

  test("tells ADC, channel, EPCB, TPC, light trap, state, value, limit, n and reason on hover", () => {
    const trace = gridTraces(figureOf(maskOf(), plain)).find((each) => each.legendgroup === "bad")!;
    // Channel 38 is the 27th active channel: EPCB 4; ADC 1, channels 32–63: TPC 1. Trap 10 is
    // the LCM around −15.51 cm on the +z side.
    expect(trace.hovertext![0]).toBe(
      "ADC 1, channel 38 (EPCB 4, TPC 1), trap 10 (LCM), side +z, −18.28 cm\nDeviation\n" +
        "value −27898 ADC16 counts, limit −30000 to −26000 ADC16 counts, n = 500\nas expected",
    );
  });

  test("does not give the state's own words as the reason once more", () => {
    const cells = exampleCells().map((cell) => ({
      ...cell,
      verdict: {
        ...cell.verdict,
        reason: cell.state === "ok" ? "OK in all checks that could judge" : "as planted",
      },
    }));
    const payload = channelMaskPayload(syntheticSummary(), cells, { check: "all-checks" });
    const texts = gridTraces(figureOf(payload, plain)).flatMap(({ hovertext }) => hovertext ?? []);
    const fine = texts.filter((text) => text.includes("OK in all checks"));
    expect(fine.length).toBeGreaterThan(300);
    for (const text of texts) expect(new Set(text.split("\n")).size).toBe(text.split("\n").length);
  });

  test("names the check that a value and a limit belong to, where it is told", () => {
    const cells = exampleCells().map((cell) => ({ ...cell, checkTitle: "Baseline range" }));
    const payload = channelMaskPayload(syntheticSummary(), cells, { check: "all-checks" });
    const texts = gridTraces(figureOf(payload, plain)).flatMap(({ hovertext }) => hovertext ?? []);
    expect(texts).toHaveLength(384);
    for (const text of texts) expect(text).toContain("\nBaseline range: value −");
  });

  test("lists what is not good where a page leaves room, worst first", () => {
    const page = figureOf(maskOf(), { ...plain, widthPx: 1123, heightPx: 794 });
    const listed = annotationTexts(page).filter((text) => text.startsWith("ADC "));
    expect(listed.map((text) => text.split(":")[0])).toEqual([
      "ADC 1, channel 38",
      "ADC 2, channel 57",
      "ADC 0, channel 6",
      "ADC 0, channel 7",
    ]);
    expect(annotationTexts(figureOf(maskOf(), plain)).some((t) => t.startsWith("ADC 1,"))).toBe(
      false,
    );
  });

  test("lists channels that share a reason in one entry, with their runs", () => {
    const cells = exampleCells().map((cell) => ({
      ...cell,
      state: cell.adc === 3 && cell.channel < 32 ? ("unknown" as const) : ("ok" as const),
    }));
    const page = figureOf(channelMaskPayload(summary, cells, { check: "flatline" }), {
      ...plain,
      widthPx: 1123,
      heightPx: 794,
    });
    expect(annotationTexts(page).filter((text) => text.startsWith("ADC "))).toEqual([
      "ADC 3, channels 4–15, 20–31: as expected",
    ]);
  });

  test("without any cell says that there are no verdicts", () => {
    const payload = channelMaskPayload(summary, [], { check: "flatline" });
    expect(payload.answer).toBe("Of 0 channels: no verdicts.");
    expect(gridTraces(figureOf(payload, plain))).toEqual([]);
  });
});
