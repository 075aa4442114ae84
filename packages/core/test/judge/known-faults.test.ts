import { describe, expect, test } from "vitest";
import { startWatch } from "../../src/judge/start-watch.js";
import { type KnownFault, parseKnownFaults } from "../../src/judge/states/known/known-faults.js";
import type { Verdict } from "../../src/judge/states/verdict.js";
import { rejudge } from "../../src/rejudge/rejudge.js";
import type { FileSummary } from "../../src/summary.js";
import { makeSummary } from "../store/make-summary.js";

const indexOfChannel = (adc: number, channel: number): number => adc * 64 + channel;
/** Files an hour apart, from noon of 4 November 2025 on. */
const file = (hours: number): FileSummary =>
  makeSummary({ name: `f_${hours}`, selfCount: 200, firstMs: Date.UTC(2025, 10, 4, 12 + hours) });
const settings = { ncomp: -1, excludeBad: true, acceptances: [], runType: "auto" } as const;

/** The records of a file after eight others. */
function judged(now: FileSummary, knownFaults: readonly KnownFault[]): Verdict[] {
  const watch = startWatch({ ...settings, limits: {}, knownFaults });
  for (let hours = 0; hours < 8; hours++) watch.pass(file(hours));
  return watch.next(now).verdicts;
}

describe("faults that are known for a time", () => {
  const csv = [
    "adc,channel,status,from,to,author,reason",
    '2,9,2,2025-11-04T00:00:00-06:00,2025-11-05T00:00:00Z,A. Shifter,"offset ""by hand"", see log"',
    "2,10,1,2025-11-01T00:00:00Z,,B. Expert,unplugged",
  ].join("\n");
  const rows = parseKnownFaults(csv, "known.csv");

  test("are read from CSV and YAML alike", () => {
    expect(rows).toHaveLength(2);
    expect(rows[0]).toEqual({
      adc: 2,
      channel: 9,
      status: 2,
      fromMs: Date.UTC(2025, 10, 4, 6),
      toMs: Date.UTC(2025, 10, 5),
      author: "A. Shifter",
      reason: 'offset "by hand", see log',
      where: "known.csv, line 2",
    });
    expect(rows[1]!.toMs).toBe(Number.POSITIVE_INFINITY);
    const yaml =
      "- {adc: 2, channel: 10, status: 1, from: 2025-11-01T00:00:00Z, author: B. Expert, reason: unplugged}\n";
    expect(parseKnownFaults(yaml, "known.yaml")).toEqual([
      { ...rows[1], where: "known.yaml, row 1" },
    ]);
  });

  test.each([
    ["2,9,2,2025-11-04T00:00:00,,me,why", /line 2.*ISO time with a zone as from.*got 2025/],
    [
      "2,9,2,2026-02-30T00:00:00Z,,me,why",
      /line 2.*date and time that exist as from, got 2026-02-30/,
    ],
    ["2,9,2,2025-11-04T25:00:00Z,,me,why", /line 2.*exist as from, got 2025-11-04T25/],
    ["2,9,2,2025-11-04T00:00:00Z,2025-11-31T00:00:00Z,me,why", /exist as to, got 2025-11-31/],
    ["2,9,2,2025-11-04T00:00:00Z,2025-11-03T00:00:00Z,me,why", /to after from/],
    ["2,9,7,2025-11-04T00:00:00Z,,me,why", /status of -1, 0, 1, 2 or 3, got 7/],
    ["x,9,1,2025-11-04T00:00:00Z,,me,why", /as adc, got x/],
    ["2,9,1,2025-11-04T00:00:00Z,,,why", /author, got nothing/],
    ["2,9,1", /7 values, got 3/],
  ])("are refused where a row is bad: %s", (row, message) => {
    const header = "adc,channel,status,from,to,author,reason";
    expect(() => parseKnownFaults(`${header}\n${row}`, "known.csv")).toThrow(message);
  });

  const listing = (adc: number, channel: number, name: string) => {
    const more = "from: 2030-01-01T00:00:00Z, author: me, reason: why";
    const yaml = `- {adc: ${adc}, channel: ${channel}, status: 1, ${more}}\n`;
    const csv = `adc,channel,status,from,to,author,reason\n${adc},${channel},1,2030-01-01T00:00:00Z,,me,why\n`;
    return parseKnownFaults(name.endsWith(".csv") ? csv : yaml, name);
  };

  test.each([
    [8, 4, "k.csv", /k\.csv, line 2.*an adc of 0 to 7, as detector dune-2x2 has, got 8/],
    [8, 4, "k.yaml", /k\.yaml, row 1.*an adc of 0 to 7/],
    [1, 64, "k.csv", /k\.csv, line 2.*a channel of 0 to 63, as detector dune-2x2 has, got 64/],
    [
      1,
      3,
      "k.yml",
      /k\.yml, row 1.*an active channel of ADC 1 \(4–15, 20–31, 36–47, 52–63\), got 3/,
    ],
  ])(
    "are refused for ADC %i, channel %i of %s, which the detector does not have",
    (adc, channel, name, message) => {
      const knownFaults = listing(adc, channel, name);
      expect(() => judged(file(9), knownFaults)).toThrow(message);
      const how = { ncomp: 0, excludeBad: false };
      const before = { limits: {} };
      expect(() =>
        rejudge([file(9)], { ...how, before, after: { limits: {}, knownFaults } }),
      ).toThrow(message);
    },
  );

  test("mask while they hold, and say who listed them", () => {
    const moved = (hours: number): FileSummary => {
      const summary = file(hours);
      for (const { p16, p50, p84 } of [summary.baseline, summary.darkBaseline])
        for (const part of [p16, p50, p84]) part[indexOfChannel(2, 9)]! += 500;
      return summary;
    };
    const shiftIn = (summary: FileSummary): Verdict =>
      judged(summary, rows).find(
        ({ check, adc, channel }) => check === "baseline-shift" && adc === 2 && channel === 9,
      )!;
    const during = shiftIn(moved(9));
    expect(during).toMatchObject({ state: "masked", unmaskedState: "bad", change: "known" });
    expect(during.reason).toMatch(
      /^listed as bad baseline by A\. Shifter \(offset "by hand", see log\); now: median/,
    );
    expect(shiftIn(moved(12)).state).toBe("bad");
  });
});
