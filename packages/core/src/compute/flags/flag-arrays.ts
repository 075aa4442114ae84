/** The flags of many waveforms, an array each. */
import type { Rails } from "../../detector/profile.js";
import { railsOf } from "../../detector/profile.js";
import { LightDqmError } from "../../errors.js";
import type { FeatureArrays } from "../../numerics/feature-arrays.js";
import { emptyFeatures, type WaveformFeatures } from "../../numerics/waveform-features.js";
import { type Flag, flags } from "../../quantities/table.js";
import { flagBits, overThresholdBit, waveformBits } from "./flag-bits.js";

/** 1 where a waveform has the flag, else 0; in the order of the waveforms. */
export type FlagArrays = Record<Flag | "overThreshold", Uint8Array>;

export interface FlagLimits {
  /**
   * Amplitude above which a waveform is over threshold, and below the baseline negative. Several
   * repeat: one for each channel, [adc][channel], holds for every event.
   */
  thresholdAdc16: number | ArrayLike<number>;
  /** Where a sample is clipped or at the lower rail; those of every 14-bit converter by default. */
  railsAdc16?: Rails;
}

/**
 * The flags of the report for many waveforms: over threshold, clipped, negative, at the lower rail.
 * They are decided on ADC16 counts, whatever unit is shown.
 * @throws LightDqmError `bad-input` for thresholds that are no numbers or do not fit the waveforms
 */
export function flagArrays(
  features: FeatureArrays,
  { thresholdAdc16, railsAdc16 = railsOf({}) }: FlagLimits,
): FlagArrays {
  const count = features.max.length;
  const thresholds = Float64Array.from(
    typeof thresholdAdc16 === "number" ? [thresholdAdc16] : thresholdAdc16,
  );
  if (!(count % thresholds.length === 0) || thresholds.some(Number.isNaN))
    throw new LightDqmError("bad-input", {
      what: "Thresholds do not fit the waveforms",
      where: "thresholdAdc16",
      expected: `one number, or one for each channel of whole events (${count} waveforms)`,
      got: thresholds.some(Number.isNaN) ? "NaN" : `${thresholds.length}`,
    });
  const bitOf = { overThreshold: overThresholdBit, ...flagBits };
  const names = ["overThreshold", ...flags] as const;
  const arrays = Object.fromEntries(
    names.map((name) => [name, new Uint8Array(count)]),
  ) as FlagArrays;
  const waveform = emptyFeatures();
  const known = Object.keys(waveform) as (keyof WaveformFeatures)[];
  for (let i = 0; i < count; i++) {
    for (const name of known) waveform[name] = features[name][i]!;
    const bits = waveformBits(waveform, thresholds[i % thresholds.length]!, railsAdc16);
    for (const name of names) if ((bits & bitOf[name]) !== 0) arrays[name][i] = 1;
  }
  return arrays;
}
