/** Making reports, with progress, log and results told as they come. */
import { basename } from "node:path";
import type { PipelineHooks, ReportOutcome } from "../../pipeline/outcomes.js";
import { countText } from "../../words/phrases.js";
import type { CommandContext } from "../command.js";
import { type Interruptible, interruptible } from "../interruptible.js";
import type { CliIo } from "../io.js";
import type { Log } from "../log.js";
import { outcomeRecord, outcomeText, totalsLine } from "../outcome.js";
import { type ProgressBar, perFile, terminalBar } from "../progress.js";
import { jsonText } from "../text/json-text.js";
import { fileBegun, fileEnded, fileNoted, reportsStale } from "./file-events.js";

/**
 * Makes reports, and tells what becomes of each file. An interruption ends it.
 * @param outputDir as people typed it: it is named in advice
 * @param again how a report that exists is made again, where not by `--force`
 * @param work makes them, and calls the hooks
 */
export async function toldReports(
  { io, log }: Pick<CommandContext, "io" | "log">,
  { asJson, outputDir, again }: { asJson: boolean; outputDir: string; again?: string },
  work: (hooks: PipelineHooks) => Promise<ReportOutcome[]>,
): Promise<Interruptible<ReportOutcome[]>> {
  const startedMs = io.now();
  const bar = progressBar(io, log);
  const done = await interruptible(io, log, bar, (signal) =>
    work({
      signal,
      onProgress: ({ input, ...rest }) => bar.update({ ...rest, name: input }),
      onNote(input, note) {
        bar.clear();
        fileNoted(log, input, note);
      },
      onOutcome({ input, ...outcome }) {
        bar.clear();
        fileEnded(log, { file: input, ...outcome });
        if (!asJson) io.stdout.write(outcomeText({ input, ...outcome }, again));
      },
      onStale(names) {
        bar.clear();
        reportsStale(log, names, outputDir);
      },
      onCompaction({ files, parts }, seconds) {
        bar.clear();
        const line = `store: ${countText(files, "file")} packed into ${countText(parts, "part")} in ${seconds.toFixed(1)} s`;
        log.event("info", "compacted", { files, parts, seconds }, line);
      },
    }),
  );
  conclude(io, done.value ?? [], asJson, (io.now() - startedMs) / 1000);
  return done;
}

/** The exit status of reports. */
export function statusOfReports({
  value,
  interruptedStatus,
}: Interruptible<ReportOutcome[]>): number {
  const failed = value?.some(({ state }) => state === "failed");
  return interruptedStatus ?? (failed ? 1 : 0);
}

/** A bar on a terminal, else a line for each file. Its states are named by the path of their file. */
export function progressBar(io: CliIo, log: Log): ProgressBar {
  if (log.format === "text" && io.stderr.isTty) {
    const bar = terminalBar(io);
    return { ...bar, update: (state) => bar.update({ ...state, name: basename(state.name) }) };
  }
  return perFile(({ name, index, count }) => fileBegun(log, name, index, count));
}

/** The closing lines, after the last file. */
function conclude(
  io: CliIo,
  outcomes: readonly ReportOutcome[],
  asJson: boolean,
  seconds: number,
): void {
  if (asJson) {
    const results = { files: outcomes.map(outcomeRecord), seconds };
    io.stdout.write(jsonText(results));
  } else if (outcomes.length > 1) {
    io.stdout.write(`${totalsLine(outcomes, seconds)}\n`);
  }
}
