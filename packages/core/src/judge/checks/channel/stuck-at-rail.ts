import { railsOf } from "../../../detector/profile.js";
import { limitRow } from "../../check.js";
import { adc16Text, adc16Unit } from "../../in-units.js";
import { channelCheck } from "../../parts/channel-check.js";
import { darkBaselines } from "../../parts/waveforms.js";

/** Does the median baseline lie at an end of the converter's range? */
export const stuckAtRail = channelCheck({
  name: "stuck-at-rail",
  title: "Stuck at a rail",
  spoilsReference: true,
  meaning: "The baseline lies at the upper or lower end of the converter: the channel is stuck.",
  action:
    "Check the channel's cable, offset setting and EPCB. If a whole EPCB is stuck, suspect its power supply.",
  callers: "LRS expert",
  maskedBy: [1, 2, 3],
  exemplar: "dark",
  unit: adc16Unit,
  limits: {
    minDistanceAdc16: limitRow(
      400,
      "bad if the median baseline is closer than this to a rail",
      adc16Unit,
    ),
  },
  requires: {
    waveforms: darkBaselines,
    minEvents: 3,
    limit: ({ minDistanceAdc16 }) => minDistanceAdc16!,
  },
  find: ({ summary, limits, channelIndex, n }) => {
    const baseline = darkBaselines.in(summary).p50[channelIndex]!;
    const limit = limits.minDistanceAdc16!;
    const [lower, upper] = railsOf(summary.detector);
    const toUpper = upper - baseline;
    const toLower = baseline - lower;
    const value = Math.min(toUpper, toLower);
    const rail = toUpper < toLower ? "upper" : "lower";
    const reason = (): string => `median baseline ${adc16Text(value)} from the ${rail} rail`;
    return { state: value < limit ? "bad" : "ok", value, limit, n, reason };
  },
});
