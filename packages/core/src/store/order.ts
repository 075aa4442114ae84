/**
 * The order of files in time: by their first event, then by name in natural order; those without a
 * time by run and sub-run, then by name. Files of the old script that came without times are older
 * than all others and in the order of their index.
 */
import { compareNatural } from "../flow/file-name.js";
import { compareRunNumbers } from "../numerics/run-number.js";
import type { FileSummary } from "../summary.js";

/** What of a summary tells its place in time. */
export interface Placed extends Pick<FileSummary, "time" | "imported"> {
  input: Pick<FileSummary["input"], "name" | "run" | "subRun" | "eventsHash">;
}

/**
 * By time of the first event, then by name; imported files without a time before those that have
 * one, other files without a time after them, by run and sub-run. Different files of one name and
 * time are ordered too, by their content.
 */
export function comparePlaced(a: Placed, b: Placed): number {
  const [aMs, bMs] = [placeMs(a), placeMs(b)];
  if (aMs !== bMs) return aMs < bMs ? -1 : 1;
  return (
    (a.time ? 0 : compareRuns(a, b)) ||
    compareNatural(a.input.name, b.input.name) ||
    compareNatural(a.input.eventsHash ?? "", b.input.eventsHash ?? "")
  );
}

/** By run, then sub-run; a file without a run after all, one without a sub-run before its run's. */
export function compareRuns(
  { input: a }: Pick<Placed, "input">,
  { input: b }: Pick<Placed, "input">,
): number {
  if (a.run !== b.run) {
    if (a.run === null || b.run === null) return a.run === null ? 1 : -1;
    return compareRunNumbers(a.run, b.run);
  }
  return compareRunNumbers(a.subRun ?? -1, b.subRun ?? -1);
}

function placeMs({ time, imported }: Placed): number {
  if (time) return time.firstMs;
  return imported ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** As `comparePlaced`; entries that could not be read come last, by path. */
export function compareEntries(
  a: { path: string; provenance: Placed | null },
  b: { path: string; provenance: Placed | null },
): number {
  if (a.provenance && b.provenance) return comparePlaced(a.provenance, b.provenance);
  if (a.provenance || b.provenance) return a.provenance ? -1 : 1;
  return compareNatural(a.path, b.path);
}

/**
 * Whether a file came before another. A file without a time cannot be placed among files that have
 * one, so it counts as earlier only than another without; an imported one is earlier than all.
 */
export function isEarlier(candidate: Placed, current: Placed): boolean {
  const [its, ours] = [lineOf(candidate), lineOf(current)];
  if (its !== ours) return its === "imported";
  return comparePlaced(candidate, current) < 0;
}

/** Files of a line follow each other; imported ones without a time are before both other lines. */
export type Line = "imported" | "timed" | "untimed";

/** The line that a file belongs to. */
export function lineOf({ time, imported }: Pick<Placed, "time" | "imported">): Line {
  if (time) return "timed";
  return imported ? "imported" : "untimed";
}
