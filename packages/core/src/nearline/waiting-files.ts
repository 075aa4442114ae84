/** Complete files that wait for their report, and how they get it. */
import type { Config } from "../config/config.js";
import { detectorOf } from "../detector/index.js";
import { asLightDqmError, LightDqmError } from "../errors.js";
import { openFlowFile } from "../flow/flow-file.js";
import { timesOf } from "../flow/time-order.js";
import { reportFiles } from "../pipeline/batch.js";
import type { ReportOutcome } from "../pipeline/outcomes.js";
import { staleReports } from "../pipeline/stale/stale-reports.js";
import { comparePlaced, type Placed } from "../store/order.js";
import { isGone, isPassing } from "./failures.js";
import { advanceLatest, isAheadOfClock } from "./latest-links.js";
import type { Ledger, LedgerEntry } from "./ledger.js";
import { mostTries } from "./retries.js";
import type { Seen } from "./scan.js";
import { isUnchanged, ownFailuresOf, triesOf } from "./standing.js";
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
   * One that was in hand when a watcher ended without a word goes alone: it may be what ended it.
   * @throws LightDqmError for what concerns all files
   */
  report(): Promise<void>;
  /** Tells, once in a while or for the last time, which reports files have come too late for. */
  tellStale(isLastTime: boolean): Promise<void>;
}

interface WaitingHooks extends WatchHooks {
  /** @throws LightDqmError where another watcher has taken over */
  keepLock(): Promise<void>;
  /** Tells where the watch stands. */
  tell(): Promise<void>;
}

/** Files that are given to one batch. */
const atOnce = 8;

/** Earlier reports are looked at, each of them, at most so often. */
const staleEveryMs = 3_600_000;

export function waitingFiles(ledger: Ledger, config: Config, hooks: WaitingHooks): WaitingFiles {
  const { entries } = ledger;
  const { signal, now, onProgress, onNote } = hooks;
  const detector = detectorOf(config.detector);
  const waiting = new Map<string, Waiting>();
  /** Of the files in hand of this watch, what was known of each before; null: nothing. */
  const before = new Map<string, LedgerEntry | null>();
  let isOutdated = false;
  let staleToldMs = Number.NEGATIVE_INFINITY;

  async function settle(file: Waiting, outcome: ReportOutcome): Promise<void> {
    const { state, error, files, seconds } = outcome;
    if (error?.code === "interrupted") return;
    const { path, sizeBytes, mtimeMs, time } = file;
    if (state === "failed") {
      waiting.delete(file.path);
      return failed(file, error!, seconds, outcome);
    }
    // On a disk that has no links, the reports go on without them.
    const isLatest = await advanceLatest(files, now()).catch((cause: LightDqmError) => {
      onNote?.(path, cause.message);
      return true;
    });
    if (time && isAheadOfClock(time.firstMs, now())) onNote?.(path, aheadWords(time.firstMs));
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
    const own = ownFailuresOf(lastOf(file), file) + (isPassing(error) ? 0 : 1);
    const isLast = own >= mostTries && !isPassing(error);
    const result = {
      ...({ state: isLast ? "failed" : "retry", ownFailures: own } as const),
      reason: error.message,
    };
    await record(file, result, seconds, outcome, error);
  }

  async function record(
    file: Seen,
    result: Pick<LedgerEntry, "state" | "reason" | "ownFailures">,
    seconds: number,
    outcome: ReportOutcome | null,
    error?: LightDqmError,
  ): Promise<void> {
    const { path, sizeBytes, mtimeMs } = file;
    const tries = triesOf(lastOf(file), file) + 1;
    const entry = { path, sizeBytes, mtimeMs, ...result, tries, atMs: now(), seconds };
    ledger.add(entry);
    before.delete(path);
    await hooks.onTry?.(entry, outcome, error);
    await hooks.tell();
  }

  function nextBatch(): Waiting[] {
    const batch = [...waiting.values()].sort(comparePlaced).slice(0, atOnce);
    const first = batch.findIndex(isSuspect);
    return first < 0 ? batch : batch.slice(0, Math.max(1, first));
  }

  /** Writes down that files are in hand. What no watcher has survived is given up. */
  async function begun(batch: readonly Waiting[]): Promise<Waiting[]> {
    const kept: Waiting[] = [];
    for (const file of batch) {
      const { path, sizeBytes, mtimeMs } = file;
      const last = lastOf(file);
      const [tries, ownFailures] = [triesOf(last, file), ownFailuresOf(last, file)];
      if (isSuspect(file) && ownFailures >= mostTries) {
        waiting.delete(path);
        const error = notSurvived(path, tries);
        const result = { state: "failed", reason: error.message, ownFailures } as const;
        await record(file, result, 0, null, error);
        continue;
      }
      before.set(path, last);
      ledger.add({
        ...{ path, sizeBytes, mtimeMs, state: "begun", atMs: now(), seconds: 0 },
        ...{ tries: tries + 1, ownFailures: ownFailures + 1 },
      });
      kept.push(file);
    }
    return kept;
  }

  /** What is known of a file from before the try that it is in, if it is in one. */
  const lastOf = ({ path }: Seen): LedgerEntry | null =>
    before.get(path) ?? (before.has(path) ? null : (entries.get(path) ?? null));

  /** Whether an earlier watcher ended without a word while it had a file, as it is now, in hand. */
  const isSuspect = (file: Seen): boolean => {
    const last = lastOf(file);
    return last?.state === "begun" && isUnchanged(last, file);
  };

  /** What was begun and has no result, as the watch was told to end, or the disk is full, is no try. */
  function takeBack({ path }: Seen): void {
    const last = before.get(path);
    if (last === undefined) return;
    try {
      if (last) ledger.add(last);
      else ledger.forget(path);
      before.delete(path);
    } catch (error) {
      // It stays among those in hand, so that its next try counts from the same entry.
      onNote?.(path, (error as LightDqmError).message);
    }
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
      const batch = await begun(nextBatch());
      if (batch.length === 0) return;
      let settled = Promise.resolve();
      const onOutcome = (outcome: ReportOutcome): void => {
        const file = batch.find(({ path }) => path === outcome.input)!;
        settled = settled.then(() => settle(file, outcome)).then(hooks.keepLock);
        // Its failure is seen where it is waited for, below.
        settled.catch(() => {});
      };
      try {
        const paths = batch.map(({ path }) => path);
        const onOutdated = (): void => void (isOutdated = true);
        await reportFiles(paths, config, { signal, onProgress, onNote, onOutdated, onOutcome });
      } finally {
        await settled.finally(() => batch.forEach(takeBack));
      }
    },
    async tellStale(isLastTime) {
      if (!isOutdated || !(isLastTime || now() - staleToldMs >= staleEveryMs)) return;
      [isOutdated, staleToldMs] = [false, now()];
      const stale = await staleReports(config);
      if (stale.length > 0) hooks.onStale?.(stale.map(({ name }) => name));
    },
  };
}

function aheadWords(firstMs: number): string {
  const time = new Date(firstMs).toISOString();
  return `its data are dated ${time}, ahead of the clock here: they do not count as the latest`;
}

function notSurvived(where: string, tries: number): LightDqmError {
  return new LightDqmError("compute", {
    what: "Given up: no watch survived it",
    where,
    expected: "that its report is made",
    got: `${tries} watches that ended without a word while they had it in hand`,
  });
}
