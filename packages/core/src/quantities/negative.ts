import { byTriggerClass } from "./kept/by-trigger-class.js";
import { type FlagQuantity, fractions } from "./kept/counts.js";

export const negative: FlagQuantity = {
  title: "Negative",
  unit: "",
  definition: "Waveforms with any sample below the baseline by more than the ADC's threshold.",
  words: {
    axis: "Negative",
    question: "How often do waveforms swing negative",
    are: "negative",
  },
  ...byTriggerClass(
    fractions(({ minAmplitude }, thresholdAdc16) => minAmplitude < -thresholdAdc16),
  ),
};
