/** The verdicts on one file of a scenario, held against what is planted there. */
import { type DetectorGroups, detectorGroups } from "../../detector/groups.js";
import type { DetectorProfile } from "../../detector/profile.js";
import { fewEvents } from "../../judge/checks/file/few-events.js";
import { type Alarm, alarmsOf } from "../../judge/states/alarms.js";
import { isAlarm, type Verdict } from "../../judge/states/verdict.js";
import type { WatchedFile } from "../../judge/watch.js";
import type { Course, PlantedFault } from "../planted/course.js";
import { keysOf, keysOfRecord, recordsOf, stateOf } from "./records-there.js";
import type { FaultInFile, FileOutcome } from "./scenario-outcome.js";

/** Checks that tell of changed conditions of a file. */
const conditionChecks: ReadonlySet<string> = new Set(["conditions", "trigger-mix"]);

/** So many files after a repair it may still be alarmed. */
const settlingFiles = 3;

/** What a watched file says of itself and of each of the faults. @param index of the file, from 0 */
export function outcomeOfFile(
  { verdicts, conditions }: WatchedFile,
  { files, faults, newConditions = [], oldConditions = [] }: Course,
  index: number,
  detector: DetectorProfile,
): { file: FileOutcome; faults: FaultInFile[] } {
  const groups = detectorGroups(detector);
  const alarms = alarmsOf(verdicts);
  const told = verdicts.filter(({ state, change }) => isAlarm(state) || change === "recovered");
  const planted = new Set(
    faults
      .filter(({ firstFile, endFile }) => {
        return firstFile <= index && index < (endFile ?? Number.POSITIVE_INFINITY) + settlingFiles;
      })
      .flatMap(({ channels }) => keysOf(channels)),
  );
  const mayChange = [...newConditions, ...oldConditions];
  const isChange = (verdict: Verdict): boolean =>
    verdict.scope === "file" && conditionChecks.has(verdict.check);
  const isTrue = ({ verdict, change }: Alarm): boolean => {
    if (verdict.check === fewEvents.name) return true;
    if (isChange(verdict)) return change === "new" && mayChange.includes(index);
    const keys = keysOfRecord(verdict, groups);
    return keys.length > 0 && keys.filter((key) => planted.has(key)).length * 2 >= keys.length;
  };
  const wrong = alarms.filter((alarm) => !isTrue(alarm));
  const bad = wrong.filter(({ verdict }) => verdict.state === "bad").length;
  return {
    file: {
      falseBad: bad,
      falseWarn: wrong.length - bad,
      falseChecks: wrong.map(({ verdict }) => verdict.check),
      tellsConditions: alarms.some(({ verdict, change }) => isChange(verdict) && change === "new"),
      runType: conditions.runType,
      simulatedRunType: files[index]?.conditions?.runType ?? "mixed",
    },
    faults: faults.map((fault) => faultInFile(fault, told, alarms, groups)),
  };
}

/** @param told the records that are alarmed or have recovered */
function faultInFile(
  { channels }: PlantedFault,
  told: readonly Verdict[],
  alarms: readonly Alarm[],
  groups: DetectorGroups,
): FaultInFile {
  const isThere = recordsOf(channels, groups);
  const planted = new Set(keysOf(channels));
  const isOfMost = (verdict: Verdict): boolean =>
    keysOfRecord(verdict, groups).filter((key) => planted.has(key)).length * 2 >= planted.size;
  const there = told.filter(isThere);
  const alarmed = there.filter(({ state }) => isAlarm(state));
  const alarmsThere = alarms.filter(({ verdict }) => isThere(verdict));
  return {
    state: stateOf(alarmed),
    isNew: alarmsThere.some(({ verdict, change }) => change === "new" && isOfMost(verdict)),
    isRecovered:
      there.some((verdict) => verdict.change === "recovered" && isOfMost(verdict)) &&
      !alarmed.some(isOfMost),
    since: [...new Set(alarmed.flatMap(({ since }) => (since ? [since.file] : [])))],
    checks: [...new Set(alarmed.map(({ check }) => check))],
    alarmCount: alarmsThere.length,
  };
}
