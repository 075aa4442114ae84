/**
 * The time-domain pass: everything that is kept of a waveform of int16 samples, in integers.
 *
 * A record of 32 bytes a waveform:
 *   0 i32 sum of the baseline samples    4 i32 sum of all samples
 *   8 i32 max    12 i32 min    16 i32 largest |w[i+1] − w[i]|, exact beyond 16 bits
 *  24 f64 n·Σw² − (Σw)² over the n baseline samples: n² times the population variance
 */
const recordBytes: usize = 32;

/**
 * @param addresses u32 addresses of the waveforms
 * @param sampleCount samples of a waveform, 1…65535 so that sums fit 32 bits
 * @param baselineCount samples that give baseline and noise, at most `sampleCount`
 * @param records one record a waveform is written here
 */
export function waveformPass(
  addresses: usize,
  count: i32,
  sampleCount: i32,
  baselineCount: i32,
  records: usize,
): void {
  for (let i: i32 = 0; i < count; i++) {
    const samples: usize = load<u32>(addresses + ((<usize>i) << 2));
    const record = records + <usize>i * recordBytes;
    baselinePass(samples, baselineCount, record);
    if (sampleCount >= 16) extremesPass(samples, sampleCount, record);
    else shortExtremesPass(samples, sampleCount, record);
  }
}

function baselinePass(samples: usize, count: i32, record: usize): void {
  let sums = i32x4.splat(0);
  let squares = i64x2.splat(0);
  const vectors = count >> 3;
  let at = samples;
  for (let i: i32 = 0; i < vectors; i++) {
    const w = v128.load(at);
    sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_s(w));
    // A pair of squares reaches 2³¹: unsigned, it still fits.
    const pairs = i32x4.dot_i16x8_s(w, w);
    squares = i64x2.add(squares, i64x2.extend_low_i32x4_u(pairs));
    squares = i64x2.add(squares, i64x2.extend_high_i32x4_u(pairs));
    at += 16;
  }
  let sum = horizontalSum(sums);
  let square = i64x2.extract_lane(squares, 0) + i64x2.extract_lane(squares, 1);
  for (let i = vectors << 3; i < count; i++) {
    const w = <i32>load<i16>(at);
    sum += w;
    square += <i64>(w * w);
    at += 2;
  }
  store<i32>(record, sum, 0);
  store<f64>(record, <f64>(<i64>count * square - <i64>sum * <i64>sum), 24);
}

function extremesPass(samples: usize, count: i32, record: usize): void {
  const vectors = count >> 3;
  // The last vector has no neighbour after it to take a step to: it is looked at by overlap below.
  const steps = (count - 1) >> 3;
  let sums = i32x4.splat(0);
  let max = v128.load(samples);
  let min = max;
  let jump = i16x8.splat(0);
  let at = samples;
  for (let i: i32 = 0; i < steps; i++) {
    const w = v128.load(at);
    const next = v128.load(at, 2);
    const low = i16x8.min_s(w, next);
    const high = i16x8.max_s(w, next);
    sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_s(w));
    max = i16x8.max_s(max, high);
    min = i16x8.min_s(min, low);
    jump = i16x8.max_u(jump, i16x8.sub(high, low));
    at += 16;
  }
  if (vectors > steps) sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_s(v128.load(at)));

  const last = samples + ((<usize>count) << 1);
  const before = v128.load(last - 18);
  const end = v128.load(last - 16);
  const low = i16x8.min_s(before, end);
  const high = i16x8.max_s(before, end);
  max = i16x8.max_s(max, high);
  min = i16x8.min_s(min, low);
  jump = i16x8.max_u(jump, i16x8.sub(high, low));

  let sum = horizontalSum(sums);
  for (let i = vectors << 3; i < count; i++) sum += <i32>load<i16>(samples + ((<usize>i) << 1));
  store<i32>(record, sum, 4);

  max = i16x8.max_s(max, i16x8.shuffle(max, max, 4, 5, 6, 7, 0, 1, 2, 3));
  max = i16x8.max_s(max, i16x8.shuffle(max, max, 2, 3, 0, 1, 6, 7, 4, 5));
  max = i16x8.max_s(max, i16x8.shuffle(max, max, 1, 0, 3, 2, 5, 4, 7, 6));
  store<i32>(record, <i32>i16x8.extract_lane_s(max, 0), 8);
  min = i16x8.min_s(min, i16x8.shuffle(min, min, 4, 5, 6, 7, 0, 1, 2, 3));
  min = i16x8.min_s(min, i16x8.shuffle(min, min, 2, 3, 0, 1, 6, 7, 4, 5));
  min = i16x8.min_s(min, i16x8.shuffle(min, min, 1, 0, 3, 2, 5, 4, 7, 6));
  store<i32>(record, <i32>i16x8.extract_lane_s(min, 0), 12);
  jump = i16x8.max_u(jump, i16x8.shuffle(jump, jump, 4, 5, 6, 7, 0, 1, 2, 3));
  jump = i16x8.max_u(jump, i16x8.shuffle(jump, jump, 2, 3, 0, 1, 6, 7, 4, 5));
  jump = i16x8.max_u(jump, i16x8.shuffle(jump, jump, 1, 0, 3, 2, 5, 4, 7, 6));
  store<i32>(record, <i32>i16x8.extract_lane_u(jump, 0), 16);
}

function shortExtremesPass(samples: usize, count: i32, record: usize): void {
  let previous = <i32>load<i16>(samples);
  let sum = previous;
  let max = previous;
  let min = previous;
  let jump: i32 = 0;
  for (let i: i32 = 1; i < count; i++) {
    const w = <i32>load<i16>(samples + ((<usize>i) << 1));
    sum += w;
    if (w > max) max = w;
    if (w < min) min = w;
    const step = abs<i32>(w - previous);
    if (step > jump) jump = step;
    previous = w;
  }
  store<i32>(record, sum, 4);
  store<i32>(record, max, 8);
  store<i32>(record, min, 12);
  store<i32>(record, jump, 16);
}

function horizontalSum(v: v128): i32 {
  const halves = i32x4.add(v, i32x4.shuffle(v, v, 2, 3, 0, 1));
  return i32x4.extract_lane(halves, 0) + i32x4.extract_lane(halves, 1);
}
