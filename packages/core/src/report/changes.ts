/** What a shifter reads first: whom to call, then every fault and what to do about it. */

import type { Answer } from "../judge/answer/answer.js";
import { type ActionGroup, alike, byAction } from "../judge/answer/by-action.js";
import { callSentences, otherwiseText } from "../judge/answer/calls.js";
import { alsoText, type Fault, faultText } from "../judge/states/faults.js";
import { listedButFineText, listedButFineTitle } from "../judge/states/known/listed-fine.js";
import type { Verdict } from "../judge/states/verdict.js";
import { capital, inSentence } from "../words/phrases.js";

type Row = [string, string];

/** A row that sets the next ones apart. */
const gap: Row = ["", ""];

/** A heading with lines of name and value; a line of neither is a gap. */
export interface Section {
  heading: string;
  rows: [name: string, value: string][];
  /** Rows side by side, filled column by column; default 1. */
  columns?: number;
}

/** At most this many faults are listed, on a few pages. */
const mostListed = 200;

/** The first sections of a report: whom to call, and the faults. */
export function changesSections(answer: Answer, verdicts: readonly Verdict[]): Section[] {
  return [
    { heading: "Whom to call", rows: callRows(answer) },
    { heading: "What is wrong, and what to do", rows: faultRows(answer, verdicts) },
  ];
}

function callRows({ calls, faults }: Answer): Row[] {
  const otherwise = otherwiseText(faults);
  return [
    ...callSentences(calls).map((text): Row => ["Now", text]),
    ...(otherwise ? [["Otherwise", otherwise] as Row] : []),
  ];
}

function faultRows({ faults, unknown, known }: Answer, verdicts: readonly Verdict[]): Row[] {
  const listed = faults.slice(0, mostListed);
  const rest = faults.length - listed.length;
  const rows = byAction(listed).flatMap((group) => [...groupRows(group), gap]);
  const fine = listedButFineText(verdicts);
  return [
    ...(faults.every(({ change }) => change === "recovered")
      ? [["Nothing", "No bad checks, no warnings."] as Row]
      : []),
    ...rows,
    ...(rest > 0 ? [["More", `and ${rest} more: see the JSON document.`] as Row] : []),
    ...unknown.map((text): Row => ["Unknown", `${text}.`]),
    ...(known ? [["Known", `${known}.`] as Row] : []),
    ...(fine ? [[listedButFineTitle, `${fine}.`] as Row] : []),
  ];
}

/** The faults of a group and what to do, which is told first where they fill more than a few lines. */
function groupRows({ action, faults }: ActionGroup): Row[] {
  const rows = alike(faults).map((fault): Row => [stateOf(fault), inWords(fault)]);
  if (action === "") return rows;
  const isLong = rows.length > mostBeforeAction;
  const toDo: Row = [
    "What to do",
    isLong ? `For each of these ${faults.length}: ${action}` : action,
  ];
  return isLong ? [toDo, ...rows] : [...rows, toDo];
}

const mostBeforeAction = 4;

/** `New: BAD` */
function stateOf({ change, state }: Fault): string {
  const name = capital(change);
  return change === "recovered" ? name : `${name}: ${state === "bad" ? "BAD" : "warning"}`;
}

function inWords(fault: Fault): string {
  const also = alsoText(fault);
  if (fault.change === "recovered")
    return `${fault.place}: ${[inSentence(fault.fault), also].filter(Boolean).join(", ")}.`;
  return `${faultText(fault)}.${also ? ` Also: ${also}.` : ""}`;
}
