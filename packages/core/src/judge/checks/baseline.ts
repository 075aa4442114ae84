/** The checks of baselines: where they are, how they scatter, whether they moved. */

import { chanceBeyond, medianError, scatterOf } from "../../numerics/chances.js";
import type { FileSummary } from "../../summary.js";
import type { ChannelCase, Check, Finding, LimitRow } from "../check.js";
import { channelCheck, unknown } from "../check.js";
import { adc16RangeText, adc16Text, adc16Unit } from "../in-units.js";
import { countText, noWaveform, whyNotCompared } from "../words.js";

const badBaselineCodes = [2, 3];

const minEvents: LimitRow = {
  default: 3,
  unit: "",
  meaning: "with fewer valid waveforms the state is unknown",
};

/** Is the median baseline where the converter leaves room for pulses? */
export const baselineRange: Check = channelCheck({
  name: "baseline-range",
  title: "Baseline range",
  meaning:
    "The median baseline lies outside its range: pulses may be cut at a rail, or the channel is stuck.",
  action: "Check the channel's offset setting and its board; tell the LRS expert if it is new.",
  maskedBy: badBaselineCodes,
  unit: adc16Unit,
  limits: {
    lowestAdc16: { default: -30_000, unit: adc16Unit, meaning: "bad if the median is below" },
    highestAdc16: { default: -26_000, unit: adc16Unit, meaning: "bad if the median is above" },
    minEvents,
  },
  find: (of) => {
    const limit = [of.limits.lowestAdc16!, of.limits.highestAdc16!] as const;
    return withBaseline(of, limit, ({ p50 }, n) => {
      const outside = p50 < limit[0] || p50 > limit[1];
      const reason = (): string => {
        const median = `median baseline ${adc16Text(p50)} in ${countText(n, "waveform")}`;
        return outside ? `${median}, outside ${adc16RangeText(...limit)}` : median;
      };
      return { state: outside ? "bad" : "ok", value: p50, limit, n, reason };
    });
  },
});

/** Does the baseline stay in one place from event to event? */
export const baselineSpread: Check = channelCheck({
  name: "baseline-spread",
  title: "Baseline spread",
  meaning:
    "The baseline differs from event to event by more than the limit: unstable bias, pile-up of light, or pick-up.",
  action:
    "Look at the waveforms and the noise spectra of the channel's EPCB; tell the LRS expert if it is new.",
  maskedBy: badBaselineCodes,
  unit: adc16Unit,
  limits: {
    maxSpreadAdc16: {
      default: 900,
      unit: adc16Unit,
      meaning: "bad if the 16 or the 84 % quantile is further than this from the median",
    },
    minEvents,
  },
  find: (of) => {
    const limit = of.limits.maxSpreadAdc16!;
    return withBaseline(of, limit, ({ p16, p50, p84 }, n) => {
      const value = Math.max(p84 - p50, p50 - p16);
      const state = value > limit ? "bad" : "ok";
      const reason = (): string => {
        const above = state === "bad" ? `, above ${adc16Text(limit)}` : "";
        return `baseline spread ${adc16Text(value)} in ${countText(n, "waveform")}${above}`;
      };
      return { state, value, limit, n, reason };
    });
  },
});

/**
 * Has the median baseline moved against earlier files? A shift counts where it is clear of the
 * scatter of earlier files: warn, and bad from `minShiftAdc16` on.
 */
export const baselineShift: Check = channelCheck({
  name: "baseline-shift",
  title: "Baseline shift",
  comparesWithEarlier: true,
  meaning: "The median baseline moved against earlier files by far more than they differ.",
  action:
    "Ask whether offsets or bias were changed since the earlier files. If not, tell the LRS expert. A whole EPCB, TPC or ADC that moved together is one fault.",
  maskedBy: badBaselineCodes,
  unit: adc16Unit,
  limits: {
    sigma: {
      default: 5,
      unit: "",
      meaning: "a shift is clear if it is above this many times the uncertainty",
    },
    floorAdc16: {
      default: 10,
      unit: adc16Unit,
      meaning: "the uncertainty is never taken smaller than this",
    },
    minShiftAdc16: {
      default: 100,
      unit: adc16Unit,
      meaning: "a clear shift above this is bad, a smaller one is a warning",
    },
    minEvents,
  },
  find: (of) => {
    const shift = of.limits.minShiftAdc16!;
    return withBaseline(of, [-shift, shift], (baseline, n) => findShift(of, baseline, n));
  },
});

/** The uncertainty of a shift is that of `scatterOf`, its standard error that of both medians. */
function findShift(
  { reference, limits, channelIndex }: ChannelCase,
  { p16, p50, p84 }: Baseline,
  n: number,
): Finding {
  const earlier = reference?.baseline;
  const fileCount = earlier?.fileCount[channelIndex] ?? 0;
  if (!earlier || fileCount === 0) return unknown(whyNotCompared(reference), { n });

  const scatter = scatterOf({
    spread: earlier.spread[channelIndex]!,
    typicalSpread: earlier.typicalSpread,
    fileCount,
    floor: limits.floorAdc16!,
    standardError: medianError(p16, p84, n) * Math.sqrt(1 + 1 / fileCount),
  });
  const clear = limits.sigma! * scatter.uncertainty;
  const value = p50 - earlier.median[channelIndex]!;
  const p = chanceBeyond(value, scatter);
  const moved = (): string =>
    `median baseline ${adc16Text(value)} from that of ${countText(fileCount, "earlier file")}`;
  if (Math.abs(value) <= clear)
    return { state: "ok", value, limit: [-clear, clear], n, p, reason: moved };
  const bad = Math.max(clear, limits.minShiftAdc16!);
  const [state, bound] =
    Math.abs(value) > bad ? (["bad", bad] as const) : (["warn", clear] as const);
  return {
    state,
    value,
    limit: [-bound, bound],
    n,
    p,
    reason: () => `${moved()}, more than ${adc16Text(bound)}`,
  };
}

interface Baseline {
  p16: number;
  p50: number;
  p84: number;
}

/** Judges a channel that has a baseline and enough waveforms of it; else unknown, with the reason. */
function withBaseline(
  { summary, limits, channelIndex }: ChannelCase,
  limit: Finding["limit"],
  find: (baseline: Baseline, n: number) => Finding,
): Finding {
  const baseline = baselineOf(summary, channelIndex);
  const n = summary.validCount[summary.baselineTriggerClass]?.[channelIndex] ?? 0;
  if (n === 0 || Number.isNaN(baseline.p16 + baseline.p50 + baseline.p84))
    return unknown(noWaveform(summary, summary.baselineTriggerClass), { limit });
  if (n < limits.minEvents!)
    return unknown(`only ${countText(n, "valid waveform")}, at least ${limits.minEvents} needed`, {
      limit,
      n,
    });
  return find(baseline, n);
}

function baselineOf({ baseline }: FileSummary, channelIndex: number): Baseline {
  const { p16, p50, p84 } = baseline;
  return { p16: p16[channelIndex]!, p50: p50[channelIndex]!, p84: p84[channelIndex]! };
}
