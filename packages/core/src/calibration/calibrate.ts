/** How often healthy files raise alarms, and how reliably faults are detected. */

import { detectorGroups } from "../detector/groups.js";
import { defaultDetector } from "../detector/index.js";
import type { DetectorProfile } from "../detector/profile.js";
import type { SimulatedFault } from "../flow/simulation/faults.js";
import { randomSource } from "../flow/simulation/random.js";
import { startWatch } from "../judge/start-watch.js";
import { alarmsOf } from "../judge/states/alarms.js";
import { isAlarm, type Verdict } from "../judge/states/verdict.js";
import type { Watch } from "../judge/watch.js";
import { fractionInterval } from "../numerics/interval.js";
import type { FileSummary } from "../summary.js";
import { oldRule } from "./old-rule.js";
import { type PlantedKind, plantedKinds } from "./planted.js";
import { simulateSummary } from "./simulate-summary.js";
import { realisticDrift } from "./simulated-channels.js";

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
 * Judges simulated files, each compared with the `referenceFiles` before it, with the default limits.
 * @param onProgress fraction done, 0…1
 */
export async function calibrate(
  spec: CalibrationSpec,
  onProgress: (fraction: number) => Promise<void> | void = () => {},
  detector: DetectorProfile = defaultDetector(),
): Promise<Calibration> {
  const fileOf = fileSource(spec, detector);
  const points = plantedKinds(detector).flatMap((kind) =>
    kind.sizes.map((size) => ({ kind, size })),
  );
  const work = spec.cleanFiles + spec.trials * points.length;
  let done = 0;
  const step = async (): Promise<void> => {
    done++;
    if (done % 5 === 0) await onProgress(done / work);
  };
  const clean = await judgeClean(spec, fileOf, step);
  const shared = sharedReferences(spec, fileOf);
  const detection: Calibration["detection"] = [];
  for (const { kind, size } of points)
    detection.push(await detect(spec, { kind, size }, fileOf, shared, step));
  return { spec, clean, detection };
}

const hourMs = 3_600_000;

/** The simulated file of a number, with or without a fault. */
type FileOf = (index: number, faults?: SimulatedFault[]) => FileSummary;

function fileSource({ events, seed }: CalibrationSpec, detector: DetectorProfile): FileOf {
  return (index, faults = []) =>
    simulateSummary({
      name: `sim_${index}.hdf5`,
      eventCount: events,
      seed: seed * 1_000_003 + index,
      drift: realisticDrift,
      startMs: 1_762_300_000_000 + index * hourMs,
      faults,
      detector,
    });
}

/** Watches files as they are watched by default. */
function watchOf(earlier: readonly FileSummary[], ncomp: number): Watch {
  const watch = startWatch({
    ...{ limits: {}, ncomp, excludeBad: true, acceptances: [], runType: "auto" },
  });
  for (const summary of earlier) watch.pass(summary);
  return watch;
}

async function judgeClean(
  spec: CalibrationSpec,
  fileOf: FileOf,
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
  const before: FileSummary[] = [];
  const watch = watchOf([], spec.referenceFiles);
  for (let index = 0; index < spec.cleanFiles + spec.referenceFiles; index++) {
    const summary = fileOf(index);
    if (before.length === spec.referenceFiles) {
      const { verdicts } = watch.next(summary);
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
      await step();
    } else watch.pass(summary);
    before.push(summary);
  }
  return clean;
}

/** Trials share their earlier files in lots of this many. */
const trialsPerReference = 20;

async function detect(
  spec: CalibrationSpec,
  { kind, size }: { kind: PlantedKind; size: number },
  fileOf: FileOf,
  sharedOf: (lot: number) => SharedReference,
  step: () => Promise<void>,
): Promise<Calibration["detection"][number]> {
  const random = randomSource(spec.seed + 77);
  let [bad, seen, old] = [0, 0, 0];
  for (let trial = 0; trial < spec.trials; trial++) {
    const { fault, channels } = kind.plant(size, random);
    const summary = fileOf(1_000_000 + trial, [fault]);
    const { earlier, watch } = sharedOf(Math.floor(trial / trialsPerReference));
    const verdicts = watch.peek(summary).verdicts.filter((verdict) => isThere(verdict, channels));
    if (verdicts.some(({ state }) => state === "bad")) bad++;
    if (verdicts.some(({ state }) => isAlarm(state))) seen++;
    const flagged = oldRule(summary, earlier);
    const { indexOf } = detectorGroups(summary.detector);
    if (channels.some(([adc, channel]) => flagged.has(indexOf(adc, channel)))) old++;
    await step();
  }
  const of = (passed: number): Measured => {
    const { low, high } = fractionInterval(passed, spec.trials);
    return { passed, total: spec.trials, low, high };
  };
  return { kind: kind.name, unit: kind.unit, size, bad: of(bad), seen: of(seen), old: of(old) };
}

function isThere(
  { scope, adc, channel }: Verdict,
  channels: readonly (readonly [number, number])[],
) {
  if (scope === "adc") return channels.some(([ofFault]) => ofFault === adc);
  return scope === "channel" && channels.some(([a, c]) => a === adc && c === channel);
}

interface SharedReference {
  earlier: readonly FileSummary[];
  watch: Watch;
}

/** Earlier files by lot, each made once. */
function sharedReferences(
  { referenceFiles }: CalibrationSpec,
  fileOf: FileOf,
): (lot: number) => SharedReference {
  const made = new Map<number, SharedReference>();
  return (lot) => {
    const known = made.get(lot);
    if (known) return known;
    const earlier = Array.from({ length: referenceFiles }, (_, i) =>
      fileOf(500_000 + lot * 1000 + i),
    );
    const shared = { earlier, watch: watchOf(earlier, referenceFiles) };
    made.set(lot, shared);
    return shared;
  };
}
