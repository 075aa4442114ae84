import { byTriggerClass } from "./kept/by-trigger-class.js";
import { type FlagQuantity, fractions } from "./kept/counts.js";

export const clipped: FlagQuantity = {
  title: "Clipped",
  unit: "",
  definition:
    "Waveforms with any sample at or above the upper rail, 32760 ADC16 counts unless the detector says otherwise.",
  words: {
    axis: "Clipped",
    question: "How often are waveforms clipped",
    are: "clipped",
  },
  ...byTriggerClass(fractions(({ max }, _, [, upper]) => max >= upper)),
};
