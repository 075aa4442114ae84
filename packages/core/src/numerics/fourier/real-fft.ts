/** Fourier transform of real samples at exactly their number: nothing is padded or truncated. */
import { bluesteinFft } from "./bluestein.js";
import { type ComplexFft, mixedRadixFft, smallRadices } from "./mixed-radix.js";

/** A transform of one length, with its tables. Holds scratch: one transform at a time. */
export interface RealFft {
  /** N, samples in. */
  readonly size: number;
  /** ⌊N/2⌋+1, bins out. */
  readonly binCount: number;
  /**
   * X[k] = Σ w[n]·exp(−2πi·kn/N), unnormalised, for k = 0..⌊N/2⌋.
   * @param input N samples; left as they are
   * @param re real parts, at least `binCount` long; @param im imaginary parts, the same
   */
  transform(input: Float64Array, re: Float64Array, im: Float64Array): void;
}

/**
 * Plans a transform. Lengths of the factors 2, 3 and 5 (N = 1000 = 2³·5³) go by mixed radix,
 * others by Bluestein's convolution on fft.js; both are exact N-point spectra in double precision.
 * @param size N ≥ 1, a whole number
 */
export function realFft(size: number): RealFft {
  if (!Number.isInteger(size) || size < 1)
    throw new RangeError(`a transform needs a whole number of samples of at least 1, got ${size}`);
  return size % 2 === 0 ? evenRealFft(size) : oddRealFft(size);
}

function complexFft(size: number): ComplexFft {
  const radices = smallRadices(size);
  return radices ? mixedRadixFft(radices) : bluesteinFft(size);
}

/** Even and odd samples are the real and imaginary part of one transform of half the length. */
function evenRealFft(size: number): RealFft {
  const half = size / 2;
  const transformHalf = complexFft(half);
  const zRe = new Float64Array(half);
  const zIm = new Float64Array(half);
  const cos = new Float64Array(half);
  const sin = new Float64Array(half);
  for (let k = 0; k < half; k++) {
    cos[k] = Math.cos((2 * Math.PI * k) / size);
    sin[k] = Math.sin((2 * Math.PI * k) / size);
  }

  const transform: RealFft["transform"] = (input, re, im) => {
    for (let n = 0; n < half; n++) {
      zRe[n] = input[2 * n]!;
      zIm[n] = input[2 * n + 1]!;
    }
    transformHalf(zRe, zIm);
    re[0] = zRe[0]! + zIm[0]!;
    im[0] = 0;
    re[half] = zRe[0]! - zIm[0]!;
    im[half] = 0;
    for (let k = 1; k < half; k++) {
      const mirror = half - k;
      const evenRe = (zRe[k]! + zRe[mirror]!) / 2;
      const evenIm = (zIm[k]! - zIm[mirror]!) / 2;
      const oddRe = (zIm[k]! + zIm[mirror]!) / 2;
      const oddIm = (zRe[mirror]! - zRe[k]!) / 2;
      re[k] = evenRe + oddRe * cos[k]! + oddIm * sin[k]!;
      im[k] = evenIm + oddIm * cos[k]! - oddRe * sin[k]!;
    }
  };
  return { size, binCount: half + 1, transform };
}

function oddRealFft(size: number): RealFft {
  const binCount = (size + 1) / 2;
  const transformAll = complexFft(size);
  const zRe = new Float64Array(size);
  const zIm = new Float64Array(size);
  const transform: RealFft["transform"] = (input, re, im) => {
    for (let n = 0; n < size; n++) zRe[n] = input[n]!;
    zIm.fill(0);
    transformAll(zRe, zIm);
    for (let k = 0; k < binCount; k++) {
      re[k] = zRe[k]!;
      im[k] = zIm[k]!;
    }
    im[0] = 0;
  };
  return { size, binCount, transform };
}
