/** What became of the inputs of a batch. */
import { asLightDqmError, type LightDqmError } from "../errors.js";
import type { Compaction } from "../store/parts/compact.js";
import type { FileReport } from "./one-file.js";
import { type PhaseSeconds, type PhaseTimes, phaseTimes } from "./phase-times.js";

/** What became of one input file; verdicts and headline are absent where it failed. */
export interface ReportOutcome extends Partial<Pick<FileReport, "counts" | "headline">> {
  input: string;
  state: FileReport["state"] | "failed";
  /** Written files, absolute. */
  files: string[];
  error?: LightDqmError;
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
  /** Called where reports are out of date afterwards, with their names: see `staleReports`. */
  onStale?: ((names: readonly string[]) => void) | undefined;
  /** Called when the store has been compacted, with what became of it and the time it took. */
  onCompaction?: ((done: Compaction, seconds: number) => void) | undefined;
}

/** What the work on one input is given. */
export interface WorkHooks {
  /** Tells what is being done, and the fraction that is done, 0…1. */
  progress: (phase: string, share: number) => void;
  note: (note: string) => void;
}

/**
 * Does the work on inputs one after another. One that fails does not stop the others; an
 * interruption does.
 * @param after called after each input, with what became of it
 */
export async function outcomesOf(
  inputs: readonly string[],
  hooks: PipelineHooks,
  work: (index: number, hooks: WorkHooks) => Promise<FileReport>,
  after: (outcome: ReportOutcome, index: number) => Promise<void> = async () => {},
): Promise<ReportOutcome[]> {
  const outcomes: ReportOutcome[] = [];
  for (const [index, input] of inputs.entries()) {
    const outcome = await outcomeOf(input, (times, notes) =>
      work(index, {
        progress: (phase, share) => {
          if (share < 1) times.enter(phase);
          hooks.onProgress?.({ input, index, count: inputs.length, phase, share });
        },
        note: (text) => {
          notes.push(text);
          hooks.onNote?.(input, text);
        },
      }),
    );
    outcomes.push(outcome);
    hooks.onOutcome?.(outcome);
    if (outcome.error?.code === "interrupted") break;
    await after(outcome, index);
  }
  return outcomes;
}

/** The result for one file, or why it failed, and the time it took. */
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
  const seconds = (performance.now() - startedMs) / 1000;
  return { input, seconds, phaseSeconds: times.end(), notes, ...result };
}
