/** The panels of a channel's numbers in one file: spectrum, amplitudes, baselines. */
import {
  type Counted,
  histogramPayload,
  linesPayload,
  type PlotPayload,
  type Series,
} from "../../figures/forms/plot/index.js";
import { type Binning, type Histogram, mergeHistograms } from "../../numerics/histogram.js";
import type { Distribution } from "../../quantities/kept/distribution.js";
import type { FileSummary } from "../../summary.js";
import { toUnits, type Units, unitLabels } from "../../units.js";
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
  const axis = {
    scale: "log",
    range: decadesOf(series.flatMap(({ y }) => Array.from(y))),
  } as const;
  return linesPayload(series, {
    title: `Median spectrum of ${countText(spectrumEvents.length, "event")}${spectra.isRounded ? ", rounded; 16 and 84 % are no longer kept" : ""}`,
    x: { label: "Frequency", unit: "MHz" },
    y:
      scale === "power"
        ? { label: "Power per bin", unit: "V²", ...axis }
        : { label: "Power density", unit: "V²/Hz", ...axis },
  });
}

/** Powers that are almost zero must not squeeze the others. */
const mostDecades = 12;

/** The decades in which positive numbers lie. */
function decadesOf(values: readonly (number | null)[]): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, 0];
  for (const value of values) {
    if (value === null || !(value > 0)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const top = Math.floor(Math.log10(high)) + 1;
  const bottom = Math.max(Math.floor(Math.log10(low)), top - mostDecades);
  return [10 ** bottom, 10 ** top];
}

/** Kept bins of a logarithmic axis that make one of a panel: four per factor of 2. */
export const binsOfFactor2 = 8;

/** Amplitudes over threshold; null where none is. */
export function amplitudePanel(
  { amplitude }: Pick<FileSummary, "amplitude">,
  members: Members,
  names: Names,
  units: Units,
): PlotPayload | null {
  const series = countedOf(amplitude.all, members, names, units, "log2", () => binsOfFactor2);
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

/** The histogram of a channel, in counts, and that of the others for each of them. */
export function countedOf(
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
