import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { channelGroups, type PlanInput, planWork } from "../../../src/compute/fast/plan.js";
import { detectorGroups } from "../../../src/detector/groups.js";
import { dune2x2 } from "../../detectors.js";

const { active, indexCount } = detectorGroups(dune2x2);
const typical: PlanInput = {
  canSlice: true,
  threads: 2,
  channels: active,
  indexCount,
  channelCount: 64,
  sampleCount: 1000,
  selectedCount: 500,
  valueBytes: 16 * 333,
  spectrumCount: 500,
  probabilityCount: 3,
  memoryBytes: 640 * 2 ** 20,
};

describe("groups of channels", () => {
  it("are runs of neighbours of one ADC, as equal as can be", () => {
    expect(channelGroups([62, 63, 64, 65, 66, 67, 68, 70], 3, 64)).toEqual([
      { firstIndex: 62, indexCount: 2, firstInPass: 0 },
      { firstIndex: 64, indexCount: 2, firstInPass: 2 },
      { firstIndex: 66, indexCount: 3, firstInPass: 4 },
      { firstIndex: 70, indexCount: 1, firstInPass: 7 },
    ]);
  });

  it("hold each channel once, whatever channels there are", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(511)),
        fc.integer({ min: 1, max: 20 }),
        (unsorted, most) => {
          const channels = unsorted.sort((a, b) => a - b);
          const groups = channelGroups(channels, most, 64);
          const held = groups.flatMap((group) =>
            Array.from({ length: group.indexCount }, (_, i) => group.firstIndex + i),
          );
          expect(held).toEqual(channels);
          for (const group of groups) {
            expect(group.indexCount).toBeLessThanOrEqual(most);
            expect(channels[group.firstInPass]).toBe(group.firstIndex);
            const last = group.firstIndex + group.indexCount - 1;
            expect(Math.floor(group.firstIndex / 64)).toBe(Math.floor(last / 64));
          }
        },
      ),
    );
  });
});

describe("the plan of the work", () => {
  it("takes two dozen megabytes for 500 uncompressed events and two threads", () => {
    const { passes, groupChannels, blockEvents, memory } = planWork(typical);
    expect([passes.length, groupChannels, blockEvents]).toEqual([1, 12, 500]);
    expect(memory.bytes).toBeLessThan(35e6);
  });

  it("unpacks 500 gzip events in one pass", () => {
    const { passes, memory } = planWork({ ...typical, canSlice: false });
    expect(passes).toHaveLength(1);
    expect(memory.bytes).toBeLessThan(420e6);
  });

  it("looks at many events in the file's order where few of them enter the spectra", () => {
    const many = { ...typical, selectedCount: 50_000, statisticsCount: 33_000 };
    const { mode, passes } = planWork(many);
    expect([mode, passes.length]).toEqual(["whole", 1]);
    expect(planWork({ ...many, spectrumCount: 50_000 }).mode).toBe("slices");
    // What would take several passes through the file is better sliced.
    expect(planWork({ ...many, memoryBytes: 300e6 }).mode).toBe("slices");
  });

  it("reads more channels at once where waveforms are shorter", () => {
    const groupChannels = [500, 540, 600, 1000, 60_000].map(
      (sampleCount) => planWork({ ...typical, sampleCount }).groupChannels,
    );
    expect(groupChannels).toEqual([24, 22, 20, 12, 1]);
  });

  it.each([true, false])("fits 100 events of 140 ADCs in a gigabyte, slices: %s", (canSlice) => {
    const large: PlanInput = {
      ...typical,
      canSlice,
      channels: Array.from({ length: 140 * 60 }, (_, i) => 64 * Math.floor(i / 60) + (i % 60)),
      indexCount: 140 * 64,
      sampleCount: 600,
      selectedCount: 100,
      valueBytes: 16 * 100,
      spectrumCount: 100,
    };
    const { passes, memory } = planWork(large);
    expect(passes).toHaveLength(canSlice ? 1 : 2);
    // Quantiles of all spectra take 32 MB of it.
    expect(memory.bytes).toBeLessThan(canSlice ? 60e6 : 600e6);
  });

  it.each([true, false])("keeps to its budget for 50,000 events, slices: %s", (canSlice) => {
    const many = { selectedCount: 50_000, statisticsCount: 33_000, spectrumCount: 50_000 };
    const { memory } = planWork({ ...typical, ...many, canSlice });
    // Beside the budget: flags of all waveforms (26 MB), results and integrals.
    expect(memory.bytes).toBeLessThan(typical.memoryBytes + 40e6);
  });

  it("keeps to its budget for any work, beside what must be there", () => {
    fc.assert(
      fc.property(
        fc.record({
          canSlice: fc.boolean(),
          threads: fc.integer({ min: 1, max: 64 }),
          selectedCount: fc.integer({ min: 1, max: 100_000 }),
          sampleCount: fc.integer({ min: 2, max: 4000 }),
          spectrumShare: fc.double({ min: 0, max: 1, noNaN: true }),
          memoryBytes: fc.integer({ min: 100_000_000, max: 2_000_000_000 }),
        }),
        ({ spectrumShare, ...work }) => {
          const spectrumCount = Math.ceil(spectrumShare * work.selectedCount);
          const valueBytes = 16 * work.selectedCount;
          const plan = planWork({ ...typical, ...work, spectrumCount, valueBytes });
          const { memory } = plan;
          // One channel's share, and a row of powers, are the least there can be.
          const least =
            work.threads * (valueBytes + 8 * work.selectedCount + 30 * spectrumCount + 2_000_000) +
            (plan.mode === "whole" ? spectrumCount * 2 * work.sampleCount : 0) +
            work.threads * indexCount * 2 * work.sampleCount +
            work.selectedCount * indexCount +
            22 * indexCount * work.sampleCount +
            // Amplitudes, as far as they take more than half of the budget.
            Math.max(0, 4 * work.selectedCount * indexCount - work.memoryBytes / 2);
          expect(memory.bytes).toBeLessThanOrEqual(work.memoryBytes + least);
          for (const group of plan.passes.flat())
            expect(group.firstInPass + group.indexCount).toBeLessThanOrEqual(plan.passChannels);
        },
      ),
    );
  });
});
