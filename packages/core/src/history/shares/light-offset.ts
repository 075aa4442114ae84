/** By how much the light of a TPC raises or lowers a fraction in all its channels. */

/** Channels of one TPC, in one set of events. Arrays are by channel index. */
export interface TpcCounts {
  /** Channel indices. */
  members: readonly number[];
  passed: Uint32Array;
  total: Uint32Array;
  /** ln odds of the level of each channel. */
  lnOdds: Float64Array;
  /** Variance of the ln odds about that level, light aside. */
  variance: Float64Array;
  /** 0 leaves a channel out of the offsets of the others. */
  isCounted: Uint8Array;
}

/** An offset of ln odds and its variance. */
export interface LightOffset {
  offset: number;
  variance: number;
}

/** Standard deviation of the offset between files that is assumed before a file is looked at. */
const priorLn = 0.5;
/** A channel with more of the information than this is left out by a new fit, not by one step. */
const decisiveInformation = 0.2;
const mostSteps = 12;

/**
 * For each channel the common offset δ of ln odds, as the *other* channels show it: the most probable
 * one for k of n with ln odds of level + δ, and δ normal about 0. A channel pulls by no more than
 * two standard deviations and two counts, so that a few that are broken do not count as light.
 * @returns in the order of the members
 */
export function lightOffsets(of: TpcCounts): LightOffset[] {
  const all = fitted(of, -1);
  return of.members.map((i) => {
    if (!of.isCounted[i]) return { offset: all.offset, variance: 1 / all.information };
    const own = pullOf(of, i, all.offset);
    const rest = all.information - own.information;
    if (own.information > decisiveInformation * all.information) {
      const { offset, information } = fitted(of, i);
      return { offset, variance: 1 / information };
    }
    return { offset: all.offset - own.pull / rest, variance: 1 / rest };
  });
}

/** Newton's steps, each of at most 1. @param without one channel index; −1 for none */
function fitted(of: TpcCounts, without: number): { offset: number; information: number } {
  let offset = 0;
  let information = 1 / priorLn ** 2;
  for (let step = 0; step < mostSteps; step++) {
    let pull = -offset / priorLn ** 2;
    information = 1 / priorLn ** 2;
    for (const i of of.members) {
      if (i === without || !of.isCounted[i]) continue;
      const own = pullOf(of, i, offset);
      pull += own.pull;
      information += own.information;
    }
    const change = Math.max(-1, Math.min(1, pull / information));
    offset += change;
    if (Math.abs(change) < 1e-3) break;
  }
  return { offset, information };
}

function pullOf(
  { passed, total, lnOdds, variance }: TpcCounts,
  i: number,
  offset: number,
): { pull: number; information: number } {
  const share = 1 / (1 + Math.exp(-lnOdds[i]! - offset));
  const mean = total[i]! * share;
  const binomial = mean * (1 - share);
  const more = 1 + binomial * variance[i]!;
  const most = 2 * Math.sqrt(binomial * more) + 2;
  const deviation = Math.max(-most, Math.min(most, passed[i]! - mean));
  return { pull: deviation / more, information: binomial / more };
}
