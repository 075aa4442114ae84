/**
 * Complex Fourier transform of any length as a convolution with a chirp, by transforms of a power
 * of two. L. I. Bluestein, A linear filtering approach to the computation of discrete Fourier
 * transform, IEEE Trans. Audio Electroacoustics 18 (1970) 451.
 */
import FFT from "fft.js";
import type { ComplexFft } from "./mixed-radix.js";

/** An exact-length transform for lengths that have prime factors above 5. */
export function bluesteinFft(size: number): ComplexFft {
  let padded = 2;
  while (padded < 2 * size - 1) padded *= 2;
  const powerOfTwo = new FFT(padded);

  // exp(−πi·n²/size), with n² reduced first: the angle stays accurate for large n.
  const chirpRe = new Float64Array(size);
  const chirpIm = new Float64Array(size);
  for (let n = 0; n < size; n++) {
    const angle = (-Math.PI * ((n * n) % (2 * size))) / size;
    chirpRe[n] = Math.cos(angle);
    chirpIm[n] = Math.sin(angle);
  }

  const filter = new Float64Array(2 * padded);
  for (let n = 0; n < size; n++) {
    for (const place of n === 0 ? [0] : [n, padded - n]) {
      filter[2 * place] = chirpRe[n]!;
      filter[2 * place + 1] = -chirpIm[n]!;
    }
  }
  const filterSpectrum = new Float64Array(2 * padded);
  powerOfTwo.transform(filterSpectrum, filter);

  const a = new Float64Array(2 * padded);
  const b = new Float64Array(2 * padded);
  return (re, im) => {
    a.fill(0);
    for (let n = 0; n < size; n++) {
      a[2 * n] = re[n]! * chirpRe[n]! - im[n]! * chirpIm[n]!;
      a[2 * n + 1] = re[n]! * chirpIm[n]! + im[n]! * chirpRe[n]!;
    }
    powerOfTwo.transform(b, a);
    for (let k = 0; k < 2 * padded; k += 2) {
      const br = b[k]!;
      const bi = b[k + 1]!;
      b[k] = br * filterSpectrum[k]! - bi * filterSpectrum[k + 1]!;
      b[k + 1] = br * filterSpectrum[k + 1]! + bi * filterSpectrum[k]!;
    }
    powerOfTwo.inverseTransform(a, b);
    for (let k = 0; k < size; k++) {
      const ar = a[2 * k]!;
      const ai = a[2 * k + 1]!;
      re[k] = ar * chirpRe[k]! - ai * chirpIm[k]!;
      im[k] = ar * chirpIm[k]! + ai * chirpRe[k]!;
    }
  };
}
