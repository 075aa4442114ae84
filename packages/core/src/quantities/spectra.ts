import { type Spectra, spectrumQuantiles } from "./kept/spectra.js";
import type { EarlierLines } from "./pools/lines.js";
import type { Quantity } from "./quantity.js";

export const spectra: Quantity<Spectra, EarlierLines> = {
  title: "Spectrum",
  unit: "V²",
  definition:
    "Power by frequency, 2·|rfft(w in V)[k] / (⌊N/2⌋+1)|², over the valid waveforms of the events selected for spectra. A reference holds how far each watched line stands out from its channel's spectrum.",
  columnName: "line_power",
  trendName: "line",
  ...spectrumQuantiles,
};
