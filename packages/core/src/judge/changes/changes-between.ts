/** What changed in the states from one file to another, whichever files lie between. */
import { detectorGroups } from "../../detector/groups.js";
import { noneSoFar } from "../../history/files-passed.js";
import { sinceOf } from "../../history/since.js";
import { isSameFile } from "../../store/same-file.js";
import type { FileSummary } from "../../summary.js";
import type { Units } from "../../units.js";
import type { Check } from "../check.js";
import { checks } from "../checks/index.js";
import { verdictInUnits } from "../in-units.js";
import type { JudgedFile } from "../judged-file.js";
import { type Alarm, alarmsOf, eachOnce, recoveriesOf } from "../states/alarms.js";
import type { KnownStates } from "../states/change.js";
import { channelNames } from "../states/channel-names.js";
import { type Fault, faultOf } from "../states/faults.js";
import { channelKey, isAlarm, recordKey, type State, type Verdict } from "../states/verdict.js";
import { recordsSince, statesAfter, toldOnceOf } from "./known-states.js";

/** A fault that came, stayed or went from one file to another. */
export interface StateChange extends Fault {
  /** Channels that it is of; 0 for one of the whole file. */
  channels: number;
}

/** What of a judged file tells its states. */
export type JudgedStates = Pick<JudgedFile, "summary" | "verdicts" | "checks" | "known">;

/** Before any file. */
export const nothingKnownYet: KnownStates = { known: new Map(), common: [], files: noneSoFar() };

/**
 * What changed from one judged file to another: new faults, then those still there, then recovered
 * ones, against what was last known of each channel at the file before. Every check counts that both
 * were judged with. Of one file judged twice, only what differs counts as new or recovered.
 * @param units of the sizes in the reasons
 */
export function changesBetween(
  before: JudgedStates,
  now: JudgedStates,
  units: Units,
): StateChange[] {
  const names = new Set((before.checks ?? checks).map(({ name }) => name));
  const table = (now.checks ?? checks).filter(({ name }) => names.has(name));
  const ofBoth = new Set(table.map(({ name }) => name));
  const toldOnce = isSameFile(before.summary, now.summary) ? new Set<string>() : toldOnceOf(table);
  const { verdicts, summary, known = nothingKnownYet } = before;
  const states = statesAfter(verdicts, known, sinceOf(summary), toldOnce);
  const records = recordsSince(
    now.verdicts.filter(({ check }) => ofBoth.has(check)),
    states,
    toldOnce,
  );
  const told = withUnknownBefore(records, verdicts, toldOnce);
  return stateChangesOf(told, now.summary, units, table);
}

/**
 * The changes that the records of a file tell of, each fault once. Faults of one place are told
 * together only where they changed alike, and what a group gained is new, so that nothing new is
 * hidden behind what was there before.
 */
export function stateChangesOf(
  records: readonly Verdict[],
  { detector }: Pick<FileSummary, "detector">,
  units: Units,
  table: readonly Check[] = checks,
): StateChange[] {
  const alarms = eachOnce(records.filter(({ state }) => isAlarm(state)));
  const isNew = ({ change }: Verdict): boolean => change === "new";
  const still = alarms.filter((verdict) => !isNew(verdict));
  const told = [
    ...alarmsOf([...alarms.filter(isNew), ...gained(still, records)], table),
    ...alarmsOf(still, table),
    ...byPlace(recoveriesOf(records, table)),
  ];
  const sizeOf = ({ verdict: { scope, adc, members } }: Alarm): number => {
    if (scope === "channel" || members.length > 0) return Math.max(1, members.length);
    return scope === "adc" ? detectorGroups(detector).adcMembers[adc!]!.length : 0;
  };
  return told.map((alarm) => ({
    ...faultOf(alarm, verdictInUnits(alarm.verdict, units)),
    channels: sizeOf(alarm),
  }));
}

/** Recoveries with one of each place, of the same channels by several checks; those of the file alone. */
function byPlace(recoveries: readonly Alarm[]): Alarm[] {
  const merged = new Map<string, Alarm>();
  for (const one of recoveries) {
    const { scope, members, check } = one.verdict;
    const key = `${one.place} ${scope === "file" ? check : members.length}`;
    const first = merged.get(key);
    merged.set(key, first ? { ...first, also: [...first.also, one.title] } : one);
  }
  return [...merged.values()];
}

/** Of groups with a fault that is still there, the channels that have it only now. */
function gained(groups: readonly Verdict[], records: readonly Verdict[]): Verdict[] {
  const wide = groups.filter(({ members }) => members.length > 0);
  if (wide.length === 0) return [];
  const newRecords = new Set(
    records.flatMap((one) =>
      one.scope === "channel" && one.change === "new" && isAlarm(one.state)
        ? [`${one.check} ${channelKey(one)}`]
        : [],
    ),
  );
  return wide.flatMap((group): Verdict[] => {
    const members = group.members.filter(([adc, channel]) =>
      newRecords.has(`${group.check} ${channelKey({ adc, channel })}`),
    );
    if (members.length === 0) return [];
    const names = channelNames(members.map(([adc, channel]) => ({ adc, channel })));
    return [{ ...group, members, change: "new", since: null, reason: `now also ${names}` }];
  });
}

/** New alarms say where nothing was known of them in the file before; those of changes need not. */
function withUnknownBefore(
  records: readonly Verdict[],
  before: readonly Verdict[],
  toldOnce: ReadonlySet<string>,
): Verdict[] {
  const states = new Map<string, State>();
  for (const verdict of before)
    if (verdict.state === "unknown") states.set(recordKey(verdict), verdict.state);
  const wasUnknown = (verdict: Verdict): boolean =>
    verdict.members.length === 0
      ? states.has(recordKey(verdict))
      : verdict.members.every(([adc, channel]) =>
          states.has(recordKey({ ...verdict, scope: "channel", adc, channel, label: null })),
        );
  return records.map((verdict) =>
    verdict.change === "new" &&
    isAlarm(verdict.state) &&
    !toldOnce.has(verdict.check) &&
    wasUnknown(verdict)
      ? { ...verdict, reason: `${verdict.reason}; unknown before` }
      : verdict,
  );
}
