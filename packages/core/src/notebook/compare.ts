/** Two runs side by side: what changed. */
import { detectorGroups } from "../detector/groups.js";
import { LightDqmError } from "../errors.js";
import { judge } from "../judge/judge.js";
import { masksOf } from "../judge/states/mask.js";
import type { State } from "../judge/states/verdict.js";
import { headline } from "../report/headline.js";
import { earlierFiles } from "../store/store.js";
import { fromAdc16 } from "../units.js";
import { nameOf, type Run, storeOf } from "./open-run.js";
import { statesOf } from "./rows.js";

/** A channel whose state changed. */
export type ChangeRow = { adc: number; channel: number; mask: string; before: State; now: State };

/**
 * The file before a run in its store, with verdicts from the same absolute limits but compared with
 * no earlier file; null where there is none.
 */
export async function previousRun(run: Run): Promise<Run | null> {
  for await (const summary of earlierFiles(storeOf(run), run.summary, 1)) {
    const verdicts = judge(summary, null, run.config.limits, run.checks);
    const name = nameOf(summary, run.config);
    const file = { summary, verdicts, reference: null, fileCount: 0, checks: run.checks };
    return {
      ...file,
      path: "",
      name,
      headline: headline(file, run.config),
      config: run.config,
      notes: [],
    };
  }
  return null;
}

/**
 * Channels whose state in a mask differs between two runs. That only one of them had earlier files to
 * compare with does not count as a change; nor what a check finds that only one was judged with.
 * @throws LightDqmError `incompatible` for runs of different detectors
 */
export function changedChannels(before: Run, now: Run): ChangeRow[] {
  requireSameDetector(before, now);
  const { channelCount } = now.summary.detector;
  const known = new Set(masksOf(before.checks).map(({ name }) => name));
  return masksOf(now.checks).flatMap(({ name, title }) => {
    if (!known.has(name)) return [];
    const [was, is] = [statesOf(before, name), statesOf(now, name)];
    return [...is].flatMap(([channelIndex, state]) => {
      const earlier = was.get(channelIndex) ?? "unknown";
      if (earlier === state) return [];
      const place = {
        adc: Math.floor(channelIndex / channelCount),
        channel: channelIndex % channelCount,
      };
      return [{ ...place, mask: title, before: earlier, now: state }];
    });
  });
}

/** Baseline and noise of a channel in two runs, in the units of the second. */
export type ShiftRow = {
  adc: number;
  channel: number;
  baselineBefore: number;
  baselineNow: number;
  baselineShift: number;
  noiseBefore: number;
  noiseNow: number;
};

/** Every active channel with a baseline in both runs, the largest baseline shift first. */
export function baselineShifts(before: Run, now: Run): ShiftRow[] {
  requireSameDetector(before, now);
  const { channelCount } = now.summary.detector;
  const sized = (valueAdc16: number): number => fromAdc16(valueAdc16, now.config.units);
  const rows = detectorGroups(now.summary.detector).active.map((channelIndex) => {
    const baselineBefore = sized(before.summary.baseline.p50[channelIndex]!);
    const baselineNow = sized(now.summary.baseline.p50[channelIndex]!);
    return {
      adc: Math.floor(channelIndex / channelCount),
      channel: channelIndex % channelCount,
      baselineBefore,
      baselineNow,
      baselineShift: baselineNow - baselineBefore,
      noiseBefore: sized(before.summary.noise.p50[channelIndex]!),
      noiseNow: sized(now.summary.noise.p50[channelIndex]!),
    };
  });
  return rows
    .filter(({ baselineShift }) => Number.isFinite(baselineShift))
    .sort((a, b) => Math.abs(b.baselineShift) - Math.abs(a.baselineShift));
}

function requireSameDetector(before: Run, now: Run): void {
  const [a, b] = [before, now].map(({ summary }) => summary.detector.name);
  if (a === b) return;
  throw new LightDqmError("incompatible", {
    what: "Runs of different detectors cannot be compared",
    expected: b,
    got: a,
  });
}
