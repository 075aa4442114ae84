import { describe, expect, it } from "vitest";
import { selectEvents } from "../../src/compute/select-events.js";
import { openFlowFile } from "../../src/flow/flow-file.js";
import { dune2x2 } from "../detectors.js";
import { expectedNumbers, sampleNames, samplePath } from "../samples.js";

describe.each(sampleNames)("the sample %s", (name) => {
  it("has the events and samples that the independent program found", async () => {
    const file = await openFlowFile(samplePath(name));
    try {
      const expected = expectedNumbers(name);
      expect(file.events.count).toBe(expected.n_events_in_file);
      expect(file.sampleCount).toBe(expected.n_samples);
      expect(selectEvents(file.events.count, 500)).toEqual(expected.selected);
      const { trigType } = file.events;
      if (expected.n.beam === undefined) expect(trigType).toBeNull();
      else {
        expect(trigType?.filter((type) => type === 1)).toHaveLength(expected.n.beam);
        expect(trigType?.filter((type) => type === 0)).toHaveLength(expected.n.self);
      }
    } finally {
      file.close();
    }
  });

  it("gives waveforms whose largest value above the baseline is the expected one", async () => {
    const file = await openFlowFile(samplePath(name));
    const expected = expectedNumbers(name).max_amplitude.flat() as (number | null)[];
    const { adcCount, channelCount } = dune2x2;
    const indexCount = adcCount * channelCount;
    const largest = new Array<number | null>(indexCount).fill(null);
    const samples = new Int16Array(indexCount * file.sampleCount);
    for (let event = 0; event < file.events.count; event++) {
      file.readEvent(event, samples);
      for (let channelIndex = 0; channelIndex < indexCount; channelIndex++) {
        if (!file.events.valid[event * indexCount + channelIndex]) continue;
        const w = samples.subarray(
          channelIndex * file.sampleCount,
          (channelIndex + 1) * file.sampleCount,
        );
        const baseline = w.subarray(0, 50).reduce((a, b) => a + b, 0) / 50;
        const amplitude = w.reduce((a, b) => Math.max(a, b)) - baseline;
        largest[channelIndex] = Math.max(largest[channelIndex] ?? -Infinity, amplitude);
      }
    }
    file.close();
    expect(largest.map((value) => value === null)).toEqual(expected.map((value) => value === null));
    largest.forEach((value, channelIndex) => {
      if (value !== null) expect(value).toBeCloseTo(expected[channelIndex]!, 8);
    });
  });
});
