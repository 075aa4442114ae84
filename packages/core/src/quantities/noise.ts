import { noiseOf } from "../numerics/waveform-features.js";
import { type Distribution, distribution } from "./kept/distribution.js";
import type { EarlierMedians } from "./pools/medians.js";
import type { SampledQuantity } from "./quantity.js";

export const noise: SampledQuantity<Distribution, EarlierMedians> = {
  title: "Noise",
  unit: "ADC16",
  definition:
    "Population standard deviation of samples 0 to 49, over the valid waveforms of self triggers (of all events where none is a beam or self trigger).",
  words: {
    axis: "Noise, standard deviation",
    question: "How noisy are the channels",
    difference: "How does the noise differ",
  },
  ...distribution({
    kind: "sampled",
    value: noiseOf,
    waveforms: "baseline-class",
    binning: "unit",
  }),
};
