/** Figures over the files of a store: one panel per ADC or EPCB, one point per file. */
import { type DetectorGroups, detectorGroups } from "../detector/groups.js";
import type { DetectorProfile } from "../detector/profile.js";
import { LightDqmError } from "../errors.js";
import { type TrendGrid, trendGridPayload } from "../figures/forms/trend/grid-payload.js";
import type { Payload } from "../figures/payload.js";
import { medianOfKnown } from "../numerics/median.js";
import type { TriggerClass } from "../quantities/indexed-by/trigger-class.js";
import { lineFrequenciesMHz } from "../quantities/indexed-by/watched-lines.js";
import { linePower } from "../quantities/kept/spectra.js";
import { distributionIn, type Flag, quantityOf, type SampledName } from "../quantities/table.js";
import type { FileSummary } from "../summary.js";
import { fromAdc16, type Units, unitLabels } from "../units.js";
import type { History } from "./history.js";

interface Choice {
  units?: Units;
  /** One panel per EPCB of this ADC, one line per channel; without: all ADCs, one line per EPCB. */
  adc?: number;
}

/** Median baseline of every EPCB, or of every channel of one ADC, file by file. */
export function baselineTrend(history: History, choice: Choice = {}): Payload {
  return quantityTrend(history, "baseline", choice);
}

/** Median noise of every EPCB, or of every channel of one ADC, file by file. */
export function noiseTrend(history: History, choice: Choice = {}): Payload {
  return quantityTrend(history, "noise", choice);
}

/**
 * Mean power at a watched frequency, of every EPCB, file by file.
 * @param lineMHz one of `lineFrequenciesMHz`
 * @throws LightDqmError `not-found` for another frequency: the store keeps only these
 */
export function lineTrend(history: History, lineMHz: number): Payload {
  if (!lineFrequenciesMHz.includes(lineMHz))
    throw new LightDqmError("not-found", {
      what: "Not a watched frequency",
      where: "lineTrend(history, lineMHz)",
      expected: `one of ${lineFrequenciesMHz.join(", ")}`,
      got: String(lineMHz),
    });
  return trendGridPayload({
    title: `Does the ${lineMHz} MHz line change?`,
    quantity: `${lineMHz} MHz line power`,
    unit: "V²",
    scale: "log",
    files: history.files,
    panels: epcbPanels(history, (summary, members) => {
      const power = linePower(summary, lineMHz);
      return mean(members.map((channelIndex) => power[channelIndex]!).filter(Number.isFinite));
    }),
  });
}

/** Fraction of self-trigger waveforms with a flag, of every EPCB, file by file. */
export function fractionTrend(history: History, flag: Flag): Payload {
  return trendGridPayload({
    title: `What fraction of waveforms is ${quantityOf(flag).words.are}, file by file?`,
    quantity: "Fraction of waveforms",
    unit: "%",
    scale: "linear",
    files: history.files,
    panels: epcbPanels(history, (summary, members) => {
      const counts = (summary[flag].self ?? summary[flag].all)?.total;
      if (!counts) return Number.NaN;
      const sum = (of: Uint32Array): number =>
        members.reduce((all, channelIndex) => all + of[channelIndex]!, 0);
      return (100 * sum(counts.passed)) / sum(counts.total);
    }),
  });
}

/**
 * The median of a quantity, of every EPCB or of every channel of one ADC, file by file.
 * @param choice.triggerClass of quantities that are kept by class; default all
 */
export function quantityTrend(
  history: History,
  quantity: SampledName,
  { units = "ADC16", adc, triggerClass = "all" }: Choice & { triggerClass?: TriggerClass } = {},
): Payload {
  const { title } = quantityOf(quantity);
  const value = (summary: FileSummary, channelIndex: number): number => {
    const kept = distributionIn(summary, quantity, triggerClass);
    return fromAdc16(kept?.p50[channelIndex] ?? Number.NaN, units);
  };
  const where = adc === undefined ? "of any EPCB" : `of any channel of ADC ${adc}`;
  return trendGridPayload({
    title: `Does the ${title.toLowerCase()} ${where} change?`,
    quantity: title,
    unit: unitLabels[units],
    scale: "linear",
    files: history.files,
    panels:
      adc === undefined
        ? epcbPanels(history, (summary, members) =>
            medianOfKnown(members.map((channelIndex) => value(summary, channelIndex))),
          )
        : channelPanels(history, adc, value),
  });
}

function epcbPanels(
  { files }: History,
  value: (summary: FileSummary, members: readonly number[]) => number,
): TrendGrid["panels"] {
  const { detector, epcbsPerAdc, epcbMembers } = groupsOf(files);
  return Array.from({ length: detector.adcCount }, (_, adc) => ({
    label: `ADC ${adc}`,
    lines: Array.from({ length: epcbsPerAdc }, (_, epcb) => ({
      label: `EPCB ${epcb}`,
      values: files.map((summary) => value(summary, epcbMembers[adc * epcbsPerAdc + epcb]!)),
    })),
  }));
}

function channelPanels(
  { files }: History,
  adc: number,
  value: (summary: FileSummary, channelIndex: number) => number,
): TrendGrid["panels"] {
  const { detector, epcbsPerAdc, epcbMembers } = groupsOf(files);
  if (!Number.isInteger(adc) || adc < 0 || adc >= detector.adcCount)
    throw new LightDqmError("not-found", {
      what: "No such ADC",
      expected: `0 to ${detector.adcCount - 1}`,
      got: String(adc),
    });
  return Array.from({ length: epcbsPerAdc }, (_, epcb) => ({
    label: `ADC ${adc}, EPCB ${epcb}`,
    lines: epcbMembers[adc * epcbsPerAdc + epcb]!.map((channelIndex, position) => ({
      label: `channel ${channelIndex % detector.channelCount}`,
      legend: `channel ${position + 1} of the EPCB`,
      values: files.map((summary) => value(summary, channelIndex)),
    })),
  }));
}

/** All files of a figure must be of one detector. */
function groupsOf(files: readonly FileSummary[]): DetectorGroups & { detector: DetectorProfile } {
  const { detector } = files[0]!;
  const other = files.find((summary) => summary.detector.name !== detector.name);
  if (other)
    throw new LightDqmError("incompatible", {
      what: "Files of different detectors cannot share a figure",
      where: other.input.name,
      expected: detector.name,
      got: other.detector.name,
    });
  return { detector, ...detectorGroups(detector) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
