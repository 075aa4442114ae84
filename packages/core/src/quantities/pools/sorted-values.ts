/** Many small sets of numbers that stay sorted while numbers enter and leave. */

/** Sets by index; every number is finite. */
export interface SortedValues {
  add(set: number, value: number): void;
  /** Removes one number that was added before. */
  drop(set: number, value: number): void;
  count(set: number): number;
  /** The middle value, or the mean of the two middle ones; NaN of none. */
  median(set: number): number;
  /** The median of the distances from a value; NaN of none. */
  medianDistance(set: number, from: number): number;
  memory(): SortedMemory;
}

/** The sets one after another. */
export interface SortedMemory {
  /** How many numbers each has. */
  counts: Uint32Array;
  values: Float64Array;
}

/** Starts with empty sets, or goes on from some. */
export function sortedValues(setCount: number, memory?: SortedMemory): SortedValues {
  const counts = memory?.counts ?? new Uint32Array(setCount);
  let room = 8;
  while (room < largestOf(counts)) room *= 2;
  let values = new Float64Array(setCount * room);
  for (let set = 0, start = 0; memory && set < setCount; start += counts[set++]!)
    values.set(memory.values.subarray(start, start + counts[set]!), set * room);
  const grow = (): void => {
    const wider = new Float64Array(2 * values.length);
    for (let set = 0; set < setCount; set++)
      wider.set(values.subarray(set * room, set * room + counts[set]!), 2 * set * room);
    values = wider;
    room *= 2;
  };
  /** Place of the first value of a set that is not below. */
  const placeOf = (set: number, value: number): number => {
    let low = set * room;
    let high = low + counts[set]!;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (values[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    add: (set, value) => {
      if (counts[set] === room) grow();
      const at = placeOf(set, value);
      values.copyWithin(at + 1, at, set * room + counts[set]!);
      values[at] = value;
      counts[set]!++;
    },
    drop: (set, value) => {
      const at = placeOf(set, value);
      values.copyWithin(at, at + 1, set * room + counts[set]!);
      counts[set]!--;
    },
    count: (set) => counts[set]!,
    median: (set) => {
      const start = set * room;
      const count = counts[set]!;
      const middle = start + (count >> 1);
      if (count === 0) return Number.NaN;
      return count % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2;
    },
    medianDistance: (set, from) => {
      const count = counts[set]!;
      if (count === 0) return Number.NaN;
      const start = set * room;
      const split = placeOf(set, from);
      const middle = count >> 1;
      // The nearest values up to the middle one: so many below, the others not.
      let below = nearestBelow(values, start, split, start + count, from, middle);
      let above = middle + 1 - below;
      const farBelow = (): number => (below > 0 ? from - values[split - below]! : 0);
      const farAbove = (): number => (above > 0 ? values[split + above - 1]! - from : 0);
      const upper = Math.max(farBelow(), farAbove());
      if (count % 2 === 1) return upper;
      if (below > 0 && farBelow() === upper) below--;
      else above--;
      return (Math.max(farBelow(), farAbove()) + upper) / 2;
    },
    memory: () => {
      const together = new Float64Array(counts.reduce((sum, count) => sum + count, 0));
      for (let set = 0, start = 0; set < setCount; start += counts[set++]!)
        together.set(values.subarray(set * room, set * room + counts[set]!), start);
      return { counts, values: together };
    },
  };
}

function largestOf(counts: Uint32Array): number {
  let largest = 0;
  for (const count of counts) if (count > largest) largest = count;
  return largest;
}

/**
 * How many of the rank + 1 values nearest to a value lie below it, among sorted
 * values[start … end − 1], of which those from `split` on do not.
 */
function nearestBelow(
  values: Float64Array,
  start: number,
  split: number,
  end: number,
  from: number,
  rank: number,
): number {
  // The first choice for which no other value is nearer.
  let low = Math.max(0, rank + 1 - (end - split));
  let high = Math.min(split - start, rank + 1);
  while (low < high) {
    const left = (low + high) >> 1;
    const nextBelow = from - values[split - left - 1]!;
    const lastAbove = values[split + rank - left]! - from;
    if (nextBelow < lastAbove) low = left + 1;
    else high = left;
  }
  return low;
}
