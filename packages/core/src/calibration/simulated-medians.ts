/** Medians of the power of several spectra in one bin, drawn directly. */
import type { Random } from "../flow/simulation/random.js";
import { quantilesInPlace } from "../numerics/quantile.js";

/**
 * Median of `count` exponentially distributed powers with mean 1, as of noise. In probability it is
 * distributed as Beta(a, a) with 2a = count + 1, or 2a of the same variance for the mean of the two middle
 * ones of an even count. That is the distribution of ½(1 + t/√(2a + t²)) of Student's t with 2a degrees of
 * freedom, whose normal equivalent is z = (8ν + 1)/(8ν + 3) · √(ν ln(1 + t²/ν)) (D. L. Wallace, Ann.
 * Math. Stat. 30 (1959) 1124).
 * @param z drawn from the standard normal distribution
 */
export function medianOfNoise(count: number, z: number): number {
  const off = Math.sqrt(1 - Math.exp(-z * z * narrowness(count)));
  return -Math.log(0.5 * (z < 0 ? 1 + off : 1 - off));
}

/** The `z` that gives `medianOfNoise` this value, at least ln 2. */
export function normalOfMedian(count: number, median: number): number {
  const off = 1 - 2 * Math.exp(-median);
  return Math.sqrt(-Math.log(1 - off * off) / narrowness(count));
}

function narrowness(count: number): number {
  // The mean of the two middle ones of n uniform values has the variance n / (4 (n + 1) (n + 2)).
  const freedom = count % 2 === 1 ? count + 1 : count + 2 + 2 / count;
  return ((8 * freedom + 3) / (8 * freedom + 1)) ** 2 / freedom;
}

/**
 * Median power of a sine of random phase on noise, event by event.
 * @param noise mean power of the noise
 * @param sine power of the sine
 */
export function medianWithSine(random: Random, noise: number, sine: number, count: number): number {
  const powers = Float64Array.from({ length: count }, () => {
    const real = Math.sqrt(sine) + Math.sqrt(noise / 2) * random.gaussian();
    const imaginary = Math.sqrt(noise / 2) * random.gaussian();
    return real ** 2 + imaginary ** 2;
  });
  return quantilesInPlace(powers, 0, count, [0.5])[0]!;
}
