/** Histograms of any values in any bins; for those that are kept of files see `histogram.ts`. */
import { LightDqmError } from "../errors.js";

/** Counts by bin. */
export interface BinnedValues {
  /** Bin i holds values in [edges[i], edges[i+1]); the last bin its upper edge too. */
  edges: Float64Array;
  counts: Uint32Array;
  /** Values below the first edge, and above the last one. */
  below: number;
  above: number;
  /** NaN. */
  unknown: number;
}

/**
 * Counts values by bin, with the bins of `numpy.histogram`; what is in none is counted too.
 * @param bins edges of the bins, ascending, at least two; or how many equal bins there are from the
 *   least to the greatest finite value (half to either side where all are the same to rounding, from 0 to 1 where there is none)
 * @throws LightDqmError `bad-input` for bins that are none
 */
export function histogram(
  values: ArrayLike<number>,
  bins: number | ArrayLike<number>,
): BinnedValues {
  const edges = typeof bins === "number" ? equalBins(values, bins) : Float64Array.from(bins);
  const last = edges.length - 1;
  const isAscending = edges.every((edge, i) => i === 0 || edges[i - 1]! < edge);
  if (last < 1 || !isAscending || Number.isNaN(edges[0]))
    throw new LightDqmError("bad-input", {
      what: "Not the bins of a histogram",
      where: "bins",
      expected: "a whole number of bins, or at least two edges, ascending",
      got: typeof bins === "number" ? `${bins}` : edges.join(", ") || "none",
    });
  const binned = { edges, counts: new Uint32Array(last), below: 0, above: 0, unknown: 0 };
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) binned.unknown++;
    else if (value < edges[0]!) binned.below++;
    else if (value > edges[last]!) binned.above++;
    else binned.counts[Math.min(last - 1, binOf(edges, value))]!++;
  }
  return binned;
}

/** The last bin whose lower edge is at most the value, by halving. */
function binOf(edges: Float64Array, value: number): number {
  let [low, high] = [0, edges.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (edges[middle]! <= value) low = middle;
    else high = middle;
  }
  return low;
}

function equalBins(values: ArrayLike<number>, count: number): Float64Array {
  if (!Number.isInteger(count) || count < 1) return new Float64Array(0);
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (least > most) [least, most] = [0, 1];
  // In a narrower range some edges would be the same number.
  const largest = Math.max(Math.abs(least), Math.abs(most));
  const narrowest = 4 * count * Math.max(Number.EPSILON * largest, Number.MIN_VALUE);
  const margin = Math.max(0.5, narrowest);
  if (most - least < narrowest) [least, most] = [least - margin, most + margin];
  const width = (most - least) / count;
  return Float64Array.from({ length: count + 1 }, (_, i) =>
    i === count ? most : least + i * width,
  );
}
