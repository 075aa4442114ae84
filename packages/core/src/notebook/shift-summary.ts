/** The first lines of a shift report: the result, what changed, who to call. */
import { timeRangeText } from "../figures/style/time-text.js";
import { callsNobody } from "../judge/states/callers.js";
import {
  alsoText,
  byChange,
  cutTo,
  type Fault,
  faultsOf,
  faultText,
  faultWord,
} from "../judge/states/faults.js";
import { listedButFineText, listedButFineTitle } from "../judge/states/listed-fine.js";
import { allChecksMaskOf, maskCells } from "../judge/states/mask.js";
import { comparisonText } from "../report/comparison.js";
import { countText, inSentence } from "../words/phrases.js";
import { otherCodesText } from "../words/trigger-codes.js";
import { timeUnknownText } from "../words/untimed.js";
import type { Run } from "./open-run.js";

/**
 * The answer in Markdown, on one screen. A run with unknown channels is never good.
 * @param previous the previous file, null where there is none
 */
export function shiftSummary(run: Run, previous: Pick<Run, "name"> | null): string {
  const all = faultsOf(run.verdicts, run.config.units, run.checks);
  return [
    `# ${answerOf(run, all)}`,
    sourceLine(run),
    run.headline.replace(/\. (?=\w+:)/g, ".\n\n"),
    `## What changed${previous ? ` since ${previous.name}` : ""}?`,
    changesOf(run, all, previous),
    "## Who do I call?",
    callsOf(all),
  ].join("\n\n");
}

function answerOf(run: Run, all: readonly Fault[]): string {
  const present = all.filter(({ change }) => change !== "recovered");
  const bad = present.filter(({ state }) => state === "bad");
  const unknown = unknownChannels(run);
  const aside = unknown > 0 ? `; ${countText(unknown, "channel")} unknown` : "";
  if (bad.length > 0) return `✗ Problems found: ${newAndOld(bad, "fault")}${aside}`;
  if (present.length > 0) return `! Watch: ${newAndOld(present, "warning")}${aside}`;
  if (unknown > 0)
    return `? Unknown: the state of ${countText(unknown, "channel")} cannot be determined`;
  return "✓ All good: no bad checks, no warnings";
}

/** `3 new faults, 1 still there` */
function newAndOld(some: readonly Fault[], noun: string): string {
  const { isNew, still } = byChange(some);
  if (isNew.length === 0) return `${countText(still.length, noun)}, none of them new`;
  const first = countText(isNew.length, `new ${noun}`);
  return still.length === 0 ? first : `${first}, ${still.length} still there`;
}

function unknownChannels({ verdicts, checks }: Run): number {
  return maskCells(verdicts, allChecksMaskOf(checks)).filter(({ state }) => state === "unknown")
    .length;
}

function sourceLine(run: Run): string {
  const { summary, config, name } = run;
  const time = timeRangeText(summary.time, config.timeZone);
  const when = time ? `${time.start} to ${time.end}` : timeUnknownText(summary.timeUnknown);
  const others = otherCodesText(summary);
  const events = `${summary.selectedEvents.length} of ${summary.fileEventCount} events${others ? ` (${others})` : ""}`;
  return `**${name}** · ${when} · ${events} · compared with ${comparisonText(run, config.ncomp)}`;
}

/** This many are described in full; the table at the end has all. */
const mostInFull = 5;

function changesOf(run: Run, all: readonly Fault[], previous: Pick<Run, "name"> | null): string {
  const { isNew, still, recovered } = byChange(all);
  const news = isNew.map((fault) => {
    const also = alsoText(fault);
    return `- **New, ${faultWord(fault.state)}**: ${faultText(fault)}${also && `; also ${also}`}`;
  });
  const lines = [
    ...cutTo(mostInFull, news, (rest) => `- and ${rest} more new ones`),
    ...(recovered.length > 0 ? [`- **Recovered**: ${placesOf(recovered)}`] : []),
    ...(still.length > 0 ? [`- **Still there**: ${placesOf(still)}`] : []),
  ];
  const fine = listedButFineText(run.verdicts);
  const listed = fine ? [`- **${listedButFineTitle}**: ${fine}`] : [];
  if (!previous) lines.unshift("- No earlier file: every fault counts as new");
  if (all.length > 0) return [...lines, ...listed].join("\n");
  return [nothingChanged(run, previous), ...listed].join("\n\n");
}

function nothingChanged(run: Run, previous: Pick<Run, "name"> | null): string {
  if (unknownChannels(run) > 0)
    return "Nothing that can be determined; unknown channels may have changed.";
  return previous ? "Nothing." : "No faults; there is no earlier file to compare with.";
}

/** `ADC 1, channel 28 (flatline); EPCB 5 of ADC 4 (noise high)` */
function placesOf(some: readonly Fault[]): string {
  const places = some.map(({ place, fault }) => `${place} (${inSentence(fault)})`);
  return cutTo(10, places, (rest) => `${rest} more`).join("; ");
}

/** Calls are for faults that are new and bad; the rest is for the log and the hand-over. */
function callsOf(all: readonly Fault[]): string {
  const { isNew, still } = byChange(all);
  const urgent = isNew.filter(({ state, callers }) => state === "bad" && !callsNobody(callers));
  const later = isNew.filter((fault) => !urgent.includes(fault));
  const parts =
    urgent.length > 0 ? [callsText(urgent), doFirst(urgent)] : ["**No call needed now.**"];
  if (later.length > 0) parts.push(`For the log and the hand-over: ${placesOf(later)}.`);
  if (still.length > 0)
    parts.push(
      "Faults still there were in the previous file too: call only if they are not yet reported.",
    );
  return parts.join("\n\n");
}

function callsText(urgent: readonly Fault[]): string {
  const byCallers = new Map<string, Fault[]>();
  for (const fault of urgent)
    byCallers.set(fault.callers, [...(byCallers.get(fault.callers) ?? []), fault]);
  return [...byCallers]
    .map(([callers, some]) => `**Call the ${callers} now** about ${placesOf(some)}.`)
    .join("\n\n");
}

/** What to look at before the call, once per check. */
function doFirst(urgent: readonly Fault[]): string {
  const actions = new Map(urgent.map(({ fault, action }) => [fault, action]));
  const lines = [...actions].map(([fault, action]) => `- **${fault}**: ${action}`);
  const told = cutTo(3, lines, (rest) => `- and ${rest} more: see \`light-dqm checks\``);
  return ["Before calling:", "", ...told].join("\n");
}
