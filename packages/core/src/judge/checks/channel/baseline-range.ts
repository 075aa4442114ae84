import { usualBaselineRangeAdc16 } from "../../../detector/profile.js";
import { countText } from "../../../words/phrases.js";
import { type CheckLimits, limitRow } from "../../check.js";
import { adc16RangeText, adc16Text, adc16Unit } from "../../in-units.js";
import { channelCheck } from "../../parts/channel-check.js";
import { darkBaselines } from "../../parts/waveforms.js";

/** Is the median baseline where the converter leaves room for pulses? */
export const baselineRange = channelCheck({
  name: "baseline-range",
  title: "Baseline range",
  spoilsReference: true,
  mask: "baseline",
  meaning:
    "The median baseline lies outside its range: pulses may be clipped, or the channel is stuck.",
  action: "Check the channel's offset setting and its EPCB.",
  callers: "LRS expert",
  maskedBy: [2, 3],
  exemplar: "dark",
  unit: adc16Unit,
  limits: {
    lowestAdc16: limitRow(
      usualBaselineRangeAdc16[0],
      "bad if the median is below",
      adc16Unit,
      ({ baselineRangeAdc16 }) => baselineRangeAdc16?.[0],
    ),
    highestAdc16: limitRow(
      usualBaselineRangeAdc16[1],
      "bad if the median is above",
      adc16Unit,
      ({ baselineRangeAdc16 }) => baselineRangeAdc16?.[1],
    ),
  },
  requires: { waveforms: darkBaselines, minEvents: 3, limit: rangeOf },
  find: ({ summary, limits, channelIndex, n }) => {
    const limit = rangeOf(limits);
    const value = darkBaselines.in(summary).p50[channelIndex]!;
    const outside = value < limit[0] || value > limit[1];
    const reason = (): string => {
      const median = `median baseline ${adc16Text(value)} in ${countText(n, "waveform")}`;
      return outside ? `${median}, outside ${adc16RangeText(...limit)}` : median;
    };
    return { state: outside ? "bad" : "ok", value, limit, n, reason };
  },
});

function rangeOf({ lowestAdc16, highestAdc16 }: CheckLimits): readonly [number, number] {
  return [lowestAdc16!, highestAdc16!];
}
