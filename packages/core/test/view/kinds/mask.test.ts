import { figureOf, type Payload } from "@light-dqm/core/figures";
import { describe, expect, it } from "vitest";
import { maskParts, maskSummary, onlyParts } from "../../../view/kinds/mask.js";
import { examplePayloads } from "../../figures/example-payloads.js";

const mask = examplePayloads()["mask of baselines"] as Extract<Payload, { kind: "channel-mask" }>;

describe("a mask in parts", () => {
  /** Channels that are drawn, and the states that the legend counts. */
  const drawn = (payload: typeof mask, parts: readonly string[], marks: "plain" | "emoji") => {
    const whole = figureOf(payload, { theme: "light", marks });
    const { data, layout } = onlyParts(whole, payload, new Set(parts));
    const grid = data.filter(({ xaxis }) => xaxis === "x");
    for (const { x, y, hovertext, ...trace } of grid) {
      const text = "text" in trace && trace.text ? trace.text : x;
      expect([y.length, hovertext!.length, text.length]).toEqual([x.length, x.length, x.length]);
    }
    const legend = layout.annotations.filter(({ text }) => text.startsWith("Stable"));
    return {
      channels: grid.flatMap(({ x, y, legendgroup }) =>
        x.map((channel, i) => [y[i], channel, legendgroup]),
      ),
      legend: legend.map(({ text }) => text),
    };
  };

  it.each(["plain", "emoji"] as const)("draws only those; the legend counts all: %s", (marks) => {
    const { channels, legend } = drawn(mask, ["bad", "unknown"], marks);
    expect(channels.sort()).toEqual([
      [0, 6, "unknown"],
      [1, 38, "bad"],
    ]);
    expect(legend).toEqual(["Stable (380)"]);
    expect(drawn(mask, [], marks).channels).toHaveLength(384);
  });

  it("has no part that is empty, and counts each", () => {
    expect(maskParts(mask).map(({ id, count }) => [id, count])).toEqual([
      ["bad", 1],
      ["warn", 1],
      ["unknown", 1],
      ["masked", 1],
      ["ok", 380],
    ]);
  });

  it("tells apart what is new, what was there before or is listed, and what recovered", () => {
    const changeOf = { bad: "new", warn: "unchanged", masked: "known" } as const;
    const change = mask.cells.state.map((state, i) =>
      i === 0 ? "recovered" : state === "ok" || state === "unknown" ? "unchanged" : changeOf[state],
    );
    const compared = { ...mask, cells: { ...mask.cells, change } };
    const parts = maskParts(compared).map(({ id, count }) => [id, count] as const);
    expect(parts.slice(0, 3)).toEqual([
      ["new", 1],
      ["known", 2],
      ["recovered", 1],
    ]);
    expect(
      drawn(compared, ["known"], "plain")
        .channels.map(([, , state]) => state)
        .sort(),
    ).toEqual(["masked", "warn"]);
    expect(maskSummary(compared)).toBe(
      "384 channels: 1 bad, 1 new (ADC 1 channel 38); 1 unusual (ADC 2 channel 57); " +
        "1 unknown (ADC 0 channel 6); 1 masked (known problem); " +
        "380 good, 1 recovered (ADC 0 channel 4).",
    );
  });

  it("of no channel says none", () => {
    const none = { ...mask, cells: { ...mask.cells, adc: [], state: [] } };
    expect(maskSummary(none)).toBe("0 channels: none.");
  });
});
