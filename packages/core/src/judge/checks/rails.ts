/** The check for channels that are stuck at a rail. */
import { lowerRailAdc16, upperRailAdc16 } from "../../units.js";
import type { Check } from "../check.js";
import { channelCheck, unknown } from "../check.js";
import { adc16Text, adc16Unit } from "../in-units.js";
import { countText, noWaveform } from "../words.js";

/** Does the median baseline lie at an end of the converter's range? */
export const stuckAtRail: Check = channelCheck({
  name: "stuck-at-rail",
  title: "Stuck at a rail",
  meaning: "The baseline lies at the upper or lower end of the converter: the channel is stuck.",
  action:
    "Check the channel's cable, offset setting and board; a whole EPCB at once is its supply. Tell the LRS expert.",
  maskedBy: [1, 2, 3],
  unit: adc16Unit,
  limits: {
    minDistanceAdc16: {
      default: 400,
      unit: adc16Unit,
      meaning: "bad if the median baseline is closer than this to a rail",
    },
    minEvents: {
      default: 3,
      unit: "",
      meaning: "with fewer valid waveforms the state is unknown",
    },
  },
  find: ({ summary, limits, channelIndex }) => {
    const baseline = summary.baseline.p50[channelIndex]!;
    const n = summary.validCount[summary.baselineTriggerClass]?.[channelIndex] ?? 0;
    const limit = limits.minDistanceAdc16!;
    if (n === 0 || Number.isNaN(baseline))
      return unknown(noWaveform(summary, summary.baselineTriggerClass), { limit });
    if (n < limits.minEvents!) {
      const needed = `at least ${limits.minEvents} needed`;
      return unknown(`only ${countText(n, "valid waveform")}, ${needed}`, { limit, n });
    }
    const toUpper = upperRailAdc16 - baseline;
    const toLower = baseline - lowerRailAdc16;
    const value = Math.min(toUpper, toLower);
    const rail = toUpper < toLower ? "upper" : "lower";
    const reason = (): string => `median baseline ${adc16Text(value)} from the ${rail} rail`;
    return { state: value < limit ? "bad" : "ok", value, limit, n, reason };
  },
});
