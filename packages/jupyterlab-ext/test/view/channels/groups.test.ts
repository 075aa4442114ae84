import { describe, expect, it } from "vitest";
import { detectorGroups } from "../../../../core/src/detector/groups.js";
import { dune2x2 } from "../../../../core/test/detectors.js";
import { inGroups, selectionAt } from "../../../src/view/channels/groups.js";

describe("groups of a channel", () => {
  it("are those of the core package, for every channel of the 2x2", () => {
    const { indexCount, placeOf, epcbOf, tpcOf } = detectorGroups(dune2x2);
    for (let channelIndex = 0; channelIndex < indexCount; channelIndex++) {
      const { epcb, tpc } = inGroups(dune2x2, placeOf(channelIndex));
      expect([epcb, tpc]).toEqual([epcbOf[channelIndex], tpcOf[channelIndex]]);
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

  it.each([[{ adc: 0, channel: 70 }], [{ adc: 8, channel: 4 }]])(
    "are none for a channel that the detector does not have: %o",
    (ref) => {
      expect(inGroups(dune2x2, ref)).toEqual({ ...ref, epcb: -1, tpc: -1 });
      expect(selectionAt(dune2x2, ref, "adc").channels).toHaveLength(1);
    },
  );
});
