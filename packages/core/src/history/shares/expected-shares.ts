/** What is expected of a file's counts, from sums over earlier files, at equal light. */
import type { DetectorGroups } from "../../detector/groups.js";
import { disjointEvents } from "../../quantities/indexed-by/disjoint-events.js";
import { type LightOffset, lightOffsets } from "./light-offset.js";
import type { ShareCounts } from "./share-counts.js";
import type { ShareSums } from "./share-memory.js";

/** Expectations by channel index, over those events that earlier files have too. */
export interface ExpectedShares {
  passed: Float64Array;
  total: Float64Array;
  /** Expected flagged waveforms; NaN where no earlier file has a value. */
  mean: Float64Array;
  /** n p (1−p). */
  binomial: Float64Array;
  /** Parts of the variance about the mean: scatter between files, light, and the error of the level. */
  scatterVariance: Float64Array;
  lightVariance: Float64Array;
  levelVariance: Float64Array;
  /** Offset of the ln odds by the light of the TPC, at `events * indexCount + channelIndex`. */
  offset: Float64Array;
}

/**
 * Fraction of the change of ln odds with the light by which channels differ: the further the light is
 * from that of earlier files, the less exactly the fraction is known.
 */
const slopeSpread = 0.2;

/**
 * The expected counts are sums over beam, self and other triggers, so that another mix of triggers is no
 * rise. In each, the ln odds of a channel are those of its level and the offset of its TPC's light.
 * @param scatter variance of ln odds between files, by channel index
 * @param heldSince −1 where a channel is not alarmed: alarmed ones say nothing of the light
 */
export function expectedShares(
  earlier: ShareSums,
  now: ShareCounts,
  { indexCount, tpcMembers }: Pick<DetectorGroups, "indexCount" | "tpcMembers">,
  scatter: Float64Array,
  heldSince: Int32Array,
): ExpectedShares {
  const zeros = (): Float64Array => new Float64Array(indexCount);
  const expected: ExpectedShares = {
    ...{ passed: zeros(), total: zeros(), mean: zeros().fill(Number.NaN) },
    offset: new Float64Array(now.total.length),
    ...{ binomial: zeros(), scatterVariance: zeros() },
    ...{ lightVariance: zeros(), levelVariance: zeros() },
  };
  const slope = zeros();
  disjointEvents.forEach((_, events) => {
    const start = events * indexCount;
    for (const tpc of tpcMembers) {
      const members = tpc.filter((i) => now.total[start + i]! > 0);
      if (members.length === 0) continue;
      // `Float64Array.from` with a function is ten times slower.
      const of = (value: (i: number) => number): Float64Array => {
        const values = new Float64Array(members.length);
        for (let m = 0; m < members.length; m++) values[m] = value(members[m]!);
        return values;
      };
      const passed = of((i) => now.passed[start + i]!);
      const total = of((i) => now.total[start + i]!);
      // Half a count is added: none in n is not never.
      const share = of((i) => (earlier.passed[start + i]! + 0.5) / (earlier.total[start + i]! + 1));
      const lnOdds = share.map((p) => Math.log(p / (1 - p)));
      const ofLevel = of((i) => 1 / (earlier.total[start + i]! + 1)).map(
        (each, m) => each / (share[m]! * (1 - share[m]!)),
      );
      const variance = ofLevel.map((each, m) => each + scatter[members[m]!]!);
      const isCounted = Uint8Array.from(members, (i) =>
        earlier.total[start + i]! > 0 && heldSince[i]! < 0 ? 1 : 0,
      );
      const offsets = now.followsLight
        ? lightOffsets({ passed, total, lnOdds, variance, isCounted })
        : null;
      members.forEach((i, m) => {
        const { offset, variance: ofLight } = offsets?.[m] ?? sameLight;
        expected.offset[start + i] = offset;
        if (earlier.total[start + i] === 0) return;
        const p = 1 / (1 + Math.exp(-lnOdds[m]! - offset));
        const binomial = total[m]! * p * (1 - p);
        expected.passed[i]! += passed[m]!;
        expected.total[i]! += total[m]!;
        expected.mean[i] = (expected.mean[i] || 0) + total[m]! * p;
        expected.binomial[i]! += binomial;
        expected.lightVariance[i]! += binomial ** 2 * ofLight;
        expected.levelVariance[i]! += binomial ** 2 * ofLevel[m]!;
        slope[i]! += binomial * offset;
      });
    }
  });
  for (let i = 0; i < indexCount; i++) {
    expected.scatterVariance[i] = expected.binomial[i]! ** 2 * scatter[i]!;
    expected.lightVariance[i]! += (slopeSpread * slope[i]!) ** 2;
  }
  return expected;
}

const sameLight: LightOffset = { offset: 0, variance: 0 };
