/** Run numbers, exact in 64 bits. */

/**
 * A whole number of at most 64 bits: a number where that is exact, its decimal digits as a text where
 * it is not (beyond ±2⁵³).
 */
export type RunNumber = number | string;

const largestRun = 2n ** 63n - 1n;

/** The number that some digits write, with a sign or without; null for more than 64 bits and for other texts. */
export function runNumberOf(digits: string): RunNumber | null {
  if (!/^-?\d+$/.test(digits)) return null;
  const exact = BigInt(digits);
  if (exact > largestRun || exact < -largestRun - 1n) return null;
  const number = Number(exact);
  return Number.isSafeInteger(number) ? number : String(exact);
}

/** Orders run numbers by their value. */
export function compareRunNumbers(a: RunNumber, b: RunNumber): number {
  const [one, other] = [BigInt(a), BigInt(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}
