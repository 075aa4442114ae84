/** What the checks of spectral lines share. */

import { lineFrequenciesMHz } from "../../quantities/indexed-by/watched-lines.js";
import { relativeLines } from "../../quantities/pools/lines.js";
import type { Finding } from "../check.js";
import { ratioText } from "../words.js";
import type { ChannelCase } from "./channel-check.js";
import { unknown } from "./findings.js";

export const lineCount: number = lineFrequenciesMHz.length;

export const lineAction: string =
  "Look at the spectra of the channel's EPCB. Find out what was switched on (pumps, power supplies, clocks) when the line appeared.";

/** The finding of a channel whose spectrum has no power at one of the watched lines; else null. */
export function withoutPower(
  { summary, channelIndex, n }: ChannelCase,
  limit: number,
): Finding | null {
  return Number.isNaN(relativeLines(summary)[channelIndex * lineCount]!)
    ? unknown("no power at one of the watched lines", { limit, n })
    : null;
}

/** `10 MHz line 3.2 times as strong as in …` */
export function lineText(line: number, ratio: number, where: string): string {
  return `${lineFrequenciesMHz[line]} MHz line ${ratioText(ratio)} times as strong as in ${where}`;
}

/** The first line of the largest value. */
export function lineOfLargest(sizeOf: (line: number) => number): number {
  let best = 0;
  let largest = sizeOf(0);
  for (let line = 1; line < lineCount; line++) {
    const value = sizeOf(line);
    if (value > largest) [best, largest] = [line, value];
  }
  return best;
}
