import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Acceptance,
  acceptancesText,
  inForce,
  inForceOfFile,
  nextId,
  parseAcceptances,
} from "../../src/history/acceptances.js";
import { smallDetector } from "../store/make-summary.js";

const acceptance = (parts: Partial<Acceptance> = {}): Acceptance => ({
  id: "1",
  detector: "small",
  rows: ["baseline-shift"],
  channels: [[1, 6]],
  from: "2025-11-04T12:00:00.000Z",
  until: null,
  author: "A. Shifter",
  reason: "offsets changed",
  acceptedAt: "2025-11-05T00:00:00.000Z",
  ...parts,
});
const startMs = Date.UTC(2025, 10, 4, 12);
const indexOf = (adc: number, channel: number): number => adc * 8 + channel;
const idsAt = (
  list: readonly Acceptance[],
  timeMs: number | null,
  check = "baseline-shift",
): [number, string][] =>
  [...inForce(list, timeMs, check, smallDetector)].map(([channelIndex, { id }]) => [
    channelIndex,
    id,
  ]);

describe("an accepted change", () => {
  test("holds from its start, which is included, to its end, which is not", () => {
    const list = [acceptance({ until: "2025-11-06T00:00:00Z" })];
    const endMs = Date.UTC(2025, 10, 6);
    expect(idsAt(list, startMs - 1)).toEqual([]);
    expect(idsAt(list, startMs)).toEqual([[indexOf(1, 6), "1"]]);
    expect(idsAt(list, endMs - 1)).toEqual([[indexOf(1, 6), "1"]]);
    expect(idsAt(list, endMs)).toEqual([]);
  });

  test("holds for ever without an end, and never for a file without a time", () => {
    expect(idsAt([acceptance()], Date.UTC(2100, 0, 1))).toHaveLength(1);
    expect(idsAt([acceptance()], null)).toEqual([]);
  });

  test("holds for its checks, channels and detector only", () => {
    expect(idsAt([acceptance()], startMs, "noise-high")).toEqual([]);
    expect(idsAt([acceptance({ detector: "another" })], startMs)).toEqual([]);
    const outside = acceptance({
      channels: [
        [2, 0],
        [0, 8],
        [0, 2],
      ],
    });
    expect(idsAt([outside], startMs)).toEqual([[indexOf(0, 2), "1"]]);
  });

  test("gives way to a later one of the same channel", () => {
    const later = acceptance({
      id: "2",
      channels: [
        [1, 6],
        [1, 7],
      ],
    });
    expect(idsAt([acceptance(), later], startMs)).toEqual([
      [indexOf(1, 6), "2"],
      [indexOf(1, 7), "2"],
    ]);
  });

  test("of a check of the file has no channels", () => {
    const ofFile = acceptance({ id: "3", rows: ["trigger-mix"], channels: [] });
    const list = [acceptance({ rows: ["trigger-mix"] }), ofFile];
    expect(inForceOfFile(list, startMs, "trigger-mix", smallDetector)).toBe(ofFile);
    expect(inForceOfFile(list, startMs - 1, "trigger-mix", smallDetector)).toBeNull();
    expect(inForce([ofFile], startMs, "trigger-mix", smallDetector).size).toBe(0);
  });

  test("has the number after the largest there is", () => {
    expect(nextId([])).toBe("1");
    expect(nextId([{ id: "7" }, { id: "2" }, { id: "by-hand" }])).toBe("8");
  });
});

describe("the text of accepted changes", () => {
  test("is read as it was written", () => {
    const times = fc
      .date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
      .map((time) => time.toISOString());
    const words = fc.string({ minLength: 1 }).filter((text) => text.trim() !== "");
    const lists = fc.uniqueArray(
      fc.record({
        id: words,
        detector: words,
        rows: fc.array(words),
        channels: fc.array(fc.tuple(fc.nat(), fc.nat())),
        from: times,
        until: fc.constantFrom(null, "2101-01-01T00:00:00Z"),
        author: words,
        reason: words,
        acceptedAt: times,
      }),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(lists, (list) => {
        expect(parseAcceptances(acceptancesText(list), "accepted.json")).toEqual(list);
      }),
    );
  });

  const withOne = (change: object): string =>
    JSON.stringify({ schemaVersion: 1, acceptances: [{ ...acceptance(), ...change }] });

  test.each<[string, RegExp]>([
    ["{", /accepted\.json\).*expected JSON/],
    ["null", /expected schemaVersion 1, got nothing/],
    ['{"schemaVersion": 2}', /expected schemaVersion 1, got 2/],
    ['{"schemaVersion": 1}', /expected a list of acceptances, got nothing/],
    ['{"schemaVersion": 1, "acceptances": [null]}', /acceptance 1\)/],
    [withOne({ author: " " }), /acceptance 1\).*a text as author, got " "/],
    [withOne({ from: "2026-02-30T00:00:00Z" }), /an ISO time with a zone as from/],
    [withOne({ until: undefined }), /a text as until, got nothing/],
    [withOne({ until: "2025-11-04T12:00:00Z" }), /an until after from/],
    [withOne({ rows: "baseline-shift" }), /a list of names of checks as rows/],
    [withOne({ channels: [[1, -6]] }), /a list of \[adc, channel\] as channels/],
    [
      JSON.stringify({ schemaVersion: 1, acceptances: [acceptance(), acceptance()] }),
      /acceptance 2\).*an id of its own, got "1"/,
    ],
  ])("is refused with what is wrong: %s", (text, message) => {
    expect(() => parseAcceptances(text, "accepted.json")).toThrow(message);
  });
});
