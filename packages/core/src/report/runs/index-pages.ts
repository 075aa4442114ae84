/** The data of the index by pages of some hundred runs, in the order of their data. */
import { comparePlaced, type Placed } from "../../store/order.js";
import type { RunEntry } from "./run-entry.js";

/** Runs of one data file. */
export interface RunsPage {
  kind: "runs";
  name: string;
  /** In order, the earliest first. */
  runs: RunEntry[];
}

/** What is known of a page without it. */
export interface PageRow {
  name: string;
  count: number;
  /** First event of its first run, milliseconds UTC; null where this has no time. */
  fromMs: number | null;
  /** Runs by word; those without one under `unknown`. */
  words: Record<string, number>;
  /** Changes with its content. */
  stamp: string;
}

/** What the page loads first. */
export interface IndexManifest {
  kind: "manifest";
  version: 1;
  /** In the order of their runs. */
  pages: PageRow[];
  /** Titles of checks that have alarms or could not be judged, by name. */
  checks: Record<string, string>;
  /** IANA zone that times are shown in. */
  timeZone: string;
}

/** More runs than this are two pages. */
export const mostRunsOfPage = 1000;

/** The order of the index: that of the store. */
export function compareEntries(a: RunEntry, b: RunEntry): number {
  return comparePlaced(placed(a), placed(b)) || (a.stem < b.stem ? -1 : a.stem > b.stem ? 1 : 0);
}

const placed = ({ file, run, subRun, time }: RunEntry): Placed => ({
  input: { name: file, run, subRun },
  time: time && { firstMs: time[0], lastMs: time[1] },
});

/** Where in the manifest the page of a run is, by time; −1 where there is no page yet. */
export function pageOf({ pages }: IndexManifest, { time }: Pick<RunEntry, "time">): number {
  const atMs = time?.[0] ?? Number.POSITIVE_INFINITY;
  const after = pages.findIndex(({ fromMs }) => (fromMs ?? Number.POSITIVE_INFINITY) > atMs);
  return after < 0 ? pages.length - 1 : Math.max(0, after - 1);
}

/** The runs with one added, in the place of an earlier one of its report. */
export function withEntry(runs: readonly RunEntry[], entry: RunEntry): RunEntry[] {
  return [...withoutEntry(runs, entry.stem), entry].sort(compareEntries);
}

export function withoutEntry(runs: readonly RunEntry[], stem: string): RunEntry[] {
  return runs.filter((run) => run.stem !== stem);
}

/** Runs as so many pages that none is too full, about equally; no page for none. */
export function split(runs: readonly RunEntry[]): RunEntry[][] {
  const count = Math.ceil(runs.length / mostRunsOfPage);
  const each = Math.ceil(runs.length / count);
  return Array.from({ length: count }, (_, i) => runs.slice(i * each, (i + 1) * each));
}

/** Names of pages that a manifest does not have yet. */
export function newPageNames({ pages }: IndexManifest, count: number): string[] {
  const last = Math.max(0, ...pages.map(({ name }) => Number(name.slice(name.indexOf("-") + 1))));
  return Array.from({ length: count }, (_, i) => `runs-${String(last + 1 + i).padStart(4, "0")}`);
}

/** The row of a page. */
export function rowOf(name: string, runs: readonly RunEntry[], stamp: string): PageRow {
  const words: Record<string, number> = {};
  for (const { word } of runs) words[word ?? "unknown"] = (words[word ?? "unknown"] ?? 0) + 1;
  return { name, count: runs.length, fromMs: runs[0]?.time?.[0] ?? null, words, stamp };
}
