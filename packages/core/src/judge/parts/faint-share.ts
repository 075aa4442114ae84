/** How often a healthy channel is faint in lit events, as the other channels of its TPC show it. */
import type { DetectorGroups } from "../../detector/groups.js";
import { countChances, expectedCounts, normalTail } from "../../numerics/chances.js";
import type { FileSummary } from "../../summary.js";

/** What is expected of a channel. */
export interface HealthyFaint {
  /** Expected fraction of faint waveforms. */
  share: number;
  /** P(as many faint ones or more) of a healthy channel. */
  chance: number;
  /** True for a channel that is dim in all events, which explains some faint ones. */
  isDim: boolean;
}

/** Channels that are faint more often are no measure of healthy ones. */
const mostOfHealthy = 0.2;
/** A channel is dim if the median of its relative amplitude that the upper part tells is below this. */
const dimMedian = 0.7;
/** Relative amplitudes below this are faint. */
const faintBelow = 0.1;
/** The spread of ln amplitude is not taken to be less. */
const leastSpreadLn = 0.1;

/**
 * The fraction of the other channels of the TPC, dead and partly dead ones aside, with their scatter. A
 * dim channel has faint waveforms without being dead in any event: of it as many are expected as of a
 * log-normal amplitude with its own 84 % quantile and the spread of the others. That quantile moves little
 * if the channel is dead in some events. Null where no other channel has a lit event.
 */
export function faintOfHealthy(
  { litCount, faintCount, gain }: FileSummary,
  { tpcOf, tpcMembers }: Pick<DetectorGroups, "tpcOf" | "tpcMembers">,
  channelIndex: number,
): HealthyFaint | null {
  const others = tpcMembers[tpcOf[channelIndex]!]!.filter(
    (other) => other !== channelIndex && litCount[other]! > 0,
  );
  const healthy = healthyOf(others, faintCount, litCount);
  if (others.length === 0) return null;
  let [passed, total, spreadLn] = [0, 0, 0];
  for (const other of healthy) {
    passed += Math.min(faintCount[other]!, litCount[other]!);
    total += litCount[other]!;
    spreadLn += Math.log(gain.p84[other]! / gain.p50[other]!) / healthy.length;
  }
  const n = litCount[channelIndex]!;
  const expected = expectedCounts(n, {
    ...{ passed, total: Math.max(1, total), fileCount: Math.max(1, healthy.length) },
    dispersion: dispersionOf(healthy, faintCount, litCount, (passed + 0.5) / (total + 1)),
  });
  const spread = Math.max(leastSpreadLn, Number.isFinite(spreadLn) ? spreadLn : 0);
  const medianLn = Math.log(gain.p84[channelIndex]!) - spread;
  const isDim = medianLn < Math.log(dimMedian);
  const ofDim = isDim ? normalTail((medianLn - Math.log(faintBelow)) / spread) : 0;
  const share = Math.min(1 - 1e-9, Math.max(expected.share, ofDim));
  const variance =
    (expected.countVariance + expected.shareVariance) *
    ((share * (1 - share)) / (expected.share * (1 - expected.share)));
  const chances = countChances(n, share, variance);
  return { share, chance: chances.atLeast(faintCount[channelIndex]!), isDim };
}

/** Channels that are faint this often by chance at most are not healthy. */
const leastChance = 0.002;

/** Without dead and partly dead ones: they are put aside until the others agree. */
function healthyOf(
  channels: readonly number[],
  faintCount: Uint32Array,
  litCount: Uint32Array,
): number[] {
  let healthy = channels.filter((i) => faintCount[i]! <= mostOfHealthy * litCount[i]!);
  for (let round = 0; round < 3; round++) {
    let [passed, total] = [0.5, 1];
    for (const i of healthy) {
      passed += faintCount[i]!;
      total += litCount[i]!;
    }
    const share = passed / total;
    const left = healthy.filter(
      (i) =>
        faintCount[i]! < 2 ||
        faintCount[i]! < litCount[i]! * share ||
        countChances(litCount[i]!, share, 0).atLeast(faintCount[i]!) > leastChance,
    );
    if (left.length === healthy.length) break;
    healthy = left;
  }
  return healthy;
}

/** One channel counts as no more than this many standard deviations. */
const mostDeviations = 3;

/** Variance between channels in units of the binomial one, 1 or more. */
function dispersionOf(
  channels: readonly number[],
  passed: Uint32Array,
  total: Uint32Array,
  share: number,
): number {
  if (channels.length < 2) return 1;
  let sum = 0;
  for (const i of channels) {
    const variance = total[i]! * share * (1 - share);
    sum += Math.min(mostDeviations ** 2, (passed[i]! - total[i]! * share) ** 2 / variance);
  }
  return Math.max(1, sum / (channels.length - 1));
}
