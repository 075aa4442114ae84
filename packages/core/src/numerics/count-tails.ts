/** Tails of binomial and beta-binomial counts, summed term by term from where they begin. */
import jStat from "jstat";

/** A beta-binomial count of n with parameters α and β; binomial where these are infinite. */
export interface CountDistribution {
  n: number;
  /** Mean of the count over n. */
  share: number;
  alpha: number;
  beta: number;
}

/**
 * The beta-binomial count of given mean and variance: Var = n p (1−p) (1 + (n−1) ρ) with
 * ρ = 1/(α+β+1), at most 0.999; binomial where the variance is not above the binomial one.
 * @param share between 0 and 1, both excluded
 */
export function countDistribution(n: number, share: number, variance: number): CountDistribution {
  const excess = variance / (n * share * (1 - share)) - 1;
  const correlation = n > 1 ? Math.min(excess / (n - 1), 0.999) : 0;
  const sum = correlation > leastCorrelation ? 1 / correlation - 1 : Number.POSITIVE_INFINITY;
  return { n, share, alpha: share * sum, beta: (1 - share) * sum };
}

/** Below this correlation of two waveforms a count is taken as binomial. */
const leastCorrelation = 1e-12;

/**
 * P(X ≥ k), with a relative error below 10⁻⁶. Above the mean the upper tail is summed, below it the
 * lower one: terms follow from each other, and the sum ends where what is left is negligible.
 */
export function upperTail(of: CountDistribution, k: number): number {
  if (k <= 0) return 1;
  if (k > of.n) return 0;
  return k > of.n * of.share ? summedFrom(of, k) : 1 - summedFrom(mirrored(of), of.n - k + 1);
}

/** The smallest k with P(X ≥ k) ≤ chance; n + 1 where there is none. */
export function firstBelow(of: CountDistribution, chance: number): number {
  const { n, share } = of;
  const isBelow = (k: number): boolean => upperTail(of, k) <= chance;
  // Doubling steps from the mean: the number of sums grows with the width, not with n.
  let low = Math.floor(n * share);
  let high = low;
  for (let step = 1; low > 0 && isBelow(low); step *= 2)
    [low, high] = [Math.max(0, low - step), low];
  for (let step = 1; high <= n && !isBelow(high); step *= 2)
    [low, high] = [high + 1, Math.min(n + 1, high + step)];
  while (low < high) {
    const between = Math.floor((low + high) / 2);
    if (isBelow(between)) high = between;
    else low = between + 1;
  }
  return low;
}

/** The distribution of n − X. */
function mirrored({ n, share, alpha, beta }: CountDistribution): CountDistribution {
  return { n, share: 1 - share, alpha: beta, beta: alpha };
}

/** What is left out of a sum, relative to it. */
const negligible = 1e-13;

function summedFrom(of: CountDistribution, start: number): number {
  const { n, share, alpha, beta } = of;
  const first = Math.exp(lnProbabilityOf(of, start));
  // In units of the first term, which may be far below 1.
  let [sum, term] = [1, 1];
  const isBinomial = alpha === Number.POSITIVE_INFINITY;
  const odds = share / (1 - share);
  for (let k = start; k < n; k++) {
    const ratio = ((n - k) / (k + 1)) * (isBinomial ? odds : (k + alpha) / (n - k - 1 + beta));
    term *= ratio;
    sum += term;
    // With β ≥ 1, terms that fall go on falling.
    if (ratio < 1 && beta >= 1 && term * (n - k) < negligible * sum) break;
  }
  return Math.min(1, first * sum);
}

/**
 * ln P(X = k). With b(x; N) = Γ(N+1)/(Γ(x+1) Γ(N−x+1)) π^x (1−π)^(N−x) for real x, any π,
 * the beta-binomial probability is
 * b(k; n) b(α; α+β) / b(k+α; n+α+β) · αβ (n+α+β) / ((α+β) (k+α) (n−k+β)):
 * the powers of π cancel. π = (k+α)/(n+α+β) keeps every factor free of cancellation.
 */
export function lnProbabilityOf({ n, share, alpha, beta }: CountDistribution, k: number): number {
  if (alpha === Number.POSITIVE_INFINITY) return lnBinomial(k, n, share);
  const [sum, up, down] = [alpha + beta, k + alpha, n - k + beta];
  const at = up / (n + sum);
  const ln = lnBinomial(k, n, at) + lnBinomial(alpha, sum, at) - lnBinomial(up, n + sum, at);
  return ln + Math.log((alpha / sum) * (beta / up) * ((n + sum) / down));
}

/**
 * ln of b(x; N) of `lnProbabilityOf` by C. Loader's saddle-point expansion (Fast and accurate
 * computation of binomial probabilities, 2000), which loses no digits at large N.
 */
function lnBinomial(x: number, N: number, p: number): number {
  if (x === 0) return N * Math.log1p(-p);
  if (x === N) return N * Math.log(p);
  const y = N - x;
  return (
    stirlingError(N) -
    stirlingError(x) -
    stirlingError(y) -
    deviance(x, N * p) -
    deviance(y, N * (1 - p)) +
    0.5 * Math.log(N / (2 * Math.PI * x * y))
  );
}

/** ln Γ(x+1) − ln(√(2πx) (x/e)^x), for x > 0. */
function stirlingError(x: number): number {
  if (x < 15)
    return jStat.gammaln(x + 1) - (x + 0.5) * Math.log(x) + x - 0.5 * Math.log(2 * Math.PI);
  const square = x * x;
  return (1 / 12 - (1 / 360 - (1 / 1260 - 1 / (1680 * square)) / square) / square) / x;
}

/** x ln(x/m) + m − x, without cancellation where x is near m. */
function deviance(x: number, m: number): number {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
  // With v = (x−m)/(x+m): (x−m) v + 2x Σ v^(2j+1)/(2j+1).
  const v = (x - m) / (x + m);
  let sum = (x - m) * v;
  let power = 2 * x * v;
  let term = (power * v * v) / 3;
  // NaN is greater than nothing, so it ends the series too.
  for (let j = 3; Math.abs(term) > Number.EPSILON * Math.abs(sum); j += 2) {
    sum += term;
    power *= v * v;
    term = (power * v * v) / (j + 2);
  }
  return sum;
}
