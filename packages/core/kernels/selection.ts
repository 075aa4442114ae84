/**
 * Exact order statistics of rows of powers, [bin][event]: neighbouring bins are alike, so a window
 * around the previous bin's quantile mostly holds the wanted ranks, and one pass that counts what
 * lies below the window and gathers what lies in it replaces sorting. All quantiles of a row are
 * gathered before the first is picked: their work overlaps, and what was stored has arrived.
 *
 * A wanted quantile is 40 bytes: i32 rank, i32 next rank, f64 weight of the next rank, f32 half
 * width of the first window relative to its centre; then what this file keeps of it: f32 the
 * previous row's value, i32 values below the window, u32 end of what was gathered; then which
 * columns of a row it is of: those before i32 `columns`, a multiple of eight, of which those from i32
 * `padFrom` on are filled with +∞ before anything is read.
 */
import { sumOfLanes } from "./lanes";

const wantedBytes: usize = 40;

/** Bytes of so many values. */
function floats(count: i32): usize {
  return (<usize>count) << 2;
}

/** Bytes of the vectors that hold so many values. */
function vectorBytes(count: i32): usize {
  return (<usize>((count + 3) >> 2)) << 4;
}

/** Results of `pick`. */
let lowValue: f32 = 0;
let highValue: f32 = 0;

/** Rows this small are not divided further. */
const fewValues: i32 = 24;

/** Up to so many values counting is faster than quickselect, whose branches are unpredictable. */
const countedValues: i32 = 80;

/**
 * Quantiles by linear interpolation between order statistics, of every row.
 * @param rows f32, ≥ 0, no NaN, 16-byte aligned
 * @param wanted records as above, `wantedCount` of them
 * @param compression 16 × 16 bytes: by mask of four lanes, the shuffle that moves those lanes first
 * @param scratch room for two rows and 512 bytes by wanted quantile
 * @param factors f32 by row: what its quantiles are multiplied by
 * @param out f32 by quantile and row
 */
export function rowQuantiles(
  rows: usize,
  rowCount: i32,
  rowBytes: usize,
  wanted: usize,
  wantedCount: i32,
  compression: usize,
  scratch: usize,
  factors: usize,
  out: usize,
  outRowBytes: usize,
): void {
  const ownScratch = 2 * rowBytes + 512;
  const wantedEnd = wanted + <usize>wantedCount * wantedBytes;
  for (let record = wanted; record < wantedEnd; record += wantedBytes) store<f32>(record, 0, 20);
  let row = rows;
  for (let i: i32 = 0; i < rowCount; i++) {
    let own = scratch;
    for (let record = wanted; record < wantedEnd; record += wantedBytes)
      for (let column = load<i32>(record, 32); column < load<i32>(record, 36); column++)
        store<f32>(row + floats(column), Infinity);
    for (let record = wanted; record < wantedEnd; record += wantedBytes) {
      const guess = load<f32>(record, 20);
      const width = load<f32>(record, 16);
      if (guess > 0) {
        const below = gather(
          row,
          floats(load<i32>(record, 36)),
          lower(guess, width),
          upper(guess, width),
          compression,
          own,
        );
        store<i32>(record, below, 24);
        store<u32>(record, <u32>gathered, 28);
      }
      own += ownScratch;
    }
    own = scratch;
    let at = out + floats(i);
    const factor: f64 = load<f32>(factors + floats(i));
    for (let record = wanted; record < wantedEnd; record += wantedBytes) {
      findRanks(row, record, compression, own);
      store<f32>(record, lowValue, 20);
      store<f32>(at, <f32>(factor * interpolate(lowValue, highValue, load<f64>(record, 8))));
      own += ownScratch;
      at += outRowBytes;
    }
    row += rowBytes;
  }
}

/** The first window around a guess. */
function lower(guess: f32, width: f32): f32 {
  return guess * (<f32>1 - width);
}
function upper(guess: f32, width: f32): f32 {
  return guess * (<f32>1 + width);
}

/** From low (weight 0) to high (weight 1), rounded alike from both ends, so never out of order. */
function interpolate(low: f32, high: f32, weight: f64): f64 {
  const step = <f64>high - <f64>low;
  return weight < 0.5 ? <f64>low + step * weight : <f64>high - step * (1.0 - weight);
}

/** Leaves the values of a record's two ranks, which are neighbours or one, in lowValue and highValue. */
function findRanks(row: usize, record: usize, compression: usize, scratch: usize): void {
  const columns = load<i32>(record, 36);
  const bytes = floats(columns);
  const rank = load<i32>(record);
  const next = load<i32>(record, 4);
  const guess = load<f32>(record, 20);
  if (guess > 0) {
    const width = load<f32>(record, 16);
    const lo = lower(guess, width);
    const hi = upper(guess, width);
    const below = load<i32>(record, 24);
    gathered = load<u32>(record, 28);
    if (pickGathered(below, rank, next, lo, hi, compression, scratch)) return;
    // Missed: try once next to the window, with some overlap for a pair of ranks on both sides of
    // the edge.
    const beside = width * 3;
    const from = rank < below ? lo * max<f32>(<f32>1 - beside, 0) : hi * <f32>0.99;
    const to = rank < below ? lo * <f32>1.01 : hi * (<f32>1 + beside);
    const belowBeside = gather(row, bytes, from, to, compression, scratch);
    if (pickGathered(belowBeside, rank, next, from, to, compression, scratch)) return;
  } else if (countZeros(row, bytes) > next) {
    lowValue = 0;
    highValue = 0;
    return;
  }
  if (columns >= 4 * sampleValues) {
    sampleWindow(row, columns, rank, scratch);
    const from = lowValue;
    const to = highValue;
    const below = gather(row, bytes, from, to, compression, scratch);
    if (pickGathered(below, rank, next, from, to, compression, scratch)) return;
  }
  memory.copy(scratch, row, bytes);
  v128.store(scratch + bytes, f32x4.splat(Infinity));
  pick(scratch, columns, rank, next);
}

/** Finds the ranks among the values that `gather` just left; false where they are not there. */
function pickGathered(
  below: i32,
  rank: i32,
  next: i32,
  lo: f32,
  hi: f32,
  compression: usize,
  scratch: usize,
): bool {
  const found = <i32>((gathered - scratch) >> 2);
  if (rank < below || next >= below + found) return false;
  narrow(scratch, found, rank - below, next - below, lo, hi, compression);
  return true;
}

/** Values of a row that a window is taken from where there is no good guess. */
const sampleValues: i32 = 32;

/** Leaves a window in lowValue … highValue that mostly holds the ranks: by a sample of the row. */
function sampleWindow(row: usize, count: i32, rank: i32, scratch: usize): void {
  for (let i: i32 = 0; i < sampleValues; i++) {
    // Steps of the golden section: triggers of two kinds that take turns do not show.
    const place = <i32>((<u64>((i * 40503) & 0xffff) * count) >> 16);
    store<f32>(scratch + floats(i), load<f32>(row + floats(place)));
  }
  const share = (<f32>rank + 1) / <f32>count;
  const deviation: f32 = <f32>2 * sqrt<f32>(<f32>sampleValues * share * (<f32>1 - share)) + <f32>1;
  const centre = share * <f32>sampleValues;
  const first = <i32>(centre - deviation);
  const last = <i32>(centre + deviation + 1);
  pickByCounting(scratch, sampleValues, max<i32>(first, 0), min<i32>(last, sampleValues - 1));
  if (centre < deviation) lowValue = 0;
  // Values up to and including the window's end count.
  highValue = last >= sampleValues ? f32(Infinity) : highValue * <f32>1.000001;
}

function countZeros(row: usize, bytes: usize): i32 {
  const zero = f32x4.splat(0);
  let counts = i32x4.splat(0);
  for (let i: usize = 0; i < bytes; i += 16)
    counts = i32x4.sub(counts, f32x4.le(v128.load(row + i), zero));
  return sumOfLanes(counts);
}

/** Where `gather` stopped writing. */
let gathered: usize = 0;

/**
 * Copies the values in [lo, hi) to `into`, in any order, and pads them to eight with +∞.
 * @returns the number of values below lo
 */
function gather(row: usize, bytes: usize, lo: f32, hi: f32, compression: usize, into: usize): i32 {
  const los = f32x4.splat(lo);
  const his = f32x4.splat(hi);
  let counts = i32x4.splat(0);
  let at = into;
  const end = row + bytes;
  for (let i = row; i < end; i += 32) {
    const x = v128.load(i);
    const y = v128.load(i, 16);
    const underX = f32x4.lt(x, los);
    const underY = f32x4.lt(y, los);
    counts = i32x4.sub(i32x4.sub(counts, underX), underY);
    const maskX = i32x4.bitmask(v128.andnot(f32x4.lt(x, his), underX));
    const maskY = i32x4.bitmask(v128.andnot(f32x4.lt(y, his), underY));
    at = storeLanes(x, maskX, compression, at);
    at = storeLanes(y, maskY, compression, at);
  }
  v128.store(at, f32x4.splat(Infinity));
  v128.store(at, f32x4.splat(Infinity), 16);
  gathered = at;
  return sumOfLanes(counts);
}

/** Stores the lanes of a mask one after the other; the address after them. */
function storeLanes(values: v128, mask: i32, compression: usize, at: usize): usize {
  v128.store(at, i8x16.swizzle(values, v128.load(compression + ((<usize>mask) << 4))));
  return at + floats(popcnt<i32>(mask));
}

/** Two ranks among gathered values in [lo, hi): windows shrink until few are left. */
function narrow(
  values: usize,
  count: i32,
  rank: i32,
  next: i32,
  lo: f32,
  hi: f32,
  compression: usize,
): void {
  // The two places that take turns: what is left of one goes to the other.
  let into = values + ((<usize>((count + 7) >> 3)) << 5);
  for (let attempt: i32 = 0; attempt < 4 && count > fewValues; attempt++) {
    if (count >= 4 * sampleValues) {
      sampleWindow(values, count, rank, into);
    } else {
      // Values spread about evenly over the window: the ranks are within some √count of a place.
      const spread = <f32>0.8 * sqrt<f32>(<f32>count) + 1;
      const perRank = (hi - lo) / <f32>count;
      lowValue = lo + perRank * (<f32>rank - spread);
      highValue = lo + perRank * (<f32>next + 1 + spread);
    }
    const from = lowValue;
    const to = highValue;
    const below = gather(values, vectorBytes(count), from, to, compression, into);
    const found = <i32>((gathered - into) >> 2);
    if (rank < below || next >= below + found) break;
    const emptied = values;
    values = into;
    into = emptied;
    lo = from;
    hi = to;
    rank -= below;
    next -= below;
    count = found;
  }
  pick(values, count, rank, next);
}

/**
 * Ranks of few values, padded to eight with +∞, without a branch that depends on them: the value
 * of a rank is the smallest that more than `rank` values do not exceed.
 */
function pickByCounting(values: usize, count: i32, rank: i32, next: i32): void {
  const infinity = f32x4.splat(Infinity);
  const ranks = i32x4.splat(rank);
  const nexts = i32x4.splat(next);
  const end = values + floats(count);
  let low = infinity;
  let high = infinity;
  for (let i = values; i < end; i += 32) {
    const x = v128.load(i);
    const y = v128.load(i, 16);
    let upToX = i32x4.splat(0);
    let upToY = i32x4.splat(0);
    for (let at = values; at < end; at += 4) {
      const value = v128.load32_splat(at);
      upToX = i32x4.sub(upToX, f32x4.le(value, x));
      upToY = i32x4.sub(upToY, f32x4.le(value, y));
    }
    low = f32x4.pmin(low, v128.bitselect(x, infinity, i32x4.gt_s(upToX, ranks)));
    low = f32x4.pmin(low, v128.bitselect(y, infinity, i32x4.gt_s(upToY, ranks)));
    high = f32x4.pmin(high, v128.bitselect(x, infinity, i32x4.gt_s(upToX, nexts)));
    high = f32x4.pmin(high, v128.bitselect(y, infinity, i32x4.gt_s(upToY, nexts)));
  }
  lowValue = smallestLane(low);
  highValue = smallestLane(high);
}

function smallestLane(v: v128): f32 {
  const halves = f32x4.pmin(v, i32x4.shuffle(v, v, 2, 3, 0, 1));
  return min<f32>(f32x4.extract_lane(halves, 0), f32x4.extract_lane(halves, 1));
}

/** Ranks of values in place: of many by quickselect (three-way by Hoare's partition). */
function pick(values: usize, count: i32, rank: i32, next: i32): void {
  if (count <= countedValues) {
    pickByCounting(values, count, rank, next);
    return;
  }
  lowValue = quickselect(values, 0, count - 1, rank);
  highValue = next === rank ? lowValue : smallestFrom(values, next, count);
}

function quickselect(values: usize, lo: i32, hi: i32, rank: i32): f32 {
  while (lo < hi) {
    const a = load<f32>(values + floats(lo));
    const b = load<f32>(values + floats((lo + hi) >> 1));
    const c = load<f32>(values + floats(hi));
    const pivot = max<f32>(min<f32>(a, b), min<f32>(max<f32>(a, b), c));
    let i = lo;
    let j = hi;
    while (i <= j) {
      while (load<f32>(values + floats(i)) < pivot) i++;
      while (load<f32>(values + floats(j)) > pivot) j--;
      if (i <= j) {
        const left = values + floats(i);
        const right = values + floats(j);
        const swap = load<f32>(left);
        store<f32>(left, load<f32>(right));
        store<f32>(right, swap);
        i++;
        j--;
      }
    }
    if (rank <= j) hi = j;
    else if (rank >= i) lo = i;
    else return pivot;
  }
  return load<f32>(values + floats(rank));
}

/** After quickselect of `next` − 1, what is at `next` and beyond is not smaller than it. */
function smallestFrom(values: usize, next: i32, count: i32): f32 {
  let smallest = f32(Infinity);
  for (let i = next; i < count; i++) smallest = min<f32>(smallest, load<f32>(values + floats(i)));
  return smallest;
}
