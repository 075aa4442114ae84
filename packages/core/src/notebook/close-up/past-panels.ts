/** The panels of a channel's past: its baseline over files, or beside earlier ones. */
import { type PlotPayload, pointsPayload, type Series } from "../../figures/forms/plot/index.js";
import type { Reference } from "../../history/reference.js";
import { isSameFile } from "../../store/same-file.js";
import type { FileSummary } from "../../summary.js";
import { fromAdc16, type Units, unitLabels } from "../../units.js";
import { countText } from "../../words/phrases.js";
import type { Names } from "./members.js";

/**
 * Baselines of a channel file by file: medians, with bars of the 16–84 % interval, at the time of
 * their file. Null where the time of this file is unknown.
 */
export function historyPanel(
  summary: FileSummary,
  files: readonly FileSummary[],
  own: number,
  names: Names,
  units: Units,
): PlotPayload | null {
  const { time } = summary;
  if (!time) return null;
  const shown = [...files.filter((file) => file.time && !isSameFile(file, summary)), summary];
  const afterMs = shown.map((file) => file.time!.firstMs - time.firstMs);
  const { unit, unitMs } = unitOfSpan(Math.max(...afterMs) - Math.min(...afterMs));
  const x = afterMs.map((ms) => ms / unitMs);
  return pointsPayload([{ label: names.own, x, ...barsOf(shown, own, units) }], {
    title: `Baseline in ${countText(shown.length, "file")}`,
    x: { label: "Time from this file", unit },
    y: { label: "Baseline", unit: unitLabels[units] },
  });
}

const hourMs = 3_600_000;

/** The unit in which a span of time is a small number. */
function unitOfSpan(spanMs: number): { unit: string; unitMs: number } {
  if (spanMs < 2 * hourMs) return { unit: "min", unitMs: hourMs / 60 };
  return spanMs < 48 * hourMs
    ? { unit: "h", unitMs: hourMs }
    : { unit: "days", unitMs: 24 * hourMs };
}

/** The baseline of a channel beside those of earlier files; null where none is known of these. */
export function earlierPanel(
  summary: FileSummary,
  reference: Reference | null,
  own: number,
  names: Names,
  units: Units,
): PlotPayload | null {
  const earlier = reference?.baseline;
  const count = earlier?.fileCount[own] ?? 0;
  if (!earlier || count === 0) return null;
  const end = (value: number): number[] => [fromAdc16(value, units)];
  const band = {
    label: "16–84 % of earlier files",
    low: end(earlier.p16[own]!),
    high: end(earlier.p84[own]!),
  };
  return pointsPayload([{ label: names.own, x: [0], ...barsOf([summary], own, units), band }], {
    title: `Baseline beside ${countText(count, "earlier file")}`,
    x: { label: "This file (at 0)", range: [-1, 1] },
    y: { label: "Baseline", unit: unitLabels[units] },
  });
}

function barsOf(
  files: readonly FileSummary[],
  own: number,
  units: Units,
): Pick<Series, "y" | "yLow" | "yHigh"> {
  const of = (quantile: "p16" | "p50" | "p84"): number[] =>
    files.map(({ baseline }) => fromAdc16(baseline[quantile][own]!, units));
  return { y: of("p50"), yLow: of("p16"), yHigh: of("p84") };
}
