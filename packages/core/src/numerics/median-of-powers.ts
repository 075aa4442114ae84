/** The median of exponential values: of the powers of noise at one frequency. */
import jStat from "jstat";

/**
 * The chance that the median of n exponential values is above this many times that of the
 * distribution. Of n values u = 1 − 2^−ratio has the order statistic in the middle, whose law is Beta((n+1)/2,
 * (n+1)/2): P = I_{2^−ratio}((n+1)/2, (n+1)/2). Exact for odd n; for even n, where the median is the
 * mean of two values, it is the larger of the two by at most a factor 2^(ratio/2). At
 * n = 11 and ratio 4 it is 2·10⁻⁵, where a normal ratio would give 3·10⁻¹² and a normal ln 7·10⁻⁴.
 * @param ratio at least 0
 * @param n at least 1
 */
export function chanceOfMedianAbove(ratio: number, n: number): number {
  const half = (n + 1) / 2;
  return jStat.beta.cdf(2 ** -ratio, half, half);
}

/** Standard error of ln of the median of n exponential values: 1/(ln 2 · √n). */
export function lnMedianError(n: number): number {
  return 1 / (Math.LN2 * Math.sqrt(n));
}
