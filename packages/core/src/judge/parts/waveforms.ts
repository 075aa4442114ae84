/** The waveforms that the values of checks rest on. */

import { startsOf } from "../../history/levels/rows/baseline.js";
import { tellsDark } from "../../history/levels/tells-dark.js";
import type { TriggerClass } from "../../quantities/indexed-by/trigger-class.js";
import type { Distribution } from "../../quantities/kept/distribution.js";
import type { FileSummary } from "../../summary.js";

/** Some of a channel's waveforms. */
export interface Waveforms {
  /** How many a channel has; 0 also where they gave no value. */
  count(summary: FileSummary, channelIndex: number): number;
  triggerClass(summary: FileSummary): TriggerClass;
  /** Why a channel has none; default that none is valid. */
  whyNone?(summary: FileSummary, channelIndex: number): string;
  one: string;
  many: string;
  /** In the meaning of the limit `minEvents`. */
  inLimit: string;
}

const valid = {
  one: "valid waveform",
  many: "valid waveforms",
  inLimit: "valid waveforms",
} as const;

type ValueAt = (summary: FileSummary, channelIndex: number) => number;

/** Waveforms of the class that baselines and noise are of. @param valueAt NaN where they gave none */
export function baselineWaveforms(valueAt: ValueAt): Waveforms {
  return {
    ...valid,
    triggerClass: ({ baselineTriggerClass }) => baselineTriggerClass,
    count: (summary, channelIndex) =>
      Number.isNaN(valueAt(summary, channelIndex))
        ? 0
        : (summary.validCount[summary.baselineTriggerClass]?.[channelIndex] ?? 0),
  };
}

/** Waveforms of the class that baselines are of; none where a quantile is unknown. */
export const baselines: Waveforms = baselineWaveforms(
  ({ baseline: { p16, p50, p84 } }, channelIndex) =>
    p16[channelIndex]! + p50[channelIndex]! + p84[channelIndex]!,
);

/**
 * The dark starts that baselines and noise are of, whatever the trigger; in stores that lack these,
 * the waveforms of the baseline class.
 */
export const starts: Waveforms = {
  ...valid,
  triggerClass: (summary) => (tellsDark(summary) ? "all" : summary.baselineTriggerClass),
  count: (summary, channelIndex) =>
    tellsDark(summary)
      ? amongValid(summary, summary.darkCount, channelIndex)
      : startsOf(summary, channelIndex),
};

/** Waveforms whose start is quiet, with the distribution of a value of them. */
export interface DarkWaveforms extends Waveforms {
  in(summary: FileSummary): Distribution;
}

/**
 * Waveforms of any trigger that start quietly, with one of their values. Of files that were analysed
 * before these were told apart, those of the class that baselines are of.
 * @param of that value, and what it was before
 */
export function darkWaveforms(
  of: "darkBaseline" | "darkNoise",
  before: { of: "baseline" | "noise"; waveforms: Waveforms },
): DarkWaveforms {
  return {
    ...valid,
    triggerClass: (summary) =>
      tellsDark(summary) ? "all" : before.waveforms.triggerClass(summary),
    count: (summary, channelIndex) => {
      if (!tellsDark(summary)) return before.waveforms.count(summary, channelIndex);
      const isKnown = !Number.isNaN(summary[of].p50[channelIndex]!);
      return isKnown ? amongValid(summary, summary.darkCount, channelIndex) : 0;
    },
    in: (summary) => summary[tellsDark(summary) ? of : before.of],
  };
}

export const darkBaselines: DarkWaveforms = darkWaveforms("darkBaseline", {
  of: "baseline",
  waveforms: baselines,
});

/** A count of waveforms by channel, never more than are valid. */
export function amongValid(
  { validCount }: FileSummary,
  counts: Uint32Array,
  channelIndex: number,
): number {
  return Math.min(counts[channelIndex]!, validCount.all?.[channelIndex] ?? 0);
}

/** Valid waveforms of every class. @param count as that of `Waveforms` */
export function allWaveforms(count: Waveforms["count"]): Waveforms {
  return { ...valid, triggerClass: () => "all", count };
}

/** Waveforms that spectra are of. */
export const spectraWaveforms: Waveforms = {
  one: "spectrum",
  many: "spectra",
  inLimit: "waveforms in the spectra",
  triggerClass: () => "all",
  count: ({ validCount, spectrumEvents }, channelIndex) =>
    Math.min(validCount.all?.[channelIndex] ?? 0, spectrumEvents.length),
};
