import { describe, expect, it } from "vitest";
import { groupKinds } from "../../src/detector/channel-groups.js";
import { profileOfGrid } from "../../src/detector/grid.js";
import { type DetectorGroups, detectorGroups } from "../../src/detector/groups.js";
import { detectorNames, detectorOf } from "../../src/detector/index.js";
import { oneProfile } from "../../src/store/parquet/provenance.js";

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

describe.each(detectorNames())("the groups of %s", (name) => {
  const groups: DetectorGroups = detectorGroups(detectorOf(name));
  const { active, byKind, groupOf } = groups;

  it.each(groupKinds)("of the kind %s hold every active channel once", (kind) => {
    const members = byKind[kind].flatMap((group) => group.members);
    expect([...members].sort((a, b) => a - b)).toEqual(active);
    for (const group of byKind[kind])
      for (const member of group.members) expect(groupOf(kind, member)).toBe(group);
  });

  it.each(groupKinds)("of the kind %s have labels that tell them apart", (kind) => {
    const labels = byKind[kind].map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
  });

  it.each(groupKinds)("of the kind %s are on one ADC exactly where they name it", (kind) => {
    for (const { adc, members } of byKind[kind]) {
      const adcs = new Set(members.map((member) => groups.adcOf[member]));
      expect(adc).toBe(adcs.size === 1 ? [...adcs][0] : null);
    }
  });

  it("nest: traps in half ADCs, these in ADCs and TPCs, TPCs in modules", () => {
    for (const [inner, outer] of [
      ["trap", "half-adc"],
      ["half-adc", "adc"],
      ["half-adc", "tpc"],
      ["epcb", "adc"],
      ["tpc", "module"],
    ] as const)
      for (const { members } of byKind[inner])
        expect(new Set(members.map((member) => groupOf(outer, member))).size).toBe(1);
  });

  it("are what the tables say", () => {
    const { tpcMembers, adcMembers, epcbMembers, traps } = groups;
    expect(tpcMembers).toEqual(
      byKind.tpc.toSorted((a, b) => a.number - b.number).map((g) => g.members),
    );
    for (const lists of [tpcMembers, adcMembers, epcbMembers, traps.map((trap) => trap.members)])
      expect(sum(lists.map(({ length }) => length))).toBe(active.length);
    for (const { members, tpc, trap, side, edgesCm, module } of traps)
      for (const member of members) {
        expect(groupOf("trap", member)!.members).toEqual([...members].sort((a, b) => a - b));
        expect([groups.tpcOf[member], groups.trapOf[member], groups.sideOf[member]]).toEqual([
          ...[tpc, trap, side],
        ]);
        expect(groups.moduleOf[member]).toBe(module);
        expect(groups.heightCm[member]).toBeGreaterThanOrEqual(edgesCm![0]);
        expect(groups.heightCm[member]).toBeLessThanOrEqual(edgesCm![1]);
      }
  });

  it("have no place for an inactive channel", () => {
    const isActive = new Set(active);
    for (let i = 0; i < groups.indexCount; i++) {
      if (isActive.has(i)) continue;
      const tables = [groups.tpcOf, groups.epcbOf, groups.moduleOf, groups.trapOf, groups.sideOf];
      expect(tables.map((table) => table[i])).toEqual([-1, -1, -1, -1, -1]);
      expect(groups.heightCm[i]).toBeNaN();
      expect(groupKinds.map((kind) => groupOf(kind, i))).toEqual(groupKinds.map(() => undefined));
    }
  });
});

/** The 2x2 as stores and payloads of earlier releases have it. */
const earlier2x2 = {
  ...{ name: "dune-2x2", adcCount: 8, channelCount: 64, channelsPerEpcb: 6, sampleNs: 16 },
  activeChannels: Array.from({ length: 64 }, (_, channel) => channel).filter((c) => c % 16 >= 4),
  ...{ channelsPerTpc: 32, adcsPerTpc: 2 },
};

describe("a detector whose TPCs are a formula", () => {
  it("has its TPCs by block of channels and pair of ADCs, and no traps, sides and heights", () => {
    const { tpcOf, indexOf, byKind, sideOf, heightCm, active, moduleCount } = detectorGroups(
      profileOfGrid(earlier2x2),
    );
    for (let adc = 0; adc < 8; adc++)
      for (const channel of earlier2x2.activeChannels)
        expect(tpcOf[indexOf(adc, channel)]).toBe(
          2 * Math.floor(adc / 2) + (channel >= 32 ? 1 : 0),
        );
    expect(moduleCount).toBe(4);
    expect(byKind.trap).toEqual([]);
    expect(active.every((i) => sideOf[i] === -1 && Number.isNaN(heightCm[i]))).toBe(true);
  });

  it("keeps channels of a last TPC that is narrower, or on fewer ADCs", () => {
    const { active, tpcOf } = detectorGroups(
      profileOfGrid({ ...earlier2x2, adcCount: 3, channelsPerTpc: 40 }),
    );
    expect(active).toHaveLength(3 * 48);
    expect(new Set(active.map((i) => tpcOf[i]))).toEqual(new Set([0, 1, 2, 3]));
  });

  it("in a store is the built-in one of its name, where that has the same channels", () => {
    expect(oneProfile(earlier2x2)).toBe(detectorOf("dune-2x2"));
    const fewer = { ...earlier2x2, activeChannels: [4, 5, 6] };
    expect(oneProfile(fewer)).toEqual(profileOfGrid(fewer));
  });
});
