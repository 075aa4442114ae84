import { countText } from "../../../words/phrases.js";
import { limitRow } from "../../check.js";
import { adc16Text, adc16Unit } from "../../in-units.js";
import { channelCheck } from "../../parts/channel-check.js";
import { notCompared } from "../../parts/findings.js";
import { levelStep, stepState } from "../../parts/level-step.js";
import { starts } from "../../parts/waveforms.js";

/** Has the median baseline left its level? */
export const baselineShift = channelCheck({
  name: "baseline-shift",
  title: "Baseline shift",
  comparesWithEarlier: true,
  guards: "baseline",
  mask: "baseline",
  meaning:
    "The median baseline has left the level of earlier files, by far more than the detector's baselines scatter.",
  action:
    "Ask whether offsets or bias were changed since the earlier files. Call if they were not. A whole EPCB, TPC or ADC that shifted together is a single fault. If the new level is to stay, accept it: light-dqm history accept.",
  callers: "LRS expert",
  maskedBy: [2, 3],
  exemplar: "dark",
  unit: adc16Unit,
  limits: {
    maxChance: limitRow(1e-4, "a shift is significant if its p-value is below this"),
    leastAdc16: limitRow(20, "a smaller shift is never told", adc16Unit),
    minShiftAdc16: limitRow(
      100,
      "a significant shift above this is bad, a smaller one is a warning",
      adc16Unit,
    ),
  },
  requires: {
    waveforms: starts,
    minEvents: 3,
    limit: ({ minShiftAdc16 }) => [-minShiftAdc16!, minShiftAdc16!],
  },
  find: ({ past, limits, channelIndex, n }) => {
    const compared = past?.levels.baseline;
    const fileCount = compared?.fileCount[channelIndex] ?? 0;
    if (!compared || fileCount === 0) return notCompared(past, n);
    const far = limits.minShiftAdc16!;
    const step = levelStep(compared, channelIndex, {
      maxChance: limits.maxChance!,
      least: limits.leastAdc16!,
    });
    const state = stepState(step, far);
    const reason = (): string =>
      `median baseline shifted by ${adc16Text(step.deviation)} from its level in ${countText(fileCount, "earlier file")}`;
    return { state, value: step.deviation, limit: [-far, far], n, p: step.p, reason };
  },
});
