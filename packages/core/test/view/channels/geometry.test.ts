import { figureOf, type Payload } from "@light-dqm/core/figures";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { detectorGroups } from "../../../src/detector/groups.js";
import { detectorOf } from "../../../src/detector/index.js";
import { boxOfChannel, channelAtPx } from "../../../view/channels/geometry.js";
import { dune2x2 } from "../../detectors.js";
import { examplePayloads } from "../../figures/example-payloads.js";

const payloads = examplePayloads();
const ndlar = detectorOf("ndlar");
const ndlarPayloads = examplePayloads(ndlar);
const groups = detectorGroups(dune2x2);

describe("px of a figure", () => {
  it.each([
    "mask of baselines",
    "map of baselines",
    "map of the noise",
    "clipped fraction",
    "baselines",
    "own numbers by channel",
    "own mask",
    "panels of every form",
  ])("lead back to the channel that is drawn there: %s", (name) => {
    const payload = payloads[name]!;
    fc.assert(
      fc.property(
        fc.integer({ min: 360, max: 2000 }),
        fc.constantFrom(...groups.active),
        (widthPx, channelIndex) => {
          const { layout } = figureOf(payload, { theme: "dark", marks: "plain", widthPx });
          const ref = groups.placeOf(channelIndex);
          const box = boxOfChannel(payload, layout, ref)!;
          const middle = [box.left + box.width / 2, box.top + box.height / 2] as const;
          expect(channelAtPx(payload, layout, ...middle)?.ref).toEqual(ref);
        },
      ),
      { numRuns: 40 },
    );
  });

  it.each(["mask of baselines", "map of baselines", "baselines"])(
    "of a detector laid out by modules lead to the channel too: %s",
    (name) => {
      const { adcOf, placeOf, active } = detectorGroups(ndlar);
      const payload = ndlarPayloads[name]!;
      const { layout } = figureOf(payload, { theme: "light", marks: "plain", widthPx: 1400 });
      for (const channelIndex of active.filter(
        (each) => adcOf[each]! % 9 === 2 && each % 7 === 0,
      )) {
        const ref = placeOf(channelIndex);
        const box = boxOfChannel(payload, layout, ref)!;
        const middle = [box.left + box.width / 2, box.top + box.height / 2] as const;
        expect(channelAtPx(payload, layout, ...middle)?.ref).toEqual(ref);
      }
    },
  );

  describe("of a zoomed mask", () => {
    const payload = payloads["mask of baselines"]!;
    const { layout } = figureOf(payload, { theme: "light", marks: "plain", widthPx: 1200 });
    // Cells are 1 wide and high about their numbers: channel 10 and ADC 2 are cut in half.
    const zoomed = {
      ...layout,
      xaxis: { ...layout.xaxis, range: [10, 19.5] as [number, number] },
      yaxis: { ...layout.yaxis, range: [2, 4.5] as [number, number] },
    };
    const { l, r, t, b } = layout.margin;
    const [low, high] = layout.yaxis.domain;
    const plotPx = layout.height - t - b;
    const cell = { width: (layout.width - l - r) / 9.5, height: ((high - low) * plotPx) / 2.5 };
    const boxOf = (adc: number, channel: number) => boxOfChannel(payload, zoomed, { adc, channel });

    it("are those of a whole cell in the middle", () => {
      const box = boxOf(3, 15)!;
      expect(box.width).toBeCloseTo(cell.width);
      expect(box.height).toBeCloseTo(cell.height);
    });

    it("are what is seen of a cell that the panel cuts", () => {
      const box = boxOf(2, 10)!;
      expect(box.left).toBeCloseTo(l);
      expect(box.width).toBeCloseTo(cell.width / 2);
      expect(box.height).toBeCloseTo(cell.height / 2);
      expect(box.top + box.height).toBeCloseTo(layout.height - b - low * plotPx);
    });

    it.each([
      [3, 9],
      [3, 20],
      [1, 15],
      [5, 15],
    ])("are none of a cell that is outside, or touches the edge: ADC %i, channel %i", (...ref) => {
      expect(boxOf(...ref)).toBeNull();
    });
  });

  it("outside of the panels are no channel", () => {
    const payload = payloads["mask of baselines"]!;
    const { layout } = figureOf(payload, { theme: "light", marks: "plain" });
    expect(channelAtPx(payload, layout, 1, 1)).toBeNull();
  });

  it("of a panel of waveforms lead to its EPCB", () => {
    const payload = payloads.waveforms as Extract<Payload, { kind: "waveforms" }>;
    const { layout } = figureOf(payload, { theme: "light", marks: "plain" });
    const at = {
      left: layout.width - layout.margin.r - 5,
      top: layout.height - layout.margin.b - 5,
    };
    const { adc, channels } = payload.panels.at(-1)!;
    expect(channelAtPx(payload, layout, at.left, at.top)).toEqual({
      ref: { adc, channel: channels[0] },
      grouping: "epcb",
    });
  });
});
