/** The numbers of a run as rows, one per channel or verdict: for tables and data frames. */
import { detectorGroups } from "../detector/groups.js";
import { verdictInUnits } from "../judge/in-units.js";
import { placeOf as placeInWords } from "../judge/states/alarms.js";
import { type MaskCell, maskStates, masksOf } from "../judge/states/mask.js";
import type { State, Verdict } from "../judge/states/verdict.js";
import type { Denominator } from "../quantities/indexed-by/denominator.js";
import { type ByTriggerClass, triggerClasses } from "../quantities/indexed-by/trigger-class.js";
import type { Distribution } from "../quantities/kept/distribution.js";
import { type Flag, type QuantityThatKeeps, views } from "../quantities/table.js";
import type { FileSummary } from "../summary.js";
import { fromAdc16, type Units } from "../units.js";
import { requireRun } from "./given.js";
import type { Run } from "./open-run.js";

/** Quantities with one number by channel: their median, or the number itself. */
export type ChannelNumber = QuantityThatKeeps<
  Float64Array | Distribution | ByTriggerClass<Distribution>
>;

/**
 * One active channel, with every quantity that has one number by channel, over all triggers where it
 * is kept by class. Sizes are in the run's units; NaN where nothing is known.
 */
export type ChannelRow = {
  adc: number;
  channel: number;
  epcb: number;
  tpc: number;
  module: number;
  /** Number of the light trap in its TPC; NaN where unknown. */
  trap: number;
  /** State of each mask. */
  baselineState: State;
  flatlineState: State;
  /** Valid waveforms behind baseline and noise. */
  n: number;
} & Record<ChannelNumber, number>;

/** One verdict. */
export type VerdictRow = {
  check: string;
  /** `ADC 3, channel 26`, `ADC 0 in TPC 1` for a common fault of that group, `file`. */
  place: string;
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
  requireRun(run, "channelRows(run)");
  const { summary, config } = run;
  const { active, epcbOf, tpcOf, moduleOf, trapOf, placeOf } = detectorGroups(summary.detector);
  const valid = summary.validCount[summary.baselineTriggerClass];
  const [baselineState, flatlineState] = ["baseline", "flatline"].map((name) =>
    statesOf(run, name),
  );
  return active.map((channelIndex) => {
    return {
      ...placeOf(channelIndex),
      epcb: epcbOf[channelIndex]!,
      tpc: tpcOf[channelIndex]!,
      module: moduleOf[channelIndex]!,
      trap: trapOf[channelIndex]! < 0 ? Number.NaN : trapOf[channelIndex]!,
      baselineState: baselineState!.get(channelIndex) ?? "unknown",
      flatlineState: flatlineState!.get(channelIndex) ?? "unknown",
      ...channelNumbers(summary, channelIndex, config.units),
      n: valid?.[channelIndex] ?? 0,
    };
  });
}

const numberViews = views.filter(
  ({ kind, of }) =>
    (kind === "median" || kind === "number") && (of.triggerClass ?? "all") === "all",
);

/** Every quantity of a channel that has one number, over all triggers; NaN where nothing is known. */
export function channelNumbers(
  summary: FileSummary,
  channelIndex: number,
  units: Units,
): Record<ChannelNumber, number> {
  const numbers = numberViews.map(({ quantity, cells }) => {
    const [value] = cells(summary, channelIndex) as [number];
    return [quantity.name, quantity.unit === "ADC16" ? fromAdc16(value, units) : value];
  });
  return Object.fromEntries(numbers) as Record<ChannelNumber, number>;
}

/** Every verdict, in the run's units, optionally of some states only. */
export function verdictRows(run: Run, only?: { states?: readonly State[] }): VerdictRow[] {
  requireRun(run, "verdictRows(run)");
  return run.verdicts
    .filter(({ state }) => only?.states?.includes(state) ?? true)
    .map((verdict) => verdictRow(verdictInUnits(verdict, run.config.units)));
}

function verdictRow(verdict: Verdict): VerdictRow {
  const { check, adc, channel, state, value, unit, n, reason } = verdict;
  return { check, place: placeInWords(verdict), adc, channel, state, value, unit, n, reason };
}

/** Counts of a flag by channel and trigger class. */
export function fractionRows(run: Run, flag: Flag, per: Denominator = "channel"): FractionRow[] {
  requireRun(run, "fractionRows(run, …)");
  const { summary } = run;
  const { active, placeOf } = detectorGroups(summary.detector);
  return triggerClasses.flatMap((triggerClass) => {
    const counts = summary[flag][triggerClass]?.[per];
    if (!counts) return [];
    return active.map((channelIndex) => {
      const [passed, total] = [counts.passed[channelIndex]!, counts.total[channelIndex]!];
      return { ...placeOf(channelIndex), triggerClass, passed, total, fraction: passed / total };
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
  requireRun(run, "worstChannels(run)");
  const rows = masksOf(run.checks).flatMap((mask) =>
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
  { verdicts, summary, checks: table }: Pick<Run, "verdicts" | "summary" | "checks">,
  name: string,
): Map<number, State> {
  const { checks } = masksOf(table).find((mask) => mask.name === name)!;
  const { channelCount } = summary.detector;
  return new Map(
    maskStates(verdicts, checks).map(({ adc, channel, state }) => [
      adc * channelCount + channel,
      state,
    ]),
  );
}
