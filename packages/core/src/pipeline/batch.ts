/** The reports of many files, one after another. */
import { resolve } from "node:path";
import type { Config } from "../config/config.js";
import { detectorOf } from "../detector/index.js";
import { asLightDqmError, type LightDqmError } from "../errors.js";
import { ensureWritableDirectory } from "../files/output-files.js";
import { readChannelStatus } from "../flow/channel-status.js";
import { resolveInputs } from "../flow/discover.js";
import { checkKnownFaults } from "../judge/states/known-faults.js";
import { readKnownFaults } from "../judge/states/read-known-faults.js";
import type { Compaction } from "../store/parts/compact.js";
import { inDataOrder } from "./data-order.js";
import { type FileReport, reportFile } from "./one-file.js";
import { type PhaseSeconds, type PhaseTimes, phaseTimes } from "./phase-times.js";
import { compactWhenCrowded, storeDirectory } from "./store-upkeep.js";

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
  /** Called when the store has been compacted, with what became of it and the time it took. */
  onCompaction?: ((done: Compaction, seconds: number) => void) | undefined;
}

/**
 * Makes the report of every input, one after another by the time of their data. A file that fails
 * does not stop the batch.
 * @param inputs files and directories; none: the configured input directory
 * @throws LightDqmError for what concerns all files: no input, an output directory that cannot be
 *   written, a bad status file, bad known faults
 */
export async function reportFiles(
  inputs: string[],
  config: Config,
  { signal, ...hooks }: PipelineHooks = {},
): Promise<ReportOutcome[]> {
  const detector = detectorOf(config.detector);
  const found = await resolveInputs(inputs.length > 0 ? inputs : [config.inputPath], config);
  const channelStatus = config.channelStatusFile
    ? await readChannelStatus(config.channelStatusFile, detector)
    : null;
  // Before hours of work; read again for each file, as people add rows meanwhile.
  if (config.knownFaultsFile)
    checkKnownFaults(await readKnownFaults(config.knownFaultsFile), detector);
  await ensureWritableDirectory(resolve(config.outputDir));
  await ensureWritableDirectory(storeDirectory(config));

  const paths = await inDataOrder(found, detector, signal);
  const outcomes: ReportOutcome[] = [];
  /** Summaries since the store was last checked. */
  let written = 0;
  for (const [index, input] of paths.entries()) {
    const tell = (phase: string, share: number): void =>
      hooks.onProgress?.({ input, index, count: paths.length, phase, share });
    const outcome = await outcomeOf(input, async (times, notes) => {
      const progress = (phase: string, share: number): void => {
        if (share < 1) times.enter(phase);
        tell(phase, share);
      };
      const note = (text: string): void => {
        notes.push(text);
        hooks.onNote?.(input, text);
      };
      const toCome = paths.slice(index + 1);
      return reportFile(input, config, { channelStatus, toCome, signal, progress, note });
    });
    outcomes.push(outcome);
    hooks.onOutcome?.(outcome);
    if (outcome.error?.code === "interrupted") break;
    if (outcome.state === "done") written++;
    const isLast = index === paths.length - 1;
    if (written === 0 || !(isLast || written >= config.compactAbove)) continue;
    written = 0;
    await compactWhenCrowded(config, {
      signal,
      onProgress: () => tell("packing the store", 1),
      onCompaction: hooks.onCompaction,
      note: (text) => hooks.onNote?.(input, text),
    });
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
