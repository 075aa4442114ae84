/** The order of files in time: by their first event, then by name in natural order. */
import { compareNatural } from "../flow/file-name.js";
import type { FileSummary } from "../summary.js";

/** What of a summary tells its place in time. */
export type Placed = Pick<FileSummary, "input" | "time">;

/** By time of the first event, then by name; files without a time after those that have one. */
export function comparePlaced(a: Placed, b: Placed): number {
  const aMs = a.time?.firstMs ?? Number.POSITIVE_INFINITY;
  const bMs = b.time?.firstMs ?? Number.POSITIVE_INFINITY;
  return aMs < bMs ? -1 : aMs > bMs ? 1 : compareNatural(a.input.name, b.input.name);
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
 * one, so it counts as earlier only than another without.
 */
export function isEarlier(candidate: Placed, current: Placed): boolean {
  if ((candidate.time === null) !== (current.time === null)) return false;
  return comparePlaced(candidate, current) < 0;
}
