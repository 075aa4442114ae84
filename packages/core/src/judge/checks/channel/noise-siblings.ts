import { detectorGroups } from "../../../detector/groups.js";
import type { FileSummary } from "../../../summary.js";
import { capital, countText } from "../../../words/phrases.js";
import { type Check, type Finding, limitRow } from "../../check.js";
import { adc16Text } from "../../in-units.js";
import { type ChannelCase, channelCheck } from "../../parts/channel-check.js";
import { unknown } from "../../parts/findings.js";
import {
  leastNoiseAdc16,
  type NoiseDirection,
  noiseWaveforms,
  noiseWords,
} from "../../parts/noise.js";
import { ratioText } from "../../words.js";

/** Is a channel noisier or quieter than the other channels of its ADC? */
export const noiseSiblings: Readonly<Record<NoiseDirection, Check>> = {
  high: row("high", { default: 3, side: "above" }),
  low: row("low", { default: 0.2, side: "below" }),
};

function row(direction: NoiseDirection, ratio: { default: number; side: string }): Check {
  const { bad, action, maskedBy } = noiseWords[direction];
  return channelCheck({
    name: `noise-${direction}-siblings`,
    title: `${capital(bad)} than the rest of its ADC`,
    spoilsReference: true,
    meaning: `The channel is much ${bad} than the typical channel of its ADC in this file.`,
    action,
    callers: "LRS expert",
    maskedBy,
    unit: "",
    limits: {
      ratio: limitRow(
        ratio.default,
        `bad ${ratio.side} this many times the median noise of the ADC's channels`,
      ),
      minSiblings: limitRow(
        6,
        "with fewer other channels of the ADC that have noise, the state is unknown",
      ),
    },
    requires: {
      waveforms: noiseWaveforms,
      minEvents: 5,
      limit: ({ ratio }, n) => (n === 0 ? null : ratio!),
    },
    find: (of) => findAmongSiblings(of, direction),
  });
}

function findAmongSiblings(
  { summary, limits, channelIndex, n }: ChannelCase,
  direction: NoiseDirection,
): Finding {
  const limit = limits.ratio!;
  const others = noiseBeside(summary, channelIndex);
  if (others.count < limits.minSiblings!) {
    const count = countText(others.count, "other channel");
    return unknown(`only ${count} of its ADC with noise`, { limit, n });
  }
  const noise = summary.noise.p50[channelIndex]!;
  const value = noise / others.median;
  const state = (direction === "high" ? value > limit : value < limit) ? "bad" : "ok";
  const reason = (): string =>
    `median noise ${adc16Text(noise)}, ${ratioText(value)} times that of the other channels of its ADC`;
  return { state, value, limit, n, reason };
}

/** Noise of the other channels of a channel's ADC that have any. */
function noiseBeside(
  summary: FileSummary,
  channelIndex: number,
): { count: number; median: number } {
  const noise = summary.noise.p50[channelIndex]!;
  const sorted = sortedNoise(summary)[detectorGroups(summary.detector).adcOf[channelIndex]!]!;
  const own = noise > leastNoiseAdc16 ? sorted.indexOf(noise) : sorted.length;
  const count = own < sorted.length ? sorted.length - 1 : sorted.length;
  const other = (i: number): number => sorted[i < own ? i : i + 1]!;
  const middle = (count - 1) / 2;
  return { count, median: (other(Math.floor(middle)) + other(Math.ceil(middle))) / 2 };
}

const keptSorted = new WeakMap<FileSummary["noise"], Float64Array[]>();

/** The noises of each ADC's active channels that have any, ascending. [adc] */
function sortedNoise({ noise, detector }: FileSummary): readonly Float64Array[] {
  const before = keptSorted.get(noise);
  if (before) return before;
  const made = detectorGroups(detector).adcMembers.map((members) =>
    Float64Array.from(
      members
        .map((channelIndex) => noise.p50[channelIndex]!)
        .filter((each) => each > leastNoiseAdc16),
    ).sort(),
  );
  keptSorted.set(noise, made);
  return made;
}
