import { extreme } from "./kept/number.js";
import type { Quantity } from "./quantity.js";

export const maxAmplitude: Quantity<Float64Array, null> = {
  title: "Largest amplitude",
  unit: "ADC16",
  definition: "Largest excursion of any valid waveform above its baseline.",
  ...extreme("largest", ({ maxAmplitude }) => maxAmplitude),
};
