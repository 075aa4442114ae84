/** Exact quantiles by selection, several in one go. */
import { LightDqmError } from "../errors.js";

/** The quantiles that are kept of every quantity: median and a central 68 %. */
export const keptProbabilities: readonly [number, number, number] = [0.16, 0.5, 0.84];

/**
 * Quantiles by linear interpolation between order statistics, as `numpy.nanquantile` by default: NaN,
 * which is unknown, is passed over.
 * @param values in any order; they stay as they are
 * @param probabilities 0..1, in any order
 * @returns one quantile per probability; NaN where no value is known
 * @throws LightDqmError `bad-input` for a probability outside 0..1
 */
export function quantiles(values: ArrayLike<number>, probabilities: readonly number[]): number[] {
  const outside = probabilities.find((p) => !(p >= 0 && p <= 1));
  if (outside !== undefined)
    throw new LightDqmError("bad-input", {
      what: "Not the probability of a quantile",
      expected: "0 to 1",
      got: `${outside}`,
    });
  const known = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) known[count++] = values[i]!;
  const ascending = [...probabilities].sort((a, b) => a - b);
  const found = quantilesInPlace(known, 0, count, ascending);
  return probabilities.map((p) => found[ascending.indexOf(p)]!);
}

/**
 * Quantiles by linear interpolation between order statistics, as numpy's default: the value at
 * position p·(n−1) of the sorted values. The part of `values` that is used is reordered.
 * @param values without NaN, in `values[start … start + count − 1]`
 * @param probabilities 0..1, ascending
 * @returns one quantile per probability; NaN where count is 0
 */
export function quantilesInPlace(
  values: Float64Array,
  start: number,
  count: number,
  probabilities: readonly number[],
): number[] {
  if (count === 0) return probabilities.map(() => Number.NaN);
  const last = count - 1;
  const ranks: number[] = [];
  for (const p of probabilities) {
    const low = start + Math.floor(p * last);
    const high = Math.min(low + 1, start + last);
    if (ranks.length === 0 || low > ranks[ranks.length - 1]!) ranks.push(low);
    if (high > ranks[ranks.length - 1]!) ranks.push(high);
  }
  selectRanks(values, start, start + last, ranks, 0, ranks.length);
  return probabilities.map((p) => {
    const rank = Math.floor(p * last);
    const low = values[start + rank]!;
    const high = values[start + Math.min(rank + 1, last)]!;
    return interpolate(low, high, p * last - rank);
  });
}

/** The median of `values[start … start + count − 1]`, which are reordered; NaN where count is 0. */
export function medianInPlace(values: Float64Array, start: number, count: number): number {
  if (count === 0) return Number.NaN;
  const low = start + ((count - 1) >> 1);
  const high = start + (count >> 1);
  selectRanks(
    values,
    start,
    start + count - 1,
    low === high ? [low] : [low, high],
    0,
    low === high ? 1 : 2,
  );
  return interpolate(values[low]!, values[high]!, 0.5);
}

/** From low (fraction 0) to high (fraction 1), rounded alike from both ends, so never out of order. */
export function interpolate(low: number, high: number, share: number): number {
  const step = high - low;
  return share < 0.5 ? low + step * share : high - step * (1 - share);
}

/** Below this many values sorting them is faster than dividing further. */
const smallCount = 24;

/**
 * Puts the values of the given ranks where a sort of values[lo … hi] would put them (quickselect
 * with three-way Hoare partition, dividing only the parts that hold a rank).
 * @param ranks indices into values, ascending, each once; those of [from, to) lie in lo … hi
 */
function selectRanks(
  values: Float64Array,
  lo: number,
  hi: number,
  ranks: readonly number[],
  from: number,
  to: number,
): void {
  while (from < to) {
    if (hi - lo < smallCount) {
      insertionSort(values, lo, hi);
      return;
    }
    const pivot = medianOfThree(values[lo]!, values[(lo + hi) >> 1]!, values[hi]!);
    let i = lo;
    let j = hi;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i <= j) {
        const swapped = values[i]!;
        values[i++] = values[j]!;
        values[j--] = swapped;
      }
    }
    // Now lo … j ≤ pivot, i … hi ≥ pivot, and what lies between equals it.
    let leftEnd = from;
    while (leftEnd < to && ranks[leftEnd]! <= j) leftEnd++;
    let rightStart = leftEnd;
    while (rightStart < to && ranks[rightStart]! < i) rightStart++;
    selectRanks(values, lo, j, ranks, from, leftEnd);
    lo = i;
    from = rightStart;
  }
}

function insertionSort(values: Float64Array, lo: number, hi: number): void {
  for (let i = lo + 1; i <= hi; i++) {
    const value = values[i]!;
    let j = i - 1;
    for (; j >= lo && values[j]! > value; j--) values[j + 1] = values[j]!;
    values[j + 1] = value;
  }
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
