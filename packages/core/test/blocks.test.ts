/** The building blocks together, on sample files whose numbers an independent program computed. */
import { describe, expect, it } from "vitest";
import {
  clopperPearson,
  type Denominator,
  denominators,
  detectorGroups,
  featureArrays,
  flagArrays,
  fractionBy,
  nearestBin,
  powerSpectrum,
  quantiles,
} from "../src/blocks.js";
import { openFlowFile } from "../src/flow/flow-file.js";
import { expectedNumbers, type SampleName, samplePath } from "./samples.js";

/** All waveforms of a sample, and what its events are. */
async function waveformsOf(name: SampleName) {
  const file = await openFlowFile(samplePath(name));
  try {
    const { detector, events, sampleCount } = file;
    const perEvent = detectorGroups(detector).indexCount * sampleCount;
    const samplesAdc16 = new Int16Array(events.count * perEvent);
    for (let event = 0; event < events.count; event++)
      file.readEvent(event, samplesAdc16.subarray(event * perEvent, (event + 1) * perEvent));
    return { detector, events, sampleCount, samplesAdc16 };
  } finally {
    file.close();
  }
}

/** The largest distance of two lists that know the same; Infinity where one knows more. */
function farthest(found: readonly number[], expected: readonly number[]): number {
  const distances = found.map((value, i) => Math.abs(value - expected[i]!));
  const isAlike = found.every((value, i) => Number.isNaN(value) === Number.isNaN(expected[i]));
  return isAlike ? Math.max(...distances.filter((each) => !Number.isNaN(each))) : Infinity;
}

describe.each(["adc64_demo_103", "mpd_run_demo_rctl_101"] as const)("of %s", async (name) => {
  const expected = expectedNumbers(name);
  const { detector, events, sampleCount, samplesAdc16 } = await waveformsOf(name);
  const { active, indexCount } = detectorGroups(detector);
  const features = featureArrays(samplesAdc16, sampleCount);
  const flags = flagArrays(features, { thresholdAdc16: 500 });
  const codes = { beam: 1, self: 0 } as const;
  /** Those of the active channels, of a table by [adc][channel]. */
  const inOrder = (table: (number | null)[][]): number[] => {
    const values = table.flat();
    return active.map((channelIndex) => values[channelIndex] ?? Number.NaN);
  };
  /** Places of a channel's valid waveforms, in events of a trigger class. */
  const placesOf = (channelIndex: number, triggerClass: string): number[] =>
    Array.from({ length: events.count }, (_, event) => event)
      .filter((event) => isOf(event, triggerClass))
      .map((event) => event * indexCount + channelIndex)
      .filter((place) => events.valid[place] === 1);
  const isOf = (event: number, triggerClass: string): boolean =>
    triggerClass === "all" || events.trigType![event] === codes[triggerClass as "beam" | "self"];

  it("counts of clipped and negative waveforms and their intervals are the program's", () => {
    for (const [key, counts] of Object.entries<Record<string, number[][]>>(expected.fractions)) {
      const [flag, triggerClass, denominator] = key.split("_") as [
        "clipped" | "negative",
        string,
        Denominator,
      ];
      const valid = events.valid.map((one, i) =>
        isOf(Math.floor(i / indexCount), triggerClass) ? one : 0,
      );
      const { overThreshold } = flags;
      const found = fractionBy(denominator, flags[flag], overThreshold, detector, valid);
      expect([key, Array.from(found.passed)]).toEqual([key, counts.passed!.flat()]);
      expect([key, Array.from(found.total)]).toEqual([key, counts.total!.flat()]);
      const highs = active.map((i) => clopperPearson(found.passed[i]!, found.total[i]!).high);
      expect(farthest(highs, inOrder(counts.high!))).toBeLessThan(1e-6);
    }
  });

  it("quantiles of noise and baseline over events are the program's", () => {
    const triggerClass = "self" in expected.n ? "self" : "all";
    for (const of of ["noise", "baseline"] as const)
      for (const [p, probability] of Object.entries({ p16: 0.16, p50: 0.5, p84: 0.84 })) {
        const found = active.map((channelIndex) => {
          const values = placesOf(channelIndex, triggerClass).map((place) => features[of][place]!);
          return quantiles(values, [probability])[0]!;
        });
        expect(farthest(found, inOrder(expected[of][p]))).toBeLessThan(1e-8);
      }
  });

  it("the median spectrum of a channel is the program's", () => {
    for (const [key, adc, channel] of [
      ["median_power_v2_adc0_ch4", 0, 4],
      ["median_power_v2_adc4_ch45", 4, 45],
    ] as const) {
      const spectra = placesOf(detectorGroups(detector).indexOf(adc, channel), "all").map((place) =>
        powerSpectrum(
          samplesAdc16.subarray(place * sampleCount, (place + 1) * sampleCount),
          detector.sampleNs,
        ),
      );
      const ratios = expected[key].map((power: number, bin: number) => {
        const ofBin = spectra.map((spectrum) => spectrum.power[bin]!);
        return quantiles(ofBin, [0.5])[0]! / power - 1;
      });
      expect(Math.max(...ratios.map(Math.abs))).toBeLessThan(1e-6);
      expect(nearestBin(spectra[0]!.frequencyMHz, 10)).toBe(expected.roi_bins[5]);
    }
  });
});

it("denominators are those that fractionBy takes", () => {
  expect(denominators).toEqual(["channel", "epcb", "tpc", "total"]);
});
