/** What a shifter reads first: what is new, what is gone, what is still there, and what to do. */

import { verdictInUnits } from "../judge/in-units.js";
import type { JudgedFile } from "../judge/judged-file.js";
import type { Alarm } from "../judge/states/alarms.js";
import { alarmsOf, recoveriesOf } from "../judge/states/alarms.js";
import type { Units } from "../units.js";
import type { Section } from "./arguments.js";

/** So many faults are told on the first page; the others are in the JSON document. */
const mostTold = 12;

/** The first section of a report. */
export function changesSection(
  { verdicts, summary }: Pick<JudgedFile, "verdicts" | "summary">,
  units: Units,
): Section {
  const alarms = alarmsOf(verdicts, summary);
  const isNew = alarms.filter(({ change }) => change === "new");
  const still = alarms.filter(({ change }) => change !== "new");
  const recovered = recoveriesOf(verdicts);
  const rows: [string, string][] = [
    ...told(isNew, "New", (alarm) => `${inWords(alarm, units)} What to do: ${alarm.action}`),
    ...told(still, "Still there", (alarm) => inWords(alarm, units)),
    ...told(recovered, "Recovered", ({ title, place }) => `${place}: ${title.toLowerCase()}.`),
  ];
  if (alarms.length === 0)
    rows.unshift(["Nothing", "No check is bad or gives a warning. Nothing to do."]);
  return { heading: "What changed, and what to do", rows };
}

function told(
  alarms: readonly Alarm[],
  name: string,
  text: (alarm: Alarm) => string,
): [string, string][] {
  const rows = alarms
    .slice(0, mostTold)
    .map((alarm): [string, string] => [stateOf(name, alarm), text(alarm)]);
  const more = alarms.length - rows.length;
  return more > 0 ? [...rows, [name, `and ${more} more, in the JSON document`]] : rows;
}

function stateOf(name: string, { verdict }: Alarm): string {
  if (verdict.state === "ok") return name;
  return `${name}: ${verdict.state === "bad" ? "BAD" : "warning"}`;
}

function inWords({ verdict, title, place, also }: Alarm, units: Units): string {
  const { reason } = verdictInUnits(verdict, units);
  const others = also.length > 0 ? ` Also: ${also.join(", ").toLowerCase()}.` : "";
  return `${place}: ${title.toLowerCase()}, ${reason}.${others}`;
}
