/** The first part of the way of a file: FLOW file → numbers → summary. */
import type { EngineHooks } from "../compute/engine.js";
import { fastEngine } from "../compute/fast/fast-engine.js";
import { countTriggerCodes } from "../compute/trigger-codes.js";
import type { Config } from "../config/config.js";
import { numbersSettings } from "../config/numbers-settings.js";
import { detectorOf } from "../detector/index.js";
import type { DetectorProfile } from "../detector/profile.js";
import { openFlowFile } from "../flow/flow-file.js";
import { timesOf } from "../flow/time-order.js";
import { eventCut, type Where } from "../flow/waveforms/where.js";
import { type FileSummary, type NumbersSettings, summarySchemaVersion } from "../summary.js";
import { softwareVersion } from "../version.js";
import { readUnchanged } from "./read-unchanged.js";

export interface SummarizeOptions {
  /**
   * The events that the numbers are made of, where not of all. It is recorded as `settings.cut`;
   * times and the number of events in the file stay those of the whole file.
   */
  where?: Where | undefined;
  signal?: AbortSignal | undefined;
  /** Called with the fraction of the work that is done, 0…1. */
  onProgress?: (share: number) => void;
}

/**
 * Reads a FLOW file and computes its summary; nothing is written. A file that changes meanwhile is
 * read once more.
 * @param channelStatus codes by channel index, or null
 * @throws LightDqmError `bad-input` (also for a file that keeps changing), `not-found`, `interrupted` or `compute`; `bad-config` for
 *   thresholds that do not fit the detector, and for a `where` that makes no sense; `bad-input` where
 *   no event fulfils it
 */
export async function summarizeFile(
  path: string,
  config: Config,
  channelStatus: Int8Array | null,
  { where = {}, ...hooks }: SummarizeOptions = {},
): Promise<FileSummary> {
  const detector = detectorOf(config.detector);
  const cut = eventCut(where, { detector, timeZone: config.timeZone });
  const settings = {
    ...numbersSettings(config, detector),
    ...(Object.keys(cut).length > 0 && { cut }),
  };
  return readUnchanged(path, () =>
    summarizeOnce(path, settings, config, channelStatus, detector, hooks),
  );
}

async function summarizeOnce(
  path: string,
  settings: NumbersSettings,
  { threads, memoryMb }: Pick<Config, "threads" | "memoryMb">,
  channelStatus: Int8Array | null,
  detector: DetectorProfile,
  hooks: EngineHooks,
): Promise<FileSummary> {
  const file = await openFlowFile(path, detector);
  try {
    const compute = fastEngine({
      threads: threads || undefined,
      memoryBytes: memoryMb * 2 ** 20,
    });
    const numbers = await compute(file, settings, hooks);
    return {
      ...numbers,
      schemaVersion: summarySchemaVersion,
      input: file.input,
      detector: file.detector,
      sampleCount: file.sampleCount,
      fileEventCount: file.events.count,
      triggersTyped: file.events.trigType !== null,
      triggerCodes: countTriggerCodes(file.events, numbers.selectedEvents),
      ...timesOf(file.events),
      channelStatus,
      settings,
      softwareVersion,
      processedMs: Date.now(),
    };
  } finally {
    file.close();
  }
}
