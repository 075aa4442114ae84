/** The first lines of a shift report: the result, whom to call, what changed and what to do. */
import { timeRangeText } from "../figures/style/time-text.js";
import type { Answer } from "../judge/answer/answer.js";
import { answerOf } from "../judge/answer/answer-of.js";
import { type ActionGroup, byAction } from "../judge/answer/by-action.js";
import { callSentences, otherwiseText, placesByFault, placesText } from "../judge/answer/calls.js";
import { alsoText, type Fault, faultText, faultWord } from "../judge/states/faults.js";
import { listedButFineText, listedButFineTitle } from "../judge/states/known/listed-fine.js";
import { comparisonText } from "../report/comparison.js";
import { masksText } from "../report/headline.js";
import { otherCodesText } from "../words/trigger-codes.js";
import { timeUnknownText } from "../words/untimed.js";
import { requireRun } from "./given.js";
import type { Run } from "./open-run.js";

/**
 * The answer in Markdown, in the words of the report's first page, on about one screen: faults with the
 * same thing to do are told together, and `faults(run)` has all of them.
 * @param previous the previous file, null where there is none
 */
export function shiftSummary(run: Run, previous: Pick<Run, "name"> | null): string {
  requireRun(run, "shiftSummary(run, …)");
  const answer = answerOf(run.verdicts, run.config.units, run.checks);
  return [
    `# ${answer.sentence}`,
    sourceLine(run),
    masksText(run, run.config).replace(/\. (?=\w+:)/g, ".\n\n"),
    "## Who do I call?",
    ...callSentences(answer.calls).map((text) => text.replace(/^.*? now/, "**$&**")),
    ...[otherwiseText(answer.faults)].filter(Boolean),
    `## What changed${previous ? ` since ${previous.name}` : ""}, and what to do`,
    changesOf(run, answer, previous),
  ].join("\n\n");
}

function sourceLine(run: Run): string {
  const { summary, config, name } = run;
  const time = timeRangeText(summary.time, config.timeZone);
  const when = time ? `${time.start} to ${time.end}` : timeUnknownText(summary.timeUnknown);
  const others = otherCodesText(summary);
  const events = `${summary.selectedEvents.length} of ${summary.fileEventCount} events${others ? ` (${others})` : ""}`;
  return `**${name}** · ${when} · ${events} · compared with ${comparisonText(run, config.ncomp)}`;
}

function changesOf(run: Run, answer: Answer, previous: Pick<Run, "name"> | null): string {
  const { faults, unknown, known } = answer;
  const fine = listedButFineText(run.verdicts);
  const lines = [
    ...(faults.length === 0 ? [nothingChanged(answer, previous)] : []),
    ...(faults.length > 0 && !previous ? ["No earlier file: every fault counts as new."] : []),
    ...byAction(faults).map(groupText),
    ...unknown.map((text) => `**Unknown**: ${text}`),
    ...(known ? [`**Known**: ${known}`] : []),
    ...(fine ? [`**${listedButFineTitle}**: ${fine}`] : []),
  ];
  return lines.map((line) => `- ${line}`).join("\n");
}

function nothingChanged({ unknown }: Answer, previous: Pick<Run, "name"> | null): string {
  if (unknown.length > 0)
    return "Nothing that can be determined; what is unknown may have changed.";
  return previous ? "Nothing." : "No faults; there is no earlier file to compare with.";
}

/** A new fault in full, and the places of those that are alike; old ones by place alone. */
function groupText({ action, faults }: ActionGroup): string {
  const [first, ...others] = faults as [Fault, ...Fault[]];
  if (first.change === "recovered") return `**Recovered**: ${placesText(placesByFault(faults))}`;
  const told =
    first.change === "new"
      ? `**New, ${faultWord(first.state)}**: ${inFull(first)}${others.length > 0 ? `. Also new: ${placesText(placesByFault(others))}` : ""}`
      : `**Still there, ${faultWord(first.state)}**: ${placesText(placesByFault(faults))}`;
  return `${told}. *What to do:* ${action}`;
}

function inFull(fault: Fault): string {
  const also = alsoText(fault);
  return `${faultText(fault)}${also && `; also ${also}`}`;
}
