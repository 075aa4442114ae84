import { channelNumber } from "./kept/number.js";
import type { Quantity } from "./quantity.js";

export const light: Quantity<Float64Array, null> = {
  title: "Light",
  unit: "ADC16",
  definition:
    "Median amplitude of the valid channels of the TPC, its median over the channel's valid waveforms in events in which the TPC is lit.",
  addedLater: true,
  ...channelNumber,
};
