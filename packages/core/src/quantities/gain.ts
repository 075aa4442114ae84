import { type Distribution, distribution } from "./kept/distribution.js";
import type { EarlierMedians } from "./pools/medians.js";
import type { Quantity } from "./quantity.js";

export const gain: Quantity<Distribution, EarlierMedians> = {
  title: "Relative amplitude",
  unit: "",
  definition:
    "Largest excursion above the baseline, in units of its median over the valid channels of the TPC in that event, over the events in which the TPC is lit: that median is over the ADC's threshold. Whether the channel itself is over threshold does not matter.",
  addedLater: true,
  ...distribution({ kind: "relative", binning: "ratio" }),
};
