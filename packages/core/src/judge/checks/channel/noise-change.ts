import { chanceAbove, medianError, scatterOf } from "../../../numerics/chances.js";
import { countText } from "../../../words/phrases.js";
import { type Check, type Finding, limitRow } from "../../check.js";
import { adc16Text } from "../../in-units.js";
import { type ChannelCase, channelCheck } from "../../parts/channel-check.js";
import { notCompared } from "../../parts/findings.js";
import {
  leastNoiseAdc16,
  type NoiseDirection,
  noiseWaveforms,
  noiseWords,
} from "../../parts/noise.js";
import { ratioText } from "../../words.js";

/** Is a channel noisier or quieter than in earlier files? */
export const noiseChange: Readonly<Record<NoiseDirection, Check>> = {
  high: row("high"),
  low: row("low"),
};

function row(direction: NoiseDirection): Check {
  const { bad, action, maskedBy } = noiseWords[direction];
  return channelCheck({
    name: `noise-${direction}`,
    title: `Noise ${direction}`,
    comparesWithEarlier: true,
    meaning: `The channel is ${bad} than in earlier files, by far more than their scatter.`,
    action,
    callers: "LRS expert",
    maskedBy,
    unit: "",
    limits: {
      minRatio: limitRow(
        1.3,
        "a significant change by more than this factor is bad, a smaller one is a warning",
      ),
      sigma: limitRow(5, "a change is significant above this many times the uncertainty"),
      floorShare: limitRow(
        0.03,
        "lower bound on the uncertainty, as a fraction of the earlier noise",
      ),
    },
    requires: {
      waveforms: noiseWaveforms,
      minEvents: 5,
      limit: ({ minRatio }, n) => (n === 0 ? null : minRatio!),
    },
    find: (of) => findChange(of, direction),
  });
}

function findChange(
  { summary, reference, limits, channelIndex, n }: ChannelCase,
  direction: NoiseDirection,
): Finding {
  const earlier = reference?.noise;
  const fileCount = earlier?.fileCount[channelIndex] ?? 0;
  const median = earlier?.median[channelIndex] ?? 0;
  if (!earlier || fileCount === 0 || !(median > leastNoiseAdc16)) return notCompared(reference, n);

  const { p16, p50, p84 } = summary.noise;
  const noise = p50[channelIndex]!;
  const error = medianError(p16[channelIndex]!, p84[channelIndex]!, n);
  const scatter = scatterOf({
    spread: earlier.spread[channelIndex]!,
    typicalSpread: earlier.typicalSpread,
    fileCount,
    floor: limits.floorShare! * median,
    standardError: error * Math.sqrt(1 + 1 / fileCount),
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
    `median noise ${adc16Text(noise)}, ${ratioText(value)} times that of ${countText(fileCount, "earlier file")}`;
  return { state, value, limit: state === "bad" ? badRatio : clearRatio, n, p, reason };
}
