/** What the checks of clipped, lower-rail and negative waveforms share. */

import { countAmong, disjointEvents } from "../../quantities/indexed-by/disjoint-events.js";
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

export const flagWords: Readonly<Record<Flag, FlagWords>> = {
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
};

/** The waveforms that a flag was looked for in. */
export function flagWaveforms(flag: Flag): Waveforms {
  return allWaveforms((summary, channelIndex) => countOf(summary, flag, "total", channelIndex));
}

/** Waveforms of a channel that have a flag. */
export function passedCount(summary: FileSummary, flag: Flag, channelIndex: number): number {
  return countOf(summary, flag, "passed", channelIndex);
}

function countOf(
  summary: FileSummary,
  flag: Flag,
  which: "passed" | "total",
  channelIndex: number,
): number {
  let sum = 0;
  for (const events of disjointEvents)
    sum += countAmong(summary[flag], events, which, channelIndex);
  return sum;
}
