import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { detectorGroups } from "../../src/detector/groups.js";
import { detectorOf } from "../../src/detector/index.js";
import type { DetectorProfile } from "../../src/detector/profile.js";
import { alarmsOf } from "../../src/judge/states/alarms.js";
import { recoveredCommonFaults, tellChanges } from "../../src/judge/states/change.js";
import { commonFaults } from "../../src/judge/states/common-faults.js";
import { sharedFaults } from "../../src/judge/states/shared-groups.js";
import type { State, Verdict } from "../../src/judge/states/verdict.js";
import { dune2x2, gridDetector } from "../detectors.js";
import { knownAfter } from "./watched.js";

const fsd = detectorOf("fsd");
const ndlar = detectorOf("ndlar");

/** Channels by index, as `[adc, first, last]` runs of the active ones. */
function channels(detector: DetectorProfile, ...runs: [number, number, number][]): number[] {
  const { adcMembers, placeOf } = detectorGroups(detector);
  return runs.flatMap(([adc, first, last]) =>
    adcMembers[adc]!.filter((i) => placeOf(i).channel >= first && placeOf(i).channel <= last),
  );
}

/** Records of one check for every active channel: ok but for those of the sets. */
function records(
  detector: DetectorProfile,
  sets: Partial<Record<State | "below", readonly number[]>>,
  check = "noise-high",
): Verdict[] {
  const { active, placeOf } = detectorGroups(detector);
  const stateOf = new Map(
    Object.entries(sets).flatMap(([state, of]) => of!.map((i) => [i, state as State | "below"])),
  );
  return active.map((i): Verdict => {
    const state = stateOf.get(i) ?? "ok";
    return {
      ...{ check, scope: "channel", ...placeOf(i), unit: "", n: 100, reason: "far", p: null },
      ...{ state: state === "below" ? "bad" : state, value: state === "below" ? -9 : 9, limit: 0 },
      ...{ change: null, since: null, group: null, label: null, members: [] },
    };
  });
}

/** Where the alarms of some bad channels are, with the number of channels of each. */
function placesOf(
  detector: DetectorProfile,
  bad: readonly number[],
  others: Parameters<typeof records>[1] = {},
): string[] {
  const found = records(detector, { ...others, bad });
  return alarmsOf([...found, ...commonFaults({ detector }, found)]).map(
    ({ place, verdict: { members } }) =>
      members.length > 0 ? `${place}: ${members.length}` : place,
  );
}

describe("a fault of the 2x2", () => {
  test.each<[string, [number, number, number][], string[]]>([
    ["half an ADC", [[0, 32, 63]], ["ADC 0 in TPC 1: 24"]],
    // The cables of module 2 are swapped: its lower channels are TPC 5.
    ["half an ADC of module 2", [[4, 0, 31]], ["ADC 4 in TPC 5: 24"]],
    ["an ADC", [[3, 0, 63]], ["ADC 3: 48"]],
    [
      "a TPC",
      [
        [2, 0, 31],
        [3, 0, 31],
      ],
      ["TPC 2: 48"],
    ],
    [
      "a module",
      [
        [6, 0, 63],
        [7, 0, 63],
      ],
      ["module 3: 96"],
    ],
    ["an EPCB", [[0, 20, 25]], ["EPCB 2 of ADC 0: 6"]],
    ["an EPCB with one channel that is fine", [[0, 20, 24]], ["EPCB 2 of ADC 0: 5"]],
    ["both SiPMs of an LCM", [[1, 10, 11]], ["ADC 1, channel 10", "ADC 1, channel 11"]],
    [
      "three of six channels",
      [[0, 20, 22]],
      ["ADC 0, channel 20", "ADC 0, channel 21", "ADC 0, channel 22"],
    ],
    [
      "an ADC and half of its neighbour",
      [
        [0, 0, 63],
        [1, 0, 31],
      ],
      ["ADC 0: 48", "ADC 1 in TPC 0: 24"],
    ],
    [
      "an ADC and a TPC of another module",
      [
        [0, 0, 63],
        [2, 0, 31],
        [3, 0, 31],
      ],
      ["ADC 0: 48", "TPC 2: 48"],
    ],
    [
      "halves of two ADCs across",
      [
        [0, 0, 31],
        [1, 32, 63],
      ],
      ["ADC 0 in TPC 0: 24", "ADC 1 in TPC 1: 24"],
    ],
    [
      "half an ADC, an EPCB and a channel",
      [
        [0, 0, 31],
        [0, 36, 41],
        [5, 4, 4],
      ],
      ["ADC 0 in TPC 0: 24", "EPCB 4 of ADC 0: 6", "ADC 5, channel 4"],
    ],
    ["an ADC but for an EPCB", [[0, 10, 63]], ["ADC 0: 42"]],
    [
      "a module but for an EPCB",
      [
        [0, 10, 63],
        [1, 0, 63],
      ],
      ["module 0: 90"],
    ],
    [
      "three EPCBs of half an ADC",
      [[0, 4, 25]],
      ["EPCB 0 of ADC 0: 6", "EPCB 1 of ADC 0: 6", "EPCB 2 of ADC 0: 6"],
    ],
  ])("in %s is told as such", (_, runs, expected) => {
    expect(placesOf(dune2x2, channels(dune2x2, ...runs))).toEqual(expected);
  });

  test("that is above in one half and below in the other of an ADC is two", () => {
    const below = channels(dune2x2, [0, 32, 63]);
    expect(placesOf(dune2x2, channels(dune2x2, [0, 0, 31]), { below })).toEqual([
      "ADC 0 in TPC 0: 24",
      "ADC 0 in TPC 1: 24",
    ]);
  });

  test("says nothing of channels that were masked or unknown", () => {
    const half = channels(dune2x2, [0, 0, 31]);
    for (const state of ["masked", "unknown"] as const)
      expect(placesOf(dune2x2, half, { [state]: channels(dune2x2, [0, 32, 63]) })).toEqual([
        "ADC 0 in TPC 0: 24",
      ]);
    // Four of an EPCB are known to be dead; the other two are part of what fails around them.
    const masked = channels(dune2x2, [0, 4, 7]);
    const rest = half.filter((i) => !masked.includes(i));
    expect(placesOf(dune2x2, rest, { masked })).toEqual(["ADC 0 in TPC 0: 20"]);
  });

  test("is a record of its group, with members, numbers and the typical reason", () => {
    const found = records(dune2x2, {
      bad: channels(dune2x2, [0, 32, 60]),
      warn: channels(dune2x2, [0, 61, 63]),
    });
    const [fault, ...others] = commonFaults({ detector: dune2x2 }, found);
    expect(others).toEqual([]);
    expect(fault).toMatchObject({
      ...{ scope: "half-adc", adc: 0, channel: null, group: 1, label: "ADC 0 in TPC 1" },
      ...{ state: "bad", value: 9, p: null },
      reason: expect.stringMatching(/^24 of 24 channels, e\.g\. channel 36 of ADC 0: far$/),
    });
    const place = detectorGroups(dune2x2).placeOf;
    expect(fault!.members).toEqual(
      channels(dune2x2, [0, 32, 63]).map((i) => [place(i).adc, place(i).channel]),
    );
  });

  test("says where not all channels of the group were judged", () => {
    const bad = channels(dune2x2, [0, 4, 8]);
    const found = records(dune2x2, { bad, unknown: channels(dune2x2, [0, 9, 9]) });
    expect(commonFaults({ detector: dune2x2 }, found)[0]!.reason).toMatch(
      /^5 of 5 judged channels/,
    );
  });
});

describe("a fault of another detector", () => {
  test("is told by what that one has: in the FSD an ADC is in one TPC", () => {
    expect(placesOf(fsd, channels(fsd, [1, 0, 63]))).toEqual(["ADC 1: 60"]);
    expect(placesOf(fsd, channels(fsd, [0, 0, 63], [1, 0, 63]))).toEqual(["TPC 0: 120"]);
    expect(placesOf(fsd, [...detectorGroups(fsd).active])).toEqual(["module 0: 240"]);
  });

  test("in ND-LAr is of its module, TPC, ADC or EPCB", () => {
    const bad = channels(
      ndlar,
      [0, 0, 63],
      [1, 0, 63],
      [2, 0, 63],
      [3, 0, 63],
      [9, 0, 63],
      [139, 0, 5],
    );
    expect(placesOf(ndlar, bad)).toEqual(["module 0: 240", "ADC 9: 60", "EPCB 0 of ADC 139: 6"]);
  });

  test("is of the trap where no EPCB has the same channels", () => {
    const trapsOf4 = { ...fsd, channelsPerEpcb: 5 };
    expect(placesOf(trapsOf4, channels(trapsOf4, [0, 0, 5]))).toEqual(["trap 19 of TPC 0: 6"]);
  });

  test("goes by the ADC where that has a TPC to itself", () => {
    const one = gridDetector({
      ...{ adcsPerTpc: 1, channelCount: 8, channelsPerEpcb: 4 },
      activeChannels: [0, 1, 2, 3, 4, 5, 6, 7],
    });
    expect(placesOf(one, channels(one, [1, 0, 7]))).toEqual(["ADC 1: 8"]);
  });
});

describe("what another check finds within a common fault", () => {
  const half = channels(dune2x2, [0, 32, 63]);
  const alarmed = (
    noise: Parameters<typeof records>[1],
    shift: Parameters<typeof records>[1],
    before: Verdict[] = [],
  ): string[] => {
    const found = [...records(dune2x2, noise), ...records(dune2x2, shift, "baseline-shift")];
    const all = [...found, ...commonFaults({ detector: dune2x2 }, found)];
    tellChanges(all, knownAfter(before));
    return alarmsOf(all).map(({ place, title, also }) => [place, title, ...also].join(" · "));
  };

  test("is told with it, with the number of channels", () => {
    const shift = { bad: channels(dune2x2, [0, 36, 41], [0, 60, 61], [1, 4, 4]) };
    expect(alarmed({ bad: half }, shift)).toEqual([
      "ADC 0 in TPC 1 · Noise high · Baseline shift (8 channels)",
      "ADC 1, channel 4 · Baseline shift",
    ]);
    expect(alarmed({ bad: half }, { bad: half })).toEqual([
      "ADC 0 in TPC 1 · Noise high · Baseline shift",
    ]);
  });

  test("stands alone where it is partly elsewhere, worse, or newer", () => {
    const across = { bad: channels(dune2x2, [0, 0, 63]) };
    expect(alarmed({ bad: half }, across)).toEqual([
      "ADC 0 · Baseline shift · Noise high (24 channels)",
    ]);
    const one = channels(dune2x2, [0, 40, 40]);
    expect(alarmed({ warn: half }, { bad: one })).toEqual([
      "ADC 0, channel 40 · Baseline shift",
      "ADC 0 in TPC 1 · Noise high",
    ]);
    const noise = records(dune2x2, { bad: half });
    const before = [...noise, ...commonFaults({ detector: dune2x2 }, noise)];
    expect(alarmed({ bad: half }, { bad: one }, before)).toEqual([
      "ADC 0, channel 40 · Baseline shift",
      "ADC 0 in TPC 1 · Noise high",
    ]);
  });
});

describe("a common fault since the previous file", () => {
  const judged = (detector: DetectorProfile, bad: readonly number[]): Verdict[] => {
    const found = records(detector, { bad });
    return [...found, ...commonFaults({ detector }, found)];
  };
  const adc = channels(dune2x2, [0, 0, 63]);
  const epcb = channels(dune2x2, [0, 20, 25]);
  const changes = (now: readonly number[], before: readonly number[]): string[] => {
    const was = knownAfter(judged(dune2x2, before));
    const is = judged(dune2x2, now);
    tellChanges(is, was);
    return [...is, ...recoveredCommonFaults(is, was)]
      .filter(({ members }) => members.length > 0)
      .map(({ label, change }) => `${label}: ${change}`);
  };

  test("that is the same is unchanged, and recovered when its channels are", () => {
    expect(changes(epcb, epcb)).toEqual(["EPCB 2 of ADC 0: unchanged"]);
    expect(changes([], epcb)).toEqual(["EPCB 2 of ADC 0: recovered"]);
  });

  test("that has grown is new; what remains of a larger one that is over is not", () => {
    expect(changes(adc, epcb)).toEqual(["ADC 0: new"]);
    expect(changes(epcb, adc)).toEqual(["EPCB 2 of ADC 0: unchanged", "ADC 0: recovered"]);
  });

  test("is over where two thirds of its channels have recovered, not before", () => {
    const half = channels(dune2x2, [0, 0, 31]);
    expect(changes(half, adc)).toEqual(["ADC 0 in TPC 0: unchanged"]);
    expect(changes(half.slice(0, 16), adc)).toContain("ADC 0: recovered");
  });

  test("tells traps of one ADC apart by their TPC", () => {
    const wide = { ...dune2x2, channelsPerEpcb: 5 };
    const trap = (tpc: number) =>
      detectorGroups(wide).byKind.trap.find(({ label }) => label === `trap 0 of TPC ${tpc}`)!
        .members;
    const was = knownAfter(judged(wide, trap(0)));
    const is = judged(wide, trap(1));
    tellChanges(is, was);
    expect(is.filter(({ label }) => label).map(({ label, change }) => [label, change])).toEqual([
      ["trap 0 of TPC 1", "new"],
    ]);
  });
});

/** A detector small enough to try every list of groups: 2 ADCs and 2 TPCs of a module, EPCBs of 3. */
const small = gridDetector({
  ...{ channelCount: 12, channelsPerEpcb: 3, channelsPerTpc: 6 },
  activeChannels: Array.from({ length: 12 }, (_, channel) => channel),
});

describe("whatever channels fail", () => {
  const stateOfChannels = (detector: DetectorProfile) => {
    const { active, byKind } = detectorGroups(detector);
    const states = fc.constantFrom<State | "below">(
      "ok",
      "ok",
      "bad",
      "bad",
      "warn",
      "unknown",
      "masked",
      "below",
    );
    const some = fc.array(fc.constantFrom(...Object.values(byKind).flat()), { maxLength: 5 });
    // Whole groups, with other states strewn over them.
    return fc
      .tuple(some, fc.array(fc.tuple(fc.constantFrom(...active), states), { maxLength: 40 }))
      .map(([groups, strewn]) => {
        const stateOf = new Map<number, State | "below">(
          groups.flatMap(({ members }) => members.map((i) => [i, "bad" as const])),
        );
        for (const [i, state] of strewn) stateOf.set(i, state);
        const sets: Partial<Record<State | "below", number[]>> = {};
        for (const [i, state] of stateOf) (sets[state] ??= []).push(i);
        return sets;
      });
  };

  test.each([
    ["2x2", dune2x2],
    ["FSD", fsd],
    ["a small detector", small],
  ] as const)(
    "in the %s, every one of them is named once, and none that is fine",
    (_, detector) => {
      const { byKind, indexOf } = detectorGroups(detector);
      const groupOfLabel = new Map(
        Object.values(byKind)
          .flat()
          .map((group) => [group.label, group]),
      );
      fc.assert(
        fc.property(stateOfChannels(detector), (sets) => {
          const found = records(detector, sets);
          const alarms = alarmsOf([...found, ...commonFaults({ detector }, found)]);
          const named = alarms.flatMap(({ verdict: { adc, channel, label, members } }) => {
            if (label === null) return [indexOf(adc!, channel!)];
            const own = members.map(([a, c]) => indexOf(a, c));
            expect(groupOfLabel.get(label)!.members).toEqual(expect.arrayContaining(own));
            return own;
          });
          const alarmed = [...(sets.bad ?? []), ...(sets.warn ?? []), ...(sets.below ?? [])];
          expect(named.sort((a, b) => a - b)).toEqual(alarmed.sort((a, b) => a - b));
        }),
        { numRuns: 100 },
      );
    },
  );

  test("no other list of groups costs less", () => {
    const groups = detectorGroups(small);
    const all = Object.values(groups.byKind).flat();
    fc.assert(
      fc.property(stateOfChannels(small), (sets) => {
        const judged = new Uint8Array(groups.indexCount).fill(1);
        for (const i of [...(sets.unknown ?? []), ...(sets.masked ?? [])]) judged[i] = 0;
        const faulty = new Uint8Array(groups.indexCount);
        for (const i of sets.bad ?? []) faulty[i] = 1;
        const costOf = (members: readonly number[]): number => {
          const [of, bad] = [judged, faulty].map((is) => members.filter((i) => is[i]).length);
          return bad! >= 3 && 3 * bad! >= 2 * of! ? 1 + (of! - bad!) / 2 - bad! : 0;
        };
        /** The least that groups from a number on can add to a list of single channels. */
        const least = (from: number, taken: ReadonlySet<number>): number => {
          let best = 0;
          for (let k = from; k < all.length; k++) {
            const { members } = all[k]!;
            if (costOf(members) >= 0 || members.some((i) => taken.has(i))) continue;
            best = Math.min(best, costOf(members) + least(k + 1, new Set([...taken, ...members])));
          }
          return best;
        };
        const found = sharedFaults(groups, judged, faulty);
        const cost = found.reduce((sum, { group }) => sum + costOf(group.members), 0);
        expect(cost).toBe(least(0, new Set()));
      }),
      { numRuns: 100 },
    );
  });
});
