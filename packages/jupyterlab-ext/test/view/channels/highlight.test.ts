import { figureOf, type Payload } from "@light-dqm/core/figures";
import { describe, expect, it } from "vitest";
import { dune2x2 } from "../../../../core/test/detectors.js";
import { examplePayloads } from "../../../../core/test/figures/example-payloads.js";
import type { Grouping } from "../../../src/selection.js";
import { selectionAt } from "../../../src/view/channels/groups.js";
import { highlightOf } from "../../../src/view/channels/highlight.js";

const payloads: Record<string, Payload> = examplePayloads();

/** How many frames and lines mark a group of ADC 4 channel 40. */
function marked(name: string, grouping: Grouping): [frames: number, lines: number] {
  const payload = payloads[name]!;
  const figure = figureOf(payload, { theme: "light", marks: "plain" });
  const selection = selectionAt(dune2x2, { adc: 4, channel: 40 }, grouping);
  const { shapes, traces } = highlightOf(payload, figure, selection, "light");
  return [shapes.length, traces.length];
}

describe("the marks of chosen channels", () => {
  it.each([
    ["mask of baselines", "a frame a channel", [6, 0]],
    ["clipped fraction", "a frame a channel", [6, 0]],
    ["spectra per EPCB", "one line and one frame for the EPCB", [1, 1]],
    ["spectra per channel", "a line a channel, in one panel", [1, 6]],
    ["trend of the EPCBs", "nothing", [0, 0]],
    ["unavailable", "nothing", [0, 0]],
  ])("on %s are %s", (name, _, expected) => {
    expect(marked(name, "epcb")).toEqual(expected);
  });

  it("on waveforms are a line a valid channel, with as many points in x as in y", () => {
    const payload = payloads.waveforms as Extract<Payload, { kind: "waveforms" }>;
    const figure = figureOf(payload, { theme: "light", marks: "plain" });
    const { adc, channels } = payload.panels[0]!;
    const selection = selectionAt(dune2x2, { adc, channel: channels[0]! }, "epcb");
    const { traces } = highlightOf(payload, figure, selection, "light");
    expect(traces).toHaveLength(channels.length);
    for (const { x, y } of traces as { x: number[]; y: number[] }[])
      expect(x).toHaveLength(y.length);
  });

  it("are none without a choice", () => {
    const payload = payloads["mask of baselines"]!;
    const figure = figureOf(payload, { theme: "light", marks: "plain" });
    expect(highlightOf(payload, figure, null, "light")).toEqual({ shapes: [], traces: [] });
  });
});
