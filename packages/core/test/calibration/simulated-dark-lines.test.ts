import { describe, expect, test } from "vitest";
import { simulateSummary } from "../../src/calibration/simulate-summary.js";
import { drawnDrift } from "../../src/calibration/simulated-channels.js";
import { detectorGroups } from "../../src/detector/groups.js";
import type { ChannelAddress, SimulatedFault } from "../../src/flow/simulation/faults.js";
import type { FileSummary } from "../../src/summary.js";
import { dune2x2 } from "../detectors.js";

const { active, placeOf } = detectorGroups(dune2x2);
const addressOf = (channelIndex: number): ChannelAddress => {
  const { adc, channel } = placeOf(channelIndex);
  return [adc, channel];
};
const pedestal = (seed: number, eventCount: number, faults: SimulatedFault[] = []): FileSummary =>
  simulateSummary({
    ...{ name: "pedestal", seed, eventCount, faults, drift: drawnDrift },
    conditions: { runType: "pedestal" },
  });
const peaksOf = ({ lines }: FileSummary) => active.flatMap((i) => lines.peaks[i]!);

/**
 * Chance that the middle one of an odd number of exponential values with median 1 is above a factor:
 * that more than half of them are.
 */
function chanceAbove(factor: number, count: number): number {
  const p = 2 ** -factor;
  let term = (1 - p) ** count;
  let sum = 0;
  for (let above = 0; above <= count; above++) {
    if (2 * above > count) sum += term;
    term *= ((count - above) / (above + 1)) * (p / (1 - p));
  }
  return sum;
}

describe("peaks in the dark spectra of a simulated summary", () => {
  test("of noise are as many as chance has it beyond 4 standard errors and a factor of 1.5", () => {
    const files = 25;
    for (const eventCount of [41, 201]) {
      const limit = Math.max(1.5, Math.exp(4 / Math.LN2 / Math.sqrt(eventCount)));
      const peaks = Array.from({ length: files }, (_, seed) => peaksOf(pedestal(seed, eventCount)));
      for (const { lnExcess, lnOverOthers, frequencyMHz } of peaks.flat()) {
        expect(lnExcess).toBeGreaterThan(Math.log(limit));
        expect(lnOverOthers).toBe(lnExcess);
        expect(frequencyMHz).toBeGreaterThan(0);
        expect(frequencyMHz).toBeLessThan(31.25);
      }
      // Of 501 bins the three at each end tell nothing.
      const expected = files * active.length * 495 * chanceAbove(limit, eventCount);
      expect(Math.abs(peaks.flat().length - expected)).toBeLessThan(
        4 * Math.sqrt(expected) + 0.1 * expected,
      );
    }
  });

  test("of an ADC's channels stand out from the others', those of all channels do not", () => {
    const line = { frequencyMHz: 13, amplitudeAdc16: 10 } as const;
    const inAll: SimulatedFault = { kind: "noise-line", channels: active.map(addressOf), ...line };
    const ofAdc = active.filter((i) => placeOf(i).adc === 3);
    const inOne: SimulatedFault = { kind: "noise-line", channels: ofAdc.map(addressOf), ...line };
    const [one, all] = [inOne, inAll].map((fault) => pedestal(1, 60, [fault]));
    for (const i of ofAdc) {
      const peakIn = (file: FileSummary) =>
        file.lines.peaks[i]!.find(({ frequencyMHz }) => Math.abs(frequencyMHz - 13) < 0.01)!;
      expect(peakIn(one!).lnOverOthers).toBe(peakIn(one!).lnExcess);
      // Noises of 8 to 30 counts: lines stand out by factors that differ as their squares.
      expect(Math.abs(peakIn(all!).lnOverOthers)).toBeLessThan(2 * Math.log(30 / 8) + 0.5);
    }
    expect(active.every((i) => one!.lines.peaks[i]!.length > 0)).toBe(false);
  });

  test("are 16 at most, the strongest first, and none where no waveform is dark", () => {
    const led = simulateSummary({
      ...{ name: "led", seed: 1, eventCount: 30, conditions: { runType: "led" } },
    });
    for (const i of active) {
      expect(led.lines.count[i]).toBe(0);
      expect(led.lines.watched[11 * i]).toBeNaN();
      expect(led.lines.peaks[i]).toEqual([]);
    }
    const line: SimulatedFault = {
      ...{ kind: "noise-line", channels: [addressOf(active[0]!)] },
      ...{ frequencyMHz: 10, amplitudeAdc16: 40 },
    };
    for (let seed = 0; seed < 20; seed++) {
      const strengths = pedestal(seed, 201, [line]).lines.peaks[active[0]!]!.map(
        ({ lnExcess }) => lnExcess,
      );
      expect(strengths.length).toBeLessThanOrEqual(16);
      expect(strengths).toEqual([...strengths].sort((a, b) => b - a));
    }
  });
});
