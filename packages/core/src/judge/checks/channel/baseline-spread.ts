import { countText } from "../../../words/phrases.js";
import { limitRow } from "../../check.js";
import { adc16Text, adc16Unit } from "../../in-units.js";
import { channelCheck } from "../../parts/channel-check.js";
import { darkBaselines } from "../../parts/waveforms.js";

/** Is the baseline stable from event to event? */
export const baselineSpread = channelCheck({
  name: "baseline-spread",
  title: "Baseline spread",
  spoilsReference: true,
  mask: "baseline",
  meaning:
    "The baseline varies from event to event by more than the limit: unstable bias, pile-up of light, or pick-up.",
  action: "Look at the waveforms and the noise spectra of the channel's EPCB.",
  callers: "LRS expert",
  maskedBy: [2, 3],
  exemplar: "dark",
  unit: adc16Unit,
  limits: {
    maxSpreadAdc16: limitRow(
      900,
      "bad if the 16 or the 84 % quantile is further than this from the median",
      adc16Unit,
    ),
  },
  requires: {
    waveforms: darkBaselines,
    minEvents: 3,
    limit: ({ maxSpreadAdc16 }) => maxSpreadAdc16!,
  },
  find: ({ summary, limits, channelIndex, n }) => {
    const { p16, p50, p84 } = darkBaselines.in(summary);
    const limit = limits.maxSpreadAdc16!;
    const median = p50[channelIndex]!;
    const value = Math.max(p84[channelIndex]! - median, median - p16[channelIndex]!);
    const state = value > limit ? "bad" : "ok";
    const reason = (): string => {
      const above = state === "bad" ? `, above ${adc16Text(limit)}` : "";
      return `baseline spread ${adc16Text(value)} in ${countText(n, "waveform")}${above}`;
    };
    return { state, value, limit, n, reason };
  },
});
