import type { Payload } from "@light-dqm/core/figures";
import { describe, expect, it } from "vitest";
import { figureKinds } from "../../../view/kinds/figure-kinds.js";
import { waveformLine } from "../../../view/kinds/waveforms.js";
import { examplePayloads } from "../../figures/example-payloads.js";

type WaveformsPayload = Extract<Payload, { kind: "waveforms" }>;

const payloads = examplePayloads();
const ofStep = payloads.waveforms as WaveformsPayload;
const brightest = payloads["waveforms with most light"] as WaveformsPayload;

describe("the waveform of a channel on its card", () => {
  it("is that of the event of all panels, in the unit of the figure", () => {
    const { adc, channels, counts } = ofStep.panels[0]!;
    const line = waveformLine(ofStep, { adc, channel: channels[1]! })!;
    expect(line.title).toBe("Waveform of event 9");
    expect(line.y).toEqual(counts[1]!.map((count) => 4 * count));
  });

  it("is that of its panel's own event, with what is to be seen in it", () => {
    const { adc, channels } = brightest.panels[2]!;
    const place = { adc, channel: channels[0]! };
    expect(waveformLine(brightest, place)!.title).toBe("Waveform of event 2");
    const panels = brightest.panels.map((panel) => ({
      ...{ ...panel, note: "flatline" },
      ...{ channels: panel.channels.slice(0, 1), counts: panel.counts.slice(0, 1) },
    }));
    expect(waveformLine({ ...brightest, panels }, place)!.title).toBe(
      "Waveform of event 2, flatline",
    );
  });

  it("is none for a channel that the figure does not show", () => {
    expect(waveformLine(brightest, { adc: 7, channel: 4 })).toBeNull();
  });
});

it("files of waveforms are named for their event, or for their first ADC", () => {
  const { subject } = figureKinds.waveforms;
  expect(subject!(ofStep)).toBe("waveforms-event-9");
  expect(subject!(brightest)).toBe("waveforms-from-adc-0");
});
