import { describe, expect, it } from "vitest";
import { type GroupKind, groupKinds } from "../../../src/detector/channel-groups.js";
import { detectorGroups } from "../../../src/detector/groups.js";
import { detectorOf } from "../../../src/detector/index.js";
import {
  groupingsOf,
  inGroups,
  selectionAt,
  selectionOfPlace,
} from "../../../view/channels/groups.js";
import { dune2x2, gridDetector } from "../../detectors.js";

const fsd = detectorOf("fsd");

describe("groups of a channel", () => {
  it.each([dune2x2, fsd])(
    "are those of the core package, for every channel of $name",
    (detector) => {
      const { indexCount, placeOf, indexOf, epcbOf, groupOf } = detectorGroups(detector);
      for (let channelIndex = 0; channelIndex < indexCount; channelIndex++) {
        const place = placeOf(channelIndex);
        expect(inGroups(detector, place).epcb).toBe(epcbOf[channelIndex]);
        for (const kind of groupKinds) {
          const { label, channels } = selectionAt(detector, place, kind);
          const group = groupOf(kind, channelIndex);
          if (group) expect(label).toBe(group.label);
          expect(channels.map(({ adc, channel }) => indexOf(adc, channel))).toEqual(
            group?.members ?? [channelIndex],
          );
        }
      }
    },
  );

  it.each<[GroupKind, number, string]>([
    ["trap", 2, "trap 13 of TPC 3"],
    ["epcb", 6, "EPCB 5 of ADC 3"],
    ["half-adc", 24, "ADC 3 in TPC 3"],
    ["adc", 48, "ADC 3"],
    ["tpc", 48, "TPC 3"],
    ["module", 96, "module 1"],
    ["detector", 384, "the whole detector"],
  ])("of the 2x2 hold as many as a %s has: %i", (kind, count, words) => {
    const { label, grouping, channels } = selectionAt(dune2x2, { adc: 3, channel: 42 }, kind);
    expect([channels.length, label, grouping]).toEqual([count, words, kind]);
  });

  it("are named with the channel that is chosen alone", () => {
    const { label } = selectionAt(dune2x2, { adc: 3, channel: 42 }, "channel");
    expect(label).toBe("ADC 3, channel 42 (EPCB 5, trap 13 of TPC 3, module 1)");
  });

  it("of an inactive channel are the channel alone", () => {
    const { channels, label } = selectionAt(dune2x2, { adc: 0, channel: 0 }, "tpc");
    expect([channels.length, label]).toEqual([1, "ADC 0, channel 0 (inactive)"]);
  });

  it.each([[{ adc: 0, channel: 70 }], [{ adc: 8, channel: 4 }]])(
    "are none for a channel that the detector does not have: %o",
    (ref) => {
      expect(inGroups(dune2x2, ref)).toEqual({ ...ref, epcb: -1 });
      expect(selectionAt(dune2x2, ref, "adc").channels).toHaveLength(1);
    },
  );
});

describe("the channels of a place in words", () => {
  const channelsOf = (kind: GroupKind) =>
    selectionAt(dune2x2, { adc: 4, channel: 42 }, kind).channels.map(({ adc, channel }) => ({
      adc,
      channel,
    }));

  it("are a channel as a click chooses it, where it is one", () => {
    const ref = { adc: 1, channel: 28 };
    for (const place of ["ADC 1, channel 28", "Noise high"])
      expect(selectionOfPlace(dune2x2, place, [ref])).toEqual(selectionAt(dune2x2, ref, "channel"));
  });

  it.each<GroupKind>(["trap", "epcb", "half-adc", "adc", "tpc", "module", "detector"])(
    "are a group as a click chooses it, where they are all of it: %s",
    (kind) => {
      const group = selectionAt(dune2x2, { adc: 4, channel: 42 }, kind);
      expect(selectionOfPlace(dune2x2, group.label, channelsOf(kind))).toEqual(group);
    },
  );

  it("are those alone of a group that are named", () => {
    const refs = channelsOf("epcb").slice(1, 4);
    const selection = selectionOfPlace(dune2x2, "EPCB 5 of ADC 4", refs);
    expect(selection).toMatchObject({ grouping: "epcb", label: "EPCB 5 of ADC 4", channels: refs });
    expect(selection.channels).toHaveLength(3);
  });

  it("are no group where the words name none", () => {
    const selection = selectionOfPlace(dune2x2, "Noise high", channelsOf("epcb"));
    expect(selection).toMatchObject({ grouping: "channel", label: "Noise high" });
  });
});

describe("what a choice may take in", () => {
  it("are the kinds of groups that the detector has, the smallest first", () => {
    expect(groupingsOf(dune2x2)).toEqual([
      ["channel", "channel"],
      ["trap", "light trap"],
      ["epcb", "EPCB"],
      ["half-adc", "half of an ADC in a TPC"],
      ["adc", "ADC"],
      ["tpc", "TPC"],
      ["module", "module"],
      ["detector", "whole detector"],
    ]);
    // Files of older stores do not know their light traps.
    const grid = gridDetector({ channelCount: 2, activeChannels: [0, 1], channelsPerEpcb: 2 });
    expect(groupingsOf(grid).map(([kind]) => kind)).not.toContain("trap");
  });
});
