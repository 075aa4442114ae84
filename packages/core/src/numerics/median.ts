/** Medians and their robust spread. */
import { quantiles } from "./quantile.js";

/** Makes the median absolute deviation of a normal distribution its standard deviation. */
export const sigmaPerMad = 1.4826;

/** The middle value, or the mean of the two middle ones; NaN of none. NaN must not be among them. */
export function medianOf(values: ArrayLike<number>): number {
  return middleOfSorted(Float64Array.from(values).sort());
}

/** `medianOf` the values that are known: NaN is passed over. */
export function medianOfKnown(values: ArrayLike<number>): number {
  return quantiles(values, [0.5])[0]!;
}

/** @param sorted ascending */
export function middleOfSorted(sorted: ArrayLike<number>): number {
  if (sorted.length === 0) return Number.NaN;
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The middle value, or the upper one of the two middle ones: one that is there. Null of none. */
export function upperMedianOf(values: ArrayLike<number>): number | null {
  return Float64Array.from(values).sort()[values.length >> 1] ?? null;
}
