import { describe, expect, test } from "vitest";
import { rollUp } from "../../src/history/roll-up.js";
import { judgeFile } from "../../src/judge/judge-file.js";
import { parseKnownFaults } from "../../src/judge/states/known-faults.js";
import { listedButFine, listedButFineText } from "../../src/judge/states/listed-fine.js";
import type { FileSummary } from "../../src/summary.js";
import { makeSummary } from "../store/make-summary.js";

const indexOf = (adc: number, channel: number): number => adc * 64 + channel;
const statusOf = (codes: Record<number, number>): Int8Array =>
  new Int8Array(512).map((_, channelIndex) => codes[channelIndex] ?? 0);
const knownFaults = parseKnownFaults(
  "- {adc: 3, channel: 20, status: 2, from: 2000-01-01T00:00:00Z, author: A. Shifter, reason: odd}\n",
  "known.yaml",
);

function judged(change: (summary: FileSummary) => void, withEarlier = true) {
  const summary = makeSummary({ name: "now", selfCount: 200 });
  change(summary);
  const earlier = makeSummary({ name: "before", selfCount: 200 });
  const reference = withEarlier ? rollUp([earlier], summary) : null;
  return judgeFile({ summary, reference }, null, { limits: {}, knownFaults });
}

describe("channels that are listed but fine", () => {
  test("are those whose masked checks are all ok, of the status file and known faults alike", () => {
    const verdicts = judged((summary) => {
      summary.channelStatus = statusOf({ [indexOf(5, 59)]: 1, [indexOf(1, 4)]: 3 });
      summary.maxAmplitude[indexOf(1, 4)] = 10;
    });
    expect(listedButFine(verdicts)).toEqual([
      { adc: 3, channel: 20 },
      { adc: 5, channel: 59 },
    ]);
    const { reason } = verdicts.find(({ adc, channel }) => adc === 3 && channel === 20)!;
    expect(reason).not.toContain("listed");
    const masked = verdicts.filter(({ adc, state }) => adc === 3 && state === "masked");
    for (const each of masked)
      expect(each.reason).toMatch(/^listed as bad baseline by A\. Shifter \(odd\), but it works: /);
    expect(listedButFineText(verdicts)).toBe(
      "ADC 3 ch 20 · ADC 5 ch 59 pass every check that their listing masks; take them off the list",
    );
  });

  test("are none where a masked check is unknown: nothing to compare with, no waveforms", () => {
    expect(listedButFine(judged(() => {}, false))).toEqual([]);
    const silent = judged((summary) => {
      for (const valid of Object.values(summary.validCount)) valid[indexOf(3, 20)] = 0;
      summary.baseline.p50[indexOf(3, 20)] = Number.NaN;
    });
    expect(listedButFine(silent)).toEqual([]);
  });

  test("are none, in no words, where nothing is listed", () => {
    const summary = makeSummary({ selfCount: 200 });
    const verdicts = judgeFile({ summary, reference: null }, null, { limits: {} });
    expect(listedButFineText(verdicts)).toBe("");
  });
});
