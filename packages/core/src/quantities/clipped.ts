import { upperRailAdc16 } from "../units.js";
import { byTriggerClass } from "./kept/by-trigger-class.js";
import { type FlagQuantity, fractions } from "./kept/counts.js";

export const clipped: FlagQuantity = {
  title: "Clipped",
  unit: "",
  definition: "Waveforms with any sample at or above 32760 ADC16 counts, the upper rail.",
  words: {
    axis: "Clipped",
    question: "How often are waveforms clipped",
    are: "clipped",
  },
  ...byTriggerClass(fractions(({ max }) => max >= upperRailAdc16)),
};
