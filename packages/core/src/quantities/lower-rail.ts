import { byTriggerClass } from "./kept/by-trigger-class.js";
import { type FlagQuantity, fractions } from "./kept/counts.js";

export const lowerRail: FlagQuantity = {
  title: "Lower rail",
  unit: "",
  definition: "Waveforms with any sample at or below −32764 ADC16 counts, the lower rail.",
  words: {
    axis: "At lower rail",
    question: "How often do waveforms reach the lower rail",
    are: "at the lower rail",
  },
  ...byTriggerClass(fractions(({ min }, _, [lower]) => min <= lower)),
};
