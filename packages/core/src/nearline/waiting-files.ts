/** Complete files that wait for their report, and how they get it. */
import type { Config } from "../config/config.js";
import { detectorOf } from "../detector/index.js";
import { asLightDqmError, type LightDqmError } from "../errors.js";
import { openFlowFile } from "../flow/flow-file.js";
import { timesOf } from "../flow/time-order.js";
import { reportFiles } from "../pipeline/batch.js";
import type { ReportOutcome } from "../pipeline/outcomes.js";
import { comparePlaced, type Placed } from "../store/order.js";
import { isGone, isPassing } from "./failures.js";
import { advanceLatest } from "./latest-links.js";
import type { Ledger, LedgerEntry } from "./ledger.js";
import { mostTries } from "./retries.js";
import type { Seen } from "./scan.js";
import { triesOf } from "./standing.js";
import type { WatchHooks } from "./watch-hooks.js";

/** A complete file, and where it belongs in time. */
interface Waiting extends Placed, Seen {}

export interface WaitingFiles {
  size(): number;
  has(file: Seen): boolean;
  /** Forgets all others. */
  keepOnly(isKept: (file: Seen) => boolean): void;
  /** Opens a file for its time: what cannot be opened is a failed try. */
  take(file: Seen): Promise<void>;
  /**
   * Reports those with the earliest data, so many that their work overlaps and scans are not held up.
   * @throws LightDqmError for what concerns all files
   */
  report(): Promise<void>;
}

interface WaitingHooks extends WatchHooks {
  /** @throws LightDqmError where another watcher has taken over */
  keepLock(): Promise<void>;
  /** Tells where the watch stands. */
  tell(): Promise<void>;
}

/** Files that are given to one batch. */
const atOnce = 8;

export function waitingFiles(ledger: Ledger, config: Config, hooks: WaitingHooks): WaitingFiles {
  const { entries } = ledger;
  const { signal, now, onProgress, onNote, onStale } = hooks;
  const detector = detectorOf(config.detector);
  const waiting = new Map<string, Waiting>();

  async function settle(file: Waiting, outcome: ReportOutcome): Promise<void> {
    const { state, error, files, seconds } = outcome;
    if (error?.code === "interrupted") return;
    if (state === "failed") {
      waiting.delete(file.path);
      return failed(file, error!, seconds, outcome);
    }
    // On a disk that has no links, the reports go on without them.
    const isLatest = await advanceLatest(files).catch((cause: LightDqmError) => {
      onNote?.(file.path, cause.message);
      return true;
    });
    const { path, sizeBytes, mtimeMs } = file;
    await hooks.onReport?.({ file: { path, sizeBytes, mtimeMs }, files, isLatest });
    waiting.delete(path);
    await record(file, { state: "done" }, seconds, outcome);
  }

  async function failed(
    file: Seen,
    error: LightDqmError,
    seconds: number,
    outcome: ReportOutcome | null,
  ): Promise<void> {
    if (error.code === "not-found" && (await isGone(file.path))) return;
    const isLast = triesOf(entries, file) + 1 >= mostTries && !isPassing(error);
    const result = { state: isLast ? "failed" : "retry", reason: error.message } as const;
    await record(file, result, seconds, outcome, error);
  }

  async function record(
    file: Seen,
    result: Pick<LedgerEntry, "state" | "reason">,
    seconds: number,
    outcome: ReportOutcome | null,
    error?: LightDqmError,
  ): Promise<void> {
    const { path, sizeBytes, mtimeMs } = file;
    const tries = triesOf(entries, file) + 1;
    const entry = { path, sizeBytes, mtimeMs, ...result, tries, atMs: now(), seconds };
    ledger.add(entry);
    await hooks.onTry?.(entry, outcome, error);
    await hooks.tell();
  }

  return {
    size: () => waiting.size,
    has: ({ path }) => waiting.has(path),
    keepOnly(isKept) {
      for (const [path, file] of waiting) if (!isKept(file)) waiting.delete(path);
    },
    async take({ path, sizeBytes, mtimeMs }) {
      try {
        const { input, events, close } = await openFlowFile(path, detector);
        close();
        waiting.set(path, { path, sizeBytes, mtimeMs, input, time: timesOf(events).time });
      } catch (cause) {
        const what = { what: "Cannot be opened", where: path };
        const error = asLightDqmError(cause, "bad-input", what);
        await failed({ path, sizeBytes, mtimeMs }, error, 0, null);
      }
    },
    async report() {
      const batch = [...waiting.values()].sort(comparePlaced).slice(0, atOnce);
      let settled = Promise.resolve();
      const onOutcome = (outcome: ReportOutcome): void => {
        const file = batch.find(({ path }) => path === outcome.input)!;
        settled = settled.then(() => settle(file, outcome)).then(hooks.keepLock);
        // Its failure is seen where it is waited for, below.
        settled.catch(() => {});
      };
      try {
        const paths = batch.map(({ path }) => path);
        await reportFiles(paths, config, { signal, onProgress, onNote, onStale, onOutcome });
      } finally {
        await settled;
      }
    },
  };
}
