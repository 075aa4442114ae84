/** The numbers of a run as rows, one per channel or verdict: for tables and data frames. */
import { detectorGroups } from "../detector/groups.js";
import { verdictInUnits } from "../judge/in-units.js";
import { type MaskCell, maskStates, masks } from "../judge/states/mask.js";
import type { State, Verdict } from "../judge/states/verdict.js";
import type { Denominator } from "../quantities/indexed-by/denominator.js";
import { triggerClasses } from "../quantities/indexed-by/trigger-class.js";
import type { Flag } from "../quantities/table.js";
import { fromAdc16 } from "../units.js";
import type { Run } from "./open-run.js";

/** One active channel. Sizes are in the run's units; NaN where unknown. */
export type ChannelRow = {
  adc: number;
  channel: number;
  epcb: number;
  tpc: number;
  /** State of each mask. */
  baselineState: State;
  flatlineState: State;
  baseline: number;
  noise: number;
  /** Largest excursion above the baseline. */
  maxAmplitude: number;
  /** Valid waveforms behind baseline and noise. */
  n: number;
};

/** One verdict. */
export type VerdictRow = {
  check: string;
  adc: number | null;
  channel: number | null;
  state: State;
  value: number | null;
  unit: string;
  n: number;
  reason: string;
};

/** Waveforms with a flag, of one channel in one trigger class. */
export type FractionRow = {
  adc: number;
  channel: number;
  triggerClass: string;
  passed: number;
  total: number;
  /** NaN where nothing was counted. */
  fraction: number;
};

/** Every active channel, in the order of ADC and channel. */
export function channelRows(run: Run): ChannelRow[] {
  const { summary, config } = run;
  const { channelCount } = summary.detector;
  const { active, epcbOf, tpcOf } = detectorGroups(summary.detector);
  const valid = summary.validCount[summary.baselineTriggerClass];
  const [baselineState, flatlineState] = ["baseline", "flatline"].map((name) =>
    statesOf(run, name),
  );
  const sized = (valueAdc16: number): number => fromAdc16(valueAdc16, config.units);
  return active.map((channelIndex) => ({
    adc: Math.floor(channelIndex / channelCount),
    channel: channelIndex % channelCount,
    epcb: epcbOf[channelIndex]!,
    tpc: tpcOf[channelIndex]!,
    baselineState: baselineState!.get(channelIndex) ?? "unknown",
    flatlineState: flatlineState!.get(channelIndex) ?? "unknown",
    baseline: sized(summary.baseline.p50[channelIndex]!),
    noise: sized(summary.noise.p50[channelIndex]!),
    maxAmplitude: sized(summary.maxAmplitude[channelIndex]!),
    n: valid?.[channelIndex] ?? 0,
  }));
}

/** Every verdict, in the run's units, optionally of some states only. */
export function verdictRows(run: Run, only?: { states?: readonly State[] }): VerdictRow[] {
  return run.verdicts
    .filter(({ state }) => only?.states?.includes(state) ?? true)
    .map((verdict) => verdictRow(verdictInUnits(verdict, run.config.units)));
}

function verdictRow({ check, adc, channel, state, value, unit, n, reason }: Verdict): VerdictRow {
  return { check, adc, channel, state, value, unit, n, reason };
}

/** Counts of a flag by channel and trigger class. */
export function fractionRows(run: Run, flag: Flag, per: Denominator = "channel"): FractionRow[] {
  const { summary } = run;
  const { channelCount } = summary.detector;
  const { active } = detectorGroups(summary.detector);
  return triggerClasses.flatMap((triggerClass) => {
    const counts = summary[flag][triggerClass]?.[per];
    if (!counts) return [];
    return active.map((channelIndex) => {
      const [passed, total] = [counts.passed[channelIndex]!, counts.total[channelIndex]!];
      const place = {
        adc: Math.floor(channelIndex / channelCount),
        channel: channelIndex % channelCount,
      };
      return { ...place, triggerClass, passed, total, fraction: passed / total };
    });
  });
}

/** A channel with its worst verdict. */
export type WorstRow = {
  adc: number;
  channel: number;
  mask: string;
  state: State;
  value: number | null;
  unit: string;
  reason: string;
};

/** Channels that are bad or have a warning, bad ones first, then by mask, ADC and channel. */
export function worstChannels(run: Run): WorstRow[] {
  const rows = masks.flatMap((mask) =>
    maskStates(run.verdicts, mask.checks)
      .filter(({ state }) => state === "bad" || state === "warn")
      .map((cell) => worstRow(run, mask.title, cell)),
  );
  return [
    ...rows.filter(({ state }) => state === "bad"),
    ...rows.filter(({ state }) => state === "warn"),
  ];
}

function worstRow(run: Run, mask: string, { adc, channel, state, verdict }: MaskCell): WorstRow {
  const { value, unit, reason } = verdictInUnits(verdict, run.config.units);
  return { adc, channel, mask, state, value, unit, reason };
}

/** The state of every channel in a mask, by channel index. */
export function statesOf(
  { verdicts, summary }: Pick<Run, "verdicts" | "summary">,
  name: string,
): Map<number, State> {
  const { checks } = masks.find((mask) => mask.name === name)!;
  const { channelCount } = summary.detector;
  return new Map(
    maskStates(verdicts, checks).map(({ adc, channel, state }) => [
      adc * channelCount + channel,
      state,
    ]),
  );
}
