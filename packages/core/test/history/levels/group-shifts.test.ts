import { describe, expect, test } from "vitest";
import { type Random, randomSource } from "../../../src/flow/simulation/random.js";
import { groupShifts, rememberGroups } from "../../../src/history/levels/group-shifts.js";
import { type LevelMemory, noLevels } from "../../../src/history/levels/level-memory.js";
import { chanceBeyond } from "../../../src/numerics/chances.js";
import { medianOfKnown } from "../../../src/numerics/median.js";
import { byChannel, groups } from "./followed.js";

const { active, byKind, epcbMembers, adcMembers, tpcMembers, indexCount } = groups;

/** Scatter of each channel from file to file, ADC16 counts. */
const sigma = 7;
const leastShift = 15;
/** As `groupShifts` looks for them. */
const maxChance = 1e-4;

const variance = new Float64Array(indexCount).fill(sigma ** 2);
const shiftsOf = (memory: LevelMemory, deviation: Float64Array) =>
  groupShifts(memory, groups, deviation, variance, leastShift);

/** A history of files in which the channels of an EPCB move together besides. */
function afterFiles(count: number, epcbSigma = 0): { memory: LevelMemory; random: Random } {
  const [memory, random] = [noLevels(indexCount), randomSource(21)];
  for (let n = 0; n < count; n++)
    rememberGroups(memory, shiftsOf(memory, scattered(random, epcbSigma)), 30);
  return { memory, random };
}

function scattered(random: Random, epcbSigma = 0): Float64Array {
  const deviation = byChannel(() => sigma * random.gaussian());
  for (const members of epcbMembers) {
    const together = epcbSigma * random.gaussian();
    for (const i of members) deviation[i]! += together;
  }
  return deviation;
}

const half = (adc: number, of: 0 | 1): readonly number[] =>
  byKind["half-adc"].filter((group) => group.adc === adc)[of]!.members;

describe("a shift by 25 counts that single channels hide in their scatter", () => {
  test.each<[string, readonly number[]]>([
    ["the whole detector", active],
    ["a module", byKind.module[2]!.members],
    ["a TPC", tpcMembers[5]!],
    ["an ADC", adcMembers[3]!],
    ["half an ADC", half(2, 1)],
    ["an EPCB", epcbMembers[17]!],
  ])("is found where it is of %s", (_, members) => {
    const { memory, random } = afterFiles(20);
    const deviation = scattered(random);
    for (const i of members) deviation[i]! += 25;
    const alone = members.map((i) =>
      chanceBeyond(deviation[i]!, { uncertainty: sigma, degreesOfFreedom: 60 }),
    );
    expect(medianOfKnown(alone)).toBeGreaterThan(maxChance);
    const { shift, chance } = shiftsOf(memory, deviation);
    // The error of the median of six is 1.25 σ / √6.
    for (const i of members) {
      expect(chance[i]).toBeLessThan(maxChance);
      expect(Math.abs(shift[i]! - 25)).toBeLessThan((3 * 1.25 * sigma) / Math.sqrt(6));
    }
    const others = active.filter((i) => !members.includes(i));
    expect(others.map((i) => shift[i])).toEqual(others.map(() => 0));
  });
});

describe("shifts of several groups", () => {
  const shifted = (...parts: [readonly number[], number][]) => {
    const { memory, random } = afterFiles(20);
    const deviation = scattered(random);
    for (const [members, by] of parts) for (const i of members) deviation[i]! += by;
    const { shift } = shiftsOf(memory, deviation);
    return (members: readonly number[]) => medianOfKnown(members.map((i) => shift[i]!));
  };

  test("stay apart where two EPCBs of an ADC shift by different sizes", () => {
    const [a, b, c] = [epcbMembers[8]!, epcbMembers[9]!, epcbMembers[10]!];
    const shiftOf = shifted([a, 40], [b, 150]);
    expect(Math.abs(shiftOf(a) - 40)).toBeLessThan(12);
    expect(Math.abs(shiftOf(b) - 150)).toBeLessThan(12);
    expect(shiftOf(c)).toBe(0);
  });

  test("stay apart where halves of an ADC shift in opposite directions", () => {
    const shiftOf = shifted([half(1, 0), 30], [half(1, 1), -30]);
    expect(Math.abs(shiftOf(half(1, 0)) - 30)).toBeLessThan(6);
    expect(Math.abs(shiftOf(half(1, 1)) + 30)).toBeLessThan(6);
  });

  test("add up where an EPCB shifts besides its ADC", () => {
    const [adc, epcb] = [adcMembers[2]!, epcbMembers[17]!];
    const shiftOf = shifted([adc, 30], [epcb, 60]);
    expect(Math.abs(shiftOf(adc) - 30)).toBeLessThan(8);
    expect(Math.abs(shiftOf(epcb) - 90)).toBeLessThan(12);
  });

  test("are none where single channels of a group shift", () => {
    const members = epcbMembers[17]!;
    expect(shifted([members.slice(0, 3), 400])(members)).toBe(0);
  });
});

describe("what groups are expected to shift by", () => {
  test("is learned from their history: EPCBs that drift together are not told for it", () => {
    const [steady, drifting] = [afterFiles(20), afterFiles(20, 12)];
    const members = epcbMembers[17]!;
    const exactly = byChannel((i) => (members.includes(i) ? 25 : 0));
    const shiftIn = ({ memory }: { memory: LevelMemory }) =>
      shiftsOf(memory, exactly).shift[members[0]!];
    expect(shiftIn(steady)).toBe(25);
    expect(shiftIn(drifting)).toBe(0);
    const { meanSquare, fileCount } = drifting.memory.groups.epcb!;
    // Of the drift, and of the median of six.
    const expected = 12 ** 2 + (Math.PI / 2) * (sigma ** 2 / 6);
    expect(fileCount).toBe(20);
    expect(meanSquare / expected).toBeGreaterThan(0.8);
    expect(meanSquare / expected).toBeLessThan(1.25);
  });

  test.each([0, 5, 12])("keeps false shifts rare where EPCBs drift by %d counts", (epcbSigma) => {
    const { memory, random } = afterFiles(10, epcbSigma);
    let found = 0;
    for (let n = 0; n < 200; n++) {
      const shifts = shiftsOf(memory, scattered(random, epcbSigma));
      if (shifts.shift.some((each) => each !== 0)) found++;
      rememberGroups(memory, shifts, 30);
    }
    // About 200 groups a file, each with a p-value below 1e-4 by chance.
    expect(found).toBeLessThan(15);
  });

  test("is not learned from a group with a shift", () => {
    const { memory } = afterFiles(5);
    const before = structuredClone(memory.groups);
    const { squares } = shiftsOf(
      memory,
      byChannel(() => 500),
    );
    expect(squares.has("detector")).toBe(false);
    expect(memory.groups).toEqual(before);
  });
});
