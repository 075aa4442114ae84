/** Channels that are dead in all, in some or in no events, told from what they see of the light. */
import { describe, expect, test } from "vitest";
import { simulateSummary } from "../../src/calibration/simulate-summary.js";
import { detectorGroups } from "../../src/detector/groups.js";
import { defaultDetector } from "../../src/detector/index.js";
import type { SimulatedFault } from "../../src/flow/simulation/faults.js";
import type { Check } from "../../src/judge/check.js";
import { constantWaveforms } from "../../src/judge/checks/light/constant-waveforms.js";
import { flatline } from "../../src/judge/checks/light/flatline.js";
import { partlyDead } from "../../src/judge/checks/light/partly-dead.js";
import { effectiveLimits } from "../../src/judge/limits.js";
import type { Verdict } from "../../src/judge/states/verdict.js";
import type { FileSummary } from "../../src/summary.js";
import { makeSummary } from "../store/make-summary.js";

const detector = defaultDetector();
const { indexOf, tpcOf, tpcMembers, adcMembers } = detectorGroups(detector);
const limits = effectiveLimits({}, detector);
const judged = indexOf(5, 59);
const others = tpcMembers[tpcOf[judged]!]!.filter((one) => one !== judged);

const records = (check: Check, summary: FileSummary): Verdict[] =>
  check.judge(summary, null, limits[check.name]!, true);
const ofJudged = (check: Check, summary: FileSummary): Verdict =>
  records(check, summary).find(({ adc, channel }) => adc === 5 && channel === 59)!;
const alarms = (check: Check, summary: FileSummary): Verdict[] =>
  records(check, summary).filter(({ state }) => state === "warn" || state === "bad");

/** A healthy file of 100 events, 40 of them lit, that one thing is changed in. */
function changed(change: (summary: FileSummary) => void): FileSummary {
  const summary = makeSummary({ triggersTyped: false, selfCount: 100 });
  summary.litCount.fill(40);
  summary.gain.p84.fill(2);
  change(summary);
  return summary;
}

describe("flatline", () => {
  const faintIn = (count: number): FileSummary =>
    changed((one) => {
      one.faintCount[judged] = count;
    });

  test("is bad for a channel with a spark that is faint in 95 % of the lit events", () => {
    expect(ofJudged(flatline, faintIn(38))).toMatchObject({
      state: "bad",
      value: 9000,
      reason:
        "sees no light in 40 events in which its TPC is lit (less than a tenth of the others' in 38); largest amplitude 9000 ADC16 counts in 100 waveforms",
    });
    expect(ofJudged(flatline, faintIn(37)).state).toBe("ok");
  });

  test("is bad for strong noise, however large, that the light does not rise above", () => {
    // Typical amplitude 0.3 · 3000 = 900 with noise of 200: 4.5 standard deviations.
    const noisy = (sigma: number, p84: number): string =>
      ofJudged(
        flatline,
        changed((one) => {
          one.light[judged] = 3000;
          one.gain.p50[judged] = 0.3;
          one.gain.p84[judged] = p84;
          one.darkNoise.p50[judged] = sigma;
          one.noise.p50[judged] = sigma;
          one.maxAmplitude[judged] = 1200;
        }),
      ).state;
    expect(noisy(200, 0.7)).toBe("bad");
    expect(noisy(100, 0.7)).toBe("ok");
    // Dead in half of the events.
    expect(noisy(200, 1.4)).not.toBe("bad");
  });

  test("is not bad for a dim channel that sees faint light below the limit", () => {
    const dim = changed((one) => {
      one.light[judged] = 600;
      one.gain.p50[judged] = 0.4;
      one.maxAmplitude[judged] = 290;
    });
    expect(ofJudged(flatline, dim)).toMatchObject({ state: "ok", value: 290 });
  });

  test("is told as before where relative amplitudes are not known", () => {
    const old = (amplitude: number): FileSummary =>
      changed((one) => {
        one.litCount.fill(0);
        one.darkCount.fill(0);
        one.maxAmplitude[judged] = amplitude;
      });
    expect(ofJudged(flatline, old(301)).state).toBe("ok");
    expect(ofJudged(flatline, old(299)).state).toBe("bad");
  });

  test("is unknown in a run without any light, however many the events", () => {
    const summary = simulateSummary({
      ...{ name: "pedestal", eventCount: 150, seed: 1, conditions: { runType: "pedestal" } },
    });
    expect(new Set(records(flatline, summary).map(({ state }) => state))).toEqual(
      new Set(["unknown"]),
    );
  });

  test.each<[string, Omit<SimulatedFault, "channels">[]]>([
    ["dark", [{ kind: "dark" }]],
    ["dark with sparks", [{ kind: "dark" }, { kind: "clipped", share: 0.01 } as SimulatedFault]],
    ["dark and noisy", [{ kind: "dark" }, { kind: "noise-scale", factor: 8 } as SimulatedFault]],
  ])("finds channels that are %s in a beam file of 100 events, and no other", (_, kinds) => {
    const channels: [number, number][] = [
      [5, 59],
      [0, 4],
      [3, 41],
    ];
    const faults = kinds.map((kind) => ({ ...kind, channels }) as SimulatedFault);
    const conditions = { runType: "beam", litShare: 0.5 } as const;
    const summary = simulateSummary({ name: "f", eventCount: 100, seed: 2, faults, conditions });
    const found = alarms(flatline, summary).map(({ adc, channel }) => [adc, channel]);
    expect(found.sort()).toEqual(channels.sort());
  });
});

describe("partly-dead", () => {
  const faintIn = (count: number, ofOthers = 0): FileSummary =>
    changed((one) => {
      for (const other of others) one.faintCount[other] = ofOthers;
      one.faintCount[judged] = count;
    });

  test.each([
    [0, "ok"],
    [2, "ok"],
    [4, "bad"],
    [20, "bad"],
  ])("with %d faint of 40 lit events, and none of the others', is %s", (count, state) => {
    expect(ofJudged(partlyDead, faintIn(count))).toMatchObject({ state, value: count / 40 });
  });

  test("is not told where the others are faint as often", () => {
    expect(ofJudged(partlyDead, faintIn(4, 4)).state).toBe("ok");
  });

  test("does not take dead channels for healthy ones: half of the TPC", () => {
    const summary = faintIn(8);
    for (const other of others.slice(0, 24)) summary.faintCount[other] = 40;
    expect(ofJudged(partlyDead, summary).state).toBe("bad");
  });

  test("leaves a channel that is dead in all events to flatline", () => {
    expect(ofJudged(partlyDead, faintIn(40))).toMatchObject({
      state: "ok",
      reason: "faint in 40 of 40 lit events: the channel is a matter of flatline",
    });
  });

  test("leaves a dim channel to the gain: its amplitudes explain that some are faint", () => {
    const dim = faintIn(4);
    // Log-normal about 0.3 with the others' spread: 6 % are below 0.1, Φ(ln(1/3) / ln 2).
    dim.gain.p84[judged] = 0.6;
    expect(ofJudged(partlyDead, dim)).toMatchObject({ state: "ok" });
    expect(ofJudged(partlyDead, dim).p).toBeGreaterThan(0.05);
  });

  test("is unknown without another channel to compare with, or too few lit events", () => {
    const alone = changed((one) => {
      for (const other of others) one.litCount[other] = 0;
    });
    expect(ofJudged(partlyDead, alone).state).toBe("unknown");
    expect(
      ofJudged(
        partlyDead,
        changed((one) => one.litCount.fill(4)),
      ).state,
    ).toBe("unknown");
  });

  test("finds channels that are dead in 30 % of 300 events, and no healthy one beside half a dead ADC", () => {
    const dead = adcMembers[4]!.slice(0, 24).map((one): [number, number] => [4, one % 64]);
    const faults: SimulatedFault[] = [
      { kind: "dark", channels: dead },
      { kind: "dead-share", channels: [[0, 10]], share: 0.3 },
    ];
    for (const seed of [1, 2, 3]) {
      const summary = simulateSummary({ name: "f", eventCount: 300, seed, faults });
      const found = alarms(partlyDead, summary).map(({ adc, channel }) => [adc, channel]);
      expect(found).toEqual([[0, 10]]);
    }
  });
});

describe("constant-waveforms", () => {
  test.each([
    [0, 100, "ok"],
    [1, 100, "ok"],
    [2, 100, "warn"],
    [4, 100, "warn"],
    [5, 100, "bad"],
    [99, 100, "bad"],
    [2, 401, "ok"],
    [3, 401, "warn"],
  ])("%d of %d waveforms are %s", (count, valid, state) => {
    const summary = makeSummary({ triggersTyped: false, selfCount: valid });
    summary.constantCount[judged] = count;
    expect(ofJudged(constantWaveforms, summary)).toMatchObject({ state, value: count / valid });
  });

  test("leaves a channel that is constant throughout to flatline", () => {
    const summary = changed((one) => {
      one.constantCount[judged] = 100;
    });
    expect(ofJudged(constantWaveforms, summary)).toMatchObject({
      state: "ok",
      reason: "100 of 100 waveforms constant: the channel is a matter of flatline",
    });
  });

  test("is unknown where they were not counted", () => {
    expect(
      ofJudged(
        constantWaveforms,
        changed((one) => one.darkCount.fill(0)),
      ).state,
    ).toBe("unknown");
  });
});
