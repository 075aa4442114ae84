import { describe, expect, test } from "vitest";
import { darkLinesOf } from "../../src/compute/dark-lines.js";
import { detectorGroups } from "../../src/detector/groups.js";
import type { DetectorProfile } from "../../src/detector/profile.js";
import { type Random, randomSource } from "../../src/flow/simulation/random.js";
import { judge } from "../../src/judge/judge.js";
import type { Verdict } from "../../src/judge/states/verdict.js";
import { medianOf } from "../../src/numerics/median.js";
import type { LinePeak } from "../../src/quantities/kept/lines.js";
import type { FileSummary } from "../../src/summary.js";
import { dune2x2, gridDetector } from "../detectors.js";
import { makeSummary } from "../store/make-summary.js";

const { adcMembers, adcOf, indexOf } = detectorGroups(dune2x2);

/** Waveforms of 1000 samples: bins of 1/16 MHz up to 31.25 MHz. */
const sampleCount = 1000;
const frequencyMHz = Float64Array.from({ length: sampleCount / 2 + 1 }, (_, k) => k / 16);

interface Line {
  frequencyMHz: number;
  amplitudeAdc16: number;
}

/** A file of noise of 8 to 30 counts, with a line in some channels; at least 41 waveforms are dark. */
function noiseFile(
  random: Random,
  lineIn: ReadonlyMap<number, Line> = new Map(),
  detector: DetectorProfile = dune2x2,
): FileSummary {
  const summary = makeSummary({ detector, sampleCount, selfCount: 40 });
  const { active, indexCount } = detectorGroups(detector);
  const p50 = new Float64Array(indexCount * frequencyMHz.length).fill(Number.NaN);
  const count = new Uint32Array(indexCount);
  for (const i of active) {
    const n = 41 + 2 * Math.floor(10 * random.uniform());
    count[i] = n;
    const sigma = 8 + 22 * random.uniform();
    const line = lineIn.get(i);
    for (let k = 0; k < frequencyMHz.length; k++)
      p50[i * frequencyMHz.length + k] =
        sigma ** 2 *
        (line && Math.abs(frequencyMHz[k]! - line.frequencyMHz) < 1
          ? medianWithLine(random, n, line, frequencyMHz[k]!, sigma)
          : medianOfExponentials(random, n));
  }
  summary.lines = darkLinesOf({ p50, count, frequencyMHz }, detector);
  return summary;
}

/** The median of n (odd) exponential values: −ln of a value of Beta((n+1)/2, (n+1)/2). */
function medianOfExponentials(random: Random, n: number): number {
  const [a, b] = [gammaValue(random, (n + 1) / 2), gammaValue(random, (n + 1) / 2)];
  return -Math.log(a / (a + b));
}

/** G. Marsaglia and W. W. Tsang, ACM Trans. Math. Softw. 26 (2000) 363. */
function gammaValue(random: Random, shape: number): number {
  const d = shape - 1 / 3;
  for (;;) {
    const x = random.gaussian();
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(random.uniform()) < x ** 2 / 2 + d - d * v + d * Math.log(v))
      return d * v;
  }
}

/** Of noise of mean power 1 with a sine of random phase; its power is N a²/(4σ²) sinc²(π Δ). */
function medianWithLine(
  random: Random,
  n: number,
  { frequencyMHz: ofLine, amplitudeAdc16 }: Line,
  binMHz: number,
  sigma: number,
): number {
  const apart = Math.PI * 16 * (binMHz - ofLine);
  const sinc = Math.abs(apart) < 1e-9 ? 1 : Math.sin(apart) / apart;
  const sine = (Math.sqrt(sampleCount / 4) * amplitudeAdc16 * sinc) / sigma;
  return medianOf(
    Array.from({ length: n }, () => {
      const [real, imaginary] = [random.gaussian() / Math.SQRT2, random.gaussian() / Math.SQRT2];
      return (sine + real) ** 2 + imaginary ** 2;
    }),
  );
}

const linesOf = (summary: FileSummary): Verdict[] =>
  judge(summary, null, {}).filter(({ check }) => check === "lines-siblings");

const alarmed = (summary: FileSummary): number[] =>
  linesOf(summary)
    .filter(({ state }) => state === "warn" || state === "bad")
    .map(({ adc, channel }) => adc! * summary.detector.channelCount + channel!);

describe("a line of 8 counts in noise of 8 to 30", () => {
  test("is found at any frequency in the first file, and nothing else is", {
    timeout: 60_000,
  }, () => {
    const random = randomSource(31);
    const frequencies = [10.1, 15, 2.5, 10];
    const found = new Map(frequencies.map((frequency) => [frequency, 0]));
    let others = 0;
    for (let file = 0; file < 12; file++) {
      const lineIn = new Map<number, Line>();
      // Ten channels for each frequency, in all ADCs.
      for (let k = 0; k < 40; k++)
        lineIn.set(adcMembers[k % 8]![(7 * file + 5 * k) % 48]!, {
          ...{ frequencyMHz: frequencies[k % 4]!, amplitudeAdc16: 8 },
        });
      expect(lineIn.size).toBe(40);
      for (const i of alarmed(noiseFile(random, lineIn))) {
        const line = lineIn.get(i)?.frequencyMHz;
        if (line === undefined) others++;
        else found.set(line, found.get(line)! + 1);
      }
    }
    for (const count of found.values()) expect(count).toBeGreaterThanOrEqual(114);
    expect(others).toBe(0);
  });

  test("is named with its frequency, its size and the waveforms it rests on", () => {
    const channelIndex = indexOf(3, 20);
    const lineIn = new Map([[channelIndex, { frequencyMHz: 15, amplitudeAdc16: 30 }]]);
    const summary = noiseFile(randomSource(2), lineIn);
    const verdict = linesOf(summary).find(({ adc, channel }) => adc === 3 && channel === 20)!;
    expect(verdict).toMatchObject({
      state: "bad",
      limit: 30,
      n: summary.lines.count[channelIndex],
    });
    expect(verdict.reason).toMatch(
      /^15 MHz line \d+ times as strong as in the rest of the detector, over \d+ dark waveforms$/,
    );
  });
});

test("noise alone makes no line", { timeout: 60_000 }, () => {
  const random = randomSource(8);
  let count = 0;
  for (let file = 0; file < 10; file++) count += alarmed(noiseFile(random)).length;
  expect(count).toBe(0);
});

describe("a line of 60 counts in the first file", () => {
  const line: Line = { frequencyMHz: 12.3, amplitudeAdc16: 60 };
  const bad = (summary: FileSummary): number[] =>
    linesOf(summary)
      .filter(({ state }) => state === "bad")
      .map(({ adc, channel }) => adc! * summary.detector.channelCount + channel!);

  test("on a whole ADC is found against other ADCs", () => {
    const lineIn = new Map(adcMembers[5]!.map((i) => [i, line]));
    expect(bad(noiseFile(randomSource(3), lineIn))).toEqual(adcMembers[5]);
  });

  test("on three of eight ADCs is found against the others", () => {
    const members = adcMembers.slice(0, 3).flat();
    const lineIn = new Map(members.map((i) => [i, line]));
    expect(bad(noiseFile(randomSource(4), lineIn))).toEqual(members);
  });

  test("in a channel of a detector of one ADC is found against the other channels", () => {
    const one = gridDetector({
      ...{ adcCount: 1, adcsPerTpc: 1, channelCount: 32, channelsPerEpcb: 6 },
      activeChannels: [...Array(32).keys()],
    });
    const some = new Map([4, 9].map((i) => [i, line]));
    expect(bad(noiseFile(randomSource(5), some, one))).toEqual([4, 9]);
    const most = new Map(Array.from({ length: 31 }, (_, i) => [i, line]));
    const verdicts = linesOf(noiseFile(randomSource(6), most, one));
    expect(verdicts.filter(({ state }) => state === "bad")).toEqual([]);
    expect(verdicts.filter(({ state }) => state === "warn")).toHaveLength(31);
  });

  test("in all channels is a warning that says so", () => {
    const all = new Map(adcMembers.flat().map((i) => [i, line]));
    const verdicts = linesOf(noiseFile(randomSource(7), all));
    for (const { state, limit, reason } of verdicts) {
      expect([state, limit]).toEqual(["warn", 30]);
      expect(reason).toMatch(
        /^12\.31 MHz line \d+ times as strong as the spectrum beside it, in most channels, over/,
      );
    }
  });
});

describe("lines-siblings of a single channel", () => {
  const channelIndex = indexOf(2, 30);
  const verdictWith = (change: (summary: FileSummary) => void): Verdict => {
    const summary = makeSummary({ sampleCount, selfCount: 40 });
    summary.lines.count.fill(60);
    change(summary);
    return linesOf(summary).find(({ adc, channel }) => adc === 2 && channel === 30)!;
  };
  const withPeak = (peak: LinePeak, count = 60): Verdict =>
    verdictWith(({ lines }) => {
      lines.peaks[channelIndex] = [peak];
      lines.count[channelIndex] = count;
    });
  const peakOf = (ratio: number): LinePeak => ({
    ...{ frequencyMHz: 3.25, lnExcess: Math.log(ratio), lnOverOthers: Math.log(ratio) },
  });

  test.each([
    [2.9, "ok", 3],
    [3.1, "warn", 3],
    [29, "warn", 3],
    [31, "bad", 30],
  ])("with a peak %d times as strong as others is %s", (ratio, state, limit) => {
    const verdict = withPeak(peakOf(ratio));
    expect(verdict).toMatchObject({ state, limit, n: 60 });
    expect(verdict.value).toBeCloseTo(ratio, 9);
  });

  test("is good where so few waveforms may show as much by chance", () => {
    expect(withPeak(peakOf(4), 60).state).toBe("warn");
    // Of 384 · 500 medians of ten powers one is above 5 times the typical one.
    expect(withPeak(peakOf(5), 10).state).toBe("ok");
    expect(withPeak(peakOf(31), 10).state).toBe("bad");
  });

  test("takes the strongest over others, not the highest", () => {
    const verdict = verdictWith(({ lines }) => {
      lines.peaks[channelIndex] = [
        { frequencyMHz: 10, lnExcess: Math.log(25), lnOverOthers: 0 },
        { frequencyMHz: 4.5, lnExcess: Math.log(9), lnOverOthers: Math.log(8) },
      ];
    });
    expect(verdict).toMatchObject({ state: "warn", value: expect.closeTo(8, 9) });
    expect(verdict.reason).toMatch(/^4\.5 MHz line 8 times/);
  });

  test("calls a watched line by its name, and compares it with the typical other ADC", () => {
    const verdict = verdictWith(({ lines }) => {
      for (const members of adcMembers)
        for (const i of members) lines.watched[i * 11 + 1] = Math.log(2);
      lines.watched[channelIndex * 11 + 1] = Math.log(16);
    });
    expect(verdict).toMatchObject({ state: "warn", value: expect.closeTo(8, 9) });
    expect(verdict.reason).toBe(
      "1.8 MHz line 8 times as strong as in the rest of the detector, over 60 dark waveforms",
    );
    expect(adcOf[channelIndex]).toBe(2);
  });

  test("is unknown with fewer than ten dark waveforms, and says what is lacking", () => {
    const unknownOf = (change: (summary: FileSummary) => void): string => {
      const { state, value, reason } = verdictWith(change);
      expect([state, value]).toEqual(["unknown", null]);
      return reason;
    };
    const setCount = (count: number) => (summary: FileSummary) =>
      void (summary.lines.count[channelIndex] = count);
    expect(unknownOf(setCount(9))).toBe("only 9 dark waveforms, at least 10 needed");
    expect(unknownOf(setCount(0))).toBe("no waveform without light in the spectra");
    expect(
      unknownOf((summary) => {
        summary.darkCount.fill(0);
        summary.lines.count.fill(0);
      }),
    ).toBe("lines without light were not looked for when the file was analysed");
    expect(unknownOf((summary) => void summary.lines.watched.fill(Number.NaN))).toBe(
      "no power in the spectra",
    );
  });
});
