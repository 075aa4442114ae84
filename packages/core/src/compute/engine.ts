import type { OpenFlowFile } from "../flow/flow-file.js";
import type { FileNumbers, NumbersSettings } from "../summary.js";

/** How a caller interrupts a running computation and follows its progress. */
export interface EngineHooks {
  /** Ends the computation early; the promise rejects with an `interrupted` error. */
  signal?: AbortSignal | undefined;
  /** Called with the fraction of the work done, 0…1, ascending; cheap to ignore. */
  onProgress?: ((share: number) => void) | undefined;
}

/**
 * A compute engine: from an open FLOW file to its numbers. The whole contract between the file and
 * the summary; engines differ in speed, never in results.
 */
export type Engine = (
  file: OpenFlowFile,
  settings: NumbersSettings,
  hooks?: EngineHooks,
) => Promise<FileNumbers>;
