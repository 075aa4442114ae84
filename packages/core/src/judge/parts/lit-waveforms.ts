/** Waveforms in events in which the TPC is lit. */
import { hasDarkStarts } from "../../history/levels/rows/baseline.js";
import { noWaveform } from "../words.js";
import { amongValid, type Waveforms } from "./waveforms.js";

/** Waveforms that relative amplitudes are of, whether or not the channel itself shows a pulse. */
export const litWaveforms: Waveforms = {
  one: "waveform in lit events",
  many: "waveforms in lit events",
  inLimit: "waveforms in events in which the TPC is lit",
  triggerClass: () => "all",
  count: (summary, channelIndex) => amongValid(summary, summary.litCount, channelIndex),
  whyNone: (summary, channelIndex) => {
    if ((summary.validCount.all?.[channelIndex] ?? 0) === 0) return noWaveform(summary, "all");
    return hasDarkStarts(summary)
      ? "no event in which its TPC is lit"
      : "amplitudes were not compared with those of the TPC when the file was analysed";
  },
};
