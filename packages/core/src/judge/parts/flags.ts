/** What the checks of clipped, lower-rail and negative waveforms share. */

import { shareCounts } from "../../history/shares/share-counts.js";
import type { Counts } from "../../quantities/indexed-by/denominator.js";
import { disjointEvents } from "../../quantities/indexed-by/disjoint-events.js";
import type { Flag } from "../../quantities/table.js";
import type { FileSummary } from "../../summary.js";
import { allWaveforms, type Waveforms } from "./waveforms.js";

/** A flag in the words of its checks. */
export interface FlagWords {
  /** In names of checks. */
  name: string;
  title: string;
  /** After "waveforms". */
  words: string;
  cause: string;
  action: string;
}

export const flagWords = {
  clipped: {
    name: "clipped",
    title: "Clipped",
    words: "reach the upper rail",
    cause: "too much light or gain, or a raised baseline",
    action:
      "Compare the baseline and the light of its TPC with earlier files. If only this channel clips, its gain or offset is wrong.",
  },
  lowerRail: {
    name: "lower-rail",
    title: "Lower-rail",
    words: "reach the lower rail",
    cause: "a baseline that is too low, or a broken channel",
    action: "Check the channel's offset setting and its baseline.",
  },
  negative: {
    name: "negative",
    title: "Negative",
    words: "go below the baseline by more than the threshold",
    cause: "undershoot after large pulses, cross-talk or pick-up",
    action: "Look at the waveforms of the channel's EPCB for undershoot or cross-talk.",
  },
} as const satisfies Readonly<Record<Flag, FlagWords>>;

/** The waveforms that a flag was looked for in. */
export function flagWaveforms(flag: Flag): Waveforms {
  return allWaveforms((summary, channelIndex) => flagCounts(summary, flag).total[channelIndex]!);
}

/** Waveforms of a channel that have a flag. */
export function passedCount(summary: FileSummary, flag: Flag, channelIndex: number): number {
  return flagCounts(summary, flag).passed[channelIndex]!;
}

const kept = new WeakMap<FileSummary[Flag], Counts>();

/** Waveforms of any trigger with a flag, and those that it was looked for in. */
function flagCounts(summary: FileSummary, flag: Flag): Counts {
  const before = kept.get(summary[flag]);
  if (before) return before;
  const { passed, total } = shareCounts(summary, flag);
  const made = { passed: sumOverEvents(passed), total: sumOverEvents(total) };
  kept.set(summary[flag], made);
  return made;
}

/** @param counts as of `disjointCounts` */
function sumOverEvents(counts: Uint32Array): Uint32Array {
  const indexCount = counts.length / disjointEvents.length;
  const sums = new Uint32Array(indexCount);
  for (let at = 0; at < counts.length; at++) sums[at % indexCount]! += counts[at]!;
  return sums;
}
