import type { TriggerClass } from "../../../quantities/indexed-by/trigger-class.js";
import { fromAdc16, type Units, unitLabels } from "../../../units.js";
import type { PayloadOptions } from "../../source-of.js";
import { numberText } from "../../style/rounding.js";

export interface WaveformsOptions extends PayloadOptions {
  units: Units;
}

/** Panels of one page: each at least 25 mm high on paper. */
export const mostPanels = 8;

/** The trigger of one event, in words. */
export function triggerText(triggerClass: TriggerClass, isTyped: boolean): string {
  if (triggerClass !== "all") return `${triggerClass} trigger`;
  return isTyped ? "neither beam nor self trigger" : "unknown trigger type";
}

/** A sum of amplitudes with its unit; in ADC16 counts a whole number. */
export function lightText(lightAdc16: number, units: Units): string {
  const sum =
    units === "ADC16" ? String(Math.round(lightAdc16)) : numberText(fromAdc16(lightAdc16, units));
  return `${sum} ${unitLabels[units]}`;
}
