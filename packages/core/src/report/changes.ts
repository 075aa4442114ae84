/** What a shifter reads first: new faults, recovered ones, those still there, and what to do. */

import type { Check } from "../judge/check.js";
import { callText } from "../judge/states/callers.js";
import type { Fault } from "../judge/states/faults.js";
import {
  alsoText,
  byChange,
  cutTo,
  faultsOf,
  faultText,
  mostTold,
} from "../judge/states/faults.js";
import { listedButFineText, listedButFineTitle } from "../judge/states/listed-fine.js";
import type { Verdict } from "../judge/states/verdict.js";
import type { Units } from "../units.js";
import { inSentence } from "../words/phrases.js";

type Row = [string, string];

/** A heading with lines of name and value. */
export interface Section {
  heading: string;
  rows: [name: string, value: string][];
  /** Rows side by side, filled column by column; default 1. */
  columns?: number;
}

/** The first section of a report. */
export function changesSection(
  verdicts: readonly Verdict[],
  units: Units,
  table?: readonly Check[],
): Section {
  const { isNew, still, recovered } = byChange(faultsOf(verdicts, units, table));
  const rows: Row[] = [
    ...told(
      isNew,
      "New",
      (fault) => `${inWords(fault)} What to do: ${fault.action} ${callText(fault.callers)}`,
    ),
    ...told(still, "Still there", inWords),
    ...told(recovered, "Recovered", ({ fault, place }) => `${place}: ${inSentence(fault)}.`),
  ];
  const fine = listedButFineText(verdicts);
  if (fine) rows.push([listedButFineTitle, `${fine}.`]);
  if (isNew.length + still.length === 0)
    rows.unshift(["Nothing", "No bad checks, no warnings. No action needed."]);
  return { heading: "What changed, and what to do", rows };
}

function told(faults: readonly Fault[], name: string, text: (fault: Fault) => string): Row[] {
  const rows = faults.map((fault): Row => [stateOf(name, fault), text(fault)]);
  return cutTo(mostTold, rows, (rest) => [name, `and ${rest} more: see the JSON document`]);
}

function stateOf(name: string, { state }: Fault): string {
  return state === "ok" ? name : `${name}: ${state === "bad" ? "BAD" : "warning"}`;
}

function inWords(fault: Fault): string {
  const also = alsoText(fault);
  return `${faultText(fault)}.${also ? ` Also: ${also}.` : ""}`;
}
