/** What changed from one run to another: states and baselines. */
import { detectorGroups } from "../../detector/groups.js";
import { changesBetween, type StateChange } from "../../judge/changes/changes-between.js";
import { wholeReason } from "../../judge/states/faults.js";
import { fromAdc16 } from "../../units.js";
import { requireRun } from "../given.js";
import type { Run } from "../open-run.js";
import { requireSameDetector, requireSameJudgement } from "./require-same.js";

/**
 * A fault that came, went or stayed: of a channel, of a group that failed together, or of the file. Its
 * reason also names the other checks that find it.
 */
export type ChangeRow = Pick<
  StateChange,
  "change" | "state" | "place" | "channels" | "fault" | "reason"
>;

/**
 * What is new in a run and what has recovered, by any check, against what was last known at another
 * run. Both are taken as they were judged, each after the files before it. What only one of them was
 * judged with does not count: earlier files, own checks.
 * @param stillThere also the faults that are in both; default false
 * @throws LightDqmError `incompatible` for runs of different detectors or cuts, and for different files
 *   that were judged with different settings; those of one file are compared
 */
export function changedChannels(
  before: Run,
  now: Run,
  { stillThere = false }: { stillThere?: boolean } = {},
): ChangeRow[] {
  for (const run of [before, now]) requireRun(run, "changedChannels(before, now)");
  requireSameJudgement(before, now);
  return changesBetween(before, now, now.config.units)
    .filter(({ change }) => stillThere || change !== "still there")
    .map((one) => {
      const { change, state, place, channels, fault } = one;
      return { change, state, place, channels, fault, reason: wholeReason(one) };
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

/**
 * Every active channel with a baseline in both runs, the largest baseline shift first.
 * @throws LightDqmError `incompatible` for runs of different detectors
 */
export function baselineShifts(before: Run, now: Run): ShiftRow[] {
  for (const run of [before, now]) requireRun(run, "baselineShifts(before, now)");
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
