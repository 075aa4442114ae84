/**
 * Exact N-point power spectra of four waveforms at once, one per lane, so that butterflies need no
 * shuffles. An even number of real samples goes through a complex transform of half the length
 * (Stockham's self-sorting form, radices 2, 3, 4 and 5), unpacked as complex numbers before they
 * are squared. An element is 32 bytes: four real parts, four imaginary parts.
 *
 * Plan, in memory: i32 half, i32 number of stages, then 12 bytes per stage: i32 radix, i32 stride,
 * u32 address of its twiddles (f32 re, im by butterfly and output 1…radix−1).
 */

/**
 * Four waveforms → |2X|², in squared counts, written to column `column` (four f32) of the rows of bins
 * firstBin … endBin−1; row 0 is firstBin.
 * @param addresses four u32 addresses of int16 waveforms
 * @param unpacking f32 cos, sin of 2πk/N by k = 0…half
 * @param work 2 × half × 32 bytes
 */
export function powerOfFour(
  addresses: usize,
  plan: usize,
  unpacking: usize,
  work: usize,
  column: usize,
  rowBytes: usize,
  firstBin: i32,
  endBin: i32,
): void {
  const half = load<i32>(plan);
  const stages = load<i32>(plan, 4);
  let from = work;
  let to = work + ((<usize>half) << 5);
  let length = half;
  let stage = plan + 8;
  let firstSamples: v128;
  let i: i32 = 0;
  if (stages > 0 && load<i32>(stage) === 2) {
    firstSamples = loadFourByTwo(addresses, half, from, load<u32>(stage, 8));
    length = half >> 1;
    stage += 12;
    i = 1;
  } else firstSamples = loadFour(addresses, half, from);
  for (; i < stages; i++) {
    const radix = load<i32>(stage);
    const stride = load<i32>(stage, 4);
    const twiddles: usize = load<u32>(stage, 8);
    const butterflies = length / radix;
    if (radix === 5) radix5(from, to, butterflies, stride, twiddles);
    else if (radix === 4) radix4(from, to, butterflies, stride, twiddles);
    else if (radix === 3) radix3(from, to, butterflies, stride, twiddles);
    else radix2(from, to, butterflies, stride, twiddles);
    const swap = from;
    from = to;
    to = swap;
    length = butterflies;
    stage += 12;
  }
  unpack(from, half, firstSamples, unpacking, column, rowBytes, firstBin, endBin);
}

/**
 * Samples of four waveforms as complex numbers (even, odd), each less the waveform's first sample,
 * which is taken off as an integer: no rounding of a baseline of −28000 leaks into small bins.
 * @returns the four first samples, as f32
 */
function loadFour(addresses: usize, half: i32, into: usize): v128 {
  const a: usize = load<u32>(addresses);
  const b: usize = load<u32>(addresses, 4);
  const c: usize = load<u32>(addresses, 8);
  const d: usize = load<u32>(addresses, 12);
  const first = i32x4(<i32>load<i16>(a), <i32>load<i16>(b), <i32>load<i16>(c), <i32>load<i16>(d));
  const wholeBytes: usize = (<usize>half >> 2) << 4;
  let at = into;
  for (let i: usize = 0; i < wholeBytes; i += 16) {
    const wa = v128.load(a + i);
    const wb = v128.load(b + i);
    const wc = v128.load(c + i);
    const wd = v128.load(d + i);
    const ab0 = i16x8.shuffle(wa, wb, 0, 8, 1, 9, 2, 10, 3, 11);
    const ab4 = i16x8.shuffle(wa, wb, 4, 12, 5, 13, 6, 14, 7, 15);
    const cd0 = i16x8.shuffle(wc, wd, 0, 8, 1, 9, 2, 10, 3, 11);
    const cd4 = i16x8.shuffle(wc, wd, 4, 12, 5, 13, 6, 14, 7, 15);
    storePair(i32x4.shuffle(ab0, cd0, 0, 4, 1, 5), first, at);
    storePair(i32x4.shuffle(ab0, cd0, 2, 6, 3, 7), first, at + 32);
    storePair(i32x4.shuffle(ab4, cd4, 0, 4, 1, 5), first, at + 64);
    storePair(i32x4.shuffle(ab4, cd4, 2, 6, 3, 7), first, at + 96);
    at += 128;
  }
  const bytes: usize = (<usize>half) << 2;
  for (let i = wholeBytes; i < bytes; i += 2) {
    const w = i32x4(
      <i32>load<i16>(a + i),
      <i32>load<i16>(b + i),
      <i32>load<i16>(c + i),
      <i32>load<i16>(d + i),
    );
    v128.store(at, f32x4.convert_i32x4_s(i32x4.sub(w, first)));
    at += 16;
  }
  return f32x4.convert_i32x4_s(first);
}

/**
 * What `loadFour` loads, after a first stage of radix 2, which needs no pass of its own: 500 and 540
 * samples have one.
 */
function loadFourByTwo(addresses: usize, half: i32, into: usize, twiddles: usize): v128 {
  const a: usize = load<u32>(addresses);
  const b: usize = load<u32>(addresses, 4);
  const c: usize = load<u32>(addresses, 8);
  const d: usize = load<u32>(addresses, 12);
  const first = i32x4(<i32>load<i16>(a), <i32>load<i16>(b), <i32>load<i16>(c), <i32>load<i16>(d));
  const twice = i32x4.add(first, first);
  const leg: usize = (<usize>half) << 1;
  let y = into;
  let w = twiddles;
  for (let i: usize = 0; i < leg; i += 4) {
    const x0 = fourPairs(a + i, b + i, c + i, d + i);
    const x1 = fourPairs(a + leg + i, b + leg + i, c + leg + i, d + leg + i);
    const r0 = evenSamples(x0);
    const r1 = evenSamples(x1);
    const i0 = i32x4.shr_s(x0, 16);
    const i1 = i32x4.shr_s(x1, 16);
    // As integers sums and differences are exact.
    const sr = f32x4.convert_i32x4_s(i32x4.sub(i32x4.add(r0, r1), twice));
    const si = f32x4.convert_i32x4_s(i32x4.sub(i32x4.add(i0, i1), twice));
    storeElement(sr, si, y);
    const dr = f32x4.convert_i32x4_s(i32x4.sub(r0, r1));
    const di = f32x4.convert_i32x4_s(i32x4.sub(i0, i1));
    storeTurned(dr, di, w, y + 32);
    y += 64;
    w += 8;
  }
  return f32x4.convert_i32x4_s(first);
}

/** Two neighbouring samples of four waveforms: a0 a1 b0 b1 c0 c1 d0 d1. */
function fourPairs(a: usize, b: usize, c: usize, d: usize): v128 {
  let pairs = v128.load32_zero(a);
  pairs = v128.load32_lane(b, pairs, 1);
  pairs = v128.load32_lane(c, pairs, 2);
  return v128.load32_lane(d, pairs, 3);
}

/** a0 b0 c0 d0 of what `fourPairs` gives, as 32-bit integers. */
function evenSamples(pairs: v128): v128 {
  return i32x4.shr_s(i32x4.shl(pairs, 16), 16);
}

/** Two neighbouring samples of four waveforms: a0 b0 c0 d0 a1 b1 c1 d1. */
function storePair(pair: v128, first: v128, at: usize): void {
  v128.store(at, f32x4.convert_i32x4_s(i32x4.sub(i32x4.extend_low_i16x8_s(pair), first)));
  v128.store(at, f32x4.convert_i32x4_s(i32x4.sub(i32x4.extend_high_i16x8_s(pair), first)), 16);
}

function storeElement(re: v128, im: v128, at: usize): void {
  v128.store(at, re);
  v128.store(at, im, 16);
}

/** Stores (re + i·im)·w, w at `twiddle`. */
function storeTurned(re: v128, im: v128, twiddle: usize, at: usize): void {
  const cos = v128.load32_splat(twiddle);
  const sin = v128.load32_splat(twiddle, 4);
  const turnedRe = f32x4.sub(f32x4.mul(re, cos), f32x4.mul(im, sin));
  const turnedIm = f32x4.add(f32x4.mul(re, sin), f32x4.mul(im, cos));
  storeElement(turnedRe, turnedIm, at);
}

function radix2(from: usize, to: usize, butterflies: i32, stride: i32, twiddles: usize): void {
  const step = (<usize>stride) << 5;
  const leg = <usize>butterflies * step;
  let y = to;
  for (let p: i32 = 0; p < butterflies; p++) {
    const w = twiddles + ((<usize>p) << 3);
    const end = from + step;
    for (; from < end; from += 32) {
      const x0r = v128.load(from);
      const x0i = v128.load(from, 16);
      const x1r = v128.load(from + leg);
      const x1i = v128.load(from + leg, 16);
      storeElement(f32x4.add(x0r, x1r), f32x4.add(x0i, x1i), y);
      storeTurned(f32x4.sub(x0r, x1r), f32x4.sub(x0i, x1i), w, y + step);
      y += 32;
    }
    y += step;
  }
}

function radix3(from: usize, to: usize, butterflies: i32, stride: i32, twiddles: usize): void {
  const half3 = f32x4.splat(-0.5);
  const sin3 = f32x4.splat(0.8660254037844386);
  const step = (<usize>stride) << 5;
  const leg = <usize>butterflies * step;
  let y = to;
  for (let p: i32 = 0; p < butterflies; p++) {
    const w = twiddles + ((<usize>p) << 4);
    const end = from + step;
    for (; from < end; from += 32) {
      const x0r = v128.load(from);
      const x0i = v128.load(from, 16);
      const x1r = v128.load(from + leg);
      const x1i = v128.load(from + leg, 16);
      const x2r = v128.load(from + 2 * leg);
      const x2i = v128.load(from + 2 * leg, 16);
      const sr = f32x4.add(x1r, x2r);
      const si = f32x4.add(x1i, x2i);
      const dr = f32x4.mul(f32x4.sub(x1r, x2r), sin3);
      const di = f32x4.mul(f32x4.sub(x1i, x2i), sin3);
      storeElement(f32x4.add(x0r, sr), f32x4.add(x0i, si), y);
      const mr = f32x4.add(x0r, f32x4.mul(sr, half3));
      const mi = f32x4.add(x0i, f32x4.mul(si, half3));
      storeTurned(f32x4.add(mr, di), f32x4.sub(mi, dr), w, y + step);
      storeTurned(f32x4.sub(mr, di), f32x4.add(mi, dr), w + 8, y + 2 * step);
      y += 32;
    }
    y += 2 * step;
  }
}

function radix4(from: usize, to: usize, butterflies: i32, stride: i32, twiddles: usize): void {
  const step = (<usize>stride) << 5;
  const leg = <usize>butterflies * step;
  let y = to;
  for (let p: i32 = 0; p < butterflies; p++) {
    const w = twiddles + <usize>p * 24;
    const end = from + step;
    for (; from < end; from += 32) {
      const x0r = v128.load(from);
      const x0i = v128.load(from, 16);
      const x1r = v128.load(from + leg);
      const x1i = v128.load(from + leg, 16);
      const x2r = v128.load(from + 2 * leg);
      const x2i = v128.load(from + 2 * leg, 16);
      const x3r = v128.load(from + 3 * leg);
      const x3i = v128.load(from + 3 * leg, 16);
      const ar = f32x4.add(x0r, x2r);
      const ai = f32x4.add(x0i, x2i);
      const br = f32x4.sub(x0r, x2r);
      const bi = f32x4.sub(x0i, x2i);
      const cr = f32x4.add(x1r, x3r);
      const ci = f32x4.add(x1i, x3i);
      const dr = f32x4.sub(x1r, x3r);
      const di = f32x4.sub(x1i, x3i);
      storeElement(f32x4.add(ar, cr), f32x4.add(ai, ci), y);
      storeTurned(f32x4.add(br, di), f32x4.sub(bi, dr), w, y + step);
      storeTurned(f32x4.sub(ar, cr), f32x4.sub(ai, ci), w + 8, y + 2 * step);
      storeTurned(f32x4.sub(br, di), f32x4.add(bi, dr), w + 16, y + 3 * step);
      y += 32;
    }
    y += 3 * step;
  }
}

function radix5(from: usize, to: usize, butterflies: i32, stride: i32, twiddles: usize): void {
  // cos 72° and cos 144° are −1/4 ± √5/4: fewer multiplications.
  const quarter = f32x4.splat(0.25);
  const root5 = f32x4.splat(0.5590169943749475);
  const sin1 = f32x4.splat(0.9510565162951535);
  const sin2 = f32x4.splat(0.5877852522924731);
  const step = (<usize>stride) << 5;
  const leg = <usize>butterflies * step;
  let y = to;
  for (let p: i32 = 0; p < butterflies; p++) {
    const w = twiddles + ((<usize>p) << 5);
    const end = from + step;
    for (; from < end; from += 32) {
      const x0r = v128.load(from);
      const x0i = v128.load(from, 16);
      const x1r = v128.load(from + leg);
      const x1i = v128.load(from + leg, 16);
      const x2r = v128.load(from + 2 * leg);
      const x2i = v128.load(from + 2 * leg, 16);
      const x3r = v128.load(from + 3 * leg);
      const x3i = v128.load(from + 3 * leg, 16);
      const x4r = v128.load(from + 4 * leg);
      const x4i = v128.load(from + 4 * leg, 16);
      const ar = f32x4.add(x1r, x4r);
      const ai = f32x4.add(x1i, x4i);
      const br = f32x4.add(x2r, x3r);
      const bi = f32x4.add(x2i, x3i);
      const cr = f32x4.sub(x1r, x4r);
      const ci = f32x4.sub(x1i, x4i);
      const dr = f32x4.sub(x2r, x3r);
      const di = f32x4.sub(x2i, x3i);
      const sr = f32x4.add(ar, br);
      const si = f32x4.add(ai, bi);
      storeElement(f32x4.add(x0r, sr), f32x4.add(x0i, si), y);
      const mr = f32x4.sub(x0r, f32x4.mul(sr, quarter));
      const mi = f32x4.sub(x0i, f32x4.mul(si, quarter));
      const er = f32x4.mul(f32x4.sub(ar, br), root5);
      const ei = f32x4.mul(f32x4.sub(ai, bi), root5);
      const m1r = f32x4.add(mr, er);
      const m1i = f32x4.add(mi, ei);
      const m2r = f32x4.sub(mr, er);
      const m2i = f32x4.sub(mi, ei);
      const n1r = f32x4.add(f32x4.mul(cr, sin1), f32x4.mul(dr, sin2));
      const n1i = f32x4.add(f32x4.mul(ci, sin1), f32x4.mul(di, sin2));
      const n2r = f32x4.sub(f32x4.mul(cr, sin2), f32x4.mul(dr, sin1));
      const n2i = f32x4.sub(f32x4.mul(ci, sin2), f32x4.mul(di, sin1));
      const y1r = f32x4.add(m1r, n1i);
      const y1i = f32x4.sub(m1i, n1r);
      const y2r = f32x4.add(m2r, n2i);
      const y2i = f32x4.sub(m2i, n2r);
      const y3r = f32x4.sub(m2r, n2i);
      const y3i = f32x4.add(m2i, n2r);
      const y4r = f32x4.sub(m1r, n1i);
      const y4i = f32x4.add(m1i, n1r);
      if (p === 0) {
        storeElement(y1r, y1i, y + step);
        storeElement(y2r, y2i, y + 2 * step);
        storeElement(y3r, y3i, y + 3 * step);
        storeElement(y4r, y4i, y + 4 * step);
      } else {
        storeTurned(y1r, y1i, w, y + step);
        storeTurned(y2r, y2i, w + 8, y + 2 * step);
        storeTurned(y3r, y3i, w + 16, y + 3 * step);
        storeTurned(y4r, y4i, w + 24, y + 4 * step);
      }
      y += 32;
    }
    y += 4 * step;
  }
}

/**
 * Complex transform Z of the packed samples → |2X|² of the real spectrum. Between the ends
 * 2X[k] = Z[k] + Z*[h−k] − i·e^(−2πik/N)·(Z[k] − Z*[h−k]).
 */
function unpack(
  z: usize,
  half: i32,
  firstSamples: v128,
  unpacking: usize,
  column: usize,
  rowBytes: usize,
  firstBin: i32,
  endBin: i32,
): void {
  const bins = <u32>(endBin - firstBin);
  let rowK = column - <usize>firstBin * rowBytes;
  let rowM = rowK + <usize>half * rowBytes;
  const z0r = v128.load(z);
  const z0i = v128.load(z, 16);
  const two = f32x4.splat(2);
  if (firstBin === 0) {
    const sum = f32x4.add(z0r, z0i);
    const dc = f32x4.mul(
      f32x4.add(sum, f32x4.mul(firstSamples, f32x4.splat(<f32>(half << 1)))),
      two,
    );
    v128.store(rowK, f32x4.mul(dc, dc));
  }
  if (endBin > half) {
    const nyquist = f32x4.mul(f32x4.sub(z0r, z0i), two);
    v128.store(rowM, f32x4.mul(nyquist, nyquist));
  }
  let zk = z;
  let zm = z + ((<usize>half) << 5);
  let w = unpacking;
  for (let k: i32 = 1, m: i32 = half - 1; k <= m; k++, m--) {
    zk += 32;
    zm -= 32;
    w += 8;
    rowK += rowBytes;
    rowM -= rowBytes;
    const zkr = v128.load(zk);
    const zki = v128.load(zk, 16);
    const zmr = v128.load(zm);
    const zmi = v128.load(zm, 16);
    const er = f32x4.add(zkr, zmr);
    const ei = f32x4.sub(zki, zmi);
    const or = f32x4.add(zki, zmi);
    const oi = f32x4.sub(zmr, zkr);
    const cos = v128.load32_splat(w);
    const sin = v128.load32_splat(w, 4);
    const tr = f32x4.add(f32x4.mul(or, cos), f32x4.mul(oi, sin));
    const ti = f32x4.sub(f32x4.mul(oi, cos), f32x4.mul(or, sin));
    if (<u32>(k - firstBin) < bins) storeSquare(f32x4.add(er, tr), f32x4.add(ei, ti), rowK);
    if (<u32>(m - firstBin) < bins) storeSquare(f32x4.sub(er, tr), f32x4.sub(ei, ti), rowM);
  }
}

function storeSquare(re: v128, im: v128, at: usize): void {
  v128.store(at, f32x4.add(f32x4.mul(re, re), f32x4.mul(im, im)));
}
