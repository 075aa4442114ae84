import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { detectorGroups } from "../../../src/detector/groups.js";
import { openDirect } from "../../../src/flow/direct-read.js";
import { openFlowFile } from "../../../src/flow/flow-file.js";
import type { ChannelAddress } from "../../../src/flow/simulation/faults.js";
import { simulateFlowFile } from "../../../src/flow/simulation/simulate-file.js";
import { epcbChannels, simulateRun } from "../../../src/flow/simulation/simulate-run.js";
import { fourAdcs } from "../../four-adcs.js";
import { temporaryDirectory } from "../temporary.js";

const detector = fourAdcs;
const { indexOf, indexCount } = detectorGroups(detector);

const layouts = [
  { typed: true, gzip: false, sampleCount: 1000 },
  { typed: true, gzip: true, sampleCount: 540 },
  { typed: false, gzip: false, sampleCount: 600 },
  { typed: false, gzip: true, sampleCount: 500 },
];

describe.each(layouts)("a file of 4 ADCs × 60 channels, $typed $gzip $sampleCount", (layout) => {
  it("is read back with its detector, with its faults", async () => {
    const { sampleCount } = layout;
    const path = join(temporaryDirectory(), "sim_1.FLOW.hdf5");
    const shifted = epcbChannels(detector, 0, 9);
    const dead: ChannelAddress = [1, 0];
    const shift = { channels: shifted, shiftAdc16: 9000 };
    await simulateFlowFile(path, {
      ...layout,
      detector,
      eventCount: 3,
      seed: 2,
      faults: [
        { kind: "dead", channels: [dead] },
        { kind: "stuck-high", channels: [[3, 61]] },
        { kind: "baseline-shift", ...shift },
        { kind: "missing-adc", adc: 2 },
      ],
    });
    const file = await openFlowFile(path, detector);
    const samples = new Int16Array(indexCount * sampleCount);
    file.readEvent(2, samples);
    const direct = openDirect(file, [0, 1, 2]);
    if (direct.layout) direct.close();
    file.close();

    expect(file.sampleCount).toBe(sampleCount);
    // Today's rows end with a clipped flag for each channel.
    const flagBytes = layout.typed ? indexCount : 0;
    expect(direct.layout?.elementBytes).toBe(samples.byteLength + flagBytes);
    expect(file.events.timeMs[2]! - file.events.timeMs[0]!).toBe(2400);
    expect(file.events.trigType === null).toBe(!layout.typed);
    expect(file.events.valid.reduce((a, b) => a + b, 0)).toBe(3 * 3 * 60);
    const waveform = ([adc, channel]: ChannelAddress) => {
      const first = indexOf(adc, channel) * sampleCount;
      return samples.subarray(first, first + sampleCount);
    };
    expect(new Set(waveform(dead)).size).toBe(1);
    expect(new Set(waveform([3, 61]))).toEqual(new Set([32764]));
    expect(shifted.map(([, channel]) => channel)).toEqual([56, 57, 58, 59, 60, 61]);
    for (const address of shifted) expect(waveform(address)[0]).toBeGreaterThan(-22000);
    expect(waveform([0, 55])[0]).toBeLessThan(-25000);
    expect(waveform([2, 0]).every((value) => value === 0)).toBe(true);
    expect(waveform([0, 30]).every((value) => value === 0)).toBe(true);
  });

  it("does not fit another detector", async () => {
    const path = join(temporaryDirectory(), "sim_1.FLOW.hdf5");
    await simulateFlowFile(path, { ...layout, detector, eventCount: 1, seed: 1 });
    await expect(openFlowFile(path)).rejects.toMatchObject({ code: "bad-input" });
  });
});

it("a run of it has the faults that a run has, on channels that it has", async () => {
  const run = { files: 3, events: 2, seed: 1, sampleCount: 500, detector };
  for (const path of await simulateRun(temporaryDirectory(), run)) {
    const file = await openFlowFile(path, detector);
    expect(file.events.count).toBe(2);
    file.close();
  }
});
