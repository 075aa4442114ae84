import type { ByTriggerClass } from "./indexed-by/trigger-class.js";
import { byTriggerClass } from "./kept/by-trigger-class.js";
import { type Distribution, distribution } from "./kept/distribution.js";
import type { EarlierMedians } from "./pools/medians.js";
import type { SampledQuantity } from "./quantity.js";

export const amplitude: SampledQuantity<
  ByTriggerClass<Distribution>,
  ByTriggerClass<EarlierMedians>
> = {
  title: "Amplitude",
  unit: "ADC16",
  definition: "Largest excursion above the baseline, over the valid waveforms over threshold.",
  addedLater: true,
  words: {
    axis: "Amplitude over threshold",
    question: "How large are the pulses",
    difference: "How do the amplitudes differ",
  },
  ...byTriggerClass(
    distribution({
      kind: "sampled",
      value: ({ maxAmplitude }) => maxAmplitude,
      waveforms: "over-threshold",
      binning: "log2",
    }),
  ),
};
