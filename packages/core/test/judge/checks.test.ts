import { describe, expect, test } from "vitest";
import { describedDetector } from "../../src/detector/description.js";
import { detectorOf } from "../../src/detector/index.js";
import { randomSource } from "../../src/flow/simulation/random.js";
import { checks } from "../../src/judge/checks/index.js";
import { judge } from "../../src/judge/judge.js";
import type { Verdict } from "../../src/judge/states/verdict.js";
import { flags } from "../../src/quantities/table.js";
import type { FileSummary } from "../../src/summary.js";
import { smallDescription } from "../detector/small-description.js";
import { active2x2 } from "../detectors.js";
import { makeSummary, quantilesOf, silence } from "../store/make-summary.js";
import { judgedAfter } from "./watched.js";

const channelIndex = 5 * 64 + 59;
const channelChecks = checks.filter(({ scope }) => scope === "channel").map(({ name }) => name);

/** The record of one check of ADC 5 channel 59. */
function verdictOf(
  check: string,
  summary: FileSummary,
  { earlier, limits = {} }: { earlier?: FileSummary[]; limits?: Record<string, number> } = {},
): Verdict {
  const set = { [check]: limits };
  const verdicts = earlier
    ? judgedAfter(earlier, summary, { limits: set, falseAlarms: "none" })
    : judge(summary, null, set);
  const found = verdicts.filter(
    (verdict) => verdict.check === check && verdict.adc === 5 && verdict.channel === 59,
  );
  expect(found).toHaveLength(1);
  return found[0]!;
}

/** A healthy file that one thing is changed in. */
function changed(
  change: (summary: FileSummary) => void,
  parts: Parameters<typeof makeSummary>[0] = {},
): FileSummary {
  const summary = makeSummary(parts);
  change(summary);
  return summary;
}

const withStatus = (code: number): FileSummary["channelStatus"] =>
  new Int8Array(512).map((_, i) => (i === channelIndex ? code : 0));

const noLightAnywhere = (summary: FileSummary): void => {
  for (const flag of flags) summary[flag].all!.channel.total.fill(0);
};

/** A file that only beam triggers made. */
function withoutSelfTriggers(summary: FileSummary): void {
  summary.eventCount = { all: 30, beam: 30, self: 0 };
  summary.validCount.self!.fill(0);
  for (const quantile of quantilesOf(summary.baseline)) quantile.fill(Number.NaN);
}

/** As a store has it that does not know which waveforms are dark. */
function withoutDark(summary: FileSummary): void {
  summary.darkCount.fill(0);
  for (const quantile of quantilesOf(summary.darkBaseline)) quantile.fill(Number.NaN);
}

describe("every check", () => {
  test("gives one record for each of the 384 active channels and none for the others", () => {
    const verdicts = judge(makeSummary(), null, {});
    for (const check of channelChecks) {
      const channels = verdicts.filter((verdict) => verdict.check === check);
      expect(channels).toHaveLength(384);
      expect(new Set(channels.map(({ channel }) => channel))).toEqual(new Set(active2x2));
    }
  });

  test("says nothing of an ADC that has no active channel", () => {
    const description = smallDescription();
    description.ch_to_vert_bin[2] = new Array(8).fill(-1);
    const detector = describedDetector(description, "three").profile!;
    const verdicts = judge(makeSummary({ detector }), null, {});
    expect(new Set(verdicts.map(({ adc }) => adc))).toEqual(new Set([null, 0, 1]));
  });

  test("finds a healthy file good in all that can be told", () => {
    const earlier = Array.from({ length: 6 }, (_, n) => makeSummary({ name: `f_${n}` }));
    const verdicts = judgedAfter(earlier, makeSummary());
    const notOk = verdicts.filter(({ state }) => state !== "ok");
    // A file of 30 events is small, and says so.
    expect([...new Set(notOk.map(({ check, state }) => `${check} ${state}`))]).toEqual([
      "few-events warn",
    ]);
  });

  test.each(channelChecks.filter((check) => check !== "invalid-waveforms"))(
    "%s is unknown, with the reason, for a channel without a valid waveform",
    (check) => {
      const summary = changed((one) => silence(one, channelIndex));
      const verdict = verdictOf(check, summary, { earlier: [makeSummary({ name: "f" })] });
      expect(verdict).toMatchObject({ state: "unknown", value: null, n: 0 });
      expect(verdict.reason).toMatch(/^no valid waveform in (20 self-trigger|30) events$/);
    },
  );

  test.each(channelChecks)("%s is never good for a file of no events", (check) => {
    const verdict = verdictOf(check, makeSummary({ selfCount: 0 }));
    expect(verdict.state).toBe("unknown");
  });

  test("of ADCs and of the file is unknown for a file of no events, which itself is bad", () => {
    const wide = judge(makeSummary({ selfCount: 0 }), null, {}).filter(
      ({ scope }) => scope !== "channel",
    );
    for (const { check, state } of wide)
      expect([check, state]).toEqual([check, check === "few-events" ? "bad" : "unknown"]);
  });

  test.each([
    ["flatline", [-1, 1, 3]],
    ["baseline-range", [-1, 2, 3]],
    ["baseline-spread", [-1, 2, 3]],
    ["baseline-shift", [-1, 2, 3]],
  ])(
    "%s masks a channel that the status file lists with its codes, and no other",
    (check, codes) => {
      for (const code of [-1, 0, 1, 2, 3]) {
        const summary = changed((one) => (one.channelStatus = withStatus(code)));
        const verdict = verdictOf(check, summary, { earlier: [makeSummary({ name: "f" })] });
        expect([code, verdict.state]).toEqual([code, codes.includes(code) ? "masked" : "ok"]);
        expect(verdict.value).not.toBeNull();
      }
    },
  );

  test("says of a masked channel what the status file says and what was measured", () => {
    const summary = changed((one) => {
      one.channelStatus = withStatus(3);
      one.maxAmplitude[channelIndex] = 40;
    });
    expect(verdictOf("flatline", summary)).toMatchObject({
      state: "masked",
      value: 40,
      n: 30,
      reason: expect.stringMatching(
        /^listed as dead with a bad baseline in the status file; now: largest amplitude 40 ADC16/,
      ),
    });
  });
});

describe("a channel that is listed as dead", () => {
  const listed = (change: (summary: FileSummary) => void = () => {}): FileSummary =>
    changed((one) => {
      one.channelStatus = withStatus(1);
      change(one);
    });
  const earlier = [makeSummary({ name: "f" })];

  test("and shows light again is said to work", () => {
    expect(verdictOf("flatline", listed(), { earlier })).toMatchObject({
      state: "masked",
      unmaskedState: "ok",
      reason: expect.stringMatching(/^listed as dead in the status file, but it works: largest/),
    });
  });

  test("does not work where one of the checks that the status masks finds a fault", () => {
    const dead = listed((one) => (one.maxAmplitude[channelIndex] = 40));
    expect(verdictOf("flatline", dead, { earlier }).unmaskedState).toBe("bad");
    const { reason, unmaskedState } = verdictOf("stuck-at-rail", dead, { earlier });
    expect(unmaskedState).toBe("ok");
    expect(reason).toMatch(/^listed as dead in the status file; now: /);
  });

  test("is not known to work where a check that the status masks is unknown", () => {
    expect(verdictOf("noise-low", listed()).unmaskedState).toBe("unknown");
    expect(verdictOf("flatline", listed()).reason).toMatch(/in the status file; now: largest/);
  });
});

describe("flatline", () => {
  const amplitude = (value: number, least = -30): ((summary: FileSummary) => void) => {
    return (summary) => {
      summary.maxAmplitude[channelIndex] = value;
      summary.minAmplitude[channelIndex] = least;
    };
  };

  test.each([
    [0, "bad"],
    [299.99, "bad"],
    [300, "ok"],
    [60_000, "ok"],
  ])("with a largest amplitude of %d is %s while its neighbours see light", (value, state) => {
    const verdict = verdictOf("flatline", changed(amplitude(value)));
    expect(verdict).toMatchObject({ state, value, limit: 300, unit: "ADC16 counts", n: 30 });
  });

  test("is good after a single pulse, however few the waveforms", () => {
    expect(verdictOf("flatline", makeSummary({ selfCount: 1 })).state).toBe("ok");
  });

  test("is unknown for fewer than five silent waveforms, even without any noise", () => {
    const four = changed(amplitude(0, 0), { triggersTyped: false, selfCount: 4 });
    expect(verdictOf("flatline", four)).toMatchObject({
      state: "unknown",
      reason: "no pulse, but only 4 valid waveforms",
    });
    const five = changed(amplitude(0, 0), { triggersTyped: false, selfCount: 5 });
    expect(verdictOf("flatline", five).state).toBe("bad");
  });

  test("is unknown for a single event", () => {
    const one = changed(amplitude(0, 0), { triggersTyped: false, selfCount: 1 });
    expect(verdictOf("flatline", one).state).toBe("unknown");
  });

  test("is bad in a dark TPC where there is no noise either: less than one converter step", () => {
    const span = (least: number): FileSummary => {
      const summary = changed(amplitude(2, least), { triggersTyped: false, selfCount: 12 });
      noLightAnywhere(summary);
      return summary;
    };
    expect(verdictOf("flatline", span(-1.99)).state).toBe("bad");
    expect(verdictOf("flatline", span(-2)).state).toBe("unknown");
  });

  test("is bad in a dark TPC after a hundred waveforms", () => {
    const dark = (selfCount: number): FileSummary => {
      const summary = changed(amplitude(80), { triggersTyped: false, selfCount });
      noLightAnywhere(summary);
      return summary;
    };
    expect(verdictOf("flatline", dark(99)).state).toBe("unknown");
    expect(verdictOf("flatline", dark(100)).state).toBe("bad");
  });
});

describe("baseline-range", () => {
  test.each([
    [-30_000.01, "bad"],
    [-30_000, "ok"],
    [-26_000, "ok"],
    [-25_999.99, "bad"],
    [32_764, "bad"],
  ])("of a median of %d is %s", (baselineAdc16, state) => {
    expect(verdictOf("baseline-range", makeSummary({ baselineAdc16 }))).toMatchObject({
      state,
      value: baselineAdc16,
      limit: [-30_000, -26_000],
      n: 30,
    });
  });

  test("is unknown for one event, with the reason", () => {
    expect(verdictOf("baseline-range", makeSummary({ selfCount: 1 }))).toMatchObject({
      state: "unknown",
      value: null,
      reason: "only 1 valid waveform, at least 3 needed",
    });
  });

  test("rests on waveforms of any trigger: files with beam triggers only are judged", () => {
    const summary = changed((one) => {
      withoutSelfTriggers(one);
      one.darkBaseline.p50[channelIndex] = -25_000;
      one.darkCount[channelIndex] = 28;
    });
    expect(verdictOf("baseline-range", summary)).toMatchObject({
      ...{ state: "bad", value: -25_000, n: 28 },
      reason:
        "median baseline -25000 ADC16 counts in 28 waveforms, outside -30000 to -26000 ADC16 counts",
    });
  });

  test("rests on self triggers where a file does not tell which waveforms are dark", () => {
    const before = changed(withoutDark, { baselineAdc16: -25_000 });
    expect(verdictOf("baseline-range", before)).toMatchObject({ state: "bad", n: 20 });
    const beamOnly = changed((one) => {
      withoutDark(one);
      withoutSelfTriggers(one);
    });
    expect(verdictOf("baseline-range", beamOnly)).toMatchObject({
      state: "unknown",
      reason: "no self-trigger event among 30 analysed events",
    });
  });
});

describe("baseline-spread", () => {
  test.each([
    [-28_900, -27_100, "ok", 900],
    [-28_900.5, -28_000, "bad", 900.5],
    [-28_000, -27_099, "bad", 901],
  ])("of quantiles %d and %d around -28000 is %s", (p16, p84, state, value) => {
    const summary = changed((one) => {
      one.darkBaseline.p16[channelIndex] = p16;
      one.darkBaseline.p84[channelIndex] = p84;
    });
    expect(verdictOf("baseline-spread", summary)).toMatchObject({
      state,
      value,
      limit: 900,
      n: 30,
    });
    const former = changed((one) => {
      withoutDark(one);
      one.baseline.p16[channelIndex] = p16;
      one.baseline.p84[channelIndex] = p84;
    });
    expect(verdictOf("baseline-spread", former)).toMatchObject({ state, value, limit: 900, n: 20 });
  });
});

describe("baseline-shift", () => {
  const shiftedBy = (shift: number, parts: Parameters<typeof makeSummary>[0] = {}): FileSummary =>
    changed((one) => {
      for (const quantile of quantilesOf(one.darkBaseline)) quantile[channelIndex]! += shift;
    }, parts);
  const earlier = (count: number): FileSummary[] =>
    Array.from({ length: count }, (_, n) =>
      makeSummary({ name: `f_${n}`, baselineAdc16: -28_000 + (n % 3) - 1 }),
    );

  test.each([
    [0, "ok"],
    [6, "ok"],
    [-19, "ok"],
    [51, "warn"],
    [-100, "warn"],
    [101, "bad"],
    [-150, "bad"],
  ])("of %d counts against a single earlier file is %s", (shift, state) => {
    const verdict = verdictOf("baseline-shift", shiftedBy(shift), {
      earlier: [makeSummary({ name: "f" })],
    });
    expect(verdict).toMatchObject({ state, value: shift, limit: [-100, 100], n: 30 });
  });

  test.each([2, 20])("of 20 counts or more is told after %d files that agree to a few", (count) => {
    const stateOf = (shift: number) =>
      verdictOf("baseline-shift", shiftedBy(shift), { earlier: earlier(count) }).state;
    expect([stateOf(17), stateOf(40), stateOf(150)]).toEqual(["ok", "warn", "bad"]);
  });

  test("is measured in the scatter of the detector from file to file", () => {
    const random = randomSource(3);
    const scattered = Array.from({ length: 12 }, (_, n) =>
      changed(
        (one) => {
          for (let i = 0; i < one.darkCount.length; i++) {
            const by = 40 * random.gaussian();
            for (const quantile of quantilesOf(one.darkBaseline)) quantile[i]! += by;
          }
        },
        { name: `f_${n}` },
      ),
    );
    const stateOf = (shift: number) =>
      verdictOf("baseline-shift", shiftedBy(shift), { earlier: scattered }).state;
    expect([stateOf(110), stateOf(400)]).toEqual(["ok", "bad"]);
  });

  test("is measured in its own standard error where that is larger", () => {
    // √(π/2) · 2000 / √30 = 458; the earlier files tell 3 counts, and are worth 20 waveforms.
    const wide = shiftedBy(700);
    wide.darkBaseline.p16[channelIndex]! -= 2000;
    wide.darkBaseline.p84[channelIndex]! += 2000;
    expect(verdictOf("baseline-shift", wide, { earlier: earlier(9) }).state).toBe("ok");
    expect(verdictOf("baseline-shift", shiftedBy(700), { earlier: earlier(9) }).state).toBe("bad");
  });

  test.each([
    ["there is no store", undefined, "no earlier file to compare with"],
    ["there is no earlier file", [], "no earlier file to compare with"],
    [
      "all are of another detector",
      [makeSummary({ name: "f", detector: detectorOf("fsd") })],
      "no earlier file to compare with",
    ],
    [
      "none knows the channel",
      [changed((one) => silence(one, channelIndex), { name: "f" })],
      "no value in 1 earlier file that can be compared",
    ],
  ])("is unknown where %s", (_, files, reason) => {
    const verdict = verdictOf("baseline-shift", makeSummary(), files ? { earlier: files } : {});
    expect(verdict).toMatchObject({ state: "unknown", value: null, limit: null, n: 30, reason });
  });
});
