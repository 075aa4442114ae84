/** The judgement of files one after another. */
import { cablingOf } from "../detector/cabling.js";
import { detectorGroups } from "../detector/groups.js";
import { canonicalJson } from "../files/canonical-json.js";
import { acceptancesOf } from "../history/acceptances.js";
import { type Conditions, conditionsOf } from "../history/conditions.js";
import { addFile, copyOf, keepOnly } from "../history/files-passed.js";
import type { LevelRow } from "../history/levels/level-row.js";
import { tellsDark } from "../history/levels/tells-dark.js";
import { addLightClass, lightClassOf, noLightClasses } from "../history/light/light-classes.js";
import { addLight, earlierLight, noLight } from "../history/light/light-memory.js";
import type { Past } from "../history/past.js";
import { sinceOf } from "../history/since.js";
import { addTriggers, earlierTriggers, noTriggers } from "../history/trigger-memory.js";
import type { FileSummary } from "../summary.js";
import { badAmong } from "./bad-channels.js";
import { alarmsAfter, toldOnceOf } from "./changes/known-states.js";
import { namedFiles } from "./changes/named-files.js";
import { isOtherLight } from "./checks/file/conditions.js";
import { checks } from "./checks/index.js";
import { judgeUnmasked, noReasons } from "./judge.js";
import { settle } from "./judge-file.js";
import { effectiveLimits } from "./limits.js";
import {
  type ComparedByLevel,
  compareWithLevels,
  guardedChannels,
  rememberLevels,
} from "./remember-levels.js";
import { type ComparedByShare, compareWithShares, rememberShares } from "./remember-shares.js";
import { type KnownStates, recoveredCommonFaults, tellChanges } from "./states/change.js";
import { withKnownFaults } from "./states/known/known-faults.js";
import { isAlarm, recordKey, type Verdict } from "./states/verdict.js";
import type { Watch, WatchedFile, WatchSettings } from "./watch.js";
import { type DetectorMemory, nothingKnown, type WatchMemory } from "./watch-memory.js";

/** What was found in a file, and what is needed to remember it. */
interface Judged extends WatchedFile {
  /** By their own limits, whether masked or not. */
  found: Verdict[];
  /** The same, masked, before false alarms are controlled. */
  byLimits: Verdict[];
  past: Past;
  levels: ComparedByLevel;
  shares: ComparedByShare;
  kinds: Kinds;
}

/** What decides which files are compared, from what depends on it to a key. */
type Kinds = Record<LevelRow["comparable"] | "triggers", string>;

/**
 * Starts to watch files, or goes on from what was remembered. Files of another detector, or of
 * another cabling of it, and numbers of another cut have a memory of their own.
 * @param memory is used and changed; a clone of it starts another watch
 * @throws LightDqmError (each method) `bad-config` for a limit that no check has or that is not a number
 */
export function startWatch(
  how: WatchSettings,
  memory: WatchMemory = { version: 1, detectors: {} },
): Watch {
  const table = how.checks ?? checks;
  const toldOnce = toldOnceOf(table);
  const mostFiles = how.ncomp < 0 ? Number.POSITIVE_INFINITY : how.ncomp;

  /** Changes nothing that is remembered. */
  const judge = (
    summary: FileSummary,
    reasonsOf?: ReadonlySet<string>,
    saysChanges: boolean = true,
  ): Judged => {
    const own = memory.detectors[memoryKey(summary)] ?? nothingKnown();
    const conditions = conditionsOf(summary, how.runType);
    const kinds = kindsOf(summary, conditions, own);
    const accepted = acceptancesOf(how.acceptances, summary.detector.name);
    const levels = compareWithLevels(summary, own, kinds, accepted, mostFiles, table);
    const shares = compareWithShares(summary, own, kinds.triggers, accepted, table);
    const isOfCut = summary.settings.cut !== undefined;
    const past = { ...pastOf(conditions, kinds, own, levels, shares), isOfCut };
    const found = judgeUnmasked(summary, past, how.limits, table, reasonsOf);
    const byLimits = withKnownFaults(found, summary, how.knownFaults, table);
    const settled = settle(summary, byLimits, own.byLimits, how);
    if (saysChanges) tellChanges(settled, own, toldOnce);
    return {
      verdicts: saysChanges ? [...settled, ...recoveredCommonFaults(settled, own)] : settled,
      fileCount: own.files.count,
      ...{ conditions, found, byLimits, past, levels, shares, kinds },
    };
  };

  /** What was peeked since something was last remembered. */
  let peeked: { summary: FileSummary; judged: Judged } | null = null;

  const remember = (summary: FileSummary, judged: Judged): void => {
    peeked = null;
    if (mostFiles === 0) return;
    const own = (memory.detectors[memoryKey(summary)] ??= nothingKnown());
    const { verdicts, found, byLimits, conditions, past, levels, shares, kinds } = judged;
    const fileIndex = own.files.count;
    addFile(own.files, sinceOf(summary));
    if (own.files.count % namedFor === 0) keepNamed(own);
    const bad = how.excludeBad
      ? badAmong(found, summary, table)
      : new Uint8Array(detectorGroups(summary.detector).indexCount);
    const guarded = guardedChannels(summary, found, verdicts, table);
    rememberLevels(levels, guarded, own, bad, mostFiles, fileIndex);
    rememberShares(shares, guarded, own, bad, mostFiles, fileIndex);
    const { conditions: row } = effectiveLimits(how.limits, summary.detector, table);
    addTriggers((own.triggers[kinds.triggers] ??= noTriggers()), summary.eventCount, mostFiles);
    addLight(
      (own.light[conditions.runType] ??= noLight()),
      conditions.lightAdc16,
      row !== undefined && isOtherLight(past, row),
    );
    addLightClass((own.lightClasses[kinds.triggers] ??= noLightClasses()), conditions.lightAdc16);
    own.conditions = conditions;
    own.thresholdAdc16 = summary.settings.thresholdAdc16;
    Object.assign(own, alarmsAfter(verdicts, own, fileIndex, toldOnce));
    own.byLimits = new Set(byLimits.filter(({ state }) => isAlarm(state)).map(recordKey));
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
    memory: () => {
      Object.values(memory.detectors).forEach(keepNamed);
      return memory;
    },
  };
}

/** What a memory knows of the alarms before a file that comes next; it stays as the memory goes on. */
export function statesKnown(memory: WatchMemory, next: FileSummary): KnownStates {
  const { known, common, files } = memory.detectors[memoryKey(next)] ?? nothingKnown();
  return { known, common, files: copyOf(files) };
}

/** After every so many files, the names of those that are no longer needed go. */
const namedFor = 1024;

const keepNamed = (own: DetectorMemory): void => keepOnly(own.files, namedFiles(own));

/** Whose past a file has: that of its detector, and of its cut where its numbers are of one. */
function memoryKey({ detector, settings: { cut } }: FileSummary): string {
  return cut ? `${cablingOf(detector)} ${canonicalJson(cut)}` : cablingOf(detector);
}

function kindsOf(
  summary: FileSummary,
  { runType, lightAdc16 }: Conditions,
  { lightClasses }: DetectorMemory,
): Kinds {
  const { baselineTriggerClass, sampleCount, settings, triggersTyped } = summary;
  // Baselines of older summaries are those of one trigger class.
  const detector = tellsDark(summary) ? "" : baselineTriggerClass;
  const length = `${detector} ${sampleCount}`;
  const triggers = `${length} ${runType} ${triggersTyped} ${settings.thresholdAdc16}`;
  const lightClass = lightClassOf(lightClasses[triggers] ?? noLightClasses(), lightAdc16);
  return { detector, length, triggers, light: `${triggers} ${lightClass}` };
}

function pastOf(
  conditions: Conditions,
  kinds: Kinds,
  own: DetectorMemory,
  levels: ComparedByLevel,
  shares: ComparedByShare,
): Past {
  return {
    files: own.files,
    conditions: { now: conditions, before: own.conditions },
    thresholdAdc16: own.thresholdAdc16,
    levels: comparedOf(levels),
    shares: comparedOf(shares),
    triggers: earlierTriggers(own.triggers[kinds.triggers] ?? noTriggers()),
    light: earlierLight(own.light[conditions.runType] ?? noLight()),
  };
}

function comparedOf<Name extends string, Compared>(
  rows: Readonly<Record<Name, { comparison: { compared: Compared } }>>,
): Record<Name, Compared> {
  const compared = Object.entries<{ comparison: { compared: Compared } }>(rows);
  return Object.fromEntries(
    compared.map(([name, { comparison }]) => [name, comparison.compared]),
  ) as Record<Name, Compared>;
}
