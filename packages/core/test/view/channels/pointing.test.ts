import { figureOf, type Payload } from "@light-dqm/core/figures";
import { describe, expect, it } from "vitest";
import { channelTexts } from "../../../view/channels/channel-texts.js";
import { boxOfChannel, pxOfPoints } from "../../../view/channels/geometry.js";
import { pointedAt } from "../../../view/channels/pointing.js";
import { panelOf } from "../../../view/plot/axes.js";
import { examplePayloads } from "../../figures/example-payloads.js";

const payloads: Record<string, Payload> = examplePayloads();

function drawn(name: string) {
  const payload = payloads[name]!;
  const figure = figureOf(payload, { theme: "light", marks: "plain", widthPx: 1200 });
  return { payload, figure, texts: channelTexts(payload, figure) };
}

describe("what is pointed at", () => {
  it("in a mask is the channel of the cell, with its text", () => {
    const mask = drawn("mask of baselines");
    const box = boxOfChannel(mask.payload, mask.figure.layout, { adc: 1, channel: 38 })!;
    const at = pointedAt(mask, box.left + 3, box.top + 3)!;
    expect(at.channel?.ref).toEqual({ adc: 1, channel: 38 });
    expect(at.text).toContain("ADC 1, channel 38 (EPCB 4, TPC 1)");
    expect(at.box).toEqual(box);
  });

  it("is nothing where a mask has no channel, and outside of panels", () => {
    const mask = drawn("mask of baselines");
    const box = boxOfChannel(mask.payload, mask.figure.layout, { adc: 0, channel: 0 })!;
    expect(pointedAt(mask, box.left + 3, box.top + 3)).toBeNull();
    expect(pointedAt(mask, 1, 1)).toBeNull();
  });

  it.each([
    "spectra per EPCB",
    "spectra per channel",
    "trend of the EPCBs",
    "own lines",
    "own points",
    "eight panels",
  ])("on a point of a line is what that point says: %s", (name) => {
    const shown = drawn(name);
    const { layout, data } = shown.figure;
    for (const trace of data.filter(({ hovertext }) => hovertext)) {
      const panel = panelOf(trace.xaxis);
      const i = trace.y.findIndex((y, k) => y !== null && k >= trace.y.length / 2);
      const { left, top } = pxOfPoints(layout, panel)!(trace.x[i]!, trace.y[i]!);
      const at = pointedAt(shown, left, top)!;
      // Where lines cross another one may be as near.
      const said = data.flatMap((each) =>
        each.xaxis === trace.xaxis
          ? each.x.flatMap((x, k) => (x === trace.x[i] ? (each.hovertext?.[k] ?? []) : []))
          : [],
      );
      expect(said).toContain(at.text);
      const [x, y] = [at.box.left + at.box.width / 2, at.box.top + at.box.height / 2];
      expect(Math.hypot(x - left, y - top)).toBeLessThan(12);
    }
  });

  it("on a waveform is its channel, with time and value", () => {
    const waveforms = drawn("waveforms");
    const payload = waveforms.payload as Extract<Payload, { kind: "waveforms" }>;
    const { adc, epcb, channels, counts } = payload.panels[0]!;
    const line = waveforms.figure.data[1]!;
    const top = counts[1]!.indexOf(Math.max(...counts[1]!));
    const px = pxOfPoints(waveforms.figure.layout, 0)!(line.x[top]!, line.y[top]!);
    const at = pointedAt(waveforms, px.left, px.top)!;
    expect(at.owner?.label).toBe(`ADC ${adc}, channel ${channels[1]}`);
    expect(at.text).toContain(`ADC ${adc}, EPCB ${epcb}: channel ${channels[1]}\n`);
    expect(at.text).toMatch(/µs: [\d.]+ ADC16 counts$/);
  });

  it("is nothing between lines that are far away", () => {
    const own = drawn("eight panels");
    const box = pxOfPoints(own.figure.layout, 0)!;
    // The line rises from the left to the right: its upper left corner is empty.
    const { x, y } = own.figure.data[0]!;
    const corner = box(x[0]!, Math.max(...y.map(Number)));
    expect(pointedAt(own, corner.left + 2, corner.top + 2)).toBeNull();
  });
});
