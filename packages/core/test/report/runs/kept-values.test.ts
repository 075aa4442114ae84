import { expect, it } from "vitest";
import { detectorGroups } from "../../../src/detector/groups.js";
import { keptValues } from "../../../src/report/runs/kept-values.js";
import { gridDetector } from "../../detectors.js";
import { makeSummary, smallDetector } from "../../store/make-summary.js";

it("has numbers to six digits, and no quantity that is unknown in all channels", () => {
  const summary = makeSummary({ detector: smallDetector });
  const { active } = detectorGroups(smallDetector);
  summary.noise.p50[active[0]!] = 12.3456789;
  summary.noise.p50[active[1]!] = Number.NaN;
  summary.maxAmplitude.fill(Number.NaN);
  const kept = keptValues(summary);
  expect(kept).toMatchObject({ name: "run_101.FLOW.hdf5", run: 101, detector: "small" });
  expect(kept.channel.slice(0, 4)).toEqual([2, 3, 6, 7]);
  const of = (name: string) => kept.quantities.find((each) => each.name === name);
  expect(of("noise")).toMatchObject({ kind: "median", unit: "ADC16 counts" });
  expect(of("noise")!.values.slice(0, 3)).toEqual([12.3457, null, 18]);
  expect(of("smallest amplitude")).toBeDefined();
  expect(of("largest amplitude")).toBeUndefined();
});

it("has spectra as hundredths of log10 of the power, unknown where it is 0", () => {
  const summary = makeSummary({ detector: smallDetector });
  const { active } = detectorGroups(smallDetector);
  const binCount = summary.spectra.frequencyMHz.length;
  const powers = summary.spectra.p50;
  for (const [bin, power] of [1e-9, 2e-9, 0, Number.NaN].entries())
    powers[active[1]! * binCount + bin] = power;
  const { spectra } = keptValues(summary);
  expect(spectra).toMatchObject({ unit: "V²" });
  expect(spectra!.curves).toHaveLength(active.length);
  const { log10, ...curve } = spectra!.curves[1]!;
  expect(curve).toEqual({ label: "ADC 0, channel 3", adc: 0, channels: [3] });
  // log10 of 2e-9 is −8.69897.
  expect(log10.slice(0, 4)).toEqual([-900, -870, null, null]);
});

it("has the spectra of whole ADCs where the detector has more than 1,000 channels", () => {
  const labelsOf = (channelCount: number) => {
    const activeChannels = Array.from({ length: channelCount }, (_, channel) => channel);
    const detector = gridDetector({ channelCount, activeChannels, channelsPerEpcb: 10 });
    return keptValues(makeSummary({ detector })).spectra!.curves.map(({ label }) => label);
  };
  expect(labelsOf(500)).toHaveLength(1000);
  expect(labelsOf(510)).toEqual(["ADC 0", "ADC 1"]);
});
