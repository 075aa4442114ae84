/** Which events of a file are analysed, and what each of them serves for. */
import type { FlowEvents } from "../flow/flow-events.js";
import {
  baselineClassOf,
  classesOfFile,
  type TriggerClass,
  triggerClassOf,
} from "../quantities/indexed-by/trigger-class.js";
import type { NumbersSettings } from "../summary.js";
import { selectEvents } from "./select-events.js";

/** Plain data; "position" everywhere means the place of an event among the selected ones. */
export interface EventSelection {
  /** Event indices in the file by position, ascending. */
  events: number[];
  /** Trigger classes that the file distinguishes. */
  classes: readonly TriggerClass[];
  /** The narrowest trigger class of each event. [position] */
  classOf: TriggerClass[];
  /** Class whose events give baseline and noise. */
  baselineClass: TriggerClass;
  /** Positions that enter the spectra, ascending. */
  spectrumPositions: Uint32Array;
}

export function selectionOf(
  { count, trigType }: Pick<FlowEvents, "count" | "trigType">,
  { maxEvts, powspecNevts }: Pick<NumbersSettings, "maxEvts" | "powspecNevts">,
): EventSelection {
  const events = selectEvents(count, maxEvts);
  return {
    events,
    classes: classesOfFile(trigType),
    classOf: events.map((event) => triggerClassOf(trigType, event)),
    baselineClass: baselineClassOf(trigType),
    spectrumPositions: Uint32Array.from(selectEvents(events.length, powspecNevts)),
  };
}

/** Whether an event is of a trigger class: every event is of `all`. */
export function isOfClass(
  { classOf }: Pick<EventSelection, "classOf">,
  position: number,
  triggerClass: TriggerClass,
): boolean {
  return triggerClass === "all" || classOf[position] === triggerClass;
}
