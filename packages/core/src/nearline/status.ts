/** How a watcher is, for screens and alarms over it. Pure. */
import { type State, states } from "../judge/states/verdict.js";
import type { RunNumber } from "../numerics/run-number.js";
import type { LedgerEntry } from "./ledger.js";
import type { Away } from "./scan.js";

/** What is known of the report of the latest data. */
export interface LastReport {
  /** Path of its FLOW file. */
  input: string;
  run: RunNumber | null;
  /** First event, milliseconds UTC; null where it is unknown. */
  dataMs: number | null;
  /** When it was finished, milliseconds UTC. */
  atMs: number;
  /** The result in words. */
  headline: string;
  /** Records of all checks by state. */
  counts: Readonly<Record<State, number>>;
  /** Worst state of each active channel. */
  channels: readonly { adc: number; channel: number; state: State }[];
}

export interface WatchState {
  startedMs: number;
  /** By path, the latest entry last. */
  entries: ReadonlyMap<string, LedgerEntry>;
  /** Complete files that wait. */
  waiting: number;
  /** Directories that cannot be listed. */
  away: readonly Away[];
  /** Alarms that could not be sent yet. */
  alarmsUnsent: number;
  last: LastReport | null;
}

/** `watch-status.json`; times ISO 8601 in UTC, null is unknown. */
export interface WatchStatus {
  schemaVersion: 1;
  kind: "light-dqm-watch-status";
  /** A watcher that lives writes anew at every scan, after every file and during long ones: an old time is a stale status, not a fine one. */
  updatedAt: string;
  startedAt: string;
  filesWaiting: number;
  filesDone: number;
  filesToTryAgain: number;
  filesFailed: number;
  /** Files that were given up, with the reason, the latest first; at most 20. */
  failures: Failure[];
  /** Files that failed and will be tried again, likewise. */
  retries: Failure[];
  /** Directories that cannot be listed, with the code of the system error. */
  directoriesAway: Away[];
  alarmsUnsent: number;
  /** When a report was last finished, of whatever data. */
  lastSuccessAt: string | null;
  /** Median over the latest 20 reports. */
  secondsPerFile: number | null;
  /** Age of the latest data when this was written. */
  dataAgeSeconds: number | null;
  /** The report of the latest data. */
  last: {
    input: string;
    run: RunNumber | null;
    dataAt: string | null;
    finishedAt: string;
    headline: string;
    counts: Readonly<Record<State, number>>;
    /** Channels by their worst state. */
    channelCounts: Readonly<Record<State, number>>;
    channels: LastReport["channels"];
  } | null;
}

export interface Failure {
  input: string;
  reason: string;
  tries: number;
  at: string;
}

const mostKept = 20;

export function watchStatus(state: WatchState, nowMs: number): WatchStatus {
  const { startedMs, entries, waiting, away, alarmsUnsent, last } = state;
  const of: Record<LedgerEntry["state"], LedgerEntry[]> = {
    done: [],
    retry: [],
    failed: [],
    begun: [],
  };
  for (const entry of entries.values()) of[entry.state].push(entry);
  const lastSuccess = of.done.at(-1);
  return {
    schemaVersion: 1,
    kind: "light-dqm-watch-status",
    updatedAt: iso(nowMs),
    startedAt: iso(startedMs),
    filesWaiting: waiting,
    filesDone: of.done.length,
    filesToTryAgain: of.retry.length,
    filesFailed: of.failed.length,
    failures: latest(of.failed),
    retries: latest(of.retry),
    directoriesAway: [...away],
    alarmsUnsent,
    lastSuccessAt: lastSuccess ? iso(lastSuccess.atMs) : null,
    secondsPerFile: median(of.done.slice(-mostKept).map(({ seconds }) => seconds)),
    dataAgeSeconds: typeof last?.dataMs === "number" ? (nowMs - last.dataMs) / 1000 : null,
    last: last && {
      ...{ input: last.input, run: last.run },
      dataAt: last.dataMs === null ? null : iso(last.dataMs),
      finishedAt: iso(last.atMs),
      ...{ headline: last.headline, counts: last.counts },
      channelCounts: countsOf(last.channels),
      channels: last.channels,
    },
  };
}

const latest = (entries: readonly LedgerEntry[]): Failure[] =>
  entries
    .slice(-mostKept)
    .reverse()
    .map(({ path, reason = "", tries, atMs }) => ({ input: path, reason, tries, at: iso(atMs) }));

const countsOf = (channels: LastReport["channels"]): Record<State, number> =>
  Object.fromEntries(
    states.map((name) => [name, channels.filter(({ state }) => state === name).length]),
  ) as Record<State, number>;

const iso = (ms: number): string => new Date(ms).toISOString();

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
