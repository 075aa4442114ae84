/** When a channel without pulses is dead, and when there was merely no light. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { defaultConfig } from "../../src/config/load-config.js";
import { detectorGroups } from "../../src/detector/groups.js";
import { defaultDetector } from "../../src/detector/index.js";
import { simulateFlowFile } from "../../src/flow/simulation/simulate-file.js";
import { judge } from "../../src/judge/judge.js";
import type { Verdict } from "../../src/judge/states/verdict.js";
import { summarizeFile } from "../../src/pipeline/one-file.js";
import type { FileSummary } from "../../src/summary.js";
import { makeSummary } from "../store/make-summary.js";

const { adcMembers, indexOf, tpcMembers, tpcOf, epcbMembers, epcbsPerAdc } = detectorGroups(
  defaultDetector(),
);
/** The judged channel and the 47 others of its TPC, those of its ADC first. */
const judged = indexOf(5, 59);
const others = tpcMembers[tpcOf[judged]!]!.filter((one) => one !== judged).sort((a, b) => b - a);

const flatlines = (summary: FileSummary): Verdict[] =>
  judge(summary, null, {}).filter(
    ({ check, scope }) => check === "flatline" && scope === "channel",
  );
const ofJudged = (summary: FileSummary): Verdict =>
  flatlines(summary).find(({ adc, channel }) => adc === 5 && channel === 59)!;

interface Light {
  channels: readonly number[];
  /** Waveforms over threshold of each. */
  pulses: number;
  amplitudeAdc16?: number;
}

/** A file of 95 events, dark but for the light given; the channels without are quiet. */
function darkBut(...light: Light[]): FileSummary {
  const summary = makeSummary({ triggersTyped: false, selfCount: 95 });
  const over = summary.clipped.all!.channel.total.fill(0);
  summary.maxAmplitude.fill(80);
  for (const { channels, pulses, amplitudeAdc16 = 1000 } of light)
    for (const channel of channels) {
      over[channel] = pulses;
      summary.maxAmplitude[channel] = amplitudeAdc16;
      summary.amplitude.all!.p50[channel] = amplitudeAdc16;
    }
  return summary;
}

describe("many dead channels do not hide each other", () => {
  test("half of a TPC and one channel more are dead if the rest saw light", () => {
    expect(ofJudged(darkBut({ channels: others.slice(24), pulses: 8 }))).toMatchObject({
      state: "bad",
      reason:
        "largest amplitude 80 ADC16 counts in 95 waveforms, below 300 ADC16 counts, while 23 of 47 other channels of TPC 4 saw light, typically in 8 events",
    });
  });

  test.each([
    [8, "bad"],
    [7, "unknown"],
    [0, "unknown"],
  ])("with %d of 47 other channels lit, a channel without pulses is %s", (count, state) => {
    expect(ofJudged(darkBut({ channels: others.slice(0, count), pulses: 8 })).state).toBe(state);
  });

  test("nor do dead channels that each had a single spark", () => {
    const sparks = { channels: others.slice(0, 30), pulses: 1 };
    const lit = { channels: others.slice(30), pulses: 8 };
    expect(ofJudged(darkBut(sparks, lit)).state).toBe("bad");
  });

  test("nor does an ADC that sent nothing: its channels are not asked", () => {
    const summary = darkBut({ channels: others.slice(19, 23), pulses: 8 });
    expect(ofJudged(summary).state).toBe("unknown");
    for (const channel of adcMembers[4]!) summary.validCount.all![channel] = 0;
    expect(ofJudged(summary)).toMatchObject({
      state: "bad",
      reason: expect.stringMatching(/while 4 of 23 other channels of TPC 4 saw light/),
    });
  });
});

describe("a dark TPC is not taken for a lit one", () => {
  test("in darkness a channel without pulses is unknown, and the reason says what was missing", () => {
    expect(ofJudged(darkBut())).toMatchObject({
      state: "unknown",
      value: 80,
      n: 95,
      reason:
        "no pulse in 95 waveforms, but too little light to decide (0 of 47 other channels of TPC 4 saw light, at least 8 needed)",
    });
  });

  test("because of light in other TPCs", () => {
    const elsewhere = tpcMembers.flat().filter((one) => tpcOf[one] !== tpcOf[judged]);
    expect(ofJudged(darkBut({ channels: elsewhere, pulses: 30 })).state).toBe("unknown");
  });

  test("because of one noisy neighbour, or of one EPCB with pick-up", () => {
    const noisy = { channels: others.slice(0, 1), pulses: 95 };
    const pickUp = { channels: epcbMembers[4 * epcbsPerAdc + 5]!, pulses: 95 };
    expect(ofJudged(darkBut(noisy)).state).toBe("unknown");
    expect(ofJudged(darkBut(pickUp)).state).toBe("unknown");
    expect(ofJudged(darkBut(noisy, pickUp)).state).toBe("unknown");
  });

  test("because of a spark that every channel saw", () => {
    const spark = { channels: others, pulses: 1, amplitudeAdc16: 20_000 };
    expect(ofJudged(darkBut(spark)).state).toBe("unknown");
  });

  test("because of noise over threshold: what is below eight times the noise is no pulse", () => {
    const summary = darkBut({ channels: others, pulses: 95, amplitudeAdc16: 800 });
    summary.noise.p50.fill(100.1);
    expect(ofJudged(summary).state).toBe("unknown");
    for (const known of [100, Number.NaN]) {
      summary.noise.p50.fill(known);
      expect(ofJudged(summary).state).toBe("bad");
    }
  });

  test("because of faint light that only some channels saw often, by chance", () => {
    const seldom = { channels: others.slice(16), pulses: 2 };
    const often = { channels: others.slice(0, 16), pulses: 6 };
    expect(ofJudged(darkBut(seldom, often))).toMatchObject({
      state: "unknown",
      reason: expect.stringMatching(
        /\(47 of 47 other channels of TPC 4 saw light, typically in 2 events\)$/,
      ),
    });
  });
});

describe("light in few events", () => {
  const stateOf = (pulses: number, amplitudeAdc16: number): string =>
    ofJudged(darkBut({ channels: others, pulses, amplitudeAdc16 })).state;

  test.each([
    [5, 500, "bad"],
    [4, 5999, "unknown"],
    [3, 6000, "bad"],
    [2, 30_000, "unknown"],
    [4, Number.NaN, "unknown"],
  ])("%d events with a typical amplitude of %d: %s", (pulses, amplitudeAdc16, state) => {
    expect(stateOf(pulses, amplitudeAdc16)).toBe(state);
  });

  test("a channel that was valid in few of the events could have seen only some of the light", () => {
    const summary = darkBut({ channels: others, pulses: 19 });
    summary.validCount.all![judged] = 25;
    expect(ofJudged(summary)).toMatchObject({ state: "bad", n: 25 });
    summary.validCount.all![judged] = 24;
    expect(ofJudged(summary)).toMatchObject({
      state: "unknown",
      reason: expect.stringMatching(/typically in 4 events\)$/),
    });
  });
});

test("in a simulated file one ADC, half of another and one more channel are dead, and nothing is unknown", async () => {
  const directory = await mkdtemp(join(tmpdir(), "light-dqm-dark-"));
  try {
    const path = join(directory, "dark.FLOW.hdf5");
    const place = (channelIndex: number): [number, number] => [
      Math.floor(channelIndex / 64),
      channelIndex % 64,
    ];
    const adc6 = adcMembers[6]!.map(place);
    const halfOfAdc0 = adcMembers[0]!.slice(0, 24).map(place);
    const dark = [...adc6, ...halfOfAdc0, place(indexOf(7, 40))];
    await simulateFlowFile(path, {
      eventCount: 95,
      seed: 1,
      sampleCount: 200,
      faults: [{ kind: "dark", channels: dark }],
    });
    const verdicts = flatlines(await summarizeFile(path, defaultConfig(), null));
    const inState = (state: string): unknown[] =>
      verdicts.filter((one) => one.state === state).map(({ adc, channel }) => [adc, channel]);
    expect(inState("unknown")).toEqual([]);
    expect(inState("bad").sort()).toEqual(dark.sort());
  } finally {
    await rm(directory, { recursive: true });
  }
}, 60_000);
