/** Medians of windows that slide over a sequence. */

/**
 * The median of `values[at − h … at + h]` at every place, where h is `halfWidth` and less towards the
 * ends, so that windows stay symmetric: whatever rises or falls throughout is its own running median.
 * @param values without NaN
 * @param into room for as many values as there are
 */
export function runningMedian(
  values: Float64Array,
  halfWidth: number,
  into: Float64Array,
): Float64Array {
  const last = values.length - 1;
  const sorted = new Float64Array(2 * halfWidth + 1);
  let count = 0;
  /** Place of the first sorted value that is not below. */
  const placeOf = (value: number): number => {
    let [low, high] = [0, count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const add = (value: number): void => {
    let at = count++;
    for (; at > 0 && sorted[at - 1]! > value; at--) sorted[at] = sorted[at - 1]!;
    sorted[at] = value;
  };
  const drop = (value: number): void => {
    count--;
    for (let at = placeOf(value); at < count; at++) sorted[at] = sorted[at + 1]!;
  };
  let [from, to] = [0, -1];
  for (let at = 0; at <= last; at++) {
    const half = Math.min(halfWidth, at, last - at);
    while (to < at + half) add(values[++to]!);
    while (from < at - half) drop(values[from++]!);
    into[at] = sorted[half]!;
  }
  return into;
}
