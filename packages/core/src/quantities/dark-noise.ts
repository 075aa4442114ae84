import { noiseOf } from "../numerics/waveform-features.js";
import { type Distribution, distribution } from "./kept/distribution.js";
import type { EarlierMedians } from "./pools/medians.js";
import type { SampledQuantity } from "./quantity.js";

export const darkNoise: SampledQuantity<Distribution, EarlierMedians> = {
  title: "Dark noise",
  unit: "ADC16",
  definition:
    "Population standard deviation of samples 0 to 49, over the valid waveforms of all triggers that start quietly: those where it is at most 3 times the channel's median.",
  addedLater: true,
  words: {
    axis: "Dark noise, standard deviation",
    question: "How noisy are the channels without light",
    difference: "How does the dark noise differ",
  },
  ...distribution({
    kind: "sampled",
    value: noiseOf,
    waveforms: "quiet-start",
    binning: "unit",
  }),
};
