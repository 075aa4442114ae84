/** The time-domain pass: everything that is kept of a waveform of int16 samples, in integers. */
import * as layout from "../src/compute/fast/waveform-record";
import { largestOfLanes, sumOfLanes } from "./lanes";

/**
 * @param addresses u32 addresses of the waveforms
 * @param sampleCount samples of a waveform, 1…65535 so that sums fit 32 bits
 * @param baselineCount samples that give baseline and noise, at most `sampleCount`
 * @param records one record per waveform is written here
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
    const record = records + <usize>i * layout.recordBytes;
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
  let sum = sumOfLanes(sums);
  let square = i64x2.extract_lane(squares, 0) + i64x2.extract_lane(squares, 1);
  for (let i = vectors << 3; i < count; i++) {
    const w = <i32>load<i16>(at);
    sum += w;
    square += <i64>(w * w);
    at += 2;
  }
  store<i32>(record, sum, layout.baselineSum);
  store<f64>(record, <f64>(<i64>count * square - <i64>sum * <i64>sum), layout.scaledVariance);
}

function extremesPass(samples: usize, count: i32, record: usize): void {
  const vectors = count >> 3;
  // The last vector has no neighbour after it to take a step to: it is covered by overlap below.
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

  let sum = sumOfLanes(sums);
  for (let i = vectors << 3; i < count; i++) sum += <i32>load<i16>(samples + ((<usize>i) << 1));
  storeExtremes(
    record,
    sum,
    largestOfLanes(max),
    // Bitwise NOT turns the order round.
    ~largestOfLanes(v128.not(min)),
    // The jump has no sign: moved into the range of signed numbers and back.
    largestOfLanes(v128.xor(jump, i16x8.splat(-32768))) + 32768,
  );
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
  storeExtremes(record, sum, max, min, jump);
}

function storeExtremes(record: usize, sum: i32, max: i32, min: i32, jump: i32): void {
  store<i32>(record, sum, layout.sum);
  store<i32>(record, max, layout.max);
  store<i32>(record, min, layout.min);
  store<i32>(record, jump, layout.jump);
}
