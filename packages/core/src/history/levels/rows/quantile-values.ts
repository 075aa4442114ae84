/** Values of a row out of the quantiles of a distribution. */
import type { Quantiles } from "../../../quantities/kept/distribution.js";
import { type Measured, unmeasured } from "../level-row.js";

/**
 * Medians with the spread of single waveforms about them.
 * @param from the distribution of a channel; its values become `of(value)`, and not finite ones unknown
 * @param countOf waveforms that the distribution of a channel is of
 */
export function medianValues(
  indexCount: number,
  from: (channelIndex: number) => Quantiles,
  countOf: (channelIndex: number) => number,
  of: (value: number) => number = (value) => value,
): Measured {
  const measured = unmeasured(indexCount);
  for (let i = 0; i < indexCount; i++) {
    const { p16, p50, p84 } = from(i);
    const [low, value, high] = [of(p16[i]!), of(p50[i]!), of(p84[i]!)];
    const count = countOf(i);
    if (!Number.isFinite(value) || count === 0) continue;
    measured.value[i] = value;
    measured.count[i] = count;
    const spread = (high - low) / 2;
    if (count > 1 && Number.isFinite(spread)) measured.eventSpread[i] = spread;
  }
  return measured;
}
