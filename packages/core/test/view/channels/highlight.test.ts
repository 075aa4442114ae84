import { figureOf, type Line, type Payload } from "@light-dqm/core/figures";
import { describe, expect, it } from "vitest";
import { selectionAt } from "../../../view/channels/groups.js";
import { highlightOf } from "../../../view/channels/highlight.js";
import { type Grouping, withAnother } from "../../../view/selection.js";
import { dune2x2 } from "../../detectors.js";
import { examplePayloads } from "../../figures/example-payloads.js";

const payloads: Record<string, Payload> = examplePayloads();
const look = { theme: "light", detector: dune2x2, inLegend: false } as const;

/** How many frames and lines mark a group of ADC 4 channel 40. */
function marked(name: string, grouping: Grouping): [frames: number, lines: number] {
  const payload = payloads[name]!;
  const figure = figureOf(payload, { theme: "light", marks: "plain" });
  const selection = selectionAt(dune2x2, { adc: 4, channel: 40 }, grouping);
  const { shapes, traces } = highlightOf(payload, figure, selection, look);
  return [shapes.length, traces.length];
}

describe("the marks of chosen channels", () => {
  it.each([
    ["mask of baselines", "a frame a channel", [6, 0]],
    ["map of baselines", "a frame a channel", [6, 0]],
    ["map of the noise", "a frame a channel", [6, 0]],
    ["clipped fraction", "a frame a channel", [6, 0]],
    ["spectra per EPCB", "one line and one frame for the EPCB", [1, 1]],
    ["spectra per channel", "a line a channel, in one panel", [1, 6]],
    ["unavailable", "nothing", [0, 0]],
  ])("on %s are %s", (name, _, expected) => {
    expect(marked(name, "epcb")).toEqual(expected);
  });

  it("on waveforms are a line a valid channel, with as many points in x as in y", () => {
    const payload = payloads.waveforms as Extract<Payload, { kind: "waveforms" }>;
    const figure = figureOf(payload, { theme: "light", marks: "plain" });
    const { adc, channels } = payload.panels[0]!;
    const selection = selectionAt(dune2x2, { adc, channel: channels[0]! }, "epcb");
    const { traces } = highlightOf(payload, figure, selection, look);
    expect(traces).toHaveLength(channels.length);
    for (const { x, y } of traces as { x: number[]; y: number[] }[])
      expect(x).toHaveLength(y.length);
  });

  it("on lines of groups have the colour of each choice, and its number in the legend", () => {
    const payload = payloads["spectra per EPCB"]!;
    const figure = figureOf(payload, { theme: "light", marks: "plain" });
    const [first, second] = [4, 6].map((adc) =>
      selectionAt(dune2x2, { adc, channel: 40 }, "channel"),
    );
    const both = withAnother(first!, second!);
    const { shapes, traces } = highlightOf(payload, figure, both, { ...look, inLegend: true });
    // The 29th active channel of its ADC, of 6 an EPCB.
    expect(traces.map(({ name }) => name)).toEqual([
      "EPCB 4 of ADC 4, with channel 40",
      "EPCB 4 of ADC 6, with channel 40",
    ]);
    const colorsOf = (marks: typeof traces) => marks.map(({ line }) => (line as Line).color);
    expect(colorsOf(shapes)).toEqual(colorsOf(traces));
    expect(new Set(colorsOf(traces)).size).toBe(2);
  });

  it("are none without a choice", () => {
    const payload = payloads["mask of baselines"]!;
    const figure = figureOf(payload, { theme: "light", marks: "plain" });
    expect(highlightOf(payload, figure, null, look)).toEqual({ shapes: [], traces: [] });
  });
});
