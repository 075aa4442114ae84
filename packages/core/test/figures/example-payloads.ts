/** One payload of every kind, with every state and a file name that tries to be markup. */

import { detectorGroups } from "../../src/detector/groups.js";
import type { DetectorProfile } from "../../src/detector/profile.js";
import type { ChannelState } from "../../src/figures/forms/channel-mask/payload.js";
import type { TrendGrid } from "../../src/figures/index.js";
import {
  brightestPayloads,
  channelMaskPayload,
  fractionPayload,
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
    "waveforms with most light": brightestPayloads(summary, { units: "V" })[0]!,
    unavailable: unavailablePayload("How often?", "no beam triggers", sourceOf(summary)),
  };
}

/** Baselines of 2 lines in each of 8 panels, or one an ADC, over 3 files, an hour apart; one line makes a step. */
export function exampleGrid({ adcCount }: DetectorProfile = dune2x2): TrendGrid {
  const { input } = syntheticSummary();
  const files = [101, 102, 103].map((run, i) => {
    const firstMs = Date.UTC(2025, 10, 4, 17 + i);
    const name = `mpd_run_demo_rctl_${run}.FLOW.hdf5`;
    return { input: { ...input, name, run, subRun: null }, time: { firstMs, lastMs: firstMs } };
  });
  const panels = Array.from({ length: adcCount }, (_, adc) => ({
    label: `ADC ${adc}`,
    lines: [0, 1].map((epcb) => ({
      label: `EPCB ${epcb}`,
      values: files.map((_, i) => -28_000 + adc + epcb + (adc === 5 && epcb === 1 ? 40 * i : i)),
    })),
  }));
  const words = { title: "Does the baseline change?", quantity: "Baseline", unit: "ADC16 counts" };
  return { ...words, scale: "linear", files, panels };
}
