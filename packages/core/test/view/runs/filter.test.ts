import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { channelRanges } from "../../../src/report/runs/channel-ranges.js";
import { holdsChannel, rangesText } from "../../../view/runs/channel-ranges.js";
import {
  channelIn,
  type Filter,
  hashOf,
  matcher,
  noFilter,
  placeOf,
  runRange,
  unreadable,
} from "../../../view/runs/filter.js";
import { parseRuns, type Run } from "../../../view/runs/run.js";

const runOf = (fields: object): Run =>
  parseRuns({ runs: [{ stem: "s", file: "f", ...fields }] })[0]!;
const matches = (filter: Partial<Filter>, run: Run, zone = "UTC"): boolean =>
  matcher({ ...noFilter, ...filter }, zone)(run);

describe("sets of channels", () => {
  it("hold exactly the channels that they were made of", () => {
    const channel = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 63 }));
    fc.assert(
      fc.property(fc.array(channel), channel, (channels, [adc, number]) => {
        const ranges = channelRanges(channels);
        const isIn = channels.some(([ofAdc, each]) => ofAdc === adc && each === number);
        const isInAdc = channels.some(([ofAdc]) => ofAdc === adc);
        expect(holdsChannel(ranges, { adc, channel: number })).toBe(isIn);
        expect(holdsChannel(ranges, { adc, channel: null })).toBe(isInAdc);
      }),
    );
  });

  it("may be whole ADCs, or all there are", () => {
    expect(holdsChannel("3:*", { adc: 3, channel: 9 })).toBe(true);
    expect(holdsChannel("3:*", { adc: 2, channel: 9 })).toBe(false);
    expect(holdsChannel("*", { adc: 2, channel: 9 })).toBe(true);
  });

  it("are told in words", () => {
    expect(rangesText("0:4-15,20 1:3 2:*")).toBe("ADC 0 channels 4–15, 20; ADC 1 channel 3; ADC 2");
    expect(rangesText("*")).toBe("all channels");
    expect(rangesText("")).toBe("the file");
  });
});

describe("what is typed", () => {
  it.each([
    ["101", { first: 101, last: 101 }],
    [" 101 - 120 ", { first: 101, last: 120 }],
    ["120–101", { first: 101, last: 120 }],
    ["101-", { first: 101, last: Number.POSITIVE_INFINITY }],
    ["9007199254740993", { first: 9007199254740993n, last: 9007199254740993n }],
    ["10x", undefined],
    ["-5", undefined],
  ])("as runs: %j", (text, range) => expect(runRange(text)).toEqual(range));

  it.each([
    ["3/26", { adc: 3, channel: 26 }],
    ["ADC 3, channel 26", { adc: 3, channel: 26 }],
    ["adc3-ch26", { adc: 3, channel: 26 }],
    ["3 26", { adc: 3, channel: 26 }],
    ["ADC 3", { adc: 3, channel: null }],
    ["noise", undefined],
  ])("as a channel: %j", (text, channel) => expect(channelIn(text)).toEqual(channel));

  it("does not filter where it cannot be read, and is named", () => {
    const filter = { ...noFilter, runs: "x", channel: "y" };
    expect(unreadable(filter)).toEqual(["runs", "channel"]);
    expect(matches(filter, runOf({ run: 7 }))).toBe(true);
    expect(unreadable(noFilter)).toEqual([]);
  });
});

describe("a filter", () => {
  it("takes runs of a range; one without a number is in none", () => {
    expect(matches({ runs: "5-7" }, runOf({ run: 7 }))).toBe(true);
    expect(matches({ runs: "5-7" }, runOf({ run: 8 }))).toBe(false);
    expect(matches({ runs: "5-7" }, runOf({ run: null }))).toBe(false);
  });

  it("takes days in the zone of the index, and runs that reach into one", () => {
    // 23:30 to 00:30 UTC is 18:30 to 19:30 in Chicago, in summer.
    const firstMs = Date.UTC(2026, 6, 16, 23, 30);
    const run = runOf({ time: [firstMs, firstMs + 3_600_000] });
    const on = (day: string, zone?: string) => matches({ from: day, to: day }, run, zone);
    expect([on("2026-07-16"), on("2026-07-17"), on("2026-07-18")]).toEqual([true, true, false]);
    expect(on("2026-07-17", "America/Chicago")).toBe(false);
    expect(matches({ from: "2026-07-01" }, runOf({ time: null }))).toBe(false);
  });

  it("never takes a run without a word for a fine one", () => {
    for (const word of [null, undefined, "fine", "<b>", 7]) {
      expect(matches({ word: "FINE" }, runOf({ word }))).toBe(false);
      expect(matches({ word: "unknown" }, runOf({ word }))).toBe(true);
    }
  });

  const alarmed = runOf({
    alarms: [
      ["noise-high", "bad", "3:26", []],
      ["flatline", "bad", "5:*", ["ADC 5"]],
    ],
    unjudged: [[["gain-drift"], "*", "no earlier file"]],
  });

  it("asks for a check and a channel together: that check in that channel", () => {
    expect(matches({ check: "noise-high", channel: "3/26" }, alarmed)).toBe(true);
    expect(matches({ check: "noise-high", channel: "5/1" }, alarmed)).toBe(false);
    expect(matches({ check: "flatline", channel: "5/1" }, alarmed)).toBe(true);
    expect(matches({ channel: "ADC 3" }, alarmed)).toBe(true);
    expect(matches({ channel: "4/1" }, alarmed)).toBe(false);
  });

  it("can ask for what was not judged instead", () => {
    expect(matches({ check: "gain-drift", how: "unjudged", channel: "1/1" }, alarmed)).toBe(true);
    expect(matches({ check: "noise-high", how: "unjudged" }, alarmed)).toBe(false);
  });
});

it("the address of the page says all that is shown, whatever names hold", () => {
  const place = {
    filter: {
      ...noFilter,
      runs: "101-",
      word: "CALL" as const,
      check: "a&b=c#d%",
      channel: "3/26",
    },
    run: "run 1?<img src=x>&compare=x",
    compared: ["a b", "c&compare=d"],
  };
  expect(placeOf(hashOf(place))).toEqual(place);
  expect(hashOf({ filter: noFilter, run: "", compared: [] })).toBe("");
  expect(placeOf("#state=FINEST").filter.word).toBe("");
});
