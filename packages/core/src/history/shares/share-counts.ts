/** The flagged waveforms of a file whose fractions are followed from file to file. */
import { disjointCounts, disjointEvents } from "../../quantities/indexed-by/disjoint-events.js";
import { type Flag, flags } from "../../quantities/table.js";
import type { FileSummary } from "../../summary.js";

/** Fractions of waveforms that are followed: of each flag, and of faint ones in lit events. */
export type ShareName = Flag | "faint";
export const shareNames: readonly ShareName[] = [...flags, "faint"];

/** Counts of one fraction in a file. */
export interface ShareCounts {
  /** Flagged waveforms at `events * indexCount + channelIndex`, events as in `disjointEvents`. */
  passed: Uint32Array;
  /** Those that were looked at; 0 where the file does not tell. */
  total: Uint32Array;
  /** Whether brighter light in a TPC raises the fractions of all its channels. */
  followsLight: boolean;
}

const followsLight: Readonly<Record<ShareName, boolean>> = {
  clipped: true,
  lowerRail: false,
  negative: true,
  faint: true,
};

/** The counts of a file. Faint waveforms are counted over all events together. */
export function shareCounts(summary: FileSummary, share: ShareName): ShareCounts {
  const { adcCount, channelCount } = summary.detector;
  const indexCount = adcCount * channelCount;
  const ofAll = (counts: Uint32Array): Uint32Array => {
    const among = new Uint32Array(disjointEvents.length * indexCount);
    among.set(counts, disjointEvents.indexOf("others") * indexCount);
    return among;
  };
  if (share === "faint")
    return {
      passed: ofAll(summary.faintCount),
      total: ofAll(summary.litCount),
      followsLight: followsLight[share],
    };
  return {
    passed: disjointCounts(summary[share], "passed", indexCount),
    total: disjointCounts(summary[share], "total", indexCount),
    followsLight: followsLight[share],
  };
}
