import { describe, expect, test } from "vitest";
import { detectorGroups } from "../../src/detector/groups.js";
import type { DetectorProfile } from "../../src/detector/profile.js";
import { randomSource } from "../../src/flow/simulation/random.js";
import { judge } from "../../src/judge/judge.js";
import type { FileSummary } from "../../src/summary.js";
import { dune2x2, gridDetector } from "../detectors.js";
import { makeSummary } from "../store/make-summary.js";

const wide = { channelCount: 64, channelsPerEpcb: 6, activeChannels: [...Array(48).keys()] };
const oneAdc = gridDetector({ ...wide, adcCount: 1, adcsPerTpc: 1, channelsPerTpc: 64 });
const twoAdcs = gridDetector({ ...wide, channelsPerTpc: 64 });

/** A file whose channels have the noise of a real detector, 8 to 30 counts, times a factor. */
function fileWith(
  detector: DetectorProfile,
  factorOf: (adc: number, k: number) => number,
): FileSummary {
  const summary = makeSummary({ detector });
  const random = randomSource(7);
  for (const [adc, members] of detectorGroups(detector).adcMembers.entries())
    members.forEach((i, k) => {
      summary.darkNoise.p50[i] = (8 + 22 * random.uniform()) * factorOf(adc, k);
    });
  return summary;
}

/** Bad channels by check, as ADC and number in it. */
function badOf(summary: FileSummary): { high: string[]; low: string[] } {
  const { adcMembers, indexOf } = detectorGroups(summary.detector);
  const bad = (check: string): string[] =>
    judge(summary, null, {})
      .filter((verdict) => verdict.check === check && verdict.state === "bad")
      .map(({ adc, channel }) => `${adc}:${adcMembers[adc!]!.indexOf(indexOf(adc!, channel!))}`);
  return { high: bad("noise-high-siblings"), low: bad("noise-low-siblings") };
}

const places = (adc: number, from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, k) => `${adc}:${from + k}`);

describe("noise among other channels", () => {
  test.each([dune2x2, twoAdcs, oneAdc])("raises no alarm in a healthy detector", (detector) => {
    expect(badOf(fileWith(detector, () => 1))).toEqual({ high: [], low: [] });
  });

  test.each([
    [10, 5],
    [50, 24],
    [90, 43],
    [100, 48],
  ])("finds %d %% of an ADC that are noisy, and none of the others quiet", (_, count) => {
    for (const detector of [dune2x2, twoAdcs]) {
      const found = badOf(fileWith(detector, (adc, k) => (adc === 1 && k < count ? 20 : 1)));
      expect(found).toEqual({ high: places(1, 0, count), low: [] });
    }
  });

  test("finds the noisy of a detector of one ADC where they are fewer than half", () => {
    const found = (count: number) => badOf(fileWith(oneAdc, (_, k) => (k < count ? 20 : 1)));
    expect(found(5)).toEqual({ high: places(0, 0, 5), low: [] });
    // Half and half: the others are not called quiet.
    expect(found(24).low).toEqual([]);
  });

  test("finds a quiet EPCB, and half of an ADC that is quiet where others tell", () => {
    for (const [detector, count] of [
      [dune2x2, 6],
      [dune2x2, 20],
      [twoAdcs, 6],
      [oneAdc, 6],
    ] as const) {
      const found = badOf(fileWith(detector, (adc, k) => (adc === 0 && k < count ? 0.05 : 1)));
      expect(found).toEqual({ high: [], low: places(0, 0, count) });
    }
  });

  test("calls no healthy channel noisy where most of its ADC are quiet", () => {
    const found = badOf(fileWith(dune2x2, (adc, k) => (adc === 0 && k < 40 ? 0.05 : 1)));
    expect(found.high).toEqual([]);
  });

  test("calls no healthy channel quiet where half of all ADCs are noisy", () => {
    const found = badOf(fileWith(dune2x2, (adc) => (adc < 4 ? 20 : 1)));
    expect(found).toEqual({ high: [0, 1, 2, 3].flatMap((adc) => places(adc, 0, 48)), low: [] });
  });

  test("measures an ADC that is twice as noisy by nature by itself", () => {
    const natural = (adc: number): number => (adc === 2 ? 2.2 : 1);
    expect(badOf(fileWith(dune2x2, natural))).toEqual({ high: [], low: [] });
    const found = badOf(
      fileWith(dune2x2, (adc, k) => natural(adc) * (adc === 2 && k === 9 ? 8 : 1)),
    );
    expect(found).toEqual({ high: ["2:9"], low: [] });
  });

  test("says what it compares with, and rests on waveforms that start quietly", () => {
    const summary = makeSummary();
    const channelIndex = 64 + 10;
    summary.noise.p50[channelIndex] = 1000;
    summary.darkNoise.p50[channelIndex] = 72;
    summary.darkCount[channelIndex] = 25;
    const verdict = judge(summary, null, {}).find(
      ({ check, adc, channel }) => check === "noise-high-siblings" && adc === 1 && channel === 10,
    );
    expect(verdict).toMatchObject({
      ...{ state: "bad", value: 4, limit: 3, n: 25 },
      reason: "median noise 72 ADC16 counts, 4 times that of the typical other ADC",
    });
  });

  test("goes by the noise of self triggers in a file that has no other", () => {
    const summary = makeSummary();
    summary.darkCount.fill(0);
    for (const quantile of [summary.darkNoise.p16, summary.darkNoise.p50, summary.darkNoise.p84])
      quantile.fill(Number.NaN);
    summary.noise.p50[64 + 10] = 72;
    const bad = judge(summary, null, {}).filter(
      ({ check, state }) => check === "noise-high-siblings" && state === "bad",
    );
    expect(bad).toMatchObject([{ adc: 1, channel: 10, value: 4, n: 20 }]);
  });

  test("is unknown with fewer than six other channels that have noise", () => {
    const summary = makeSummary();
    const others = detectorGroups(dune2x2).adcMembers[0]!;
    for (const i of others.slice(6)) summary.darkNoise.p50[i] = 0;
    const found = judge(summary, null, {}).find(
      ({ check, adc }) => check === "noise-low-siblings" && adc === 0,
    );
    expect(found).toMatchObject({
      state: "unknown",
      reason: "only 5 other channels of its ADC with noise",
    });
  });
});
