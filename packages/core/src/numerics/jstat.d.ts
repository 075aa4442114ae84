/** The parts of jstat that are used. */
declare module "jstat" {
  const jStat: {
    beta: {
      /** Quantile of the beta distribution: x with P(X ≤ x) = p. */
      inv(p: number, alpha: number, beta: number): number;
      /** P(X ≤ x). */
      cdf(x: number, alpha: number, beta: number): number;
    };
    studentt: {
      /** P(X ≤ x) of Student's t distribution. */
      cdf(x: number, degreesOfFreedom: number): number;
    };
    normal: {
      /** P(X ≤ x). */
      cdf(x: number, mean: number, sigma: number): number;
      /** Quantile: x with P(X ≤ x) = p. */
      inv(p: number, mean: number, sigma: number): number;
    };
    /** ln Γ(x), for x > 0. */
    gammaln(x: number): number;
  };
  export default jStat;
}
