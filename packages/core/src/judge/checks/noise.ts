/** The checks of noise: against earlier files and against the channels beside it. */

import { detectorGroups } from "../../detector/groups.js";
import { chanceAbove, medianError, scatterOf } from "../../numerics/chances.js";
import type { FileSummary } from "../../summary.js";
import type { ChannelCase, Check, Finding, LimitRow } from "../check.js";
import { channelCheck, unknown } from "../check.js";
import { adc16Text } from "../in-units.js";
import { countText, noWaveform, whyNotCompared } from "../words.js";

type Direction = "high" | "low";

const minEvents: LimitRow = {
  default: 5,
  unit: "",
  meaning: "with fewer valid waveforms the state is unknown",
};
const bad: Record<Direction, string> = {
  high: "The channel is noisier",
  low: "The channel is quieter",
};
const action: Record<Direction, string> = {
  high: "Look at the noise spectra of the channel's EPCB for lines. Ask what was switched on or changed since; tell the LRS expert. A whole EPCB or ADC at once is pick-up or grounding.",
  low: "A quiet channel may be unplugged or without bias: compare its largest amplitude with its neighbours' and tell the LRS expert if it is new.",
};
const maskedBy: Record<Direction, number[]> = { high: [2, 3], low: [1, 3] };

/** Below half a count a channel is constant, and no measure for others. */
const leastNoiseAdc16 = 0.5;

function againstEarlier(direction: Direction): Check {
  return channelCheck({
    name: `noise-${direction}`,
    title: direction === "high" ? "Noise high" : "Noise low",
    comparesWithEarlier: true,
    meaning: `${bad[direction]} than in earlier files by far more than they differ.`,
    action: action[direction],
    maskedBy: maskedBy[direction],
    unit: "",
    limits: {
      minRatio: {
        default: 1.3,
        unit: "",
        meaning: `a clear change by more than this factor is bad, a smaller one is a warning`,
      },
      sigma: {
        default: 5,
        unit: "",
        meaning: "a change is clear if it is above this many times the uncertainty",
      },
      floorShare: {
        default: 0.03,
        unit: "",
        meaning: "the uncertainty is never taken smaller than this share of the earlier noise",
      },
      minEvents,
    },
    find: (of) =>
      withNoise(of, (noise, n) => {
        const { summary, reference, limits, channelIndex } = of;
        const earlier = reference?.noise;
        const fileCount = earlier?.fileCount[channelIndex] ?? 0;
        const median = earlier?.median[channelIndex] ?? 0;
        if (!earlier || fileCount === 0 || !(median > leastNoiseAdc16))
          return unknown(whyNotCompared(reference), { n });
        const scatter = scatterOf({
          spread: earlier.spread[channelIndex]!,
          typicalSpread: earlier.typicalSpread,
          fileCount,
          floor: limits.floorShare! * median,
          standardError:
            medianError(summary.noise.p16[channelIndex]!, summary.noise.p84[channelIndex]!, n) *
            Math.sqrt(1 + 1 / fileCount),
        });
        const sign = direction === "high" ? 1 : -1;
        const excess = sign * (noise - median);
        const clear = limits.sigma! * scatter.uncertainty;
        const clearRatio = Math.max(0, 1 + (sign * clear) / median);
        const farRatio = direction === "high" ? limits.minRatio! : 1 / limits.minRatio!;
        const value = noise / median;
        const badRatio = sign * farRatio > sign * clearRatio ? farRatio : clearRatio;
        const state = excess <= clear ? "ok" : sign * value > sign * badRatio ? "bad" : "warn";
        const p = chanceAbove(excess, scatter);
        const reason = (): string =>
          `median noise ${adc16Text(noise)}, ${factor(value)} times that of ${countText(fileCount, "earlier file")}`;
        const limit = state === "bad" ? badRatio : clearRatio;
        return { state, value, limit, n, p, reason };
      }),
  });
}

function againstSiblings(direction: Direction): Check {
  return channelCheck({
    name: `noise-${direction}-siblings`,
    title: `Noise ${direction} among siblings`,
    meaning: `${bad[direction]} than the typical channel of its ADC in this file by far.`,
    action: action[direction],
    maskedBy: maskedBy[direction],
    unit: "",
    limits: {
      ratio:
        direction === "high"
          ? {
              default: 3,
              unit: "",
              meaning: "bad above this many times the median noise of the ADC's channels",
            }
          : {
              default: 0.2,
              unit: "",
              meaning: "bad below this many times the median noise of the ADC's channels",
            },
      minSiblings: {
        default: 6,
        unit: "",
        meaning: "with fewer other channels that have a noise the state is unknown",
      },
      minEvents,
    },
    find: (of) =>
      withNoise(of, (noise, n) => {
        const { summary, limits, channelIndex } = of;
        const limit = limits.ratio!;
        const others = noiseBeside(summary, channelIndex);
        if (others.count < limits.minSiblings!) {
          const count = countText(others.count, "other channel");
          return unknown(`only ${count} of the ADC with noise`, { limit, n });
        }
        const value = noise / others.median;
        const state = (direction === "high" ? value > limit : value < limit) ? "bad" : "ok";
        const reason = (): string =>
          `median noise ${adc16Text(noise)}, ${factor(value)} times that of the ADC's channels`;
        return { state, value, limit, n, reason };
      }),
  });
}

/** Noise of the other channels of a channel's ADC that have any. */
function noiseBeside(
  summary: FileSummary,
  channelIndex: number,
): { count: number; median: number } {
  const { p50 } = summary.noise;
  const sorted = sortedNoise(summary)[Math.floor(channelIndex / summary.detector.channelCount)]!;
  const own =
    p50[channelIndex]! > leastNoiseAdc16 ? sorted.indexOf(p50[channelIndex]!) : sorted.length;
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
  const { active } = detectorGroups(detector);
  const made = Array.from({ length: detector.adcCount }, (_, adc) =>
    Float64Array.from(
      active
        .filter((channelIndex) => Math.floor(channelIndex / detector.channelCount) === adc)
        .map((channelIndex) => noise.p50[channelIndex]!)
        .filter((noise) => noise > leastNoiseAdc16),
    ).sort(),
  );
  keptSorted.set(noise, made);
  return made;
}

const factor = (ratio: number): string => String(Number(ratio.toPrecision(3)));

function withNoise(
  { summary, limits, channelIndex }: ChannelCase,
  find: (noiseAdc16: number, n: number) => Finding,
): Finding {
  const noise = summary.noise.p50[channelIndex]!;
  const n = summary.validCount[summary.baselineTriggerClass]?.[channelIndex] ?? 0;
  if (n === 0 || Number.isNaN(noise))
    return unknown(noWaveform(summary, summary.baselineTriggerClass));
  if (n < limits.minEvents!)
    return unknown(`only ${countText(n, "valid waveform")}, at least ${limits.minEvents} needed`, {
      limit: limits.minRatio ?? limits.ratio ?? null,
      n,
    });
  return find(noise, n);
}

/** The rows of noise. */
export const noiseChecks: readonly Check[] = [
  againstEarlier("high"),
  againstEarlier("low"),
  againstSiblings("high"),
  againstSiblings("low"),
];
