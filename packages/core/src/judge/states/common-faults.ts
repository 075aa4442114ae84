/** Faults that channels share which belong together: one alarm instead of many. */

import { type DetectorGroups, detectorGroups } from "../../detector/groups.js";
import { medianOf } from "../../numerics/median.js";
import type { FileSummary } from "../../summary.js";
import type { Check } from "../check.js";
import { checks } from "../checks/index.js";
import { faultsBySize } from "./faults-by-size.js";
import { fewestMembers, type SharedFault, sharedFaults } from "./shared-groups.js";
import { isAlarm, type Verdict } from "./verdict.js";

/**
 * For every check, the groups of channels that are alarmed in the same direction, as records of their
 * own; which groups these are, see `sharedFaults`, and `faultsBySize` for checks that compare with
 * earlier files: what changed together changed by about as much. The value is the median of the
 * members' values, the state their most frequent one.
 */
export function commonFaults(
  { detector }: Pick<FileSummary, "detector">,
  verdicts: readonly Verdict[],
  table: readonly Check[] = checks,
): Verdict[] {
  const comparing = new Set(
    table.flatMap(({ name, comparesWithEarlier }) => (comparesWithEarlier ? [name] : [])),
  );
  const groups = detectorGroups(detector);
  const byCheck = new Map<string, Verdict[]>();
  const alarmed = alarmedCounts(verdicts);
  for (const verdict of verdicts) {
    if (verdict.scope !== "channel" || (alarmed.get(verdict.check) ?? 0) < fewestMembers) continue;
    const ofCheck = byCheck.get(verdict.check);
    if (ofCheck) ofCheck.push(verdict);
    else byCheck.set(verdict.check, [verdict]);
  }
  return [...byCheck.values()].flatMap((ofCheck) =>
    faultsOfCheck(groups, ofCheck, comparing.has(ofCheck[0]!.check)),
  );
}

/** @param verdicts the records of channels of one check */
function faultsOfCheck(
  groups: DetectorGroups,
  verdicts: readonly Verdict[],
  isComparing: boolean,
): Verdict[] {
  const judged = new Uint8Array(groups.indexCount);
  const [above, below] = [judged.slice(), judged.slice()];
  const alarmed = new Map<number, Verdict>();
  for (const verdict of verdicts) {
    const channelIndex = groups.indexOf(verdict.adc!, verdict.channel!);
    if (verdict.state === "ok") judged[channelIndex] = 1;
    if (!isAlarm(verdict.state)) continue;
    judged[channelIndex] = (isAbove(verdict) ? above : below)[channelIndex] = 1;
    alarmed.set(channelIndex, verdict);
  }
  const sizeOf = (channelIndex: number): number => alarmed.get(channelIndex)!.value!;
  return [above, below].flatMap((faulty) =>
    (isComparing
      ? faultsBySize(groups, judged, faulty, sizeOf)
      : sharedFaults(groups, judged, faulty)
    ).map((fault) =>
      commonRecord(
        fault,
        fault.members.map((channelIndex) => alarmed.get(channelIndex)!),
      ),
    ),
  );
}

/** Channels with a warning or worse, by check. */
function alarmedCounts(verdicts: readonly Verdict[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { check, scope, state } of verdicts)
    if (scope === "channel" && isAlarm(state)) counts.set(check, (counts.get(check) ?? 0) + 1);
  return counts;
}

function commonRecord({ group, judgedCount }: SharedFault, members: readonly Verdict[]): Verdict {
  const first = members[0]!;
  const value = medianOf(members.map((member) => member.value!));
  const badCount = members.filter(({ state }) => state === "bad").length;
  const typical = members.reduce((best, member) =>
    Math.abs(member.value! - value) < Math.abs(best.value! - value) ? member : best,
  );
  const channels = judgedCount < group.members.length ? "judged channels" : "channels";
  return {
    ...first,
    scope: group.kind,
    adc: group.adc,
    channel: null,
    group: group.number,
    label: group.label,
    state: 2 * badCount >= members.length ? "bad" : "warn",
    value,
    limit: typical.limit,
    n: Math.min(...members.map(({ n }) => n)),
    p: null,
    reason: `${members.length} of ${judgedCount} ${channels}, e.g. channel ${typical.channel} of ADC ${typical.adc}${typical.reason && `: ${typical.reason}`}`,
    members: members.map(({ adc, channel }) => [adc!, channel!] as const),
  };
}

/** Whether an alarm is above the limit; else it is below. */
function isAbove({ value, limit }: Verdict): boolean {
  const middle = limit === null ? 0 : typeof limit === "number" ? limit : (limit[0] + limit[1]) / 2;
  return value! >= middle;
}
