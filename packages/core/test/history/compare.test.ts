import { describe, expect, test } from "vitest";
import { compareSummaries } from "../../src/history/compare.js";
import { makeSummary, silence, smallDetector } from "../store/make-summary.js";

const file = (name: string, parts: Parameters<typeof makeSummary>[0] = {}) =>
  makeSummary({ detector: smallDetector, name, ...parts });
const before = () => file("a.hdf5");
const after = () => file("b.hdf5");

describe("two files", () => {
  test("that are equal differ in nothing", () => {
    const { differences, caveats } = compareSummaries(before(), after());
    // 8 active channels: baseline, noise, both of dark waveforms, gain, amplitude and 3 flags of beam
    // and self, 11 lines and the same dark.
    expect(differences).toHaveLength(8 * (5 + 4 * 2 + 2 * 11));
    expect(differences.every(({ significance }) => significance === 0)).toBe(true);
    expect(caveats).toEqual([]);
  });

  test("are ordered by how far apart they are in their own errors", () => {
    const later = after();
    later.noise.p50[3] = 20;
    later.baseline.p50[2] = -28_030;
    const [first, second, third] = compareSummaries(before(), later).differences;
    // Spreads of 3 in both files: 30 / hypot(3, 3); of 1 for noise: 2 / hypot(1, 1).
    expect(first).toMatchObject({
      adc: 0,
      channel: 2,
      quantity: "baseline",
      before: -28_000,
      after: -28_030,
    });
    expect(first!.significance).toBeCloseTo(30 / Math.hypot(3, 3), 10);
    expect(second).toMatchObject({ adc: 0, channel: 3, quantity: "noise", before: 18, after: 20 });
    expect(second!.significance).toBeCloseTo(2 / Math.SQRT2, 10);
    expect(third!.significance).toBe(0);
  });

  test("compare fractions by the intervals that face each other", () => {
    const later = after();
    later.clipped.self!.total.passed[2] = 20;
    const [first] = compareSummaries(before(), later).differences;
    expect(first).toMatchObject({ quantity: "clipped self", before: 0, after: 1, unit: "" });
    // 0 of 20: up to 1 − 0.16^(1/20); 20 of 20: down to 0.16^(1/20).
    const edge = 1 - 0.16 ** (1 / 20);
    expect(first!.significance).toBeCloseTo(1 / Math.hypot(edge, edge), 10);
  });

  test("compare powers by their ratio, up and down alike", () => {
    const [up, down] = [after(), after()];
    up.spectra.p50 = up.spectra.p50.map((power) => power * 2);
    down.spectra.p50 = down.spectra.p50.map((power) => power / 2);
    for (const later of [up, down]) {
      const [first] = compareSummaries(before(), later).differences;
      expect(first!.quantity).toMatch(/^power at /);
      expect(first!.significance).toBeCloseTo(Math.log(2) / 0.1, 5);
    }
  });

  test("compare lines by the logarithm of their ratio, and gain from 0.01 on", () => {
    const [line, gain] = [after(), after()];
    line.lines.watched[2 * 11 + 5] = 0.4;
    gain.gain.p50[3] = 0.7;
    expect(compareSummaries(before(), line).differences[0]).toMatchObject({
      quantity: "dark line at 10 MHz",
      before: 0,
      after: 0.4,
      significance: 4,
    });
    const [first] = compareSummaries(before(), gain).differences;
    expect(first).toMatchObject({ quantity: "relative amplitude", unit: "", after: 0.7 });
    expect(first!.significance).toBeCloseTo(0.3 / Math.hypot(0.1, 0.1), 10);
  });

  test("say nothing of what one of them was made too early for", () => {
    const later = after();
    later.darkBaseline.p50.fill(Number.NaN);
    const { differences } = compareSummaries(before(), later);
    expect(differences.some(({ quantity }) => quantity === "dark baseline")).toBe(false);
    expect(differences[0]!.significance).toBe(0);
  });

  test("differ most where only one knows a channel; what both don't know is left out", () => {
    const [early, late] = [before(), after()];
    silence(early, 2);
    silence(late, 2);
    silence(late, 8 + 6);
    const { differences } = compareSummaries(early, late);
    expect(differences.filter(({ adc, channel }) => adc === 0 && channel === 2)).toEqual([]);
    expect(differences[0]).toMatchObject({
      adc: 1,
      channel: 6,
      after: null,
      significance: Number.POSITIVE_INFINITY,
    });
  });

  test("that were computed differently say so; of different detectors they are refused", () => {
    const { caveats } = compareSummaries(
      before(),
      file("b.hdf5", { thresholdAdc16: 400, sampleCount: 24 }),
    );
    expect(caveats).toEqual([
      "thresholds (ADC16 counts): 500 before, 400 after",
      "samples per waveform: 20 before, 24 after",
    ]);
    expect(() => compareSummaries(before(), makeSummary())).toThrow(
      "Files of different detectors cannot be compared",
    );
  });
});
