/** Reports of new files as they come, for months. */
import { join, resolve } from "node:path";
import type { Config } from "../config/config.js";
import { isLightDqmError, LightDqmError, throwIfInterrupted } from "../errors.js";
import { keepRenewing, type Lock, takeLock } from "../files/lock.js";
import { ensureWritableDirectory } from "../files/output-files.js";
import { namePrefix } from "../flow/discover.js";
import { alarmsDirectory } from "./alarms/alarms.js";
import { isComplete, type Sighting, sightingsAfter } from "./arrivals.js";
import { isGone } from "./failures.js";
import { type Ledger, openLedger } from "./ledger.js";
import { removeLeftovers } from "./leftovers.js";
import { type Away, type Listings, type Seen, scanDirectories } from "./scan.js";
import { isDue, isOpen, isTried, isUnchanged, turnOf } from "./standing.js";
import { waitingFiles } from "./waiting-files.js";
import type { WatchHooks } from "./watch-hooks.js";

export interface WatchOptions {
  /** Time between scans. */
  intervalMs: number;
  /** A file is taken when it has not been written for this long. */
  ageMs: number;
  /** End when nothing is waiting, instead of going on. */
  once: boolean;
}

/** A watcher on another machine, or in another container, counts as dead when it has been silent for so long. */
const silentMs = 300_000;

const anotherWatches = (where: string): LightDqmError =>
  new LightDqmError("output", {
    what: "Cannot watch",
    where,
    expected: "no other watcher that writes into this directory",
    got: "one that lives",
  });

/** So often files are told of while many are opened. */
const tellEvery = 100;

/**
 * Reports the FLOW files of directories as they become complete: those that wait go by the time of
 * their data, several at a time. What fails is tried again later, at most `mostTries` times where the
 * failure is its own. The ledger in the output directory says what was done; the next watcher goes on
 * from there.
 * @throws LightDqmError `not-found`, `output`, `bad-config`; `interrupted` when the signal is raised
 */
export async function watchDirectories(
  directories: readonly string[],
  config: Config,
  options: WatchOptions,
  hooks: WatchHooks,
): Promise<Ledger> {
  refuseCounting(config);
  const outputDir = resolve(config.outputDir);
  await ensureWritableDirectory(outputDir);
  const path = join(outputDir, "watch.lock");
  const lock = await takeLock(path, { what: "Cannot watch", staleMs: silentMs });
  if (!lock) throw anotherWatches(path);
  // The next that asks for it ends the watch.
  const endRenewing = keepRenewing(lock, () => {});
  try {
    await removeLeftovers(outputDir, alarmsDirectory(outputDir), hooks.now());
    const ledger = await openLedger(outputDir);
    return await watchLocked(ledger, lock, directories, config, options, hooks);
  } finally {
    endRenewing();
    await lock.release();
  }
}

/** What counts the files of a directory means nothing where more of them come. */
function refuseCounting({ startRun, nfiles }: Config): void {
  for (const [setting, got] of Object.entries({ "start-run": startRun, nfiles }))
    if (got !== 0)
      throw new LightDqmError("bad-config", {
        what: "Setting that a watch has no use for",
        where: setting,
        expected: "0: all files of a directory, as they come",
        got: String(got),
      });
}

async function watchLocked(
  ledger: Ledger,
  lock: Lock,
  directories: readonly string[],
  config: Config,
  { intervalMs, ageMs, once }: WatchOptions,
  hooks: WatchHooks,
): Promise<Ledger> {
  const { signal, now, pause } = hooks;
  const { entries } = ledger;
  const listings: Listings = new Map();
  let away: readonly Away[] = [];
  let sightings = new Map<string, Sighting>();
  const waiting = waitingFiles(ledger, config, { ...hooks, keepLock, tell });
  for (let scan = 0; ; scan++) {
    await keepLock();
    const nowMs = now();
    const seen = await scanned(scan);
    await forgetGone(seen);
    sightings = sightingsAfter(
      sightings,
      seen.filter((file) => isOpen(entries, file)),
      nowMs,
    );
    waiting.keepOnly((file) => isUnchanged(sightings.get(file.path), file));
    for (const sighting of sightings.values()) {
      if (waiting.has(sighting) || !isComplete(sighting, nowMs, ageMs)) continue;
      if (!isDue(entries, sighting, nowMs)) continue;
      throwIfInterrupted(signal);
      await waiting.take(sighting);
      if (waiting.size() % tellEvery === 0) await keepLock().then(tell);
    }
    await tell();
    throwIfInterrupted(signal);
    const untilMs = nowMs + intervalMs;
    // Some after each scan, however long that took.
    while (waiting.size() > 0 && (await reportSome())) if (!once && now() >= untilMs) break;
    const isLastScan = once && [...sightings.values()].every((file) => isTried(entries, file));
    await waiting.tellStale(isLastScan);
    if (isLastScan) return ledger;
    // A clock that was set back does not make it wait for longer.
    await pause(Math.min(intervalMs, Math.max(0, untilMs - now())));
  }

  /** Files that failed and are not there any more are no failures. */
  async function forgetGone(seen: readonly Seen[]): Promise<void> {
    const present = new Set(seen.map(({ path }) => path));
    const absent = [...entries.values()].filter(
      ({ path, state }) => state !== "done" && !present.has(path),
    );
    for (const { path } of absent) if (await isGone(path)) ledger.forget(path);
  }

  /** @throws LightDqmError where the watch has to end */
  async function keepLock(): Promise<void> {
    try {
      if (await lock.renew()) return;
    } catch (error) {
      // A disk that is away for a while takes no lock away.
      hooks.onNote?.(config.outputDir, (error as Error).message);
      return;
    }
    throw anotherWatches(resolve(config.outputDir));
  }

  async function tell(): Promise<void> {
    await hooks.onStand?.({ entries, waiting: waiting.size(), away });
  }

  /**
   * The first scan looks at all files, later ones at finished ones in turns. A directory that is away
   * does not stop the others: its files begin again when it is back. Where nothing can be watched at the
   * start, the watch ends.
   */
  async function scanned(scan: number): Promise<Seen[]> {
    const isTurn = turnOf(scan, entries.size);
    const isToList = turnOf(scan, listings.size);
    const found = await scanDirectories(directories, {
      ...{ listings, nowMs: now(), prefix: namePrefix(config.fileSyntax), isToList },
      // One that was seen to have changed is looked at until it is complete.
      isOfInterest: (path) =>
        scan === 0 || entries.get(path)?.state !== "done" || sightings.has(path) || isTurn(path),
    });
    for (const { directory, reason } of found.away) {
      const isNamed = directories.includes(directory);
      if (isNamed && (once || (scan === 0 && isHopeless(reason, found.away))))
        throw notListed(directory, reason);
    }
    const gone = [...found.away, ...found.unseen];
    const [before, left] = [away, gone].map(
      (those) => new Set(those.map(({ directory }) => directory)),
    ) as [Set<string>, Set<string>];
    for (const each of gone) {
      const what = found.away.includes(each) ? "be listed" : "be looked into";
      if (!before.has(each.directory))
        hooks.onNote?.(each.directory, `cannot ${what}: ${each.reason}`);
    }
    for (const directory of before)
      if (!left.has(directory)) hooks.onNote?.(directory, "can be listed again");
    away = gone;
    return found.seen;
  }

  /** Whether a directory is none, or none of those that are watched is there. */
  function isHopeless(reason: string, gone: readonly Away[]): boolean {
    const named = new Set(gone.map(({ directory }) => directory));
    return reason === "ENOTDIR" || directories.every((directory) => named.has(directory));
  }

  /** @returns false where what concerns all files, such as a file of settings, stands in the way */
  async function reportSome(): Promise<boolean> {
    throwIfInterrupted(signal);
    await keepLock();
    try {
      await waiting.report();
      throwIfInterrupted(signal);
      return true;
    } catch (error) {
      if (once || !isLightDqmError(error) || error.code === "interrupted") throw error;
      hooks.onNote?.(error.parts.where ?? "", error.message);
      return false;
    }
  }
}

function notListed(where: string, got: string): LightDqmError {
  return new LightDqmError("not-found", {
    what: "Directory to watch cannot be listed",
    where,
    expected: "a directory",
    got,
  });
}
