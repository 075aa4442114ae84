import type { DetectorProfile } from "../detector/profile.js";
import { LightDqmError } from "../errors.js";
import type { NumbersSettings } from "../summary.js";
import type { Config } from "./config.js";

/**
 * What the numbers of a file are computed with, the threshold spread over the ADCs of its detector.
 * @throws LightDqmError `bad-config` for thresholds that are neither one nor one for each ADC
 */
export function numbersSettings(
  { maxEvts, powspecNevts, ptps16bit, spectrumScale }: Config,
  { name, adcCount }: DetectorProfile,
): NumbersSettings {
  const thresholdAdc16 =
    ptps16bit.length === 1 ? new Array<number>(adcCount).fill(ptps16bit[0]!) : ptps16bit;
  if (thresholdAdc16.length !== adcCount) {
    throw new LightDqmError("bad-config", {
      what: "Thresholds do not match the detector",
      where: "ptps16bit",
      expected: `one, or ${adcCount} of them (one per ADC of ${name})`,
      got: `${ptps16bit.length}`,
    });
  }
  return { maxEvts, powspecNevts, thresholdAdc16, spectrumScale };
}
