/** Frequencies that are watched for lines, in MHz. */
export const lineFrequenciesMHz: readonly number[] = [
  0.5, 1.8, 4.6, 7.1, 8.5, 10, 11.5, 19, 20, 25, 30,
];

/**
 * Index of the bin nearest to a frequency (the lower one at a tie).
 * @param frequencyMHz bin centres, ascending
 */
export function nearestBin(frequencyMHz: ArrayLike<number>, targetMHz: number): number {
  let best = 0;
  for (let i = 1; i < frequencyMHz.length; i++) {
    if (Math.abs(frequencyMHz[i]! - targetMHz) < Math.abs(frequencyMHz[best]! - targetMHz))
      best = i;
  }
  return best;
}
