import { describe, expect, test } from "vitest";
import { detectorGroups } from "../../src/detector/groups.js";
import { randomSource } from "../../src/flow/simulation/random.js";
import { judge } from "../../src/judge/judge.js";
import type { Verdict } from "../../src/judge/states/verdict.js";
import { keptProbabilities, quantilesInPlace } from "../../src/numerics/quantile.js";
import type { FileSummary } from "../../src/summary.js";
import { dune2x2 } from "../detectors.js";
import { makeSummary } from "../store/make-summary.js";

const { active, indexOf, trapAt } = detectorGroups(dune2x2);
const channelIndex = indexOf(5, 59);

const gainsOf = (summary: FileSummary): Verdict[] =>
  judge(summary, null, {}).filter(({ check }) => check === "gain-siblings");

/** The record of ADC 5 channel 59 in a file in which one thing is changed. */
function verdictWith(change: (summary: FileSummary) => void): Verdict {
  const summary = makeSummary({ selfCount: 70 });
  change(summary);
  return gainsOf(summary).find(({ adc, channel }) => adc === 5 && channel === 59)!;
}

/** Quantiles of a relative amplitude with a scatter of ln, over a number of lit events. */
const withGain = (median: number, scatterLn: number, n: number) => (summary: FileSummary) => {
  summary.gain.p16[channelIndex] = median * Math.exp(-scatterLn);
  summary.gain.p50[channelIndex] = median;
  summary.gain.p84[channelIndex] = median * Math.exp(scatterLn);
  summary.litCount[channelIndex] = n;
};

describe("the pulses of a channel at the light of its TPC", () => {
  test.each([
    [1, "ok"],
    [0.26, "ok"],
    [3.9, "ok"],
    // The standard error of 100 events is 1.2533 · 0.4 / 10 = 0.05.
    [0.245, "warn"],
    [4.1, "warn"],
    [0.23, "bad"],
    [4.3, "bad"],
    [0, "bad"],
  ])("that are %d times as bright as those of the others are %s", (value, state) => {
    const verdict = verdictWith(withGain(value, 0.4, 100));
    expect(verdict).toMatchObject({ state, value, n: 100, limit: [0.25, 4], p: null });
  });

  test("say how bright they are, and in how many events", () => {
    expect(verdictWith(withGain(0.05, 0.4, 100)).reason).toBe(
      "typically 0.05 times as bright as the channels of its TPC that see light alike, in 100 lit events",
    );
  });

  test("need to differ by five standard errors", () => {
    // 1.2533 · 0.8 / √100 = 0.100; with a scatter of 3 it is 0.376, five times that a factor of 6.55.
    expect(verdictWith(withGain(0.2, 0.8, 100)).state).toBe("bad");
    expect(verdictWith(withGain(0.2, 3, 100))).toMatchObject({
      state: "ok",
      limit: [expect.closeTo(1 / 6.55, 3), expect.closeTo(6.55, 2)],
    });
  });

  test("scatter by a factor e^0.8 at least where events are few, whatever few values say", () => {
    // 1.2533 · 0.8 / √5 = 0.448: five times that is a factor of 9.4.
    const limit = [expect.closeTo(1 / 9.41, 3), expect.closeTo(9.41, 1)];
    expect(verdictWith(withGain(0.12, 0.01, 5))).toMatchObject({ state: "ok", limit });
    expect(verdictWith(withGain(0.09, 0.01, 5))).toMatchObject({ state: "warn", limit });
    expect(verdictWith(withGain(0.05, 0.01, 5))).toMatchObject({ state: "bad", limit });
  });

  test("are compared with those on the same kind of light trap", () => {
    const change = (summary: FileSummary): void => {
      // ArCLights see a fifth of what LCMs see.
      for (const i of active)
        if (trapAt(i)!.kind === "ArCLight") summary.gain.p50[i] = 0.2 * summary.gain.p50[i]!;
    };
    const summary = makeSummary({ selfCount: 70 });
    change(summary);
    expect(new Set(gainsOf(summary).map(({ state }) => state))).toEqual(new Set(["ok"]));
  });

  test.each<[string, (summary: FileSummary) => void, string]>([
    [
      "fewer than five lit events",
      (summary) => void (summary.litCount[channelIndex] = 4),
      "only 4 waveforms in lit events, at least 5 needed",
    ],
    [
      "no light in the TPC",
      (summary) => void (summary.litCount[channelIndex] = 0),
      "no event in which its TPC is lit",
    ],
    [
      "numbers of a version that did not compare them",
      ({ litCount, darkCount }) => void [litCount, darkCount].map((counts) => counts.fill(0)),
      "amplitudes were not compared with those of the TPC when the file was analysed",
    ],
  ])("are unknown with %s", (_, change, reason) => {
    expect(verdictWith(change)).toMatchObject({ state: "unknown", value: null, reason });
  });
});

test("healthy channels that differ by constant factors are not bad, and hardly ever a warning", () => {
  const random = randomSource(12);
  const constant = active.map(() => Math.exp(0.3 * random.gaussian()));
  let warnings = 0;
  for (const n of [5, 8, 19, 20, 60])
    for (let file = 0; file < 10; file++) {
      const summary = makeSummary({ selfCount: 70 });
      active.forEach((i, k) => {
        const ratios = Float64Array.from(
          { length: n },
          () => constant[k]! * Math.exp(0.8 * random.gaussian()),
        );
        const [p16, p50, p84] = quantilesInPlace(ratios, 0, n, keptProbabilities);
        summary.gain.p16[i] = p16!;
        summary.gain.p50[i] = p50!;
        summary.gain.p84[i] = p84!;
        summary.litCount[i] = n;
      });
      const states = gainsOf(summary).map(({ state }) => state);
      expect(new Set(states)).not.toContain("bad");
      warnings += states.filter((state) => state !== "ok").length;
    }
  // In 50 files of 384 channels.
  expect(warnings).toBeLessThanOrEqual(3);
});
