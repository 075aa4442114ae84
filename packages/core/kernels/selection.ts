/**
 * Exact order statistics of rows of powers, [bin][event]: neighbouring bins are alike, so a window
 * around the previous bin's quantile mostly holds the wanted ranks, and one pass that counts what
 * lies below the window and gathers what lies in it replaces sorting.
 *
 * A wanted quantile is 24 bytes: i32 rank, i32 next rank, f64 share of the next rank, f32 half
 * width of the first window relative to its centre.
 */

/** Results of `pick`. */
let lowValue: f32 = 0;
let highValue: f32 = 0;

/** Rows this small are not divided further. */
const fewValues: i32 = 24;

/** Up to so many values counting is faster than quickselect, whose branches nobody can predict. */
const countedValues: i32 = 80;

/**
 * Quantiles by linear interpolation between order statistics, of every row.
 * @param rows f32, ≥ 0, no NaN; a row is padded to four values with +∞ and 16-byte aligned
 * @param count values of a row without padding, at least 1
 * @param wanted records as above, `wantedCount` of them
 * @param compression 16 × 16 bytes: by mask of four lanes, the shuffle that moves those lanes first
 * @param scratch room for two rows and 512 bytes
 * @param out f32 by quantile and row
 */
export function rowQuantiles(
  rows: usize,
  rowCount: i32,
  rowBytes: usize,
  count: i32,
  wanted: usize,
  wantedCount: i32,
  compression: usize,
  scratch: usize,
  out: usize,
  outRowBytes: usize,
): void {
  for (let q: i32 = 0; q < wantedCount; q++) {
    const record = wanted + <usize>q * 24;
    const rank = load<i32>(record);
    const next = load<i32>(record, 4);
    const share = load<f64>(record, 8);
    const width = load<f32>(record, 16);
    let guess: f32 = 0;
    let row = rows;
    let at = out + <usize>q * outRowBytes;
    for (let i: i32 = 0; i < rowCount; i++) {
      findRanks(row, count, rank, next, guess, width, compression, scratch);
      guess = lowValue;
      store<f32>(at, interpolate(lowValue, highValue, share));
      row += rowBytes;
      at += 4;
    }
  }
}

/** From low (share 0) to high (share 1), rounded alike from both ends, so never out of order. */
function interpolate(low: f32, high: f32, share: f64): f32 {
  const step = <f64>high - <f64>low;
  return <f32>(share < 0.5 ? <f64>low + step * share : <f64>high - step * (1.0 - share));
}

/** Leaves the values of the ranks `rank` and `next` (rank or rank + 1) in lowValue, highValue. */
function findRanks(
  row: usize,
  count: i32,
  rank: i32,
  next: i32,
  guess: f32,
  width: f32,
  compression: usize,
  scratch: usize,
): void {
  const bytes = (<usize>((count + 3) >> 2)) << 4;
  if (guess <= 0 && countZeros(row, bytes) > next) {
    lowValue = 0;
    highValue = 0;
    return;
  }
  if (guess > 0) {
    const lo = guess * (<f32>1 - width);
    const hi = guess * (<f32>1 + width);
    const below = gather(row, bytes, lo, hi, compression, scratch);
    if (pickGathered(below, rank, next, lo, hi, compression, scratch)) return;
    // Missed: look once beside the window, with some overlap for a pair of ranks on both sides of
    // the edge.
    const beside = width * 3;
    const from = rank < below ? lo * max<f32>(<f32>1 - beside, 0) : hi * <f32>0.99;
    const to = rank < below ? lo * <f32>1.01 : hi * (<f32>1 + beside);
    const belowBeside = gather(row, bytes, from, to, compression, scratch);
    if (pickGathered(belowBeside, rank, next, from, to, compression, scratch)) return;
  }
  if (count >= 4 * sampleValues) {
    sampleWindow(row, count, rank, scratch);
    const from = lowValue;
    const to = highValue;
    const below = gather(row, bytes, from, to, compression, scratch);
    if (pickGathered(below, rank, next, from, to, compression, scratch)) return;
  }
  memory.copy(scratch, row, bytes);
  if (count <= countedValues) pickByCounting(scratch, count, rank, next);
  else pick(scratch, count, rank, next);
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
    const place = (<u64>((i * 40503) & 0xffff) * count) >> 16;
    store<f32>(scratch + ((<usize>i) << 2), load<f32>(row + ((<usize>place) << 2)));
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
  return horizontal(counts);
}

/** Where `gather` stopped writing. */
let gathered: usize = 0;

/**
 * Copies the values in [lo, hi) to `into`, in any order, and pads them to four with +∞.
 * @returns the number of values below lo
 */
function gather(row: usize, bytes: usize, lo: f32, hi: f32, compression: usize, into: usize): i32 {
  const los = f32x4.splat(lo);
  const his = f32x4.splat(hi);
  let counts = i32x4.splat(0);
  let at = into;
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = v128.load(row + i);
    const under = f32x4.lt(x, los);
    counts = i32x4.sub(counts, under);
    const mask = i32x4.bitmask(v128.andnot(f32x4.lt(x, his), under));
    v128.store(at, i8x16.swizzle(x, v128.load(compression + ((<usize>mask) << 4))));
    at += (<usize>popcnt<i32>(mask)) << 2;
  }
  v128.store(at, f32x4.splat(Infinity));
  gathered = at;
  return horizontal(counts);
}

function horizontal(counts: v128): i32 {
  const halves = i32x4.add(counts, i32x4.shuffle(counts, counts, 2, 3, 0, 1));
  return i32x4.extract_lane(halves, 0) + i32x4.extract_lane(halves, 1);
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
  for (let attempt: i32 = 0; attempt < 4 && count > fewValues; attempt++) {
    if (count >= 4 * sampleValues) {
      sampleWindow(values, count, rank, values + ((<usize>count) << 2) + 32);
    } else {
      // Values spread about evenly over the window: the ranks are within some √count of a place.
      const spread = <f32>0.8 * sqrt<f32>(<f32>count) + 1;
      const perRank = (hi - lo) / <f32>count;
      lowValue = lo + perRank * (<f32>rank - spread);
      highValue = lo + perRank * (<f32>next + 1 + spread);
    }
    const from = lowValue;
    const to = highValue;
    const bytes = (<usize>((count + 3) >> 2)) << 4;
    const into = values + bytes + 16;
    const below = gather(values, bytes, from, to, compression, into);
    const found = <i32>((gathered - into) >> 2);
    if (rank < below || next >= below + found) break;
    // Written back to the front, so that scratch is bounded.
    memory.copy(values, into, ((<usize>((found + 3) >> 2)) << 4) + 16);
    lo = from;
    hi = to;
    rank -= below;
    next -= below;
    count = found;
  }
  if (count <= countedValues) pickByCounting(values, count, rank, next);
  else pick(values, count, rank, next);
}

/** Ranks of few values, padded with +∞, without a branch that depends on them. */
function pickByCounting(values: usize, count: i32, rank: i32, next: i32): void {
  const bytes = (<usize>((count + 3) >> 2)) << 4;
  const end = values + ((<usize>count) << 2);
  for (let at = values; at < end; at += 4) {
    const value = load<f32>(at);
    const x = f32x4.splat(value);
    let less = i32x4.splat(0);
    let notMore = i32x4.splat(0);
    for (let i: usize = 0; i < bytes; i += 16) {
      const other = v128.load(values + i);
      less = i32x4.sub(less, f32x4.lt(other, x));
      notMore = i32x4.sub(notMore, f32x4.le(other, x));
    }
    const below = horizontal(less);
    const upTo = horizontal(notMore);
    lowValue = select<f32>(value, lowValue, i32(below <= rank) & i32(rank < upTo));
    highValue = select<f32>(value, highValue, i32(below <= next) & i32(next < upTo));
  }
}

/** Ranks by quickselect in place (three-way by Hoare's partition), for whatever else fails. */
function pick(values: usize, count: i32, rank: i32, next: i32): void {
  lowValue = quickselect(values, 0, count - 1, rank);
  highValue = next === rank ? lowValue : smallestFrom(values, next, count);
}

function quickselect(values: usize, lo: i32, hi: i32, rank: i32): f32 {
  while (lo < hi) {
    const a = load<f32>(values + ((<usize>lo) << 2));
    const b = load<f32>(values + ((<usize>((lo + hi) >> 1)) << 2));
    const c = load<f32>(values + ((<usize>hi) << 2));
    const pivot = max<f32>(min<f32>(a, b), min<f32>(max<f32>(a, b), c));
    let i = lo;
    let j = hi;
    while (i <= j) {
      while (load<f32>(values + ((<usize>i) << 2)) < pivot) i++;
      while (load<f32>(values + ((<usize>j) << 2)) > pivot) j--;
      if (i <= j) {
        const left = values + ((<usize>i) << 2);
        const right = values + ((<usize>j) << 2);
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
  return load<f32>(values + ((<usize>rank) << 2));
}

/** After quickselect of `next` − 1, what is at `next` and beyond is not smaller than it. */
function smallestFrom(values: usize, next: i32, count: i32): f32 {
  let smallest = f32(Infinity);
  for (let i = next; i < count; i++)
    smallest = min<f32>(smallest, load<f32>(values + ((<usize>i) << 2)));
  return smallest;
}
