/** The judgement of files one after another. */
import { cablingOf } from "../detector/cabling.js";
import { detectorGroups } from "../detector/groups.js";
import { acceptancesOf } from "../history/acceptances.js";
import { type Conditions, conditionsOf } from "../history/conditions.js";
import {
  addLevels,
  compareLevels,
  type LevelComparison,
} from "../history/levels/compare-levels.js";
import { noLevels, putBack, takeOut } from "../history/levels/level-memory.js";
import type { LevelRow } from "../history/levels/level-row.js";
import { type LevelName, levelRows } from "../history/levels/table.js";
import { addLight, earlierLight, noLight } from "../history/light-memory.js";
import type { Past } from "../history/past.js";
import { addTriggers, earlierTriggers, noTriggers } from "../history/trigger-memory.js";
import type { FileSummary } from "../summary.js";
import { badByThemselves } from "./bad-channels.js";
import type { Check } from "./check.js";
import { isOtherLight } from "./checks/file/conditions.js";
import { checks } from "./checks/index.js";
import { enterEpochs } from "./epochs.js";
import { judgeUnmasked, noReasons } from "./judge.js";
import { settle } from "./judge-file.js";
import { effectiveLimits } from "./limits.js";
import { type ComparedByShare, compareWithRemembered, rememberShares } from "./remember-shares.js";
import {
  checksOf,
  commonFaultsKnown,
  recoveredCommonFaults,
  withChanges,
} from "./states/change.js";
import { withKnownFaults } from "./states/known-faults.js";
import { isAlarm, recordKey, type Verdict } from "./states/verdict.js";
import type { Watch, WatchedFile, WatchSettings } from "./watch.js";
import { type DetectorMemory, nothingKnown, type WatchMemory } from "./watch-memory.js";

/** What was found in a file, and what is needed to remember it. */
interface Judged extends WatchedFile {
  /** By their own limits, before false alarms are controlled. */
  byLimits: Verdict[];
  past: Past;
  levels: Map<LevelName, LevelComparison>;
  shares: ComparedByShare;
  keys: Record<LevelRow["comparable"] | "triggers", string>;
}

/**
 * Starts to watch files, or goes on from what was remembered. Files of another detector, or of
 * another cabling of it, have a memory of their own.
 * @param memory is used and changed; a clone of it starts another watch
 * @throws LightDqmError (each method) `bad-config` for a limit that no check has or that is not a number
 */
export function startWatch(
  how: WatchSettings,
  memory: WatchMemory = { version: 1, detectors: {} },
  table: readonly Check[] = checks,
): Watch {
  const toldOnce = new Set(table.flatMap((check) => (check.toldOnce ? [check.name] : [])));
  const mostFiles = how.ncomp < 0 ? Number.POSITIVE_INFINITY : how.ncomp;
  const memoryOf = ({ detector }: FileSummary): DetectorMemory =>
    (memory.detectors[cablingOf(detector)] ??= nothingKnown());

  const compared = (settled: Verdict[], own: DetectorMemory): Verdict[] => {
    const told = withChanges(settled, own, toldOnce);
    return [...told, ...recoveredCommonFaults(told, own)];
  };
  const judge = (
    summary: FileSummary,
    reasonsOf?: ReadonlySet<string>,
    saysChanges: boolean = true,
  ): Judged => {
    const own = memoryOf(summary);
    const conditions = conditionsOf(summary, how.runType);
    const keys = keysOf(summary, conditions);
    const { past, levels, shares } = pastOf(summary, conditions, keys, own, how, mostFiles, table);
    const found = judgeUnmasked(summary, past, how.limits, table, reasonsOf);
    const byLimits = withKnownFaults(found, summary, how.knownFaults, table);
    const settled = settle(summary, byLimits, own.byLimits, how);
    return {
      verdicts: saysChanges ? compared(settled, own) : settled,
      fileCount: own.files.length,
      ...{ conditions, byLimits, past, levels, shares, keys },
    };
  };

  /** At what was peeked since something was last remembered. */
  let peeked: { summary: FileSummary; judged: Judged } | null = null;

  const remember = (summary: FileSummary, judged: Judged): void => {
    peeked = null;
    if (mostFiles === 0) return;
    const own = memoryOf(summary);
    const { verdicts, byLimits, conditions, past, levels, keys } = judged;
    const fileIndex = own.files.length;
    const { input, time } = summary;
    own.files.push({ file: input.name, run: input.run, timeMs: time?.firstMs ?? null });
    rememberLevels(summary, judged, own, how, mostFiles, table);
    const { conditions: row } = effectiveLimits(how.limits, summary.detector, table);
    addTriggers((own.triggers[keys.triggers] ??= noTriggers()), summary.eventCount, mostFiles);
    addLight(
      (own.light[conditions.runType] ??= noLight()),
      conditions.lightAdc16,
      row !== undefined && isOtherLight(past, row),
    );
    own.conditions = conditions;
    own.thresholdAdc16 = summary.settings.thresholdAdc16;
    rememberStates(verdicts, own, fileIndex, toldOnce);
    own.byLimits = new Set(byLimits.filter(({ state }) => isAlarm(state)).map(recordKey));
    levels.clear();
  };

  const watched = ({ verdicts, conditions, fileCount }: Judged): WatchedFile => ({
    ...{ verdicts, conditions, fileCount },
  });
  return {
    next: (summary) => {
      const judged = judge(summary);
      remember(summary, judged);
      return watched(judged);
    },
    peek: (summary, reasonsOf) => {
      peeked = { summary, judged: judge(summary, reasonsOf) };
      return watched(peeked.judged);
    },
    pass: (summary) => {
      const judged = peeked?.summary === summary ? peeked.judged : judge(summary, noReasons, false);
      remember(summary, judged);
    },
    memory: () => memory,
  };
}

/** What decides which files are compared, from what a row depends on to a key. */
function keysOf(summary: FileSummary, { runType, lightAdc16 }: Conditions): Judged["keys"] {
  const { darkCount, baselineTriggerClass, sampleCount, settings, triggersTyped } = summary;
  // Baselines of older summaries are those of one trigger class.
  const detector = darkCount.some((count) => count > 0) ? "" : baselineTriggerClass;
  const length = `${detector} ${sampleCount}`;
  const triggers = `${length} ${runType} ${triggersTyped} ${settings.thresholdAdc16}`;
  const light = `${triggers} ${lightClass(lightAdc16)}`;
  return { detector, length, triggers, light };
}

/**
 * Bright pulses end at the rail, so that relative amplitudes depend on the light: they are compared
 * among files whose light is alike, within a factor of 3.
 */
function lightClass(lightAdc16: number): number {
  return lightAdc16 > 0 ? Math.round(Math.log(lightAdc16) / Math.log(3)) : 0;
}

function pastOf(
  summary: FileSummary,
  conditions: Conditions,
  keys: Judged["keys"],
  own: DetectorMemory,
  { acceptances }: WatchSettings,
  mostFiles: number,
  table: readonly Check[],
): Pick<Judged, "past" | "levels" | "shares"> {
  const groups = detectorGroups(summary.detector);
  const levels = new Map<LevelName, LevelComparison>();
  for (const [name, row] of levelRows) {
    const key = `${name} ${keys[row.comparable]}`;
    const measured = row.measure(summary);
    const memory = (own.levels[key] ??= noLevels(measured.value.length));
    const guards = table.flatMap((check) => (check.guards === name ? [check.name] : []));
    const placesOf = (channelIndex: number): number[] =>
      Array.from({ length: row.perChannel }, (_, part) => channelIndex * row.perChannel + part);
    enterEpochs(
      {
        takeOut: (channelIndex) => placesOf(channelIndex).map((at) => takeOut(memory, at)),
        putBack: (channelIndex, numbers) =>
          placesOf(channelIndex).forEach((at, part) => {
            putBack(memory, at, numbers[part]!);
          }),
      },
      (own.epochs[key] ??= {}),
      guards,
      acceptancesOf(acceptances, summary.detector.name),
      summary.time?.firstMs ?? Number.NaN,
      groups,
    );
    levels.set(name, compareLevels(row, memory, measured, groups, mostFiles));
  }
  const compared = [...levels].map(([name, { compared }]) => [name, compared]);
  const accepted = acceptancesOf(acceptances, summary.detector.name);
  const shares = compareWithRemembered(summary, own, keys.triggers, accepted, table);
  const comparedShares = Object.entries(shares).map(([name, { compared }]) => [name, compared]);
  return {
    ...{ levels, shares },
    past: {
      files: own.files,
      conditions: { now: conditions, before: own.conditions },
      thresholdAdc16: own.thresholdAdc16,
      levels: Object.fromEntries(compared) as Past["levels"],
      shares: Object.fromEntries(comparedShares) as Past["shares"],
      triggers: earlierTriggers(own.triggers[keys.triggers] ?? noTriggers()),
      light: earlierLight(own.light[conditions.runType] ?? noLight()),
    },
  };
}

function rememberLevels(
  summary: FileSummary,
  { verdicts, levels, shares, keys }: Judged,
  own: DetectorMemory,
  { limits, excludeBad }: WatchSettings,
  mostFiles: number,
  table: readonly Check[],
): void {
  const { indexOf, indexCount } = detectorGroups(summary.detector);
  const bad = excludeBad ? badByThemselves(summary, limits) : new Uint8Array(indexCount);
  for (const [name, row] of levelRows) {
    const guards = new Set(table.flatMap((check) => (check.guards === name ? [check.name] : [])));
    const memory = own.levels[`${name} ${keys[row.comparable]}`]!;
    const { held } = memory.values;
    const alarmed = new Uint8Array(indexCount);
    const known = new Uint8Array(indexCount);
    for (const { check, scope, state, adc, channel } of verdicts) {
      if (scope !== "channel" || !guards.has(check)) continue;
      const channelIndex = indexOf(adc!, channel!);
      if (isAlarm(state)) alarmed[channelIndex] = 1;
      if (isAlarm(state) || state === "ok") known[channelIndex] = 1;
    }
    for (let at = 0; at < held.length; at++) {
      const channelIndex = Math.floor(at / row.perChannel);
      if (known[channelIndex]) held[at] = alarmed[channelIndex]!;
    }
    const leftOut = alarmed.map((one, channelIndex) => one | bad[channelIndex]!);
    addLevels(memory, levels.get(name)!, leftOut, mostFiles, own.files.length - 1);
  }
  const fileIndex = own.files.length - 1;
  rememberShares(
    ...([summary, verdicts, shares, own, keys.triggers, bad, mostFiles, fileIndex, table] as const),
  );
}

function rememberStates(
  verdicts: readonly Verdict[],
  own: DetectorMemory,
  fileIndex: number,
  toldOnce: ReadonlySet<string>,
): void {
  const { known } = own;
  // Most records are ok and were: no look-up for checks without a known alarm.
  const alarmed = checksOf(known);
  for (const verdict of verdicts) {
    const { check, state } = verdict;
    if (toldOnce.has(check) || (state === "ok" && !alarmed.has(check))) continue;
    const key = recordKey(verdict);
    if (verdict.state === "ok") known.delete(key);
    else if (isAlarm(verdict.state))
      known.set(key, { state: verdict.state, since: known.get(key)?.since ?? fileIndex });
  }
  const before = own.common;
  own.common = commonFaultsKnown(verdicts, own);
  const left = new Set(own.common.map(recordKey));
  for (const key of before.map(recordKey)) if (!left.has(key)) known.delete(key);
}
