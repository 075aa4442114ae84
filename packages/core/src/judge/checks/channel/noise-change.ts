import { countText } from "../../../words/phrases.js";
import { type Finding, limitRow } from "../../check.js";
import { adc16Text } from "../../in-units.js";
import { type ChannelCase, channelCheck } from "../../parts/channel-check.js";
import { notCompared } from "../../parts/findings.js";
import { levelStep, stepState } from "../../parts/level-step.js";
import { type NoiseDirection, noiseWords } from "../../parts/noise.js";
import { starts } from "../../parts/waveforms.js";
import { ratioText } from "../../words.js";

/** Is a channel noisier or quieter than in earlier files? */
export const noiseChange = {
  high: row("high"),
  low: row("low"),
};

function row(direction: NoiseDirection) {
  const { bad, action, maskedBy } = noiseWords[direction];
  return channelCheck({
    name: `noise-${direction}`,
    title: `Noise ${direction}`,
    comparesWithEarlier: true,
    guards: "noise",
    meaning: `The channel is ${bad} than in earlier files, by far more than the detector's noise scatters.`,
    action,
    callers: "LRS expert",
    maskedBy,
    exemplar: "dark",
    unit: "",
    limits: {
      minRatio: limitRow(
        1.3,
        "a significant change by more than this factor is bad, a smaller one is a warning",
      ),
      leastRatio: limitRow(1.05, "a change by less than this factor is never told"),
      maxChance: limitRow(1e-4, "a change is significant if its p-value is below this"),
    },
    requires: {
      waveforms: starts,
      minEvents: 5,
      limit: ({ minRatio }, n) => (n === 0 ? null : minRatio!),
    },
    find: (of) => findChange(of, direction),
  });
}

function findChange(
  { past, limits, channelIndex, n }: ChannelCase,
  direction: NoiseDirection,
): Finding {
  const compared = past?.levels.noise;
  const fileCount = compared?.fileCount[channelIndex] ?? 0;
  if (!compared || fileCount === 0 || Number.isNaN(compared.deviation[channelIndex]!))
    return notCompared(past, n);
  const step = levelStep(compared, channelIndex, {
    maxChance: limits.maxChance!,
    least: Math.log(limits.leastRatio!),
  });
  const isThisWay = direction === "high" ? step.deviation > 0 : step.deviation < 0;
  const far = Math.log(limits.minRatio!);
  const state = isThisWay ? stepState(step, far) : "ok";
  const value = Math.exp(step.deviation);
  const limit = direction === "high" ? limits.minRatio! : 1 / limits.minRatio!;
  const p = isThisWay || step.p === null ? step.p : 1;
  const reason = (): string =>
    `median noise ${adc16Text(Math.exp(compared.value[channelIndex]!))}, ${ratioText(value)} times that of ${countText(fileCount, "earlier file")}`;
  return { state, value, limit, n, p, reason };
}
