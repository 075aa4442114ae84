/** The outcome of each reported file, as text and as JSON. */
import { basename } from "node:path";
import { states } from "../judge/states/verdict.js";
import type { ReportOutcome } from "../pipeline/outcomes.js";
import { oneLine } from "../words/printable.js";
import { errorRecord } from "./log.js";
import { duration } from "./progress.js";
import { alarmLines, conditionsLine } from "./text/alarm-lines.js";

/**
 * A few lines on one file: its answer, whom to call, what is wrong and what to do, what was written.
 * @param again how a report that exists is made again
 */
export function outcomeText(outcome: ReportOutcome, again: string = reprocess): string {
  const { input, state, files, answer, counts, headline, alarmed, seconds } = outcome;
  if (state === "failed") return `${oneLine(basename(input))}: failed\n`;
  const how =
    state === "done"
      ? `done in ${duration(seconds * 1000)}`
      : `skipped, its report exists (${again})`;
  const lines = [`${basename(input)}: ${how}`];
  if (answer) lines.push(`  ${answer.sentence}`);
  if (alarmed) for (const line of alarmLines(alarmed)) lines.push(`  ${line}`);
  if (headline) lines.push(`  ${withoutAnswer(headline, answer)}`);
  if (counts) {
    const some = states.filter((name) => counts[name] > 0);
    lines.push(`  verdicts: ${some.map((name) => `${counts[name]} ${name}`).join(", ") || "none"}`);
  }
  const conditions = alarmed ? conditionsLine(alarmed) : "";
  if (conditions) lines.push(`  ${conditions}`);
  for (const file of files) lines.push(`  ${file}`);
  return `${lines.map(oneLine).join("\n")}\n`;
}

const reprocess = "--force reprocesses it";

/** What a headline says after the sentence of its answer. */
function withoutAnswer(headline: string, answer: ReportOutcome["answer"]): string {
  const start = `${answer?.sentence}. `;
  return headline.startsWith(start) ? headline.slice(start.length) : headline;
}

/** The same for programs; `error` is null where there was none. */
export function outcomeRecord(outcome: ReportOutcome): Record<string, unknown> {
  const { error, answer = null, counts = null, headline = null, alarmed: _, ...rest } = outcome;
  return { ...rest, answer, counts, headline, error: error ? errorRecord(error) : null };
}

/** One line on all files. */
export function totalsLine(outcomes: readonly ReportOutcome[], seconds: number): string {
  const parts = (["done", "skipped", "failed"] as const).map((state) => {
    const n = outcomes.filter((outcome) => outcome.state === state).length;
    return n > 0 ? `${n} ${state}` : "";
  });
  return `${outcomes.length} files: ${parts.filter(Boolean).join(", ")}, in ${duration(seconds * 1000)}`;
}
