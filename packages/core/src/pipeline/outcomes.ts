/** What became of the inputs of a batch. */
import { asLightDqmError, type LightDqmError } from "../errors.js";
import type { Result } from "../report/result.js";
import type { Compaction } from "../store/parts/compact.js";
import { turns } from "./crew/turns.js";
import { type PhaseSeconds, type PhaseTimes, phaseTimes } from "./phase-times.js";
import type { FileContext, FileReport } from "./report-file.js";

/** What became of one input file; the result is absent where it failed. */
export interface ReportOutcome extends Partial<Pick<FileReport, keyof Result | "alarmed">> {
  input: string;
  state: FileReport["state"] | "failed";
  /** Written files, absolute. */
  files: string[];
  error?: LightDqmError;
  /** The time that it took, without waiting for the work on others. */
  seconds: number;
  /** Where the seconds went, by phase. */
  phaseSeconds: PhaseSeconds;
  /** What could not be shown or determined, and why. */
  notes: string[];
}

/** What a running pipeline reports to its caller. */
export interface Progress {
  input: string;
  /** Position of this file in the batch, from 0, and the size of the batch. */
  index: number;
  count: number;
  /** What is being done, in words. */
  phase: string;
  /** Fraction of this file's work done, 0…1. */
  share: number;
}

export interface PipelineHooks {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: Progress) => void) | undefined;
  /** Called once for each thing that a report could not show, and why. */
  onNote?: ((input: string, note: string) => void) | undefined;
  /** Called with each file's outcome as soon as it is known. */
  onOutcome?: ((outcome: ReportOutcome) => void) | undefined;
  /** Called at the end where earlier reports may be out of date, as files came late. */
  onOutdated?: (() => void) | undefined;
  /** Called where reports are out of date afterwards, with their names: see `staleReports`. All are looked at. */
  onStale?: ((names: readonly string[]) => void) | undefined;
  /** Called when the store has been compacted, with what became of it and the time it took. */
  onCompaction?: ((done: Compaction, seconds: number) => void) | undefined;
}

/** What the work on one input is given. */
export interface WorkHooks extends Pick<FileContext, "progress" | "note" | "wait" | "inTurn"> {
  /** Gives the outcome of an earlier input when it is known. */
  outcomeOf: (index: number) => Promise<ReportOutcome>;
}

/**
 * Does the work on inputs, several side by side. One that fails does not stop the others; an
 * interruption does. Progress, notes and outcomes are told of one input after the other, in their
 * order: what is known of a later one waits until those before it are done.
 * @param atOnce at most so many inputs are begun and not done
 */
export async function outcomesOf(
  inputs: readonly string[],
  hooks: PipelineHooks,
  work: (index: number, hooks: WorkHooks) => Promise<FileReport>,
  atOnce: number = 1,
): Promise<ReportOutcome[]> {
  const outcomes: ReportOutcome[] = [];
  const running: Promise<ReportOutcome>[] = [];
  const taking = { judging: turns(), writing: turns() };
  const unsaid = inputs.map((): (() => void)[] => []);
  const tell = (index: number, say: () => void): void => {
    if (index === outcomes.length) say();
    else unsaid[index]!.push(say);
  };
  const start = async (index: number): Promise<ReportOutcome> => {
    const input = inputs[index]!;
    const at = { input, index, count: inputs.length };
    const outcome = await outcomeOf(input, (times, notes) => {
      const wait = (): void => times.enter(waiting);
      return work(index, {
        wait,
        progress: (phase, share) => {
          if (share < 1) times.enter(phase);
          tell(index, () => hooks.onProgress?.({ ...at, phase, share }));
        },
        note: (text) => {
          notes.push(text);
          tell(index, () => hooks.onNote?.(input, text));
        },
        inTurn: (stretch, stretchWork) => {
          wait();
          return taking[stretch].take(index, () => {
            times.leave();
            return stretchWork();
          });
        },
        outcomeOf: (earlier) => running[earlier]!,
      });
    });
    for (const each of Object.values(taking)) each.leave(index);
    return outcome;
  };
  for (const index of inputs.keys()) {
    while (running.length < Math.min(index + atOnce, inputs.length))
      running.push(start(running.length));
    for (const say of unsaid[index]!.splice(0)) say();
    const outcome = await running[index]!;
    outcomes.push(outcome);
    hooks.onOutcome?.(outcome);
    if (outcome.error?.code === "interrupted") break;
  }
  await Promise.all(running);
  return outcomes;
}

/** The phase of an input while the work on others is done. */
const waiting = "waiting";

/** The result for one input, or why it failed, and the time it took without waiting. */
async function outcomeOf(
  input: string,
  work: (times: PhaseTimes, notes: string[]) => Promise<FileReport>,
): Promise<ReportOutcome> {
  const startedMs = performance.now();
  const times = phaseTimes();
  const notes: string[] = [];
  const result = await work(times, notes).catch((cause: unknown) => ({
    state: "failed" as const,
    files: [],
    error: asLightDqmError(cause, "compute", { what: "Processing failed", where: input }),
  }));
  const { [waiting]: waited = 0, ...phaseSeconds } = times.end();
  const seconds = (performance.now() - startedMs) / 1000 - waited;
  return { input, seconds, phaseSeconds, notes, ...result };
}
