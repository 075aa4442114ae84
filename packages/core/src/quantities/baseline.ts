import { type Distribution, distribution } from "./kept/distribution.js";
import type { EarlierMedians } from "./pools/medians.js";
import type { Quantity } from "./quantity.js";

export const baseline: Quantity<Distribution, EarlierMedians> = {
  title: "Baseline",
  unit: "ADC16",
  definition: "Mean of samples 0 to 49, over the valid waveforms of self triggers.",
  question: "Where do the baselines lie",
  ...distribution({
    value: (features) => features.baseline,
    waveforms: "baseline-class",
    binning: "unit",
  }),
};
