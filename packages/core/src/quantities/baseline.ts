import { baselineOf } from "../numerics/waveform-features.js";
import { type Distribution, distribution } from "./kept/distribution.js";
import type { EarlierMedians } from "./pools/medians.js";
import type { SampledQuantity } from "./quantity.js";

export const baseline: SampledQuantity<Distribution, EarlierMedians> = {
  title: "Baseline",
  unit: "ADC16",
  definition:
    "Mean of samples 0 to 49, over the valid waveforms of self triggers (of all events where none is a beam or self trigger).",
  words: {
    axis: "Baseline",
    question: "Where do the baselines lie",
    difference: "How do the baselines differ",
  },
  ...distribution({
    kind: "sampled",
    value: baselineOf,
    waveforms: "baseline-class",
    binning: "unit",
  }),
};
