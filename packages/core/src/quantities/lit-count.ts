import { countAmongValid } from "./kept/number.js";
import type { Quantity } from "./quantity.js";

export const litCount: Quantity<Uint32Array, null> = {
  title: "Waveforms in lit events",
  unit: "",
  definition:
    "Valid waveforms in events in which the TPC is lit, of which the relative amplitude is made.",
  addedLater: true,
  ...countAmongValid,
};
