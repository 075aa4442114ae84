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

/** @param chosen event indices in the file to select from, ascending: all, or those of a cut */
export function selectionOf(
  { trigType }: Pick<FlowEvents, "trigType">,
  chosen: readonly number[],
  { maxEvts, powspecNevts }: Pick<NumbersSettings, "maxEvts" | "powspecNevts">,
): EventSelection {
  const events = selectEvents(chosen.length, maxEvts).map((i) => chosen[i]!);
  const typesChosen = trigType && Float64Array.from(chosen, (event) => trigType[event]!);
  return {
    events,
    classes: classesOfFile(trigType),
    classOf: events.map((event) => triggerClassOf(trigType, event)),
    baselineClass: baselineClassOf(typesChosen),
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
