/** What the log says of a file: that it is begun, where the time went, and what became of it. */
import { basename } from "node:path";
import type { ReportOutcome } from "../../pipeline/outcomes.js";
import { errorRecord, type Log } from "../log.js";
import { staleText } from "../text/stale-text.js";

/** What became of a file: `done`, `skipped`, `failed`, or what else a command knows. */
export interface EndedFile extends Pick<Partial<ReportOutcome>, "answer" | "counts" | "files"> {
  /** Path. */
  file: string;
  state: string;
  seconds: number;
  /** Where the seconds went, by phase. */
  phaseSeconds?: Readonly<Record<string, number>> | undefined;
  error?: unknown;
}

/** Says that a file is begun. @param index from 0 */
export function fileBegun(log: Log, file: string, index: number, count: number): void {
  const fields = { file, index, count };
  log.event("info", "file-begin", fields, `${index + 1} of ${count}: ${basename(file)}`);
}

/** Says something of a file that its report does not. */
export function fileNoted(log: Log, file: string, note: string): void {
  log.event("warning", "note", { file, note }, `note: ${basename(file)}: ${note}`);
}

/**
 * Says which reports were made without files that have come since.
 * @param outputDir of the reports, as it is named in advice
 */
export function reportsStale(log: Log, reports: readonly string[], outputDir: string): void {
  log.event("warning", "stale", { reports }, staleText(reports, outputDir));
}

/**
 * Says what became of a file: to programs one `phase` for each phase and `file-<state>`, to people
 * `line`, where there is one, else why it failed. The seconds of the phases add up to those of the file:
 * what no phase took is `other`.
 * @param more fields of the last event
 */
export function fileEnded(
  log: Log,
  ended: EndedFile,
  line?: string,
  more: Readonly<Record<string, unknown>> = {},
): void {
  const { file, state, seconds, phaseSeconds = {}, answer, counts = null, files = [] } = ended;
  const { error } = ended;
  if (log.format === "text") {
    if (line !== undefined) log.event("info", `file-${state}`, {}, line);
    else if (error !== undefined) log.error(error);
    return;
  }
  const phases = Object.entries(phaseSeconds);
  const other = seconds - phases.reduce((sum, [, each]) => sum + each, 0);
  for (const [phase, each] of [...phases, ["other", Math.max(0, other)] as const])
    log.record("info", "phase", { file, phase, seconds: each });
  log.record(error === undefined ? "info" : "error", `file-${state}`, {
    ...{ file, seconds, state },
    answer: answer?.word ?? null,
    ...{ counts, files },
    error: error === undefined ? null : errorRecord(error),
    ...more,
  });
}
