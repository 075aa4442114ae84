/**
 * The record that the time-domain kernel writes of a waveform: byte offsets of its fields, and its
 * length. The kernels are compiled with these very constants, so here stand plain numbers alone.
 */

/** i32: sum of the baseline samples, in counts. */
export const baselineSum = 0;
/** i32: sum of all samples, in counts. */
export const sum = 4;
/** i32: largest sample, in counts. */
export const max = 8;
/** i32: smallest sample, in counts. */
export const min = 12;
/** i32: largest |w[i+1] − w[i]|, in counts, exact beyond 16 bits. */
export const jump = 16;
/** f64: n·Σw² − (Σw)² over the n baseline samples: n² times the population variance. */
export const scaledVariance = 24;
/** Bytes of a record. */
export const recordBytes = 32;
