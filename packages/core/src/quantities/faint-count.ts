import { countAmongValid } from "./kept/number.js";
import type { Quantity } from "./quantity.js";

export const faintCount: Quantity<Uint32Array, null> = {
  title: "Faint waveforms in lit events",
  unit: "",
  definition:
    "Valid waveforms in events in which the TPC is lit, with a relative amplitude below 0.1.",
  addedLater: true,
  ...countAmongValid,
};
