import type { TriggerClass } from "../../../quantities/indexed-by/trigger-class.js";
import type { Units } from "../../../units.js";
import type { PayloadOptions } from "../../source-of.js";

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
