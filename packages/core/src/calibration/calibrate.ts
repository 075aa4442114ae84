/** How often healthy files raise alarms, and how reliably faults are detected. */

import { detectorGroups } from "../detector/groups.js";
import { defaultDetector } from "../detector/index.js";
import type { DetectorProfile } from "../detector/profile.js";
import { randomSource } from "../flow/simulation/random.js";
import { alarmsOf } from "../judge/states/alarms.js";
import { clopperPearson } from "../numerics/interval.js";
import type { FileSummary } from "../summary.js";
import { type PlantedKind, plantedKinds } from "./planted/kinds.js";
import { oldRule } from "./planted/old-rule.js";
import {
  defaultWatch,
  type FileOf,
  fileSource,
  type TrialOf,
  trialSource,
  type WatchOf,
} from "./watched/prepared-watches.js";
import { recordsOf, stateOf } from "./watched/records-there.js";

/** What to measure with. */
export interface CalibrationSpec {
  /** Files without a fault. */
  cleanFiles: number;
  /** Files for each kind and size of fault. */
  trials: number;
  /** Earlier files of each judged file. */
  referenceFiles: number;
  /** Events of a file. */
  events: number;
  seed: number;
}

/** Counts of a fraction with its 68 % interval. */
export interface Measured {
  passed: number;
  total: number;
  low: number;
  high: number;
}

/** What came out. */
export interface Calibration {
  spec: CalibrationSpec;
  clean: {
    files: number;
    /** Alarms (each fault once) that were bad, and those that were warnings, over all files. */
    bad: number;
    warn: number;
    /** Files with any bad alarm. */
    filesWithBad: number;
    /** Bad and warning records by check, for those that have any. */
    byCheck: Record<string, { bad: number; warn: number }>;
    /** Channels that the old rule flags, and files with any. */
    old: { flagged: number; filesWithAny: number };
  };
  detection: {
    kind: string;
    unit: string;
    size: number;
    /** Bad where the fault was planted. */
    bad: Measured;
    /** Bad or a warning there. */
    seen: Measured;
    /** A planted channel flagged by the old rule. */
    old: Measured;
  }[];
}

/**
 * Watches simulated files with the default limits: those without a fault one after another, those with
 * one each after `referenceFiles` files without.
 * @param onProgress told after every file: fraction done, 0…1
 */
export async function calibrate(
  spec: CalibrationSpec,
  watchOf: WatchOf,
  onProgress: (fraction: number) => Promise<void> | void = () => {},
  detector: DetectorProfile = defaultDetector(),
): Promise<Calibration> {
  const fileOf = fileSource(spec.events, spec.seed, detector);
  const points = plantedKinds(detector).flatMap((kind) =>
    kind.sizes.map((size) => ({ kind, size })),
  );
  const work = spec.referenceFiles + spec.cleanFiles + spec.trials * points.length;
  let done = 0;
  const step = async (): Promise<void> => onProgress(++done / work);
  const clean = await judgeClean(spec, fileOf, watchOf, step);
  const trialOf = trialSource(fileOf, spec.referenceFiles, watchOf);
  const detection: Calibration["detection"] = [];
  for (const { kind, size } of points)
    detection.push(await detect(spec, { kind, size }, trialOf, step));
  return { spec, clean, detection };
}

async function judgeClean(
  spec: CalibrationSpec,
  fileOf: FileOf,
  watchOf: WatchOf,
  step: () => Promise<void>,
): Promise<Calibration["clean"]> {
  const clean: Calibration["clean"] = {
    files: spec.cleanFiles,
    bad: 0,
    warn: 0,
    filesWithBad: 0,
    byCheck: {},
    old: { flagged: 0, filesWithAny: 0 },
  };
  const watch = watchOf(defaultWatch(spec.referenceFiles));
  const before: FileSummary[] = [];
  for (let index = 0; index < spec.cleanFiles + spec.referenceFiles; index++) {
    const summary = fileOf(index, index);
    const { verdicts } = watch.next(summary);
    if (before.length === spec.referenceFiles) {
      const alarms = alarmsOf(verdicts);
      const bad = alarms.filter(({ verdict }) => verdict.state === "bad").length;
      clean.bad += bad;
      clean.warn += alarms.length - bad;
      if (bad > 0) clean.filesWithBad++;
      for (const { check, state, members } of verdicts) {
        if ((state !== "bad" && state !== "warn") || members.length > 0) continue;
        const counts = (clean.byCheck[check] ??= { bad: 0, warn: 0 });
        counts[state]++;
      }
      const flagged = oldRule(summary, before).size;
      clean.old.flagged += flagged;
      if (flagged > 0) clean.old.filesWithAny++;
      before.shift();
    }
    before.push(summary);
    await step();
  }
  return clean;
}

async function detect(
  spec: CalibrationSpec,
  { kind, size }: { kind: PlantedKind; size: number },
  trialOf: TrialOf,
  step: () => Promise<void>,
): Promise<Calibration["detection"][number]> {
  const random = randomSource(spec.seed + 77);
  let [bad, seen, old] = [0, 0, 0];
  for (let trial = 0; trial < spec.trials; trial++) {
    const { fault, channels } = kind.plant(size, random);
    const { earlier, watch, summary } = trialOf(trial, fault);
    const groups = detectorGroups(summary.detector);
    const state = stateOf(watch.peek(summary).verdicts.filter(recordsOf(channels, groups)));
    if (state === "bad") bad++;
    if (state !== "ok") seen++;
    const flagged = oldRule(summary, earlier);
    if (channels.some(([adc, channel]) => flagged.has(groups.indexOf(adc, channel)))) old++;
    await step();
  }
  const of = (passed: number): Measured => {
    const { low, high } = clopperPearson(passed, spec.trials);
    return { passed, total: spec.trials, low, high };
  };
  return { kind: kind.name, unit: kind.unit, size, bad: of(bad), seen: of(seen), old: of(old) };
}
