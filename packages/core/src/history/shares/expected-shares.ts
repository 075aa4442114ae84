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
  const level = { lnOdds: zeros(), variance: zeros(), isCounted: new Uint8Array(indexCount) };
  const ofLevel = zeros();
  disjointEvents.forEach((_, events) => {
    const [start, end] = [events * indexCount, (events + 1) * indexCount];
    const counts = {
      passed: now.passed.subarray(start, end),
      total: now.total.subarray(start, end),
    };
    const earlierTotal = earlier.total.subarray(start, end);
    for (const tpc of tpcMembers) {
      const members = tpc.filter((i) => counts.total[i]! > 0);
      if (members.length === 0) continue;
      for (const i of members) {
        // Half a count is added: none in n is not never.
        const share = (earlier.passed[start + i]! + 0.5) / (earlierTotal[i]! + 1);
        level.lnOdds[i] = Math.log(share / (1 - share));
        ofLevel[i] = 1 / (earlierTotal[i]! + 1) / (share * (1 - share));
        level.variance[i] = ofLevel[i]! + scatter[i]!;
        level.isCounted[i] = earlierTotal[i]! > 0 && heldSince[i]! < 0 ? 1 : 0;
      }
      const offsets = now.followsLight ? lightOffsets({ members, ...counts, ...level }) : null;
      members.forEach((i, m) => {
        const { offset, variance: ofLight } = offsets?.[m] ?? sameLight;
        expected.offset[start + i] = offset;
        if (earlierTotal[i] === 0) return;
        const n = counts.total[i]!;
        const p = 1 / (1 + Math.exp(-level.lnOdds[i]! - offset));
        const binomial = n * p * (1 - p);
        expected.passed[i]! += counts.passed[i]!;
        expected.total[i]! += n;
        expected.mean[i] = (expected.mean[i] || 0) + n * p;
        expected.binomial[i]! += binomial;
        expected.lightVariance[i]! += binomial ** 2 * ofLight;
        expected.levelVariance[i]! += binomial ** 2 * ofLevel[i]!;
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
