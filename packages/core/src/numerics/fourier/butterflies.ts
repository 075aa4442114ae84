/**
 * One stage of Stockham's transform: from x[q + stride·(p + butterflies·j)] to
 * y[q + stride·(radix·p + k)], k, j = 0..radix−1, as a transform of `radix` points times the
 * twiddle factor exp(−2πi·pk/(radix·butterflies)).
 */

export interface FftStage {
  radix: number;
  /** Sub-transforms that lie interleaved: the innermost, contiguous index q. */
  stride: number;
  /** Butterflies of one sub-transform: the index p. */
  butterflies: number;
  /** exp(−2πi·pk/length) at `p * (radix − 1) + k − 1`, k = 1..radix−1. */
  twiddleRe: Float64Array;
  twiddleIm: Float64Array;
}

/** Applies a stage of radix 2, 3, 4 or 5 from (xr, xi) to (yr, yi). */
export function radixStep(
  stage: FftStage,
  xr: Float64Array,
  xi: Float64Array,
  yr: Float64Array,
  yi: Float64Array,
): void {
  if (stage.radix === 5) radix5(stage, xr, xi, yr, yi);
  else if (stage.radix === 4) radix4(stage, xr, xi, yr, yi);
  else if (stage.radix === 3) radix3(stage, xr, xi, yr, yi);
  else radix2(stage, xr, xi, yr, yi);
}

type Step = typeof radixStep;

const radix2: Step = ({ stride, butterflies, twiddleRe, twiddleIm }, xr, xi, yr, yi) => {
  const step = stride * butterflies;
  for (let p = 0; p < butterflies; p++) {
    const wr = twiddleRe[p]!;
    const wi = twiddleIm[p]!;
    let i = stride * p;
    let o = stride * 2 * p;
    for (let q = 0; q < stride; q++, i++, o++) {
      const dr = xr[i]! - xr[i + step]!;
      const di = xi[i]! - xi[i + step]!;
      yr[o] = xr[i]! + xr[i + step]!;
      yi[o] = xi[i]! + xi[i + step]!;
      yr[o + stride] = dr * wr - di * wi;
      yi[o + stride] = dr * wi + di * wr;
    }
  }
};

const sin60: number = Math.sqrt(3) / 2;

const radix3: Step = ({ stride, butterflies, twiddleRe, twiddleIm }, xr, xi, yr, yi) => {
  const step = stride * butterflies;
  for (let p = 0; p < butterflies; p++) {
    const w1r = twiddleRe[2 * p]!;
    const w1i = twiddleIm[2 * p]!;
    const w2r = twiddleRe[2 * p + 1]!;
    const w2i = twiddleIm[2 * p + 1]!;
    let i = stride * p;
    let o = stride * 3 * p;
    for (let q = 0; q < stride; q++, i++, o++) {
      const sr = xr[i + step]! + xr[i + 2 * step]!;
      const si = xi[i + step]! + xi[i + 2 * step]!;
      const cr = xr[i]! - sr / 2;
      const ci = xi[i]! - si / 2;
      const dr = sin60 * (xi[i + step]! - xi[i + 2 * step]!);
      const di = sin60 * (xr[i + 2 * step]! - xr[i + step]!);
      const b1r = cr + dr;
      const b1i = ci + di;
      const b2r = cr - dr;
      const b2i = ci - di;
      yr[o] = xr[i]! + sr;
      yi[o] = xi[i]! + si;
      yr[o + stride] = b1r * w1r - b1i * w1i;
      yi[o + stride] = b1r * w1i + b1i * w1r;
      yr[o + 2 * stride] = b2r * w2r - b2i * w2i;
      yi[o + 2 * stride] = b2r * w2i + b2i * w2r;
    }
  }
};

const radix4: Step = ({ stride, butterflies, twiddleRe, twiddleIm }, xr, xi, yr, yi) => {
  const step = stride * butterflies;
  for (let p = 0; p < butterflies; p++) {
    const w1r = twiddleRe[3 * p]!;
    const w1i = twiddleIm[3 * p]!;
    const w2r = twiddleRe[3 * p + 1]!;
    const w2i = twiddleIm[3 * p + 1]!;
    const w3r = twiddleRe[3 * p + 2]!;
    const w3i = twiddleIm[3 * p + 2]!;
    let i = stride * p;
    let o = stride * 4 * p;
    for (let q = 0; q < stride; q++, i++, o++) {
      const ar = xr[i]! + xr[i + 2 * step]!;
      const ai = xi[i]! + xi[i + 2 * step]!;
      const br = xr[i]! - xr[i + 2 * step]!;
      const bi = xi[i]! - xi[i + 2 * step]!;
      const cr = xr[i + step]! + xr[i + 3 * step]!;
      const ci = xi[i + step]! + xi[i + 3 * step]!;
      // −i·(x1 − x3)
      const dr = xi[i + step]! - xi[i + 3 * step]!;
      const di = xr[i + 3 * step]! - xr[i + step]!;
      yr[o] = ar + cr;
      yi[o] = ai + ci;
      yr[o + stride] = (br + dr) * w1r - (bi + di) * w1i;
      yi[o + stride] = (br + dr) * w1i + (bi + di) * w1r;
      yr[o + 2 * stride] = (ar - cr) * w2r - (ai - ci) * w2i;
      yi[o + 2 * stride] = (ar - cr) * w2i + (ai - ci) * w2r;
      yr[o + 3 * stride] = (br - dr) * w3r - (bi - di) * w3i;
      yi[o + 3 * stride] = (br - dr) * w3i + (bi - di) * w3r;
    }
  }
};

const cos72: number = Math.cos((2 * Math.PI) / 5);
const sin72: number = Math.sin((2 * Math.PI) / 5);
const cos144: number = Math.cos((4 * Math.PI) / 5);
const sin144: number = Math.sin((4 * Math.PI) / 5);

const radix5: Step = ({ stride, butterflies, twiddleRe, twiddleIm }, xr, xi, yr, yi) => {
  const step = stride * butterflies;
  for (let p = 0; p < butterflies; p++) {
    const w1r = twiddleRe[4 * p]!;
    const w1i = twiddleIm[4 * p]!;
    const w2r = twiddleRe[4 * p + 1]!;
    const w2i = twiddleIm[4 * p + 1]!;
    const w3r = twiddleRe[4 * p + 2]!;
    const w3i = twiddleIm[4 * p + 2]!;
    const w4r = twiddleRe[4 * p + 3]!;
    const w4i = twiddleIm[4 * p + 3]!;
    let i = stride * p;
    let o = stride * 5 * p;
    for (let q = 0; q < stride; q++, i++, o++) {
      const x0r = xr[i]!;
      const x0i = xi[i]!;
      const s1r = xr[i + step]! + xr[i + 4 * step]!;
      const s1i = xi[i + step]! + xi[i + 4 * step]!;
      const d1r = xr[i + step]! - xr[i + 4 * step]!;
      const d1i = xi[i + step]! - xi[i + 4 * step]!;
      const s2r = xr[i + 2 * step]! + xr[i + 3 * step]!;
      const s2i = xi[i + 2 * step]! + xi[i + 3 * step]!;
      const d2r = xr[i + 2 * step]! - xr[i + 3 * step]!;
      const d2i = xi[i + 2 * step]! - xi[i + 3 * step]!;
      const ar = x0r + cos72 * s1r + cos144 * s2r;
      const ai = x0i + cos72 * s1i + cos144 * s2i;
      const br = x0r + cos144 * s1r + cos72 * s2r;
      const bi = x0i + cos144 * s1i + cos72 * s2i;
      // −i·(sin·d), for the pairs (1, 4) and (2, 3)
      const er = sin72 * d1i + sin144 * d2i;
      const ei = -sin72 * d1r - sin144 * d2r;
      const fr = sin144 * d1i - sin72 * d2i;
      const fi = -sin144 * d1r + sin72 * d2r;
      yr[o] = x0r + s1r + s2r;
      yi[o] = x0i + s1i + s2i;
      yr[o + stride] = (ar + er) * w1r - (ai + ei) * w1i;
      yi[o + stride] = (ar + er) * w1i + (ai + ei) * w1r;
      yr[o + 2 * stride] = (br + fr) * w2r - (bi + fi) * w2i;
      yi[o + 2 * stride] = (br + fr) * w2i + (bi + fi) * w2r;
      yr[o + 3 * stride] = (br - fr) * w3r - (bi - fi) * w3i;
      yi[o + 3 * stride] = (br - fr) * w3i + (bi - fi) * w3r;
      yr[o + 4 * stride] = (ar - er) * w4r - (ai - ei) * w4i;
      yi[o + 4 * stride] = (ar - er) * w4i + (ai - ei) * w4r;
    }
  }
};
