/** What the checks of noise share. */
import {
  baselineWaveforms,
  type DarkWaveforms,
  darkWaveforms,
  type Waveforms,
} from "./waveforms.js";

export type NoiseDirection = "high" | "low";

/** The words for noisy and quiet channels, whatever they are compared with. */
export const noiseWords: Readonly<
  Record<NoiseDirection, { bad: string; action: string; maskedBy: readonly number[] }>
> = {
  high: {
    bad: "noisier",
    action:
      "Look at the noise spectra of the channel's EPCB for lines. Find out what was switched on or changed. A whole EPCB or ADC at once points to pick-up or grounding.",
    maskedBy: [2, 3],
  },
  low: {
    bad: "quieter",
    action:
      "A quiet channel may be unplugged or without bias. Compare its largest amplitude with that of its neighbours.",
    maskedBy: [1, 3],
  },
};

export const noiseWaveforms: Waveforms = baselineWaveforms(
  ({ noise }, channelIndex) => noise.p50[channelIndex]!,
);

export const darkNoises: DarkWaveforms = darkWaveforms("darkNoise", {
  of: "noise",
  waveforms: noiseWaveforms,
});
