/** What the checks of noise share. */
import { baselineWaveforms, type Waveforms } from "./waveforms.js";

export type NoiseDirection = "high" | "low";

/** What is said of noisy and of quiet channels, whatever they are compared with. */
export const noiseWords: Readonly<
  Record<NoiseDirection, { bad: string; action: string; maskedBy: readonly number[] }>
> = {
  high: {
    bad: "The channel is noisier",
    action:
      "Look at the noise spectra of the channel's EPCB for lines. Ask what was switched on or changed since; tell the LRS expert. A whole EPCB or ADC at once is pick-up or grounding.",
    maskedBy: [2, 3],
  },
  low: {
    bad: "The channel is quieter",
    action:
      "A quiet channel may be unplugged or without bias: compare its largest amplitude with its neighbours' and tell the LRS expert if it is new.",
    maskedBy: [1, 3],
  },
};

/** Below half a count a channel is constant, and no measure for others. */
export const leastNoiseAdc16 = 0.5;

export const noiseWaveforms: Waveforms = baselineWaveforms(
  ({ noise }, channelIndex) => noise.p50[channelIndex]!,
);
