import type { TrendPayload } from "@light-dqm/core/figures";
import { describe, expect, it } from "vitest";
import { trendLine } from "../../../view/kinds/trend.js";
import { examplePayloads } from "../../figures/example-payloads.js";

const ofEpcbs = examplePayloads()["trend of the EPCBs"] as TrendPayload;
const ofChannels: TrendPayload = {
  ...ofEpcbs,
  series: [0, 1].map((channel) => ({
    ...ofEpcbs.series[0]!,
    panel: "ADC 3, EPCB 0",
    label: `channel ${channel}`,
    value: [channel, null, 2],
  })),
};

describe("the card of a channel shows its trend", () => {
  it("by file, where the figure has it", () => {
    expect(trendLine(ofChannels, { adc: 3, channel: 1, epcb: 0 })).toEqual({
      ...{ title: "Baseline of ADC 3, channel 1, file by file", unit: "ADC16 counts" },
      ...{ scale: "linear", y: [1, null, 2], xLabel: "3 files, oldest first" },
    });
  });

  it("as that of its EPCB, where the figure has one line an EPCB", () => {
    const line = trendLine(ofEpcbs, { adc: 5, channel: 11, epcb: 1 })!;
    expect(line.title).toBe("Baseline of EPCB 1 of ADC 5, file by file");
    expect(line.y).toEqual(
      ofEpcbs.series.find(({ panel, label }) => panel === "ADC 5" && label === "EPCB 1")!.value,
    );
  });

  it("not where the figure has neither", () => {
    expect(trendLine(ofChannels, { adc: 3, channel: 30, epcb: 2 })).toBeNull();
  });
});
