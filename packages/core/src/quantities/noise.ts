import { type Distribution, distribution } from "./kept/distribution.js";
import type { EarlierMedians } from "./pools/medians.js";
import type { Quantity } from "./quantity.js";

export const noise: Quantity<Distribution, EarlierMedians> = {
  title: "Noise",
  unit: "ADC16",
  definition:
    "Population standard deviation of samples 0 to 49, over the valid waveforms of self triggers.",
  question: "How noisy are the channels",
  ...distribution({
    value: (features) => features.noise,
    waveforms: "baseline-class",
    binning: "unit",
  }),
};
