/** Faults that the channels of an EPCB, TPC or ADC share: one alarm instead of many. */

import { detectorGroups } from "../../detector/groups.js";
import { medianOf } from "../../numerics/median.js";
import type { FileSummary } from "../../summary.js";
import { isAlarm, type Verdict } from "./verdict.js";

/** A fault is common from this fraction of the group's judged channels on… */
const commonFraction = 2 / 3;
/** …and from this many channels on. */
const fewestMembers = 3;

interface Group {
  scope: "adc" | "tpc" | "epcb";
  adc: number | null;
  group: number;
  channelIndices: readonly number[];
}

/**
 * For every check, the groups of which at least two thirds of the judged channels (three at least)
 * are alarmed in the same direction, as records of their own: the largest groups first, no channel
 * twice. The value is the median of the members' values, the state their most frequent one.
 */
export function commonFaults(summary: FileSummary, verdicts: readonly Verdict[]): Verdict[] {
  const { indexOf } = detectorGroups(summary.detector);
  const groups = groupsLargestFirst(summary);
  const byCheck = new Map<string, Map<number, Verdict>>();
  const alarmed = alarmedCounts(verdicts);
  for (const verdict of verdicts) {
    if (verdict.scope !== "channel" || (alarmed.get(verdict.check) ?? 0) < fewestMembers) continue;
    const ofCheck = byCheck.get(verdict.check) ?? new Map<number, Verdict>();
    byCheck.set(verdict.check, ofCheck.set(indexOf(verdict.adc!, verdict.channel!), verdict));
  }
  return [...byCheck.values()].flatMap((ofCheck) => {
    const taken = new Set<number>();
    return groups.flatMap((group) => {
      const judged = group.channelIndices.flatMap((channelIndex) => {
        const verdict = ofCheck.get(channelIndex);
        return verdict &&
          (verdict.state === "ok" || isAlarm(verdict.state)) &&
          !taken.has(channelIndex)
          ? [verdict]
          : [];
      });
      return ([1, -1] as const).flatMap((side) => {
        const members = judged.filter((one) => isAlarm(one.state) && sideOf(one) === side);
        if (members.length < Math.max(fewestMembers, commonFraction * judged.length)) return [];
        for (const { adc, channel } of members) taken.add(indexOf(adc!, channel!));
        return [commonRecord(group, members, judged.length)];
      });
    });
  });
}

/** Channels with a warning or worse, by check. */
function alarmedCounts(verdicts: readonly Verdict[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { check, scope, state } of verdicts)
    if (scope === "channel" && isAlarm(state)) counts.set(check, (counts.get(check) ?? 0) + 1);
  return counts;
}

function commonRecord(group: Group, members: readonly Verdict[], judgedCount: number): Verdict {
  const first = members[0]!;
  const value = medianOf(members.map((member) => member.value!));
  const badCount = members.filter(({ state }) => state === "bad").length;
  const typical = members.reduce((best, member) =>
    Math.abs(member.value! - value) < Math.abs(best.value! - value) ? member : best,
  );
  return {
    ...first,
    scope: group.scope,
    adc: group.adc,
    channel: null,
    group: group.group,
    state: 2 * badCount >= members.length ? "bad" : "warn",
    value,
    limit: typical.limit,
    n: Math.min(...members.map(({ n }) => n)),
    p: null,
    reason: `${members.length} of ${judgedCount} channels, e.g. channel ${typical.channel} of ADC ${typical.adc}: ${typical.reason}`,
    members: members.map(({ adc, channel }) => [adc!, channel!] as const),
  };
}

/** Above (1) or below (−1) the limit. */
function sideOf({ value, limit }: Verdict): 1 | -1 {
  const middle = limit === null ? 0 : typeof limit === "number" ? limit : (limit[0] + limit[1]) / 2;
  return value! >= middle ? 1 : -1;
}

function groupsLargestFirst({ detector }: FileSummary): Group[] {
  const { adcMembers, adcOf, epcbMembers, epcbOf, tpcMembers } = detectorGroups(detector);
  const adcs = adcMembers.map(
    (channelIndices, adc): Group => ({ scope: "adc", adc, group: adc, channelIndices }),
  );
  const tpcs = tpcMembers.map(
    (channelIndices, group): Group => ({ scope: "tpc", adc: null, group, channelIndices }),
  );
  const epcbs = epcbMembers.map(
    (channelIndices): Group => ({
      scope: "epcb",
      adc: adcOf[channelIndices[0]!]!,
      group: epcbOf[channelIndices[0]!]!,
      channelIndices,
    }),
  );
  return [...adcs, ...tpcs, ...epcbs];
}
