import { baselineOf } from "../numerics/waveform-features.js";
import { type Distribution, distribution } from "./kept/distribution.js";
import type { EarlierMedians } from "./pools/medians.js";
import type { SampledQuantity } from "./quantity.js";

export const darkBaseline: SampledQuantity<Distribution, EarlierMedians> = {
  title: "Dark baseline",
  unit: "ADC16",
  definition:
    "Mean of samples 0 to 49, over the valid waveforms of all triggers that start quietly: those whose standard deviation of samples 0 to 49 is at most 3 times the channel's median.",
  addedLater: true,
  words: {
    axis: "Dark baseline",
    question: "Where do the baselines lie without light",
    difference: "How do the dark baselines differ",
  },
  ...distribution({
    kind: "sampled",
    value: baselineOf,
    waveforms: "quiet-start",
    binning: "unit",
  }),
};
