/** The panels of waveforms: single ones, and their average. */
import { linesPayload, type PlotPayload } from "../../figures/forms/plot/index.js";
import type { FileSummary } from "../../summary.js";
import { toUnits, type Units, unitLabels } from "../../units.js";
import { countText } from "../../words/phrases.js";
import type { EpcbAverage } from "./epcb-waveforms.js";
import type { Names } from "./members.js";

/** A line of the panel of single waveforms. */
export interface ShownWaveform {
  label: string;
  aboveAdc16: Float64Array;
}

/** What that panel shows. */
export interface ShownWaveforms {
  title: string;
  shown: readonly ShownWaveform[];
}

type Sampled = Pick<FileSummary, "detector">;

/** Single waveforms above their baselines. */
export function singlePanel(
  { title, shown }: ShownWaveforms,
  { detector }: Sampled,
  units: Units,
): PlotPayload {
  const series = shown.map(({ label, aboveAdc16 }) => ({
    ...{ label, x: timesUs(aboveAdc16.length, detector.sampleNs) },
    y: toUnits(aboveAdc16, units),
  }));
  return linesPayload(series, { title, ...axesIn(units) });
}

/** The mean of the channel's waveforms with their envelope, beside the others' mean. */
export function averagePanel(
  { own, othersAdc16, eventCount, isOfLit }: EpcbAverage,
  { own: ownName, others }: Names,
  { detector }: Sampled,
  units: Units,
): PlotPayload {
  const line = (label: string, valuesAdc16: ArrayLike<number>) => ({
    ...{ label, x: timesUs(valuesAdc16.length, detector.sampleNs) },
    y: toUnits(valuesAdc16, units),
  });
  const series = [
    ...(own
      ? [
          {
            ...line(ownName, own.mean),
            band: {
              label: "16–84 % of its waveforms",
              low: toUnits(own.p16, units),
              high: toUnits(own.p84, units),
            },
          },
        ]
      : []),
    ...(othersAdc16 ? [line(others, othersAdc16)] : []),
  ];
  const of = isOfLit ? countText(eventCount, "lit event") : `${eventCount} events, none lit`;
  return linesPayload(series, { title: `Mean of ${of}`, ...axesIn(units) });
}

const axesIn = (units: Units) => ({
  x: { label: "Time", unit: "µs" },
  y: { label: "Above the baseline", unit: unitLabels[units] },
});

const timesUs = (sampleCount: number, sampleNs: number): Float64Array =>
  Float64Array.from({ length: sampleCount }, (_, i) => (i * sampleNs) / 1000);
