/** Tables that the kernels read: transform plan, twiddles, factors, compression, quantiles. */

import { smallRadices } from "../../numerics/fourier/mixed-radix.js";
import { type SpectrumScale, spectrumFactors } from "../../numerics/fourier/power-spectrum.js";

/** Where the tables of the spectra lie in memory, in bytes. */
export interface SpectrumTables {
  plan: number;
  unpacking: number;
  factors: number;
}

/** A quantile that the kernel makes of the rows of powers. */
export interface WantedQuantile {
  probability: number;
  /** Values that it is of, at least 1. */
  count: number;
  /** Columns from here on, up to the next multiple of eight, hold no values but padding. */
  padFrom: number;
}

/** Bytes of a wanted quantile in memory; see the kernel. */
export const wantedQuantileBytes = 40;

/** True where the SIMD kernel has an exact transform of this length: even, half of 2, 3, 5 only. */
export function hasSimdTransform(sampleCount: number): boolean {
  return sampleCount >= 2 && sampleCount % 2 === 0 && smallRadices(sampleCount / 2) !== null;
}

/** Where tables for N-point spectra lie from `at` on, and the address after them. */
export function spectrumTablesAt(
  at: number,
  sampleCount: number,
): { tables: SpectrumTables; end: number } {
  const binCount = Math.floor(sampleCount / 2) + 1;
  // The stages' twiddles take less than 8 bytes for each of N/2 · (1 + 1/2 + 1/4 + …) outputs.
  const unpacking = at + planBytes + 8 * sampleCount;
  const factors = unpacking + 8 * binCount;
  return { tables: { plan: at, unpacking, factors }, end: factors + 4 * binCount };
}
const planBytes = 256;

/** Writes plan, twiddles, unpacking and factors for N-point spectra, N even. */
export function writeSpectrumTables(
  buffer: SharedArrayBuffer,
  { plan, unpacking, factors }: SpectrumTables,
  scale: SpectrumScale,
  sampleCount: number,
  sampleNs: number,
): void {
  const view = new DataView(buffer);
  const half = sampleCount / 2;
  const radices = smallRadices(half) ?? [];
  view.setInt32(plan, half, true);
  view.setInt32(plan + 4, radices.length, true);
  let twiddles = plan + planBytes;
  let length = half;
  let stride = 1;
  radices.forEach((radix, i) => {
    const stage = plan + 8 + 12 * i;
    view.setInt32(stage, radix, true);
    view.setInt32(stage + 4, stride, true);
    view.setUint32(stage + 8, twiddles, true);
    const butterflies = length / radix;
    for (let p = 0; p < butterflies; p++)
      for (let k = 1; k < radix; k++, twiddles += 8) writeTurn(view, twiddles, (-p * k) / length);
    length = butterflies;
    stride *= radix;
  });
  for (let k = 0; k <= half; k++) writeTurn(view, unpacking + 8 * k, k / sampleCount);
  // The kernel squares 2X.
  spectrumFactors(scale, sampleCount, sampleNs).forEach((factor, bin) => {
    view.setFloat32(factors + 4 * bin, factor / 4, true);
  });
}

/** cos and sin of a fraction of a full turn. */
function writeTurn(view: DataView, at: number, turns: number): void {
  view.setFloat32(at, Math.cos(2 * Math.PI * turns), true);
  view.setFloat32(at + 4, Math.sin(2 * Math.PI * turns), true);
}

/** Bytes of the table that `writeCompression` writes. */
export const compressionBytes = 256;

/** By mask of four lanes, the byte shuffle that moves those lanes to the front in order. */
export function writeCompression(buffer: SharedArrayBuffer, at: number): void {
  const table = new Uint8Array(buffer, at, compressionBytes).fill(0x80);
  for (let mask = 0; mask < 16; mask++) {
    let to = mask * 16;
    for (let lane = 0; lane < 4; lane++) {
      if ((mask & (1 << lane)) === 0) continue;
      for (let byte = 0; byte < 4; byte++) table[to++] = lane * 4 + byte;
    }
  }
}

/**
 * Writes which order statistics make the quantiles (linear interpolation), and how
 * wide the window around the neighbouring bin's quantile is at first: powers of noise are
 * exponentially distributed, so the difference of two bins' quantiles has a relative deviation of
 * √(2p/((1−p)·n)) / −ln(1−p); twice that holds 19 of 20.
 */
export function writeWantedQuantiles(
  view: DataView,
  at: number,
  wanted: readonly WantedQuantile[],
): void {
  wanted.forEach(({ probability: p, count, padFrom }, i) => {
    const last = count - 1;
    const record = at + wantedQuantileBytes * i;
    const rank = Math.floor(p * last);
    const deviation = Math.sqrt((2 * p) / ((1 - p) * count)) / -Math.log1p(-p);
    view.setInt32(record, rank, true);
    view.setInt32(record + 4, Math.min(rank + 1, last), true);
    view.setFloat64(record + 8, p * last - rank, true);
    view.setFloat32(record + 16, Math.min(Math.max(2 * deviation, 0.03), 0.9), true);
    view.setInt32(record + 32, padFrom, true);
    view.setInt32(record + 36, 8 * Math.ceil(padFrom / 8), true);
  });
}
