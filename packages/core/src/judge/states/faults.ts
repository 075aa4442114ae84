/** What changed in a file: each fault once, new, still there or recovered, as all reports tell it. */

import type { Since } from "../../history/since.js";
import type { Units } from "../../units.js";
import { inSentence } from "../../words/phrases.js";
import type { Check } from "../check.js";
import { verdictInUnits } from "../in-units.js";
import { type Alarm, alarmsOf, recoveriesOf } from "./alarms.js";
import { callAbout } from "./callers.js";
import type { FaultChange, Scope, State, Verdict } from "./verdict.js";

/** One fault of a channel, of a group of channels that failed together, or of the whole file. */
export interface Fault {
  change: FaultChange;
  state: State;
  /** What it is of; `channel` where it is of one alone. */
  scope: Scope;
  /** `ADC 3, channel 26`, `EPCB 2 of ADC 0`, `TPC 4`, `file`. */
  place: string;
  /** Title of its most telling check. */
  fault: string;
  /** What was measured, with units. */
  reason: string;
  action: string;
  /** Whom to call, as `Check` has it. */
  callers: string;
  /** When to call them, as a sentence; empty for one that recovered. */
  call: string;
  /** Other checks that see it. */
  also: string[];
}

/** The faults of a file: bad ones first, new before old, then what recovered since the file before. */
export function faultsOf(
  verdicts: readonly Verdict[],
  units: Units,
  table?: readonly Check[],
): Fault[] {
  return [...alarmsOf(verdicts, table), ...recoveriesOf(verdicts, table)].map((alarm) =>
    faultOf(alarm, verdictInUnits(alarm.verdict, units)),
  );
}

/** @param shown the alarm's record in the units of the reader */
export function faultOf(
  { title, place, also, action, callers, change: ofRecord }: Omit<Alarm, "verdict">,
  { state, scope, reason: found, since }: Verdict,
): Fault {
  const change = ofRecord === "new" || ofRecord === "recovered" ? ofRecord : "still there";
  const reason = `${found}${sinceText(since)}`;
  const call = callAbout({ change, state, callers });
  return { change, state, scope, place, fault: title, reason, action, callers, call, also };
}

/** `, since run 1130`; empty where the alarm began in this file, and in documents that do not say. */
function sinceText(since: Since | null | undefined): string {
  if (!since) return "";
  return `, since ${since.run === null ? since.file : `run ${since.run}`}`;
}

const inOrder: readonly FaultChange[] = ["new", "still there", "recovered"];

/** What is new first, then what is still there, then what recovered; each in its order. */
export function newFirst(faults: readonly Fault[]): Fault[] {
  return inOrder.flatMap((change) => faults.filter((one) => one.change === change));
}

/** `EPCB 2 of ADC 0: baseline shift, median baseline 210 ADC16 counts from …` */
export function faultText({ place, fault, reason }: Fault): string {
  return `${place}: ${inSentence(fault)}, ${reason}`;
}

/** Other checks that see a fault: `flatline, noise low`; empty where none does. */
export const alsoText = ({ also }: Pick<Fault, "also">): string => also.map(inSentence).join(", ");

/** The reason of a fault, with the other checks that see it. */
export const wholeReason = (fault: Pick<Fault, "reason" | "also">): string =>
  fault.also.length > 0 ? `${fault.reason}; also: ${alsoText(fault)}` : fault.reason;

/** The state of a fault that is there, in a word. */
export const faultWord = (state: State): string => (state === "bad" ? "bad" : "warning");
