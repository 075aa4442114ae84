import { countAmongValid } from "./kept/number.js";
import type { Quantity } from "./quantity.js";

export const constantCount: Quantity<Uint32Array, null> = {
  title: "Constant waveforms",
  unit: "",
  definition:
    "Valid waveforms whose largest and smallest sample are less than 4 ADC16 counts, one count of the ADC, apart.",
  addedLater: true,
  ...countAmongValid,
};
