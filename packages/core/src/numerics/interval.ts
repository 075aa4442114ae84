/** A fraction of counts with its uncertainty. */
import jStat from "jstat";

/** passed / total with a confidence interval. */
export interface FractionInterval {
  /** NaN where total is 0: nothing is known. */
  fraction: number;
  /** Lower and upper bound, 0..1; [0, 1] where total is 0. */
  low: number;
  high: number;
}

/** Central probability that the interval covers at least. */
export const intervalLevel = 0.68;

const tail = (1 - intervalLevel) / 2;

/**
 * Clopper-Pearson interval at level 0.68: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934)
 * 404. low is the 0.16 quantile of Beta(k, n−k+1), high the 0.84 quantile of Beta(k+1, n−k).
 * None passed: [0, 1 − 0.16^(1/n)]; all passed: [0.16^(1/n), 1]. The beta quantile holds 2e-8
 * relative from n = 2 to 10⁷.
 * @throws RangeError unless 0 ≤ passed ≤ total, whole numbers
 */
export function fractionInterval(passed: number, total: number): FractionInterval {
  if (!(Number.isInteger(passed) && Number.isInteger(total) && 0 <= passed && passed <= total))
    throw new RangeError(
      `a fraction needs whole counts, 0 ≤ passed ≤ total, got ${passed} of ${total}`,
    );
  if (total === 0) return { fraction: Number.NaN, low: 0, high: 1 };
  const failed = total - passed;
  // 1 − tail^(1/n) without cancellation for large n.
  const edge = -Math.expm1(Math.log(tail) / total);
  return {
    fraction: passed / total,
    low: passed === 0 ? 0 : failed === 0 ? 1 - edge : jStat.beta.inv(tail, passed, failed + 1),
    high: failed === 0 ? 1 : passed === 0 ? edge : jStat.beta.inv(1 - tail, passed + 1, failed),
  };
}
