import { figureOf, type PlotPayload } from "@light-dqm/core/figures";
import { describe, expect, it } from "vitest";
import { channelTexts } from "../../../view/channels/channel-texts.js";
import { placesOf } from "../../../view/kinds/figure-kinds.js";
import { stateInGrid } from "../../../view/kinds/plot.js";
import { ownPlots } from "../../figures/example-payloads.js";

const plots = ownPlots() as unknown as Record<string, PlotPayload>;
const textOf = (name: string, key: string): string | undefined => {
  const figure = figureOf(plots[name]!, { theme: "light", marks: "plain" });
  return channelTexts(plots[name]!, figure).get(key);
};

describe("a plot", () => {
  it("has channels to choose only where it draws a grid of them", () => {
    const withChannels = Object.keys(plots).filter((name) => placesOf(plots[name]!) !== null);
    expect(withChannels).toEqual(["own numbers by channel", "own mask", "panels of every form"]);
  });

  it("says the number of a channel, and in panels what each of them says", () => {
    // The example holds the channel's index in the detector: 64 · 3 + 28.
    expect(textOf("own numbers by channel", "3/28")).toMatch(
      /^ADC 3, channel 28.*\nNoise: 220 ADC16$/,
    );
    expect(textOf("panels of every form", "3/28")).toMatch(/\nNoise: 220 ADC16\nok$/);
  });

  it("knows the state of a channel; none of an inactive one, or without a mask", () => {
    const mask = plots["own mask"]!;
    expect(stateInGrid(mask, { adc: 7, channel: 63 })).toBe("bad");
    expect(stateInGrid(mask, { adc: 3, channel: 28 })).toBe("ok");
    expect(stateInGrid(mask, { adc: 0, channel: 5 })).toBe("unknown");
    expect(stateInGrid(mask, { adc: 0, channel: 0 })).toBeUndefined();
    expect(stateInGrid(plots["own lines"]!, { adc: 0, channel: 5 })).toBeUndefined();
  });
});
