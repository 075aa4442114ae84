/** Whom to call about the faults of a file, in data and in sentences. */
import { inSentence } from "../../words/phrases.js";
import { callsNobody, isToCallAbout } from "../states/callers.js";
import type { Fault } from "../states/faults.js";

/** A call to make now. */
export interface Call {
  /** As after "call the": `LRS expert`. */
  callers: string;
  about: FaultPlaces[];
}

/** Where one kind of fault is. */
export interface FaultPlaces {
  /** Title of the check: `Baseline shift`. */
  fault: string;
  /** `EPCB 2 of ADC 0`, `the file`. */
  places: string[];
}

/** The calls about faults that are new, bad and not for the log alone. */
export function callsOf(faults: readonly Fault[]): Call[] {
  const byCallers = new Map<string, Fault[]>();
  for (const fault of faults.filter(isToCallAbout))
    byCallers.set(fault.callers, [...(byCallers.get(fault.callers) ?? []), fault]);
  return [...byCallers].map(([callers, some]) => ({ callers, about: placesByFault(some) }));
}

/** The places of faults, those of one kind together. */
export function placesByFault(faults: readonly Fault[]): FaultPlaces[] {
  const byFault = new Map<string, string[]>();
  for (const { fault, place } of faults) {
    const places = byFault.get(fault) ?? [];
    byFault.set(fault, places);
    places.push(place === "file" ? "the file" : place);
  }
  return [...byFault].map(([fault, places]) => ({ fault, places }));
}

/** So many places of a kind of fault are named in a sentence; lists have all of them. */
const mostPlaces = 4;

/** `EPCB 2 of ADC 0 (baseline shift); ADC 1, channel 4; ADC 2, channel 7 and 9 more (flatline)` */
export function placesText(about: readonly FaultPlaces[]): string {
  return about
    .map(({ fault, places }) => {
      const rest = places.length - mostPlaces;
      const more = rest > 0 ? ` and ${rest} more` : "";
      return `${places.slice(0, mostPlaces).join("; ")}${more} (${inSentence(fault)})`;
    })
    .join("; ");
}

/** `Call the LRS expert now about EPCB 2 of ADC 0 (baseline shift).`, a sentence for each of them. */
export function callSentences(calls: readonly Call[]): string[] {
  if (calls.length === 0) return ["No call is needed now."];
  return calls.map(({ callers, about }) => `Call the ${callers} now about ${placesText(about)}.`);
}

/** What goes for all faults that nobody is called about now; empty without any. */
export function otherwiseText(faults: readonly Fault[]): string {
  const present = faults.filter(({ change }) => change !== "recovered");
  const isOld = ({ change, state, callers }: Fault): boolean =>
    change === "still there" && state === "bad" && !callsNobody(callers);
  return [
    ...(present.some(isOld)
      ? [
          "Faults still there were in the previous file too: call about them only if they have not been reported.",
        ]
      : []),
    ...(present.some(({ state }) => state === "warn")
      ? ["Warnings need no call: note them for the next shift."]
      : []),
  ].join(" ");
}
