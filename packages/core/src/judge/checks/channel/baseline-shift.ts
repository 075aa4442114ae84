import { chanceBeyond, medianError, scatterOf } from "../../../numerics/chances.js";
import { countText } from "../../../words/phrases.js";
import { type Check, type Finding, limitRow } from "../../check.js";
import { adc16Text, adc16Unit } from "../../in-units.js";
import { type ChannelCase, channelCheck } from "../../parts/channel-check.js";
import { notCompared } from "../../parts/findings.js";
import { baselines } from "../../parts/waveforms.js";

/**
 * Has the median baseline shifted since earlier files? A shift is significant where it exceeds their
 * scatter: warn, and bad from `minShiftAdc16` on.
 */
export const baselineShift: Check = channelCheck({
  name: "baseline-shift",
  title: "Baseline shift",
  comparesWithEarlier: true,
  mask: "baseline",
  meaning: "The median baseline has shifted since earlier files, by far more than their scatter.",
  action:
    "Ask whether offsets or bias were changed since the earlier files. Call if they were not. A whole EPCB, TPC or ADC that shifted together is a single fault.",
  callers: "LRS expert",
  maskedBy: [2, 3],
  unit: adc16Unit,
  limits: {
    sigma: limitRow(5, "a shift is significant above this many times the uncertainty"),
    floorAdc16: limitRow(10, "lower bound on the uncertainty", adc16Unit),
    minShiftAdc16: limitRow(
      100,
      "a significant shift above this is bad, a smaller one is a warning",
      adc16Unit,
    ),
  },
  requires: {
    waveforms: baselines,
    minEvents: 3,
    limit: ({ minShiftAdc16 }) => [-minShiftAdc16!, minShiftAdc16!],
  },
  find: findShift,
});

/** The uncertainty of a shift is that of `scatterOf`, its standard error that of both medians. */
function findShift({ summary, reference, limits, channelIndex, n }: ChannelCase): Finding {
  const earlier = reference?.baseline;
  const fileCount = earlier?.fileCount[channelIndex] ?? 0;
  if (!earlier || fileCount === 0) return notCompared(reference, n);

  const { p16, p50, p84 } = summary.baseline;
  const error = medianError(p16[channelIndex]!, p84[channelIndex]!, n);
  const scatter = scatterOf({
    spread: earlier.spread[channelIndex]!,
    typicalSpread: earlier.typicalSpread,
    fileCount,
    floor: limits.floorAdc16!,
    standardError: error * Math.sqrt(1 + 1 / fileCount),
  });
  const clear = limits.sigma! * scatter.uncertainty;
  const value = p50[channelIndex]! - earlier.median[channelIndex]!;
  const p = chanceBeyond(value, scatter);
  const far = Math.max(clear, limits.minShiftAdc16!);
  const size = Math.abs(value);
  const state = size <= clear ? "ok" : size > far ? "bad" : "warn";
  const bound = state === "bad" ? far : clear;
  const reason = (): string => {
    const moved = `median baseline shifted by ${adc16Text(value)} from ${countText(fileCount, "earlier file")}`;
    return state === "ok" ? moved : `${moved}, limit ±${adc16Text(bound)}`;
  };
  return { state, value, limit: [-bound, bound], n, p, reason };
}
