/** The one part of jstat that is used. */
declare module "jstat" {
  const jStat: {
    beta: {
      /** Quantile of the beta distribution: x with P(X ≤ x) = p. */
      inv(p: number, alpha: number, beta: number): number;
    };
  };
  export default jStat;
}
