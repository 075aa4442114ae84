/** One payload of every kind, with every state and a file name that tries to be markup. */

import { detectorGroups } from "../../src/detector/groups.js";
import type { DetectorProfile } from "../../src/detector/profile.js";
import type { ChannelState } from "../../src/figures/forms/channel-mask/payload.js";
import type { TrendGrid } from "../../src/figures/index.js";
import {
  brightestPayloads,
  channelMaskPayload,
  figureOf,
  figurePayload,
  fractionPayload,
  gridMaskPayload,
  heatMapPayload,
  histogramPayload,
  linesPayload,
  type PlotPayload,
  panelsPayload,
  pointsPayload,
  quantilesPayload,
  quantityMapPayload,
  sourceOf,
  spectraPayload,
  stateMapPayload,
  trendGridPayload,
  unavailablePayload,
  waveformsPayload,
} from "../../src/figures/index.js";
import type { Payload } from "../../src/figures/payload.js";
import type { State } from "../../src/judge/states/verdict.js";
import { dune2x2 } from "../detectors.js";
import { indexOfChannel, syntheticReference, syntheticSummary } from "./synthetic-summary.js";

/** Channels of the example mask that are not good, by channel index. */
export const plantedStates: ReadonlyMap<number, State> = new Map([
  [indexOfChannel(1, 38), "bad"],
  [indexOfChannel(2, 57), "warn"],
  [indexOfChannel(0, 6), "unknown"],
  [indexOfChannel(0, 7), "masked"],
]);

/** A cell an active channel. */
export function exampleCells(
  reason: (channelIndex: number) => string = () => "as expected",
  detector: DetectorProfile = dune2x2,
): ChannelState[] {
  const { active, placeOf } = detectorGroups(detector);
  return active.map((channelIndex) => ({
    ...placeOf(channelIndex),
    state: plantedStates.get(channelIndex) ?? "ok",
    verdict: {
      value: -28_000.123456789 + channelIndex,
      limit: [-30_000, -26_000] as const,
      unit: "ADC16 counts",
      n: 500,
      reason: reason(channelIndex),
    },
  }));
}

/** One payload of every kind. */
export function examplePayloads(detector: DetectorProfile = dune2x2): Record<string, Payload> {
  const summary = syntheticSummary({}, detector);
  const reference = syntheticReference(3, detector);
  const mask = channelMaskPayload(summary, exampleCells(undefined, detector), {
    check: "baseline",
  });
  return {
    "mask of baselines": mask,
    "map of baselines": stateMapPayload(mask),
    "map of the noise": quantityMapPayload(summary, { quantity: "noise" }, { units: "ADC16" }),
    "map of a line": quantityMapPayload(
      summary,
      { quantity: "spectra", lineMHz: 10 },
      { units: "ADC16" },
    ),
    "clipped fraction": fractionPayload(summary, {
      flag: "clipped",
      triggerClass: "beam",
      denominator: "epcb",
      reference,
    }),
    "negative fraction, first file": fractionPayload(summary, {
      flag: "negative",
      triggerClass: "self",
      denominator: "tpc",
      reference: null,
    }),
    baselines: quantilesPayload(summary, "baseline", {
      units: "ADC16",
      reference,
      limitAdc16: [-28_100, -26_000],
    }),
    "noise in volts": quantilesPayload(summary, "noise", { units: "V", reference }),
    "spectra per EPCB": spectraPayload(summary, { per: "epcb" }),
    "spectra per channel": spectraPayload(summary, { per: "channel", adc: detector.adcCount / 2 }),
    "trend of the EPCBs": trendGridPayload(exampleGrid(detector)),
    waveforms: waveformsPayload(summary, { units: "ADC16" }),
    ...ownPlots(detector),
    "a figure of the subset": figurePayload(
      figureOf(quantilesPayload(summary, "noise", { units: "ADC16" }), {
        theme: "light",
        marks: "plain",
      }),
      { source: sourceOf(summary) },
    ),
    "waveforms with most light": brightestPayloads(summary, { units: "V" })[0]!,
    unavailable: unavailablePayload("How often?", "no beam triggers", sourceOf(summary)),
  };
}

/** Baselines of 2 lines in each of 8 panels, or one an ADC, over 3 files, an hour apart; one line makes a step. */
export function exampleGrid(detector: DetectorProfile = dune2x2): TrendGrid {
  const { input } = syntheticSummary();
  const files = [101, 102, 103].map((run, i) => {
    const firstMs = Date.UTC(2025, 10, 4, 17 + i);
    const name = `mpd_run_demo_rctl_${run}.FLOW.hdf5`;
    return { input: { ...input, name, run, subRun: null }, time: { firstMs, lastMs: firstMs } };
  });
  const panels = Array.from({ length: detector.adcCount }, (_, adc) => ({
    label: `ADC ${adc}`,
    lines: [0, 1].map((epcb) => ({
      label: `EPCB ${epcb}`,
      values: files.map((_, i) => -28_000 + adc + epcb + (adc === 5 && epcb === 1 ? 40 * i : i)),
    })),
  }));
  const words = { title: "Does the baseline change?", quantity: "Baseline", unit: "ADC16 counts" };
  return { ...words, scale: "linear", detector, files, panels };
}

/** A plot of each form, with gaps, bars, a band, marks, an unknown cell and one that is off the scale. */
export function ownPlots(detector: DetectorProfile = dune2x2): Record<string, PlotPayload> {
  const source = sourceOf(syntheticSummary({}, detector));
  const { indexCount } = detectorGroups(detector);
  const x = [1, 2, 4, 8, 16];
  const time = { label: "Time", unit: "µs" };
  const lines = linesPayload(
    [
      { label: "this run", x, y: [3, 30, 300, Number.NaN, 30] },
      {
        ...{ label: "<b>earlier</b>", x, y: [2, 20, 200, 0, 20] },
        band: { low: [1, 10, 100, 1000, 10], high: [4, 40, 400, 4000, 40], label: "16–84 %" },
      },
    ],
    {
      ...{ title: "What does the pulse look like?", source },
      x: { ...time, scale: "log" },
      y: { label: "Power", unit: "V²", scale: "log", marks: [{ at: 50, label: "Threshold" }] },
    },
  );
  const points = pointsPayload(
    {
      x,
      y: [5, 6, Number.NaN, 7, 8],
      error: 0.5,
      band: { low: [4, 4, 4, 4, 4], high: [9, 9, 9, 9, 9] },
    },
    {
      title: "Is it as before?",
      source,
      x: { label: "Channel" },
      y: { label: "Noise", unit: "ADC16" },
    },
  );
  const histogram = histogramPayload([1, 2, 2, 3, 3, 3, Number.NaN], {
    ...{ title: "How high are the pulses?", source, x: { label: "Amplitude", unit: "ADC16" } },
  });
  const rows = [0, 1, 2, 3].map((row) => [0, 1, 2, 3, 4].map((column) => row + column));
  rows[1]![2] = Number.NaN;
  rows[3]![3] = 1e6;
  const heatMap = heatMapPayload(rows, {
    ...{ title: "Where is the noise?", source, x: time, y: { label: "Channel" } },
    value: { label: "Noise", unit: "ADC16" },
  });
  const numbers = Float64Array.from({ length: indexCount }, (_, i) =>
    i % 50 === 5 ? Number.NaN : i,
  );
  const gridMask = gridMaskPayload(numbers, {
    ...{
      title: "How high is the noise?",
      source,
      detector,
      value: { label: "Noise", unit: "ADC16" },
    },
  });
  const cut = gridMaskPayload(
    Array.from(numbers, (value) => (Number.isNaN(value) ? null : value > 400 ? "bad" : "ok")),
    { title: "Which channels pass?", source, detector, meanings: { bad: "Over the cut" } },
  );
  const eight = Array.from({ length: 8 }, (_, adc) =>
    linesPayload(
      { label: "channel 7", x, y: x.map((each) => each + adc) },
      {
        ...{ title: `ADC ${adc}`, x: time, y: { label: "Above baseline", unit: "ADC16" } },
      },
    ),
  );
  return {
    "own lines": lines,
    "own points": points,
    "own histogram": histogram,
    "own heat map": heatMap,
    "own numbers by channel": gridMask,
    "own mask": cut,
    "eight panels": panelsPayload(eight, { title: "Is any ADC different?", source }),
    "panels of every form": panelsPayload([lines, points, histogram, heatMap, gridMask, cut], {
      ...{ title: "What is wrong here?", source },
    }),
  };
}
