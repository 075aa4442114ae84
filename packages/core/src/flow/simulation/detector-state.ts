/** How the channels of a simulated detector differ from what they were at first, without a fault's name. */
import type { ChannelFaults } from "./faults.js";

/**
 * State of the detector in one file, besides its faults: for drift, random walks and epochs. Arrays
 * are by channel index; what is absent is as in a healthy detector.
 */
export interface DetectorState {
  /** Added to the baselines, ADC16. */
  shiftAdc16?: Float64Array | undefined;
  /** Multiplies the channels' own noise. */
  noiseFactor?: Float64Array | undefined;
  /** Multiplies the amplitudes of the light. */
  gainFactor?: Float64Array | undefined;
  /** Share of waveforms that a pulse takes to the upper rail, besides those that the light does. */
  clippedShare?: Float64Array | undefined;
  /** Standard deviation of every channel's baseline from event to event, ADC16, independent. */
  wanderAdc16?: number | undefined;
}

/** What the state and the faults do together, by channel index. Shares add up, to 1 at most. */
export function withState(
  faults: readonly ChannelFaults[],
  { shiftAdc16, noiseFactor, gainFactor, clippedShare }: DetectorState,
): ChannelFaults[] {
  return faults.map((fault, i) => ({
    ...fault,
    shiftAdc16: fault.shiftAdc16 + (shiftAdc16?.[i] ?? 0),
    noiseFactor: fault.noiseFactor * (noiseFactor?.[i] ?? 1),
    gainFactor: fault.gainFactor * (gainFactor?.[i] ?? 1),
    clippedShare: Math.min(1, fault.clippedShare + (clippedShare?.[i] ?? 0)),
  }));
}
