import { describe, expect, test } from "vitest";
import { startWatch } from "../../src/judge/start-watch.js";
import { parseKnownFaults } from "../../src/judge/states/known/known-faults.js";
import { listedButFine, listedButFineText } from "../../src/judge/states/known/listed-fine.js";
import type { FileSummary } from "../../src/summary.js";
import { makeSummary, silence } from "../store/make-summary.js";

const indexOf = (adc: number, channel: number): number => adc * 64 + channel;
const statusOf = (codes: Record<number, number>): Int8Array =>
  new Int8Array(512).map((_, channelIndex) => codes[channelIndex] ?? 0);
const knownFaults = parseKnownFaults(
  "- {adc: 3, channel: 20, status: 1, from: 2000-01-01T00:00:00Z, author: A. Shifter, reason: odd}\n",
  "known.yaml",
);

const settings = { ncomp: -1, excludeBad: true, acceptances: [], runType: "auto" } as const;

/** A file after others that are fine. */
function judged(change: (summary: FileSummary) => void, earlierCount = 5) {
  const watch = startWatch({ ...settings, limits: {}, knownFaults });
  const file = (n: number): FileSummary =>
    makeSummary({ name: `f_${n}`, selfCount: 200, firstMs: 1_700_000_000_000 + n * 3_600_000 });
  for (let n = 0; n < earlierCount; n++) watch.pass(file(n));
  const summary = file(earlierCount);
  change(summary);
  return watch.next(summary).verdicts;
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
    const masked = verdicts.filter(({ adc, state }) => adc === 3 && state === "masked");
    for (const each of masked)
      expect(each.reason).toMatch(/^listed as dead by A\. Shifter \(odd\), but it works: /);
    expect(listedButFineText(verdicts)).toBe(
      "ADC 3 ch 20 · ADC 5 ch 59 pass every check that their listing masks; take them off the list",
    );
  });

  test("are none where a masked check is unknown: nothing to compare with, no waveforms", () => {
    expect(listedButFine(judged(() => {}, 0))).toEqual([]);
    const silent = judged((summary) => {
      silence(summary, indexOf(3, 20));
    });
    expect(listedButFine(silent)).toEqual([]);
  });

  test("are none, in no words, where nothing is listed", () => {
    const watch = startWatch({ ...settings, limits: {} });
    const { verdicts } = watch.next(makeSummary({ selfCount: 200 }));
    expect(listedButFineText(verdicts)).toBe("");
  });
});
