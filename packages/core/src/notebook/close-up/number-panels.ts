/** The panels of a channel's numbers: spectrum, amplitudes, baselines, and baselines over files. */
import {
  type Counted,
  histogramPayload,
  linesPayload,
  type PlotPayload,
  pointsPayload,
  type Series,
} from "../../figures/forms/plot/index.js";
import type { Reference } from "../../history/reference.js";
import { type Binning, type Histogram, mergeHistograms } from "../../numerics/histogram.js";
import type { Distribution } from "../../quantities/kept/distribution.js";
import { isSameFile } from "../../store/same-file.js";
import type { FileSummary } from "../../summary.js";
import { fromAdc16, toUnits, type Units, unitLabels } from "../../units.js";
import { countText } from "../../words/phrases.js";
import { meanLine } from "./average.js";
import { binsPerBin, coarser } from "./histograms.js";
import type { Members, Names } from "./members.js";

/** The median spectrum, beside the mean of the others'; null where none is known. */
export function spectrumPanel(
  { spectra, spectrumEvents }: Pick<FileSummary, "spectra" | "spectrumEvents">,
  { own, others }: Members,
  names: Names,
): PlotPayload | null {
  const { frequencyMHz, p50, scale } = spectra;
  const binCount = frequencyMHz.length;
  // Bin 0 is the baseline.
  const powerOf = (index: number) => p50.slice(index * binCount + 1, (index + 1) * binCount);
  // Constant waveforms have no power, which no logarithmic axis shows.
  const known = (index: number): boolean => powerOf(index).some((power) => power > 0);
  const mean = meanLine(others.filter(known).map(powerOf));
  const x = frequencyMHz.slice(1);
  const series: Series[] = [
    ...(known(own) ? [{ label: names.own, x, y: powerOf(own) }] : []),
    ...(mean ? [{ label: names.others, x, y: mean }] : []),
  ];
  if (series.length === 0) return null;
  return linesPayload(series, {
    title: `Median spectrum of ${countText(spectrumEvents.length, "event")}`,
    x: { label: "Frequency", unit: "MHz" },
    y:
      scale === "power"
        ? { label: "Power per bin", unit: "V²", scale: "log" }
        : { label: "Power density", unit: "V²/Hz", scale: "log" },
  });
}

/** Kept bins that make one of amplitudes: four per factor of 2. */
const amplitudeBins = 8;

/** Amplitudes over threshold; null where none is. */
export function amplitudePanel(
  { amplitude }: Pick<FileSummary, "amplitude">,
  members: Members,
  names: Names,
  units: Units,
): PlotPayload | null {
  const series = countedOf(amplitude.all, members, names, units, "log2", () => amplitudeBins);
  if (series.length === 0) return null;
  return histogramPayload(series, {
    title: "Amplitudes over threshold",
    x: { label: "Amplitude", unit: unitLabels[units], scale: "log" },
    y: { label: "Waveforms in a bin" },
  });
}

/** Baselines about the median of their channel; null where none is known. */
export function baselinePanel(
  { baseline }: Pick<FileSummary, "baseline">,
  members: Members,
  names: Names,
  units: Units,
): PlotPayload | null {
  const histogram = baseline.histogram.map(
    (kept, index): Histogram | null =>
      kept && { ...kept, firstBin: kept.firstBin - Math.round(baseline.p50[index]!) },
  );
  const series = countedOf({ histogram }, members, names, units, "unit", binsPerBin);
  if (series.length === 0) return null;
  return histogramPayload(series, {
    title: "Baselines about their channel's median",
    x: { label: "Baseline less median", unit: unitLabels[units] },
    y: { label: "Waveforms in a bin" },
  });
}

/** The histogram of a channel, and that of the others for each of them. */
function countedOf(
  kept: Pick<Distribution, "histogram"> | undefined,
  { own, others }: Members,
  names: Names,
  units: Units,
  binning: Binning,
  sizeOf: (histograms: readonly (Histogram | null)[]) => number,
): Counted[] {
  if (!kept) return [];
  const ofOthers = others.flatMap((index) => kept.histogram[index] ?? []);
  const ofOwn = kept.histogram[own] ?? null;
  const pooled = mergeHistograms(ofOthers);
  const size = sizeOf([ofOwn, pooled]);
  const counted = (label: string, histogram: Histogram | null, channelCount: number): Counted[] => {
    if (!histogram) return [];
    const { edges, counts } = coarser(histogram, size, binning, channelCount);
    return [{ label, edges: toUnits(edges, units), counts }];
  };
  return [...counted(names.own, ofOwn, 1), ...counted(names.others, pooled, others.length)];
}

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
    x: { label: "Time from this file", unit, marks: [{ at: 0, label: "This file" }] },
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
    x: { label: "This file at 0, earlier files around it", range: [-1, 1] },
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
