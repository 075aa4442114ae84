/** Which trigger classes there are, and which of them the events of a file belong to. */
import { beamCode, selfCode } from "../../words/trigger-codes.js";

/** Trigger classes: every event, beam triggers, self triggers. */
export type TriggerClass = "all" | "beam" | "self";
export const triggerClasses: readonly TriggerClass[] = ["beam", "self", "all"];

/** Something for each trigger class that a file distinguishes. */
export type ByTriggerClass<Value> = Partial<Record<TriggerClass, Value>>;

/** The classes that a file distinguishes: beam, self and all, or only all where triggers are not typed. */
export function classesOfFile(trigType: Float64Array | null): readonly TriggerClass[] {
  return trigType ? triggerClasses : ["all"];
}

/** The narrowest class of an event: `trig_type` 1 is beam, 0 is self, others are in all only. */
export function triggerClassOf(trigType: Float64Array | null, event: number): TriggerClass {
  const type = trigType?.[event];
  return type === beamCode ? "beam" : type === selfCode ? "self" : "all";
}

/**
 * The class whose events give baselines and noise: self, as its waveforms begin without light; all
 * in a file that has neither beam nor self triggers.
 */
export function baselineClassOf(trigType: Float64Array | null): TriggerClass {
  return trigType?.some((type) => type === beamCode || type === selfCode) ? "self" : "all";
}
