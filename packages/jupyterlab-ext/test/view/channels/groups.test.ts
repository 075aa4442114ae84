import type { Payload } from "@light-dqm/core/figures";
import { figureOf } from "@light-dqm/core/figures";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dune2x2 } from "../../../../core/src/detector/dune-2x2.js";
import { detectorGroups } from "../../../../core/src/detector/groups.js";
import { examplePayloads } from "../../../../core/test/figures/example-payloads.js";
import { boxOfChannel, channelAtPx } from "../../../src/view/channels/geometry.js";
import { inGroups, selectionAt } from "../../../src/view/channels/groups.js";
import { imageFileName } from "../../../src/view/figure/file-name.js";
import { maskParts, maskSummary, onlyParts } from "../../../src/view/kinds/mask.js";

const payloads = examplePayloads();
const mask = payloads["mask of baselines"] as Extract<Payload, { kind: "channel-mask" }>;
const groups = detectorGroups(dune2x2);

describe("groups of a channel", () => {
  it("are those of the core package, for every channel of the 2x2", () => {
    for (let channelIndex = 0; channelIndex < groups.indexCount; channelIndex++) {
      const { epcb, tpc } = inGroups(dune2x2, {
        adc: Math.floor(channelIndex / 64),
        channel: channelIndex % 64,
      });
      expect([epcb, tpc]).toEqual([groups.epcbOf[channelIndex], groups.tpcOf[channelIndex]]);
    }
  });

  it("hold 6 channels an EPCB, 48 a TPC and 48 an ADC", () => {
    const sizeOf = (grouping: "epcb" | "tpc" | "adc") =>
      selectionAt(dune2x2, { adc: 3, channel: 40 }, grouping).channels.length;
    expect([sizeOf("epcb"), sizeOf("tpc"), sizeOf("adc")]).toEqual([6, 48, 48]);
  });

  it("of an inactive channel are the channel alone", () => {
    const { channels, label } = selectionAt(dune2x2, { adc: 0, channel: 0 }, "tpc");
    expect([channels.length, label]).toEqual([1, "ADC 0, channel 0 (inactive)"]);
  });
});

describe("px of a figure", () => {
  it.each(["mask of baselines", "clipped fraction", "baselines"])(
    "lead back to the channel that is drawn there: %s",
    (name) => {
      const payload = payloads[name]!;
      fc.assert(
        fc.property(
          fc.integer({ min: 360, max: 2000 }),
          fc.constantFrom(...groups.active),
          (widthPx, channelIndex) => {
            const { layout } = figureOf(payload, { theme: "dark", marks: "plain", widthPx });
            const ref = { adc: Math.floor(channelIndex / 64), channel: channelIndex % 64 };
            const box = boxOfChannel(payload, layout, ref)!;
            const middle = [box.left + box.width / 2, box.top + box.height / 2] as const;
            expect(channelAtPx(payload, layout, ...middle)?.ref).toEqual(ref);
          },
        ),
        { numRuns: 40 },
      );
    },
  );

  it("outside of the panels are no channel", () => {
    const { layout } = figureOf(mask, { theme: "light", marks: "plain" });
    expect(channelAtPx(mask, layout, 1, 1)).toBeNull();
  });
});

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

describe("the name of a saved picture", () => {
  it("is safe whatever the file and the check are called", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (file, check) => {
        const name = imageFileName({ ...mask, check, source: { ...mask.source, file } }, "png");
        expect(name).toMatch(/^[A-Za-z0-9_][\w.-]{0,124}\.png$/);
      }),
    );
  });

  it("tells file and figure", () => {
    expect(imageFileName(mask, "svg")).toBe("mpd_run_demo_rctl_101_mask-baseline.svg");
  });
});
