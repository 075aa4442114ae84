/** The outcome of each reported file, as text and as JSON. */
import { basename } from "node:path";
import { states } from "../judge/states/verdict.js";
import type { ReportOutcome } from "../pipeline/outcomes.js";
import { errorRecord } from "./log.js";
import { duration } from "./progress.js";
import { alarmLines, conditionsLine, documentOf } from "./text/alarm-lines.js";

/** A few lines on one file: headline, verdicts, what is wrong, what was written. */
export function outcomeText(outcome: ReportOutcome): string {
  const { input, state, files, counts, headline, seconds } = outcome;
  if (state === "failed") return `${basename(input)}: failed\n`;
  const how =
    state === "done"
      ? `done in ${duration(seconds * 1000)}`
      : "skipped, its report exists (--force reprocesses it)";
  const document = documentOf(files);
  const lines = [`${basename(input)}: ${how}`];
  if (headline) lines.push(`  ${headline}`);
  if (counts) {
    const some = states.filter((name) => counts[name] > 0);
    lines.push(`  verdicts: ${some.map((name) => `${counts[name]} ${name}`).join(", ") || "none"}`);
  }
  const conditions = document ? conditionsLine(document) : "";
  if (conditions) lines.push(`  ${conditions}`);
  if (document) for (const line of alarmLines(document)) lines.push(`  ${line}`);
  for (const file of files) lines.push(`  ${file}`);
  return `${lines.join("\n")}\n`;
}

/** The same for programs; `error` is null where there was none. */
export function outcomeRecord(outcome: ReportOutcome): Record<string, unknown> {
  const { error, counts = null, headline = null, ...rest } = outcome;
  return { ...rest, counts, headline, error: error ? errorRecord(error) : null };
}

/** One line on all files. */
export function totalsLine(outcomes: readonly ReportOutcome[], seconds: number): string {
  const parts = (["done", "skipped", "failed"] as const).map((state) => {
    const n = outcomes.filter((outcome) => outcome.state === state).length;
    return n > 0 ? `${n} ${state}` : "";
  });
  return `${outcomes.length} files: ${parts.filter(Boolean).join(", ")}, in ${duration(seconds * 1000)}`;
}
