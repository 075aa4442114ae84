/** What a watch tells while it goes on. */
import type { LightDqmError } from "../errors.js";
import type { PipelineHooks, ReportOutcome } from "../pipeline/outcomes.js";
import type { LedgerEntry } from "./ledger.js";
import type { Away, Seen } from "./scan.js";

/** A report that was just made, or was found made already. */
export interface Reported {
  file: Seen;
  /** Of the report, absolute. */
  files: readonly string[];
  /** Whether it is of the latest data. */
  isLatest: boolean;
}

/** Where a watch stands. */
export interface Stand {
  /** Of the ledger. */
  entries: ReadonlyMap<string, LedgerEntry>;
  /** Complete files that wait. */
  waiting: number;
  /** Directories that cannot be listed. */
  away: readonly Away[];
}

/** What a watcher tells, and what it takes from outside. */
export interface WatchHooks extends Pick<PipelineHooks, "onProgress" | "onNote" | "onStale"> {
  signal: AbortSignal;
  /** Milliseconds UTC. */
  now(): number;
  /** Resolves after a time, or when the signal is raised. */
  pause(ms: number): Promise<void>;
  /**
   * Called, and waited for, with each report before the ledger says that it is done: after a crash
   * between the two it comes again.
   */
  onReport?: (reported: Reported) => Promise<void>;
  /** Called, and waited for, with what became of each try, and where it failed, why. */
  onTry?: (
    entry: LedgerEntry,
    outcome: ReportOutcome | null,
    error: LightDqmError | undefined,
  ) => Promise<void> | void;
  /** The same after each scan and each try. */
  onStand?: (stand: Stand) => Promise<void> | void;
}
