import { countText } from "../../../words/phrases.js";
import { type Finding, limitRow } from "../../check.js";
import { type ChannelCase, channelCheck } from "../../parts/channel-check.js";
import { notCompared } from "../../parts/findings.js";
import { levelStep, stepState } from "../../parts/level-step.js";
import { litWaveforms } from "../../parts/lit-waveforms.js";
import { ratioText } from "../../words.js";

/** Does a channel see more or less of the light than in earlier files? */
export const gainChange = channelCheck({
  name: "gain-change",
  title: "Gain changed",
  comparesWithEarlier: true,
  guards: "gain",
  meaning:
    "At equal light, the channel's amplitudes are larger or smaller than in earlier files, compared with the other channels of its TPC in the same events.",
  action:
    "Check the channel's bias voltage and its amplifier; a whole EPCB or trap at once is a single fault of its supply or optics.",
  callers: "LRS expert",
  maskedBy: [1, 3],
  exemplar: "besideLight",
  unit: "",
  limits: {
    minRatio: limitRow(
      1.6,
      "a significant change by more than this factor is bad, a smaller one is a warning",
    ),
    leastRatio: limitRow(1.15, "a change by less than this factor is never told"),
    maxChance: limitRow(1e-4, "a change is significant if its p-value is below this"),
  },
  requires: { waveforms: litWaveforms, minEvents: 3, limit: ({ minRatio }) => minRatio! },
  find: findGain,
});

function findGain({ past, limits, channelIndex, n }: ChannelCase): Finding {
  const compared = past?.levels.gain;
  const fileCount = compared?.fileCount[channelIndex] ?? 0;
  if (!compared || fileCount === 0 || Number.isNaN(compared.deviation[channelIndex]!))
    return notCompared(past, n);
  const step = levelStep(compared, channelIndex, {
    maxChance: limits.maxChance!,
    least: Math.log(limits.leastRatio!),
    overThree: true,
  });
  const far = Math.log(limits.minRatio!);
  const value = Math.exp(step.deviation);
  const limit = [1 / limits.minRatio!, limits.minRatio!] as const;
  const reason = (): string =>
    `amplitudes ${ratioText(value)} times those of ${countText(fileCount, "earlier file")} at equal light, in ${countText(n, "lit event")}`;
  return { state: stepState(step, far), value, limit, n, p: step.p, reason };
}
