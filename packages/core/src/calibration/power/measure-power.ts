/** How small faults are found, beside what the best test would find. */
import { detectorGroups } from "../../detector/groups.js";
import type { DetectorProfile } from "../../detector/profile.js";
import { randomSource } from "../../flow/simulation/random.js";
import { medianOf } from "../../numerics/median.js";
import { realisticDrift } from "../simulated-channels.js";
import {
  fileSource,
  type Trial,
  type TrialOf,
  trialSource,
  type WatchOf,
} from "../watched/prepared-watches.js";
import { recordsOf, stateOf } from "../watched/records-there.js";
import { halfPoint, type Ladder } from "./half-point.js";
import { type PowerCircumstances, type PowerKind, powerKinds } from "./power-kinds.js";

/** What to measure with. */
export interface PowerSpec {
  /** Files of each kind and size of fault. */
  trials: number;
  /** Earlier files of each. */
  referenceFiles: number;
  /** Events of a file. */
  events: number;
  seed: number;
}

/** 50 % points, as excesses over no fault. NaN where half of the files were not reached. */
export interface Power {
  name: string;
  optimum: number;
  warn: number;
  bad: number;
  /** The three in words. */
  texts: { optimum: string; warn: string; bad: string };
}

/** From below the optimum to nine times it. */
const ladder = { fromOptimum: 0.7, ratio: 1.15, stepCount: 19 };

/** A typical noise of the simulated channels. */
const sigmaAdc16 = 19;

/**
 * Measures every kind of fault.
 * @param falseAlarmsPerFile at which the optimum is calculated, above 0
 * @param onTrial called after each file
 */
export async function measurePower(
  spec: PowerSpec,
  falseAlarmsPerFile: number,
  watchOf: WatchOf,
  detector: DetectorProfile,
  onTrial: () => Promise<void> | void = () => {},
): Promise<Power[]> {
  const fileOf = fileSource(spec.events, spec.seed + 1, detector);
  const trialOf = trialSource(fileOf, spec.referenceFiles, watchOf);
  const { active, byKind } = detectorGroups(detector);
  const activeOf = (counts: Uint32Array): number[] => active.map((i) => counts[i]!);
  const healthy = trialOf(0, { kind: "baseline-shift", channels: [], shiftAdc16: 0 });
  const of: PowerCircumstances = {
    drift: realisticDrift,
    sigmaAdc16,
    eventCount: spec.events,
    referenceFiles: spec.referenceFiles,
    epcbChannels: byKind.epcb[0]!.members.length,
    falseAlarmsPerFile,
    spectrumCount: medianOf(healthy.earlier.flatMap(({ lines }) => activeOf(lines.count))),
    clippedShares: clippedShares(healthy),
  };
  const measured: Power[] = [];
  for (const kind of powerKinds(detector)) {
    const optimum = kind.optimum(of);
    const steps = { ...ladder, first: ladder.fromOptimum * optimum };
    measured.push(await pointsOf(kind, optimum, steps, spec, detector, trialOf, onTrial));
  }
  return measured;
}

async function pointsOf(
  kind: PowerKind,
  optimum: number,
  steps: Ladder,
  { trials, seed }: PowerSpec,
  detector: DetectorProfile,
  trialOf: TrialOf,
  onTrial: () => Promise<void> | void,
): Promise<Power> {
  const groups = detectorGroups(detector);
  const tried = new Map<number, { warn: number; bad: number }>();
  const fractionsAt = async (step: number): Promise<{ warn: number; bad: number }> => {
    const known = tried.get(step);
    if (known) return known;
    // The same channels and files at every size, so that only the size differs.
    const random = randomSource(seed + 78);
    const found = { warn: 0, bad: 0 };
    for (let trial = 0; trial < trials; trial++) {
      const { fault, channels } = kind.plant(steps.first * steps.ratio ** step, random);
      const { watch, summary } = trialOf(trial, fault);
      const state = stateOf(watch.peek(summary).verdicts.filter(recordsOf(channels, groups)));
      if (state !== "ok") found.warn++;
      if (state === "bad") found.bad++;
      await onTrial();
    }
    const fractions = { warn: found.warn / trials, bad: found.bad / trials };
    tried.set(step, fractions);
    return fractions;
  };
  const [warn, bad] = [
    await halfPoint(steps, async (step) => (await fractionsAt(step)).warn),
    await halfPoint(steps, async (step) => (await fractionsAt(step)).bad),
  ];
  const textOf = (size: number): string =>
    Number.isNaN(size)
      ? `above ${kind.sizeText(steps.first * steps.ratio ** (steps.stepCount - 1))}`
      : kind.sizeText(size);
  const texts = { optimum: textOf(optimum), warn: textOf(warn), bad: textOf(bad) };
  return { name: kind.name, optimum, warn, bad, texts };
}

/** Shares of all valid waveforms that are clipped, by file; half a count is added. */
function clippedShares({ earlier }: Pick<Trial, "earlier">): number[] {
  return earlier.map(({ clipped }) => {
    const { passed, total } = clipped.all!.total;
    const sum = (counts: Uint32Array): number => counts.reduce((all, count) => all + count, 0);
    return (sum(passed) + 0.5) / (sum(total) + 1);
  });
}
