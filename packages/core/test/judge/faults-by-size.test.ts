import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { detectorGroups } from "../../src/detector/groups.js";
import { alarmsOf } from "../../src/judge/states/alarms.js";
import { commonFaults } from "../../src/judge/states/common-faults.js";
import type { Verdict } from "../../src/judge/states/verdict.js";
import { dune2x2 } from "../detectors.js";

const { active, adcMembers, placeOf } = detectorGroups(dune2x2);

/** Channel indices of an ADC, from one channel to another. */
const channels = (adc: number, first: number, last: number): number[] =>
  adcMembers[adc]!.filter((i) => placeOf(i).channel >= first && placeOf(i).channel <= last);

/** Records of one check: bad for channels with a size, ok for the others. */
function records(sizes: ReadonlyMap<number, number>, check = "baseline-shift"): Verdict[] {
  return active.map(
    (i): Verdict => ({
      ...{ check, scope: "channel", ...placeOf(i), unit: "", n: 100, reason: "moved", p: null },
      ...{ state: sizes.has(i) ? "bad" : "ok", value: sizes.get(i) ?? 0, limit: [-50, 50] },
      ...{ change: null, since: null, group: null, label: null, members: [] },
    }),
  );
}

/** Where the alarms are, with the number of channels and the typical size of each. */
function placesOf(...faults: [channels: number[], sizeOf: (k: number) => number][]): string[] {
  return placesIn(new Map(faults.flatMap(([of, size]) => of.map((i, k) => [i, size(k)]))));
}

function placesIn(sizes: ReadonlyMap<number, number>, check?: string): string[] {
  const found = records(sizes, check);
  return alarmsOf([...found, ...commonFaults({ detector: dune2x2 }, found)]).map(
    ({ place, verdict: { members, value } }) =>
      `${place}${members.length > 0 ? `: ${members.length}` : ""} by ${Math.round(value!)}`,
  );
}

/** Sizes within ± a tenth. */
const about =
  (size: number) =>
  (k: number): number =>
    size * (1 + ((k % 3) - 1) / 10);

describe("channels of one group that have shifted", () => {
  test("by about as much are one fault", () => {
    expect(placesOf([channels(0, 0, 63), about(300)])).toEqual(["ADC 0: 48 by 300"]);
    expect(placesOf([channels(0, 0, 63), about(-300)])).toEqual(["ADC 0: 48 by -300"]);
  });

  test("by different sizes are as many faults as there are sizes", () => {
    expect(
      placesOf([channels(0, 0, 31), about(60)], [channels(0, 32, 63), about(300)]).sort(),
    ).toEqual(["ADC 0 in TPC 0: 24 by 60", "ADC 0 in TPC 1: 24 by 300"]);
    expect(
      placesOf(
        [channels(0, 0, 31), about(60)],
        [channels(0, 32, 63), about(300)],
        [channels(1, 0, 63), about(2000)],
      ).sort(),
    ).toEqual(["ADC 0 in TPC 0: 24 by 60", "ADC 0 in TPC 1: 24 by 300", "ADC 1: 48 by 2000"]);
  });

  test("are told apart where one EPCB has shifted more than the rest of its ADC", () => {
    const epcb = channels(0, 20, 25);
    const rest = channels(0, 0, 63).filter((i) => !epcb.includes(i));
    expect(placesOf([rest, about(60)], [epcb, about(300)])).toEqual([
      "ADC 0: 42 by 60",
      "EPCB 2 of ADC 0: 6 by 300",
    ]);
  });

  test("are two EPCBs where each has shifted by its own", () => {
    expect(
      placesOf([channels(0, 4, 9), about(60)], [channels(0, 20, 25), about(300)]).sort(),
    ).toEqual(["EPCB 0 of ADC 0: 6 by 60", "EPCB 2 of ADC 0: 6 by 300"]);
  });

  test("by all sizes without a gap are one fault, whatever their range", () => {
    expect(placesOf([channels(0, 0, 63), (k) => 60 * 1.1 ** k])).toEqual([
      expect.stringMatching(/^ADC 0: 48 by/),
    ]);
  });

  test("by two sizes strewn over the ADC are one fault: neither size is of a group", () => {
    expect(placesOf([channels(0, 0, 63), (k) => (k % 2 === 0 ? 60 : 300)])).toEqual([
      "ADC 0: 48 by 180",
    ]);
  });

  test("leave a dead one among them apart, a noisy one not", () => {
    const [dead, noisy] = [channels(0, 20, 20)[0]!, channels(0, 30, 30)[0]!];
    const rest = channels(0, 0, 63).filter((i) => i !== dead && i !== noisy);
    expect(placesOf([rest, about(300)], [[noisy], () => 900], [[dead], () => 28_000])).toEqual([
      "ADC 0: 47 by 300",
      "ADC 0, channel 20 by 28000",
    ]);
  });

  test("are never scattered into single channels by one that is far", () => {
    expect(placesOf([channels(0, 20, 22), () => 60], [channels(0, 23, 23), () => 9000])).toEqual([
      "EPCB 2 of ADC 0: 4 by 60",
    ]);
  });
});

test("a check that does not compare with earlier files goes by sign alone", () => {
  const sizes = new Map<number, number>([
    ...channels(0, 0, 31).map((i) => [i, 60] as const),
    ...channels(0, 32, 63).map((i) => [i, 300] as const),
  ]);
  expect(placesIn(sizes, "baseline-spread")).toEqual(["ADC 0: 48 by 180"]);
});

test("whatever the sizes, every channel is named once", () => {
  const size = fc.constantFrom(60, 65, 110, 300, 330, 5000, -60, -400);
  const some = fc.array(
    fc.tuple(fc.constantFrom(...channels(0, 0, 63), ...channels(1, 0, 63)), size),
    {
      minLength: 40,
      maxLength: 200,
    },
  );
  fc.assert(
    fc.property(some, (of) => {
      const sizes = new Map(of);
      const found = records(sizes);
      const named = alarmsOf([...found, ...commonFaults({ detector: dune2x2 }, found)]).flatMap(
        ({ verdict: { adc, channel, label, members } }) =>
          label === null ? [`${adc} ${channel}`] : members.map(([a, c]) => `${a} ${c}`),
      );
      const alarmed = [...sizes.keys()].map((i) => `${placeOf(i).adc} ${placeOf(i).channel}`);
      expect(named.sort()).toEqual(alarmed.sort());
    }),
    { numRuns: 60 },
  );
});
