/** A fraction of counts with its uncertainty. */
import jStat from "jstat";
import { LightDqmError } from "../errors.js";

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

/**
 * Clopper-Pearson interval: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934) 404. With
 * α = 1 − level, low is the α/2 quantile of Beta(k, n−k+1), high the 1 − α/2 quantile of
 * Beta(k+1, n−k). None passed: [0, 1 − (α/2)^(1/n)]; all passed: [(α/2)^(1/n), 1]. The beta quantile
 * holds 2e-8 relative from n = 2 to 10⁷.
 * @param level central probability that is covered at least, between 0 and 1, both excluded
 * @throws LightDqmError `bad-input` unless 0 ≤ passed ≤ total, whole numbers
 */
export function clopperPearson(
  passed: number,
  total: number,
  level: number = intervalLevel,
): FractionInterval {
  if (!(Number.isInteger(passed) && Number.isInteger(total) && 0 <= passed && passed <= total))
    throw new LightDqmError("bad-input", {
      what: "Not the counts of a fraction",
      expected: "whole numbers, 0 ≤ passed ≤ total",
      got: `${passed} of ${total}`,
    });
  if (!(0 < level && level < 1))
    throw new LightDqmError("bad-input", {
      what: "Not the level of an interval",
      expected: "a number between 0 and 1",
      got: `${level}`,
    });
  if (total === 0) return { fraction: Number.NaN, low: 0, high: 1 };
  const tail = (1 - level) / 2;
  const failed = total - passed;
  // 1 − tail^(1/n) without cancellation for large n.
  const edge = -Math.expm1(Math.log(tail) / total);
  return {
    fraction: passed / total,
    low: passed === 0 ? 0 : failed === 0 ? 1 - edge : jStat.beta.inv(tail, passed, failed + 1),
    high: failed === 0 ? 1 : passed === 0 ? edge : jStat.beta.inv(1 - tail, passed + 1, failed),
  };
}
