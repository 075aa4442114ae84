/** Which trigger classes the events of a file belong to. */
import type { TriggerClass } from "../summary.js";

/** The classes a file can tell: beam, self and all, or only all where triggers are not typed. */
export function classesOfFile(trigType: Int32Array | null): TriggerClass[] {
  return trigType ? ["beam", "self", "all"] : ["all"];
}

/** The narrowest class of an event: `trig_type` 1 is beam, 0 is self, others are in all only. */
export function triggerClassOf(trigType: Int32Array | null, event: number): TriggerClass {
  const type = trigType?.[event];
  return type === 1 ? "beam" : type === 0 ? "self" : "all";
}
