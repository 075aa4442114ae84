import { describe, expect, test } from "vitest";
import { detectorGroups } from "../../src/detector/groups.js";
import { overlayRuns } from "../../src/history/overlay/overlay.js";
import { overlaySummaries, runValues } from "../../src/history/overlay/run-values.js";
import { lineFrequenciesMHz, nearestBin } from "../../src/quantities/indexed-by/watched-lines.js";
import { makeSummary, silence, smallDetector } from "../store/make-summary.js";

type Parts = Parameters<typeof makeSummary>[0];
const file = (name: string, parts: Parts = {}) =>
  makeSummary({ detector: smallDetector, name, ...parts });
const { active } = detectorGroups(smallDetector);

/** A quantity of two files, and where a channel stands in it. */
const of = (overlay: ReturnType<typeof overlaySummaries>, name: string) =>
  overlay.quantities.find((each) => each.name === name)!;
const at = (channelIndex: number): number => active.indexOf(channelIndex);

describe("two runs over each other", () => {
  test("have the values of both, their difference and ratio, by active channel, with units", () => {
    const [before, after] = [file("a.hdf5"), file("b.hdf5", { run: 102 })];
    after.noise.p50[3] = 27;
    after.clipped.self!.total.passed[3] = 5;
    const overlay = overlaySummaries(before, after);
    expect(overlay.before).toMatchObject({ name: "a.hdf5", run: 101 });
    expect(overlay.after).toMatchObject({ name: "b.hdf5", run: 102 });
    expect(overlay.adc).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
    expect(overlay.channel).toEqual([2, 3, 6, 7, 2, 3, 6, 7]);
    const noise = of(overlay, "noise");
    expect(noise).toMatchObject({ kind: "median", unit: "ADC16 counts", whyNot: null });
    expect(noise.before).toEqual(Array(8).fill(18));
    expect(noise.after).toEqual([18, 27, 18, 18, 18, 18, 18, 18]);
    expect(noise.difference).toEqual([0, 9, 0, 0, 0, 0, 0, 0]);
    expect(noise.ratio).toEqual([1, 1.5, 1, 1, 1, 1, 1, 1]);
    // None of 20, then 5 of 20: a ratio to nothing is unknown.
    const clipped = of(overlay, "clipped self");
    expect(clipped).toMatchObject({ kind: "fraction", unit: "" });
    expect([clipped.difference[1], clipped.ratio[1]]).toEqual([0.25, null]);
    expect(of(overlay, "power at 10 MHz").unit).toBe("V²");
    expect(overlay.caveats).toEqual([]);
  });

  test("name each quantity once, and survive JSON", () => {
    const overlay = overlaySummaries(file("a.hdf5"), file("b.hdf5"));
    const names = overlay.quantities.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(JSON.parse(JSON.stringify(overlay))).toEqual(overlay);
  });

  test("of one file differ in nothing", () => {
    const same = file("a.hdf5");
    for (const { before, after, difference, ratio } of overlaySummaries(same, same).quantities) {
      expect(after).toEqual(before);
      expect(difference).toEqual(before.map((value) => (value === null ? null : 0)));
      expect(ratio.every((value) => value === null || value === 1)).toBe(true);
    }
  });

  test("have neither difference nor ratio where one is unknown, and no ratio across zero", () => {
    const [before, after] = [file("a.hdf5"), file("b.hdf5")];
    silence(after, 2);
    before.baseline.p50[3] = -100;
    after.baseline.p50[3] = 100;
    before.baseline.p50[6] = 50;
    after.baseline.p50[6] = 0;
    const {
      difference,
      ratio,
      before: was,
      after: is,
    } = of(overlaySummaries(before, after), "baseline");
    expect([was[at(2)], is[at(2)], difference[at(2)], ratio[at(2)]]).toEqual([
      -28_000,
      null,
      null,
      null,
    ]);
    expect([difference[at(3)], ratio[at(3)]]).toEqual([200, null]);
    expect([difference[at(6)], ratio[at(6)]]).toEqual([-50, 0]);
  });

  test("have the ratio of powers for their logarithms", () => {
    const [before, after] = [file("a.hdf5"), file("b.hdf5")];
    after.lines.watched[2 * 11 + 5] = Math.log(3);
    const line = of(overlaySummaries(before, after), "dark line at 10 MHz");
    expect(line.kind).toBe("ln");
    expect(line.ratio[at(2)]).toBeCloseTo(3, 12);
  });

  test("have spectra by EPCB: the mean over its channels that have one", () => {
    const [before, after] = [file("a.hdf5"), file("b.hdf5")];
    const bins = before.spectra.frequencyMHz.length;
    after.spectra.p50[2 * bins + 4] = 8e-9;
    silence(after, 6);
    const { spectra } = overlaySummaries(before, after);
    expect(spectra!.unit).toBe("V²");
    expect(spectra!.frequencyMHz).toEqual([...before.spectra.frequencyMHz]);
    const labels = [0, 1].flatMap((adc) => [0, 1].map((epcb) => `ADC ${adc}, EPCB ${epcb}`));
    expect(spectra!.curves.map(({ label }) => label)).toEqual(labels);
    const [first, second] = spectra!.curves;
    // 2e-9 of both channels; then 8e-9 of one and 2e-9 of the other.
    expect(first!.ratio[4]).toBeCloseTo(2.5, 5);
    expect(first!.difference[4]).toBeCloseTo(3e-9, 14);
    expect(first!.ratio[3]).toBe(1);
    expect(second!.ratio.every((value) => value === 1)).toBe(true);
  });

  test("have spectra by ADC or by channel where these are asked for", () => {
    const summary = file("a.hdf5");
    const bins = summary.spectra.frequencyMHz.length;
    summary.spectra.p50[2 * bins + 4] = 8e-9;
    silence(summary, 7);
    const curvesPer = (spectraPer: "adc" | "channel") =>
      runValues(summary, { spectraPer }).spectra!.curves;
    const [byAdc, byChannel] = [curvesPer("adc"), curvesPer("channel")];
    expect(byAdc).toMatchObject([
      { label: "ADC 0", adc: 0, channels: [2, 3, 6, 7] },
      { label: "ADC 1", adc: 1, channels: [2, 3, 6, 7] },
    ]);
    // 8e-9 of one channel and 2e-9 of two; the fourth has none.
    expect(byAdc[0]!.power[4]).toBeCloseTo(4e-9, 14);
    expect(byChannel.map(({ adc, channels }) => [adc, ...channels])).toEqual(
      [0, 1].flatMap((adc) => (adc === 0 ? [2, 3, 6] : [2, 3, 6, 7]).map((each) => [adc, each])),
    );
    expect(byChannel[0]!.label).toBe("ADC 0, channel 2");
    expect(byChannel[0]!.power[4]).toBeCloseTo(8e-9, 14);
  });

  test("have a spectrum that only one of them has, and neither its difference nor its ratio", () => {
    const [before, after] = [file("a.hdf5"), file("b.hdf5")];
    for (const channelIndex of [2, 3]) silence(before, channelIndex);
    const { curves } = overlaySummaries(before, after).spectra!;
    expect(curves).toHaveLength(4);
    const only = curves.find(({ label }) => label === "ADC 0, EPCB 0")!;
    expect(only.after.every((power) => power !== null)).toBe(true);
    for (const values of [only.before, only.difference, only.ratio])
      expect(values.every((value) => value === null)).toBe(true);
  });

  test("have no spectra of a file of which the watched lines alone were read", () => {
    for (const sampleCount of [60, 1000]) {
      const summary = file("a.hdf5", { sampleCount });
      expect(runValues(summary).spectra).not.toBeNull();
      // The bin nearest to 0.5 MHz is that at 0 MHz for 60 samples, another for 1000.
      const { frequencyMHz } = summary.spectra;
      const lines = lineFrequenciesMHz.map(
        (lineMHz) => frequencyMHz[nearestBin(frequencyMHz, lineMHz)]!,
      );
      expect(lines[0] === 0).toBe(sampleCount === 60);
      const spectra = { ...summary.spectra, frequencyMHz: Float64Array.from(lines) };
      expect(runValues({ ...summary, spectra }).spectra).toBeNull();
    }
  });

  test("have no spectra where one lacks them or has other bins, and powers in other units apart", () => {
    const whole = file("a.hdf5");
    const { spectra } = whole;
    const linesOnly = { ...spectra, frequencyMHz: spectra.frequencyMHz.map((each) => each + 0.5) };
    expect(overlaySummaries(whole, { ...whole, spectra: linesOnly }).spectra).toBeNull();
    const longer = overlaySummaries(whole, file("b.hdf5", { sampleCount: 24 }));
    expect(longer.spectra).toBeNull();
    expect(longer.caveats).toEqual(["samples per waveform: 20 before, 24 after"]);
    const density = { ...whole, spectra: { ...spectra, scale: "density" as const } };
    const overlay = overlaySummaries(whole, density);
    expect(overlay.spectra).toBeNull();
    const power = of(overlay, "power at 10 MHz");
    expect([power.whyNot, power.unit]).toEqual(["in V² before, in V²/Hz after", ""]);
    expect(power.before[0]).not.toBeNull();
    expect([...power.difference, ...power.ratio].every((value) => value === null)).toBe(true);
    expect(of(overlay, "noise").ratio[0]).toBe(1);
  });

  test("show what only one of them knows", () => {
    const overlay = overlaySummaries(file("a.hdf5", { triggersTyped: false }), file("b.hdf5"));
    const beam = of(overlay, "clipped beam");
    expect([beam.before[0], beam.after[0], beam.difference[0]]).toEqual([null, 0, null]);
  });

  test("are refused where they are of different detectors, also from stored values", () => {
    const [small, large] = [runValues(file("a.hdf5")), runValues(makeSummary())];
    expect(() => overlayRuns(small, large)).toThrow(
      /Runs of different detectors cannot be compared .*expected small, got dune-2x2/,
    );
    const own = { ...smallDetector, channelsPerEpcb: 4 };
    const other = runValues(makeSummary({ detector: own }));
    expect(() => overlayRuns(small, other)).toThrow(/expected small, got another cabling of it/);
    expect(overlayRuns(JSON.parse(JSON.stringify(small)), small)).toEqual(
      overlayRuns(small, small),
    );
  });
});
