/** The flags of a waveform as bits: those of the table of quantities, and what they are counted among. */
import type { Rails } from "../../detector/profile.js";
import type { WaveformFeatures } from "../../numerics/waveform-features.js";
import { type Flag, flags, quantities } from "../../quantities/table.js";

/** A valid waveform has this bit; one without it has no other. */
export const validBit = 1;
/** Maximum above the baseline by more than the ADC's threshold. */
export const overThresholdBit = 2;

/** The bit of the first flag. */
export const firstFlagBit = 4;

/** The bit of each flag. */
export const flagBits: Readonly<Record<Flag, number>> = Object.fromEntries(
  flags.map((flag, i) => [flag, firstFlagBit << i]),
) as Record<Flag, number>;

/** Bits of flags are below this one; see `shapeBits` for those above. */
export const usedBits: number = firstFlagBit << flags.length;

const tests = quantities.flatMap(({ name, source }) =>
  source.kind === "flag" ? [{ bit: flagBits[name as Flag], test: source.test }] : [],
);

/** The bits of a valid waveform, decided on raw ADC16 values whatever unit is shown. */
export function waveformBits(
  features: WaveformFeatures,
  thresholdAdc16: number,
  rails: Rails,
): number {
  let bits = validBit;
  if (features.maxAmplitude > thresholdAdc16) bits |= overThresholdBit;
  for (const { bit, test } of tests) if (test(features, thresholdAdc16, rails)) bits |= bit;
  return bits;
}
