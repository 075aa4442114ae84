import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openFlowFile } from "../../../src/flow/flow-file.js";
import { simulateFlowFile } from "../../../src/flow/simulation/simulate-file.js";
import { temporaryDirectory } from "../temporary.js";

const layouts = [true, false].flatMap((typed) =>
  ([600, 1000] as const).flatMap((sampleCount) =>
    [true, false].map((gzip) => ({ typed, sampleCount, gzip })),
  ),
);

describe.each(layouts)("a simulated file, $typed $sampleCount $gzip", (layout) => {
  it("is read back in its layout, with its faults", async () => {
    const directory = temporaryDirectory();
    const path = join(directory, "sim_1.FLOW.hdf5");
    const startMs = 1_700_000_000_000;
    const truth = await simulateFlowFile(path, {
      ...layout,
      eventCount: 3,
      seed: 1,
      startMs,
      eventSpacingMs: 10,
      faults: [
        { kind: "missing-adc", adc: 0 },
        { kind: "stuck-high", channels: [[7, 61]] },
        { kind: "spark", event: 1, channel: [2, 4] },
      ],
    });
    expect(truth).toEqual({ "missing-adc": 0, "stuck-high": [[7, 61]], spark: [1] });
    expect(JSON.parse(readFileSync(join(directory, "sim_1.truth.json"), "utf8"))).toEqual(truth);
    expect(readdirSync(directory)).toHaveLength(2);

    const file = await openFlowFile(path);
    const { sampleCount } = file;
    expect(sampleCount).toBe(layout.sampleCount);
    expect([...file.events.timeMs]).toEqual([startMs, startMs + 10, startMs + 20]);
    expect(file.events.trigType === null).toBe(!layout.typed);
    expect(file.events.valid.reduce((a, b) => a + b, 0)).toBe(3 * 7 * 48);
    const samples = new Int16Array(512 * sampleCount);
    file.readEvent(1, samples);
    file.close();
    const waveform = (channelIndex: number) =>
      samples.subarray(channelIndex * sampleCount, (channelIndex + 1) * sampleCount);
    expect(new Set(waveform(7 * 64 + 61))).toEqual(new Set([32764]));
    const spark = waveform(2 * 64 + 4);
    const steps = Array.from(spark.subarray(1), (value, i) => Math.abs(value - spark[i]!));
    expect(Math.max(...steps)).toBeGreaterThan(32767);
    expect(samples.every((value) => value % 4 === 0)).toBe(true);
  });
});
