import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countFractions } from "../../../src/compute/flags/count-fractions.js";
import { flagBits, overThresholdBit, validBit } from "../../../src/compute/flags/flag-bits.js";
import { detectorGroups } from "../../../src/detector/groups.js";
import { denominators } from "../../../src/quantities/indexed-by/denominator.js";
import {
  type TriggerClass,
  triggerClasses,
} from "../../../src/quantities/indexed-by/trigger-class.js";
import { flags, unknownQuantities } from "../../../src/quantities/table.js";
import { dune2x2 } from "../../detectors.js";

const groups = detectorGroups(dune2x2);
const { clipped, negative } = flagBits;
const [valid, overThreshold] = [validBit, overThresholdBit];
const indexOfChannel = (adc: number, channel: number): number => adc * 64 + channel;

/** Bits of an event in which every active waveform is valid and quiet, but for some. */
function eventWith(others: Record<number, number>): Uint8Array {
  const bits = new Uint8Array(groups.indexCount);
  for (const channelIndex of groups.active) bits[channelIndex] = others[channelIndex] ?? valid;
  return bits;
}

/** Counts of events, each with its narrowest trigger class. */
function counted(...events: [TriggerClass, Uint8Array][]) {
  const kept = unknownQuantities({
    ...{ detector: dune2x2, triggerClasses, spectrumScale: "power", lineBinsMHz: [] },
  });
  const bits = new Uint8Array(events.length * groups.indexCount);
  events.forEach(([, ofEvent], position) => void bits.set(ofEvent, position * groups.indexCount));
  const selection = {
    events: events.map((_, event) => event),
    classes: triggerClasses,
    classOf: events.map(([narrowest]) => narrowest),
  };
  countFractions(bits, selection, groups, kept);
  return kept;
}

describe("counting flagged waveforms", () => {
  it("counts neighbours of a channel over threshold in its EPCB and in its TPC", () => {
    // Channel 12 is position 8 of the active list: EPCB 1, channels 10..15; TPC 0 is ADC 0 and 1.
    const fired = valid | overThreshold | clipped;
    const { all } = counted(["all", eventWith({ [indexOfChannel(0, 12)]: fired })]).clipped;
    const totals = (adc: number, channel: number) =>
      denominators.map((per) => all![per].total[indexOfChannel(adc, channel)]);
    expect(totals(0, 12)).toEqual([1, 1, 1, 1]);
    expect(totals(0, 10)).toEqual([0, 1, 1, 1]);
    expect(totals(0, 9)).toEqual([0, 0, 1, 1]);
    expect(totals(1, 31)).toEqual([0, 0, 1, 1]);
    expect(totals(0, 36)).toEqual([0, 0, 0, 1]);
    expect(totals(2, 12)).toEqual([0, 0, 0, 1]);
    expect(totals(0, 0)).toEqual([0, 0, 0, 0]);
    expect(denominators.map((per) => all![per].passed[indexOfChannel(0, 12)])).toEqual([
      1, 1, 1, 1,
    ]);
    expect(denominators.map((per) => all![per].passed[indexOfChannel(0, 10)])).toEqual([
      0, 0, 0, 0,
    ]);
  });

  it("passes a flagged waveform only where it also counts", () => {
    const quietButNegative = valid | negative;
    const event = eventWith({ [indexOfChannel(3, 4)]: quietButNegative });
    const { all } = counted(["all", event]).negative;
    expect(denominators.map((per) => all![per].passed[indexOfChannel(3, 4)])).toEqual([0, 0, 0, 1]);
    expect(denominators.map((per) => all![per].total[indexOfChannel(3, 4)])).toEqual([0, 0, 0, 1]);
  });

  it("leaves an invalid waveform out, though its EPCB fired", () => {
    const fired = valid | overThreshold;
    const bits = eventWith({ [indexOfChannel(0, 4)]: fired, [indexOfChannel(0, 5)]: 0 });
    const { all } = counted(["all", bits]).clipped;
    expect(denominators.map((per) => all![per].total[indexOfChannel(0, 5)])).toEqual([0, 0, 0, 0]);
    expect(all!.epcb.total[indexOfChannel(0, 6)]).toBe(1);
  });

  it("keeps trigger classes apart", () => {
    const fired = eventWith({ [indexOfChannel(0, 4)]: valid | overThreshold | clipped });
    const fractions = counted(["beam", fired], ["self", fired], ["all", fired]);
    const passed = triggerClasses.map((name) => [
      name,
      fractions.clipped[name]!.channel.passed[indexOfChannel(0, 4)],
    ]);
    expect(passed).toEqual([
      ["beam", 1],
      ["self", 1],
      ["all", 3],
    ]);
  });

  it("counts passed ≤ total and channel ≤ epcb ≤ tpc ≤ total, whatever the flags", () => {
    const waveform = fc.integer({ min: 0, max: 31 }).map((bits) => (bits & valid ? bits : 0));
    const event = fc
      .array(waveform, { minLength: groups.active.length, maxLength: groups.active.length })
      .map((bits) => {
        const all = new Uint8Array(groups.indexCount);
        for (const [i, channelIndex] of groups.active.entries()) all[channelIndex] = bits[i]!;
        return all;
      });
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 3 }), (events) => {
        const fractions = counted(
          ...events.map((bits): [TriggerClass, Uint8Array] => ["all", bits]),
        );
        for (const flag of flags) {
          const per = fractions[flag].all!;
          for (const channelIndex of groups.active) {
            const totals = denominators.map((name) => per[name].total[channelIndex]!);
            const passes = denominators.map((name) => per[name].passed[channelIndex]!);
            expect(totals).toEqual([...totals].sort((a, b) => a - b));
            expect(passes).toEqual([...passes].sort((a, b) => a - b));
            expect(passes.every((passed, i) => passed <= totals[i]!)).toBe(true);
            expect(totals[3]).toBe(events.filter((bits) => bits[channelIndex] !== 0).length);
          }
        }
      }),
      { numRuns: 20 },
    );
  });
});
