/** What changed in a file: each fault once, new, still there or recovered, as all reports tell it. */

import type { Since } from "../../history/since.js";
import type { Units } from "../../units.js";
import { inSentence } from "../../words/phrases.js";
import type { Check } from "../check.js";
import { verdictInUnits } from "../in-units.js";
import { type Alarm, alarmsOf, recoveriesOf } from "./alarms.js";
import type { State, Verdict } from "./verdict.js";

/** One fault of a channel, of a group of channels that failed together, or of the whole file. */
export interface Fault {
  /** Since the previous file; without one every fault is new. */
  change: "new" | "still there" | "recovered";
  state: State;
  /** `ADC 3, channel 26`, `EPCB 2 of ADC 0`, `TPC 4`, `file`. */
  place: string;
  /** Title of its most telling check. */
  fault: string;
  /** What was measured, with units. */
  reason: string;
  action: string;
  /** Whom to call, as `Check` has it. */
  callers: string;
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
  { title, place, also, action, callers, change }: Omit<Alarm, "verdict">,
  { state, reason, since: began }: Verdict,
): Fault {
  const since = change === "new" || change === "recovered" ? change : "still there";
  const told = `${reason}${sinceText(began)}`;
  return { change: since, state, place, fault: title, reason: told, action, callers, also };
}

/** `, since run 1130`; empty where the alarm began in this file, and in documents that do not say. */
function sinceText(since: Since | null | undefined): string {
  if (!since) return "";
  return `, since ${since.run === null ? since.file : `run ${since.run}`}`;
}

/** Faults by change, each in their order. */
export function byChange(
  faults: readonly Fault[],
): Record<"isNew" | "still" | "recovered", Fault[]> {
  const of = (change: Fault["change"]): Fault[] => faults.filter((one) => one.change === change);
  return { isNew: of("new"), still: of("still there"), recovered: of("recovered") };
}

/** At most this many faults are listed on a page or screen; its last line says where the others are. */
export const mostTold = 12;

/** The first of some lines, and a last one that says how many more there are. */
export function cutTo<Line>(
  most: number,
  lines: readonly Line[],
  more: (rest: number) => Line,
): Line[] {
  const rest = lines.length - most;
  return rest > 0 ? [...lines.slice(0, most), more(rest)] : [...lines];
}

/** `EPCB 2 of ADC 0: baseline shift, median baseline 210 ADC16 counts from …` */
export function faultText({ place, fault, reason }: Fault): string {
  return `${place}: ${inSentence(fault)}, ${reason}`;
}

/** Other checks that see a fault: `flatline, noise low`; empty where none does. */
export const alsoText = ({ also }: Pick<Fault, "also">): string => also.map(inSentence).join(", ");

/** The state of a fault that is there, in a word. */
export const faultWord = (state: State): string => (state === "bad" ? "bad" : "warning");
