import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Acceptance,
  acceptanceInForce,
  acceptancesOf,
  acceptancesText,
  nextId,
  parseAcceptances,
} from "../../src/history/acceptances.js";

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
const idAt = (list: readonly Acceptance[], timeMs: number, check = "baseline-shift", channel = 6) =>
  acceptanceInForce(list, check, 1, channel, timeMs)?.id ?? null;

describe("an accepted change", () => {
  test("holds from its start, which is included, to its end, which is not", () => {
    const list = [acceptance({ until: "2025-11-06T00:00:00Z" })];
    const endMs = Date.UTC(2025, 10, 6);
    expect([startMs - 1, startMs, endMs - 1, endMs].map((timeMs) => idAt(list, timeMs))).toEqual([
      null,
      "1",
      "1",
      null,
    ]);
  });

  test("holds for ever without an end, and never for a file without a time", () => {
    expect(idAt([acceptance()], Date.UTC(2100, 0, 1))).toBe("1");
    expect(idAt([acceptance()], Number.NaN)).toBeNull();
  });

  test("holds for its checks, channels and detector only", () => {
    expect(idAt([acceptance()], startMs, "noise-high")).toBeNull();
    expect(idAt([acceptance()], startMs, "baseline-shift", 7)).toBeNull();
    const list = [acceptance(), acceptance({ id: "2", detector: "another" })];
    expect(acceptancesOf(list, "small").map(({ id }) => id)).toEqual(["1"]);
  });

  test("gives way to a later one of the same channel", () => {
    expect(idAt([acceptance(), acceptance({ id: "2" })], startMs)).toBe("2");
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
