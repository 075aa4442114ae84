import { type DarkLines, darkLines } from "./kept/lines.js";
import type { Quantity } from "./quantity.js";

export const lines: Quantity<DarkLines, null> = {
  title: "Dark lines",
  unit: "",
  definition:
    "How far lines stand out from the channel's own smooth spectrum without light: ln of the median power of its dark waveforms over the running median of that along frequency. A waveform of the events selected for spectra is dark if its extremes lie about as far above as below its mean (within a factor of 2) and its amplitude is at most the ADC's threshold or 8 times the standard deviation of samples 0 to 49. Kept at each watched frequency, and for the 16 strongest peaks at any frequency, with how far they stand out from the channels of other ADCs.",
  addedLater: true,
  columnName: "dark_line",
  trendName: "dark-line",
  ...darkLines,
};
