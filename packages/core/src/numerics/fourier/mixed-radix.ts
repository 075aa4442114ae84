/**
 * Complex Fourier transform of lengths 2^a·3^b·5^c: Stockham's self-sorting form, decimation in
 * frequency, radices 4, 2, 3 and 5. Reference: C. Van Loan, Computational Frameworks for the Fast
 * Fourier Transform (SIAM 1992), sections 1.7 and 2.
 */

import { type FftStage, radixStep } from "./butterflies.js";

/**
 * Transforms in place: X[k] = Σ x[n]·exp(−2πi·kn/N), unnormalised. Holds its own scratch, so one
 * transform at a time.
 */
export type ComplexFft = (re: Float64Array, im: Float64Array) => void;

/** The radices of a length, or null where it has another prime factor than 2, 3 and 5. */
export function smallRadices(size: number): number[] | null {
  const radices: number[] = [];
  let rest = size;
  for (const radix of [4, 2, 3, 5]) {
    while (rest % radix === 0 && rest > 0) {
      radices.push(radix);
      rest /= radix;
    }
  }
  return rest === 1 ? radices : null;
}

/** A transform of the length that is the product of the radices (each 2, 3, 4 or 5). */
export function mixedRadixFft(radices: readonly number[]): ComplexFft {
  const size = radices.reduce((product, radix) => product * radix, 1);
  const stages = planStages(size, radices);
  const scratchRe = new Float64Array(size);
  const scratchIm = new Float64Array(size);

  return (re, im) => {
    let fromRe: Float64Array = re;
    let fromIm: Float64Array = im;
    let toRe: Float64Array = scratchRe;
    let toIm: Float64Array = scratchIm;
    for (const stage of stages) {
      radixStep(stage, fromRe, fromIm, toRe, toIm);
      [fromRe, toRe] = [toRe, fromRe];
      [fromIm, toIm] = [toIm, fromIm];
    }
    if (fromRe !== re) {
      re.set(fromRe);
      im.set(fromIm);
    }
  };
}

function planStages(size: number, radices: readonly number[]): FftStage[] {
  let length = size;
  let stride = 1;
  return radices.map((radix) => {
    const butterflies = length / radix;
    const twiddleRe = new Float64Array(butterflies * (radix - 1));
    const twiddleIm = new Float64Array(butterflies * (radix - 1));
    for (let p = 0; p < butterflies; p++) {
      for (let k = 1; k < radix; k++) {
        const angle = (-2 * Math.PI * ((p * k) % length)) / length;
        twiddleRe[p * (radix - 1) + k - 1] = Math.cos(angle);
        twiddleIm[p * (radix - 1) + k - 1] = Math.sin(angle);
      }
    }
    const stage = { radix, stride, butterflies, twiddleRe, twiddleIm };
    length = butterflies;
    stride *= radix;
    return stage;
  });
}
