import { figureOf } from "@light-dqm/core/figures";
import { describe, expect, it } from "vitest";
import type { ChannelMaskPayload, DetectorMapPayload } from "../../../src/figures/index.js";
import type { Choices } from "../../../view/kinds/figure-kind.js";
import { kindOf } from "../../../view/kinds/figure-kinds.js";
import { maskSummary } from "../../../view/kinds/mask.js";
import { examplePayloads } from "../../figures/example-payloads.js";

const payloads = examplePayloads();
const mask = payloads["mask of baselines"] as ChannelMaskPayload;
const map = payloads["map of baselines"] as DetectorMapPayload;
const numbers = payloads["map of the noise"] as DetectorMapPayload;
const choices: Omit<Choices, "parts"> = {
  ...{ grouping: "channel", yScale: "linear", denominator: null },
  ...{ isAdding: false, onlySelected: false, zoomsAll: false },
};

describe("a map of states", () => {
  it("says in words what its mask says, and knows the state of a channel", () => {
    const { summary, stateOf } = kindOf(map);
    expect(summary!(map)).toBe(maskSummary(mask));
    expect(stateOf!(map, { adc: 1, channel: 38 })).toBe("bad");
    expect(stateOf!(map, { adc: 0, channel: 0 })).toBeUndefined();
  });

  it("shows the marks of the chosen parts alone, and its outlines with them", () => {
    const figure = figureOf(map, { theme: "light", marks: "emoji" });
    const marks = (of: typeof figure): number =>
      of.data.reduce((sum, { hovertext }) => sum + (hovertext?.length ?? 0), 0);
    const chosen = { ...choices, parts: new Set(["bad", "warn"]) };
    const reduced = kindOf(map).reduced!(figure, map, chosen);
    expect([marks(figure), marks(reduced)]).toEqual([384, 2]);
    expect(reduced.data).toHaveLength(figure.data.length);
    expect(kindOf(map).reduced!(figure, map, { ...choices, parts: new Set() })).toBe(figure);
  });
});

describe("a map of numbers", () => {
  it("has neither parts nor states", () => {
    const { reduced, stateOf, summary, tools } = kindOf(numbers);
    const figure = figureOf(numbers, { theme: "light", marks: "plain" });
    const chosen = { ...choices, parts: new Set(["bad"]) };
    expect(reduced!(figure, numbers, chosen)).toBe(figure);
    expect(stateOf!(numbers, { adc: 1, channel: 38 })).toBeUndefined();
    expect(summary!(numbers)).toBe("");
    expect(tools!(numbers, chosen, () => {})).toEqual([]);
  });
});
