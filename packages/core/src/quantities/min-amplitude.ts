import { extreme } from "./kept/number.js";
import type { Quantity } from "./quantity.js";

export const minAmplitude: Quantity<Float64Array, null> = {
  title: "Smallest amplitude",
  unit: "ADC16",
  definition: "Largest excursion of any valid waveform below its baseline, as a negative number.",
  ...extreme("smallest", ({ minAmplitude }) => minAmplitude),
};
