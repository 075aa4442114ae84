/** Which waveform of a channel shows best what a check found. */
import { type Flag, flags } from "../table.js";

/**
 * - `loudest`: the one with the largest amplitude;
 * - `besideLight`: that of the event in which the other channels of its EPCB have the largest sum of
 *   amplitudes;
 * - `dark`: of the dark ones that of the median amplitude, the lower of two;
 * - `constant`: a constant one;
 * - a flag: of those that have it the one with the largest amplitude.
 *
 * Of several that fit, the first in the file.
 */
export type ExemplarKind = "loudest" | "besideLight" | "dark" | "constant" | Flag;

export const exemplarKinds: readonly ExemplarKind[] = [
  ...(["loudest", "besideLight", "dark", "constant"] as const),
  ...flags,
];

/** Event index in the file by kind and channel; NaN where the channel has no such waveform. */
export type ExemplarEvents = Readonly<Record<ExemplarKind, Float64Array>>;
