import { describe, expect, test } from "vitest";
import { detectorGroups } from "../../src/detector/groups.js";
import { intensityOf, type RunType, runTypeOf } from "../../src/history/conditions.js";
import { unknownQuantities } from "../../src/quantities/table.js";
import type { FileSummary } from "../../src/summary.js";
import { makeSummary, smallDetector } from "../store/make-summary.js";

const { active, tpcMembers } = detectorGroups(smallDetector);

interface FileParts {
  beam?: number;
  self?: number;
  others?: number;
  typed?: boolean;
  /** Fraction of the events in which TPCs are lit, by TPC; the last one holds for all others. */
  litByTpc?: number[];
  /** Fraction of the events in which a channel is over threshold. */
  over?: number;
  /** Half the 68 % range of relative amplitudes, over their median. */
  scatter?: number;
  lightAdc16?: number;
}

/** A file of so many events whose channels all have a valid waveform in each. */
function file(parts: FileParts): FileSummary {
  const { beam = 0, self = 0, others = 0, typed = true } = parts;
  const { litByTpc = [0.5], over = 0.5, scatter = 0.5, lightAdc16 = 1000 } = parts;
  const count = beam + self + others;
  const summary = makeSummary({ detector: smallDetector, triggersTyped: typed, selfCount: count });
  summary.selectedEvents = Array.from({ length: count }, (_, event) => event);
  summary.eventCount = typed ? { all: count, beam, self } : { all: count };
  summary.light.fill(lightAdc16);
  tpcMembers.forEach((members, tpc) => {
    for (const i of members) {
      summary.validCount.all![i] = count;
      summary.litCount[i] = Math.round(count * (litByTpc[tpc] ?? litByTpc.at(-1)!));
      summary.darkCount[i] = count - summary.litCount[i]!;
      summary.clipped.all!.channel.total[i] = Math.round(count * over);
      summary.gain.p16[i] = 1 - scatter;
      summary.gain.p50[i] = 1;
      summary.gain.p84[i] = 1 + scatter;
    }
  });
  return summary;
}

/** The same as a store of an earlier version has it. */
function old(summary: FileSummary): FileSummary {
  const unknown = unknownQuantities({
    ...{ detector: smallDetector, spectrumScale: "power", lineBinsMHz: [] },
    triggerClasses: ["all"],
  });
  const { darkCount, litCount, light, gain } = unknown;
  return { ...summary, darkCount, litCount, light, gain };
}

const typeOf = (parts: FileParts): RunType => runTypeOf(file(parts), "auto");

describe("the run type of a file with light", () => {
  test.each<[number, number, RunType]>([
    [100, 0, "beam"],
    [95, 5, "beam"],
    [94, 6, "mixed"],
    [50, 50, "mixed"],
    [6, 94, "mixed"],
    [5, 95, "self"],
    [0, 100, "self"],
    [1, 0, "beam"],
    [0, 1, "self"],
  ])("with %i beam and %i self triggers is that of the triggers: %s", (beam, self, expected) => {
    expect(typeOf({ beam, self })).toBe(expected);
  });

  test("does not depend on triggers that are neither beam nor self", () => {
    expect(typeOf({ beam: 20, others: 80 })).toBe("beam");
  });

  test("is unknown without an event, and without a beam or self trigger", () => {
    expect(typeOf({})).toBe("unknown");
    expect(typeOf({ typed: false })).toBe("unknown");
    expect(typeOf({ others: 30 })).toBe("unknown");
  });

  test("is mixed where triggers are not typed", () => {
    expect(typeOf({ typed: false, self: 1 })).toBe("mixed");
    expect(typeOf({ typed: false, self: 100 })).toBe("mixed");
  });

  test("is what is set, whatever the data say", () => {
    expect(runTypeOf(file({ beam: 100 }), "led")).toBe("led");
    expect(runTypeOf(file({}), "pedestal")).toBe("pedestal");
  });
});

describe("a pedestal run", () => {
  test("is one in which hardly any TPC is ever lit, whatever its triggers", () => {
    expect(typeOf({ self: 100, litByTpc: [0] })).toBe("pedestal");
    expect(typeOf({ beam: 100, litByTpc: [0.05] })).toBe("pedestal");
    expect(typeOf({ typed: false, self: 100, litByTpc: [0] })).toBe("pedestal");
    expect(typeOf({ others: 100, litByTpc: [0] })).toBe("pedestal");
  });

  test("is none where one TPC is lit", () => {
    expect(typeOf({ self: 100, litByTpc: [0, 0.06] })).toBe("self");
  });

  test("needs 20 events", () => {
    expect(typeOf({ self: 20, litByTpc: [0] })).toBe("pedestal");
    expect(typeOf({ self: 19, litByTpc: [0] })).toBe("self");
  });

  test("is not told from TPCs without a valid waveform, nor for them", () => {
    const half = file({ self: 100, litByTpc: [0, 1] });
    for (const i of tpcMembers.slice(1).flat())
      half.validCount.all![i] = half.litCount[i] = half.darkCount[i] = 0;
    expect(runTypeOf(half, "auto")).toBe("pedestal");
    for (const i of active) half.validCount.all![i] = half.litCount[i] = half.darkCount[i] = 0;
    expect(runTypeOf(half, "auto")).toBe("self");
  });
});

describe("an LED run", () => {
  const led: FileParts = { self: 100, litByTpc: [1], over: 1, scatter: 0.1 };

  test("lights nearly all channels alike in nearly all events", () => {
    expect(typeOf(led)).toBe("led");
    expect(typeOf({ ...led, self: 0, beam: 100 })).toBe("led");
    expect(typeOf({ ...led, over: 0.9, scatter: 0.24 })).toBe("led");
  });

  test("is none where channels are dark in more events, or their light scatters", () => {
    expect(typeOf({ ...led, over: 0.89 })).toBe("self");
    expect(typeOf({ ...led, scatter: 0.25 })).toBe("self");
  });

  test("may have one dead channel in ten", () => {
    const summary = makeSummary({ selfCount: 100 });
    const channels = detectorGroups(summary.detector).active;
    const kill = (count: number): RunType => {
      for (const i of channels.slice(0, count)) summary.clipped.all!.channel.total[i] = 0;
      return runTypeOf(summary, "auto");
    };
    // Of 384 channels, 38.4 are a tenth.
    expect([kill(0), kill(38), kill(39)]).toEqual(["led", "led", "mixed"]);
  });

  test("needs 20 events", () => {
    expect(typeOf({ ...led, self: 20 })).toBe("led");
    expect(typeOf({ ...led, self: 19 })).toBe("self");
    expect(typeOf({ ...led, self: 1 })).toBe("self");
  });
});

describe("a file of an earlier version's store", () => {
  test("is of the type of its triggers alone, and its light is unknown", () => {
    const dark = old(file({ self: 100, litByTpc: [0] }));
    expect(runTypeOf(dark, "auto")).toBe("self");
    expect(runTypeOf(old(file({ beam: 100, over: 1, scatter: 0.1 })), "auto")).toBe("beam");
    expect(intensityOf(dark)).toEqual({ lightAdc16: Number.NaN, litShare: Number.NaN });
  });

  test("is told though it has no counts of all waveforms", () => {
    const summary = old(file({ beam: 60, self: 40 }));
    summary.validCount = {};
    summary.clipped = {};
    expect(runTypeOf(summary, "auto")).toBe("mixed");
  });
});

describe("the intensity of a file", () => {
  test("is the typical channel's light and the typical TPC's fraction of lit events", () => {
    const summary = file({ self: 100, litByTpc: [0.2, 0.4], lightAdc16: 800 });
    summary.light[active[0]!] = 90_000;
    expect(tpcMembers).toHaveLength(2);
    // The median of 20 and 40 %.
    const { lightAdc16, litShare } = intensityOf(summary);
    expect(lightAdc16).toBe(800);
    expect(litShare).toBeCloseTo(0.3, 12);
  });

  test("is a fraction of zero, and no size, without light", () => {
    const summary = file({ self: 100, litByTpc: [0], lightAdc16: Number.NaN });
    expect(intensityOf(summary)).toEqual({ lightAdc16: Number.NaN, litShare: 0 });
  });

  test("is unknown without an event", () => {
    expect(intensityOf(file({})).litShare).toBeNaN();
  });
});
