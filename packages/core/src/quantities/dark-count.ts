import { countAmongValid } from "./kept/number.js";
import type { Quantity } from "./quantity.js";

export const darkCount: Quantity<Uint32Array, null> = {
  title: "Quiet starts",
  unit: "",
  definition:
    "Valid waveforms of all triggers that start quietly, of which dark baseline and dark noise are made. At least half of the valid ones: 0 says that none is valid, or that the file was analysed before they were counted.",
  addedLater: true,
  ...countAmongValid,
};
